from enum import StrEnum


class ReportsAiListGroupByItem(StrEnum):
    ARM = "arm"
    CREATOR = "creator"
    DAY = "day"
    MEMBER = "member"
    MODEL = "model"
    PROMPT_VERSION = "prompt_version"
    PROVIDER = "provider"

    def __str__(self) -> str:
        return str(self.value)
