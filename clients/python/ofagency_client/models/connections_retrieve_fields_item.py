from enum import StrEnum


class ConnectionsRetrieveFieldsItem(StrEnum):
    ACCOUNT_ID = "account_id"
    CALLS_LEFT = "calls_left"
    CALLS_PER_MINUTE = "calls_per_minute"
    CALLS_RESUME_AT = "calls_resume_at"
    CREATED_AT = "created_at"
    CREATOR = "creator"
    CREDITS_LEFT = "credits_left"
    ID = "id"
    IS_ACTIVE = "is_active"
    LAST_EVENT_AT = "last_event_at"
    LAST_SYNCED_AT = "last_synced_at"
    PROVIDER = "provider"
    SENDS_MESSAGES = "sends_messages"
    STATUS = "status"
    STATUS_AT = "status_at"
    STATUS_REASON = "status_reason"
    SYNCS_FANS = "syncs_fans"
    SYNCS_MESSAGES = "syncs_messages"
    SYNCS_TRANSACTIONS = "syncs_transactions"

    def __str__(self) -> str:
        return str(self.value)
