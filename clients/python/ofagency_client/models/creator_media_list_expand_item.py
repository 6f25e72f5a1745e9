from enum import StrEnum


class CreatorMediaListExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
