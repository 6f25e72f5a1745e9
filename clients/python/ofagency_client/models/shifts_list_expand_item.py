from enum import StrEnum


class ShiftsListExpandItem(StrEnum):
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
