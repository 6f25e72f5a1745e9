from enum import StrEnum


class AlertsListExpandItem(StrEnum):
    ACKNOWLEDGED_BY = "acknowledged_by"
    CHAT = "chat"
    CREATOR = "creator"
    RULE = "rule"

    def __str__(self) -> str:
        return str(self.value)
