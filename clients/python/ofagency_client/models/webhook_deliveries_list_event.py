from enum import StrEnum


class WebhookDeliveriesListEvent(StrEnum):
    AI_RESPONSE_ACCEPTED = "ai_response.accepted"
    AI_RESPONSE_CREATED = "ai_response.created"
    AI_RESPONSE_EDITED = "ai_response.edited"
    AI_RESPONSE_EXPIRED = "ai_response.expired"
    AI_RESPONSE_REJECTED = "ai_response.rejected"
    ALERT_RAISED = "alert.raised"
    ALERT_RESOLVED = "alert.resolved"
    CHAT_ASSIGNED = "chat.assigned"
    CHAT_CREATED = "chat.created"
    FAN_FLAGGED = "fan.flagged"
    GUARD_EVENT_CHANGED = "guard_event.changed"
    GUARD_EVENT_CREATED = "guard_event.created"
    MESSAGE_CHANGED = "message.changed"
    MESSAGE_CREATED = "message.created"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_SENT = "message.sent"
    MESSAGE_UNLOCKED = "message.unlocked"
    NOTE_CREATED = "note.created"
    SUBSCRIPTION_CHANGED = "subscription.changed"
    SUBSCRIPTION_CREATED = "subscription.created"
    TRANSACTION_CREATED = "transaction.created"
    WEBHOOK_TEST = "webhook.test"

    def __str__(self) -> str:
        return str(self.value)
