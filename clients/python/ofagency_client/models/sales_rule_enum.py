from enum import StrEnum


class SalesRuleEnum(StrEnum):
    LAST_WRITER = "last writer"
    NOBODY = "nobody"

    def __str__(self) -> str:
        return str(self.value)
