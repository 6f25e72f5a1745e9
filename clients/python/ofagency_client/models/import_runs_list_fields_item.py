from enum import StrEnum


class ImportRunsListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    DONE = "done"
    ERROR = "error"
    FILE_NAME = "file_name"
    FINISHED_AT = "finished_at"
    ID = "id"
    SOURCE = "source"
    STARTED_AT = "started_at"
    STARTED_BY = "started_by"
    STATUS = "status"
    SUMMARY = "summary"
    TOTAL = "total"

    def __str__(self) -> str:
        return str(self.value)
