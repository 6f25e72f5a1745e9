from enum import StrEnum


class RoleEnum(StrEnum):
    ADMIN = "admin"
    CHATTER = "chatter"
    OWNER = "owner"

    def __str__(self) -> str:
        return str(self.value)
