from integrations.models.connection import Connection, SyncedChat, SyncRun
from integrations.models.imports import ImportRun
from integrations.models.inbound import InboundEvent
from integrations.models.outbound import MessageDelivery
from integrations.models.webhooks import WebhookDelivery, WebhookEndpoint

__all__ = [
    "Connection",
    "ImportRun",
    "InboundEvent",
    "MessageDelivery",
    "SyncRun",
    "SyncedChat",
    "WebhookDelivery",
    "WebhookEndpoint",
]
