from enum import StrEnum


class ShiftsListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    ENDED_AT = "ended_at"
    ID = "id"
    IDLE_SECONDS = "idle_seconds"
    LAST_ACTIVE_AT = "last_active_at"
    MEMBERSHIP = "membership"
    STARTED_AT = "started_at"

    def __str__(self) -> str:
        return str(self.value)
