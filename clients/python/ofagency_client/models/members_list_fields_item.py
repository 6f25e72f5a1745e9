from enum import StrEnum


class MembersListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    EMAIL = "email"
    ID = "id"
    IS_ACTIVE = "is_active"
    NAME = "name"
    ROLE = "role"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)
