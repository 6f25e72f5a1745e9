from enum import StrEnum


class WordRulesRetrieveExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
