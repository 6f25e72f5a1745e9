from enum import StrEnum


class AlertRulesRetrieveExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
