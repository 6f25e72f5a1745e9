from enum import StrEnum


class BesideKindEnum(StrEnum):
    ALL = "all"
    ARM = "arm"
    CREATOR = "creator"
    MEMBER = "member"
    MODEL = "model"

    def __str__(self) -> str:
        return str(self.value)
