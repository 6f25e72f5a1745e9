from enum import StrEnum


class ApiKeysListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATORS = "creators"
    EXPIRY_DATE = "expiry_date"
    ID = "id"
    LAST_USED_AT = "last_used_at"
    LIMITED_TO_CREATORS = "limited_to_creators"
    NAME = "name"
    PREFIX = "prefix"
    RATE_PER_MINUTE = "rate_per_minute"
    REVOKED = "revoked"
    ROLE = "role"

    def __str__(self) -> str:
        return str(self.value)
