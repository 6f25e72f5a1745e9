from enum import StrEnum


class ImportRunsRetrieveExpandItem(StrEnum):
    CREATOR = "creator"
    STARTED_BY = "started_by"

    def __str__(self) -> str:
        return str(self.value)
