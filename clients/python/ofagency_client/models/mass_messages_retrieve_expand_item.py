from enum import StrEnum


class MassMessagesRetrieveExpandItem(StrEnum):
    CREATED_BY = "created_by"
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
