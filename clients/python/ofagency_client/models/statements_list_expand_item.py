from enum import StrEnum


class StatementsListExpandItem(StrEnum):
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
