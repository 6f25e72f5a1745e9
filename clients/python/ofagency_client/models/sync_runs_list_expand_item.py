from enum import StrEnum


class SyncRunsListExpandItem(StrEnum):
    CONNECTION = "connection"

    def __str__(self) -> str:
        return str(self.value)
