from enum import StrEnum


class ChatsRetrieveExpandItem(StrEnum):
    ASSIGNED_TO = "assigned_to"
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
