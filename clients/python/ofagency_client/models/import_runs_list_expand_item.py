from enum import StrEnum


class ImportRunsListExpandItem(StrEnum):
    CREATOR = "creator"
    STARTED_BY = "started_by"

    def __str__(self) -> str:
        return str(self.value)
