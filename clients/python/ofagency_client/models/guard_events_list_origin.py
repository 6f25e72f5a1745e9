from enum import StrEnum


class GuardEventsListOrigin(StrEnum):
    DRAFT = "draft"
    FAN = "fan"
    TEAM = "team"

    def __str__(self) -> str:
        return str(self.value)
