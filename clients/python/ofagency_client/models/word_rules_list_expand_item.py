from enum import StrEnum


class WordRulesListExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
