from enum import StrEnum


class VerdictEnum(StrEnum):
    GOOD = "good"
    NEEDS_WORK = "needs_work"

    def __str__(self) -> str:
        return str(self.value)
