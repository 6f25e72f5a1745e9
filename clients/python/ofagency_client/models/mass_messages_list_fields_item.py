from enum import StrEnum


class MassMessagesListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATED_BY = "created_by"
    CREATOR = "creator"
    FAILED = "failed"
    FINISHED_AT = "finished_at"
    ID = "id"
    OF_MEDIA_IDS = "of_media_ids"
    PACE_PER_MINUTE = "pace_per_minute"
    PRICE = "price"
    SCHEDULED_FOR = "scheduled_for"
    SENT = "sent"
    SKIPPED = "skipped"
    STARTED_AT = "started_at"
    STATUS = "status"
    STATUS_REASON = "status_reason"
    TEXT = "text"
    TITLE = "title"
    TOTAL = "total"

    def __str__(self) -> str:
        return str(self.value)
