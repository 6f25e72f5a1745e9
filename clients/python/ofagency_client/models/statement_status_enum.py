from enum import StrEnum


class StatementStatusEnum(StrEnum):
    DRAFT = "draft"
    LOCKED = "locked"

    def __str__(self) -> str:
        return str(self.value)
