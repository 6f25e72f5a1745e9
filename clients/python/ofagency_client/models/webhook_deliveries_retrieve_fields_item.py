from enum import StrEnum


class WebhookDeliveriesRetrieveFieldsItem(StrEnum):
    ATTEMPTS = "attempts"
    BODY = "body"
    CREATED_AT = "created_at"
    ENDPOINT = "endpoint"
    EVENT = "event"
    ID = "id"
    LAST_TRIED_AT = "last_tried_at"
    NEXT_TRY_AT = "next_try_at"
    OBJECT_ID = "object_id"
    RESPONSE = "response"
    RESPONSE_STATUS = "response_status"
    STATUS = "status"
    TOOK_MS = "took_ms"

    def __str__(self) -> str:
        return str(self.value)
