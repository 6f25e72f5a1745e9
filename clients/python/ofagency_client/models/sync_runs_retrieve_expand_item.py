from enum import StrEnum


class SyncRunsRetrieveExpandItem(StrEnum):
    CONNECTION = "connection"

    def __str__(self) -> str:
        return str(self.value)
