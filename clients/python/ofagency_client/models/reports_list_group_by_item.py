from enum import StrEnum


class ReportsListGroupByItem(StrEnum):
    CREATOR = "creator"
    DAY = "day"
    MEMBER = "member"

    def __str__(self) -> str:
        return str(self.value)
