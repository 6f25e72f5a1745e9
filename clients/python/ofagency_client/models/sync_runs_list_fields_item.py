from enum import StrEnum


class SyncRunsListFieldsItem(StrEnum):
    CHATS_DONE = "chats_done"
    CHATS_TOTAL = "chats_total"
    CONNECTION = "connection"
    COUNTS = "counts"
    CREATED_AT = "created_at"
    ERROR = "error"
    FINISHED_AT = "finished_at"
    ID = "id"
    KIND = "kind"
    PHASE = "phase"
    RESUME_AT = "resume_at"
    STARTED_AT = "started_at"
    STATUS = "status"

    def __str__(self) -> str:
        return str(self.value)
