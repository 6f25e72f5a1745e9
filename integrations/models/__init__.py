from integrations.models.connection import Connection, SyncedChat, SyncRun
from integrations.models.imports import ImportRun
from integrations.models.inbound import InboundEvent
from integrations.models.outbound import MessageDelivery

__all__ = ["Connection", "ImportRun", "InboundEvent", "MessageDelivery", "SyncRun", "SyncedChat"]
