"""What people and jobs do with other systems. Every change of state that spans rows is here, with its audit."""

from integrations.services.connections import (
    check_connection,
    note_status,
    pause_connection,
    resume_connection,
    save_connection,
    subscribe_to_events,
)
from integrations.services.imports import delete_import, import_history, record_run, run_import, start_import
from integrations.services.inbound import replay_events
from integrations.services.signing import renew_webhook_secret
from integrations.services.sync import pause_sync, resume_sync, start_sync
from integrations.services.webhooks import replay_deliveries, save_endpoint, send_test

__all__ = [
    "check_connection",
    "delete_import",
    "import_history",
    "note_status",
    "pause_connection",
    "pause_sync",
    "record_run",
    "renew_webhook_secret",
    "replay_deliveries",
    "replay_events",
    "resume_connection",
    "resume_sync",
    "run_import",
    "save_connection",
    "save_endpoint",
    "send_test",
    "start_import",
    "start_sync",
    "subscribe_to_events",
]
