"""What people do in the inbox. Every change of state that spans rows is here, with its audit."""

from chats.services.ai_drafts import (
    accept_draft,
    expire_drafts,
    fail_stuck_requests,
    reject_draft,
    request_drafts,
)
from chats.services.ai_prompts import make_prompt_version, use_prompt_version
from chats.services.ai_setup import check_provider
from chats.services.chats import (
    add_note,
    add_tags,
    change_note,
    delete_note,
    describe_fan,
    mark_read,
    mark_unread,
    note_read_elsewhere,
    remove_tag,
)
from chats.services.claims import assign_chat, claim_chat, next_chat, release_chat, release_expired, snooze_chat
from chats.services.delivery import fail_message, first_to_send, note_arrival, retry_message, take_for_sending
from chats.services.drafts import discard_draft, draft_of, save_draft, with_own_drafts
from chats.services.guard import decide_event
from chats.services.mass_messages import (
    audience_of,
    cancel_mass_message,
    may_send_mass,
    pause_mass_message,
    results_of,
    resume_mass_message,
    save_mass_message,
    start_mass_message,
    take_back_queued,
)
from chats.services.messages import (
    delete_message,
    send_message,
    withdraw_message,
)
from chats.services.outgoing_rules import MAX_PRICE, MAX_TEXT_LENGTH, MIN_PRICE, NeedsConfirmationError, check_limits
from chats.services.presence import enter_chat, leave_page, note_typing
from chats.services.scheduled import (
    cancel_scheduled,
    change_scheduled,
    schedule_message,
    send_due,
    send_if_due,
    send_scheduled_now,
)
from chats.services.settings import save_settings, settings_of

__all__ = [
    "MAX_PRICE",
    "MAX_TEXT_LENGTH",
    "MIN_PRICE",
    "NeedsConfirmationError",
    "accept_draft",
    "add_note",
    "add_tags",
    "assign_chat",
    "audience_of",
    "cancel_mass_message",
    "cancel_scheduled",
    "change_note",
    "change_scheduled",
    "check_limits",
    "check_provider",
    "claim_chat",
    "decide_event",
    "delete_message",
    "delete_note",
    "describe_fan",
    "discard_draft",
    "draft_of",
    "enter_chat",
    "expire_drafts",
    "fail_message",
    "fail_stuck_requests",
    "first_to_send",
    "leave_page",
    "make_prompt_version",
    "mark_read",
    "mark_unread",
    "may_send_mass",
    "next_chat",
    "note_arrival",
    "note_read_elsewhere",
    "note_typing",
    "pause_mass_message",
    "reject_draft",
    "release_chat",
    "release_expired",
    "remove_tag",
    "request_drafts",
    "results_of",
    "resume_mass_message",
    "retry_message",
    "save_draft",
    "save_mass_message",
    "save_settings",
    "schedule_message",
    "send_due",
    "send_if_due",
    "send_message",
    "send_scheduled_now",
    "settings_of",
    "snooze_chat",
    "start_mass_message",
    "take_back_queued",
    "take_for_sending",
    "use_prompt_version",
    "with_own_drafts",
    "withdraw_message",
]
