from enum import StrEnum


class ScriptsRetrieveExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
