from enum import StrEnum


class DecisionEnum(StrEnum):
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"

    def __str__(self) -> str:
        return str(self.value)
