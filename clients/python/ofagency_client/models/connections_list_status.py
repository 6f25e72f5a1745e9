from enum import StrEnum


class ConnectionsListStatus(StrEnum):
    ACTIVE = "active"
    ATTENTION = "attention"
    NEW = "new"

    def __str__(self) -> str:
        return str(self.value)
