from enum import StrEnum


class SyncRunsListStatus(StrEnum):
    DONE = "done"
    FAILED = "failed"
    PAUSED = "paused"
    RUNNING = "running"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
