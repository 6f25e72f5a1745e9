from enum import StrEnum


class ShiftsRetrieveExpandItem(StrEnum):
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
