from enum import StrEnum


class UnitEnum(StrEnum):
    COUNT = "count"
    DOLLARS = "dollars"
    HOURS = "hours"
    MILLISECONDS = "milliseconds"
    RATIO = "ratio"
    SECONDS = "seconds"

    def __str__(self) -> str:
        return str(self.value)
