from enum import StrEnum


class BesideOutcomeEnum(StrEnum):
    ANSWER = "answer"
    REVENUE = "revenue"

    def __str__(self) -> str:
        return str(self.value)
