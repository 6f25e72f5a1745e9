from enum import StrEnum


class WebhookEndpointsListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    DESCRIPTION = "description"
    DISABLED_REASON = "disabled_reason"
    EVENTS = "events"
    FAILING_SINCE = "failing_since"
    ID = "id"
    IS_ACTIVE = "is_active"
    LAST_DELIVERY_AT = "last_delivery_at"
    URL = "url"

    def __str__(self) -> str:
        return str(self.value)
