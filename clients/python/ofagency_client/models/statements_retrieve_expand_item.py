from enum import StrEnum


class StatementsRetrieveExpandItem(StrEnum):
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
