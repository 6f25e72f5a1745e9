from enum import StrEnum


class SubscriptionsRetrieveFieldsItem(StrEnum):
    AUTO_RENEW = "auto_renew"
    CHAT = "chat"
    CREATED_AT = "created_at"
    EXPIRES_AT = "expires_at"
    ID = "id"
    PRICE = "price"
    STARTED_AT = "started_at"
    STATUS = "status"

    def __str__(self) -> str:
        return str(self.value)
