"""The owner's face, a file for each noun."""

from integrations.admin import connections, imports, inbound, webhooks

__all__ = ["connections", "imports", "inbound", "webhooks"]
