from enum import StrEnum


class CreatorsListFieldsItem(StrEnum):
    AVATAR_URL = "avatar_url"
    CREATED_AT = "created_at"
    DISPLAY_NAME = "display_name"
    HEADER_URL = "header_url"
    ID = "id"
    IS_ACTIVE = "is_active"
    IS_VERIFIED = "is_verified"
    LAST_SEEN_AT = "last_seen_at"
    OF_USER_ID = "of_user_id"
    PERSONA = "persona"
    SUBSCRIPTION_PRICE = "subscription_price"
    USERNAME = "username"

    def __str__(self) -> str:
        return str(self.value)
