from enum import StrEnum


class MassMessageStatusEnum(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    DRAFT = "draft"
    FAILED = "failed"
    PAUSED = "paused"
    RUNNING = "running"
    SCHEDULED = "scheduled"

    def __str__(self) -> str:
        return str(self.value)
