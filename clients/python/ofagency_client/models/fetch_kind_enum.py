from enum import StrEnum


class FetchKindEnum(StrEnum):
    FIRST = "first"
    NEWS = "news"
    REPAIR = "repair"

    def __str__(self) -> str:
        return str(self.value)
