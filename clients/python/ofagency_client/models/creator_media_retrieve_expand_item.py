from enum import StrEnum


class CreatorMediaRetrieveExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
