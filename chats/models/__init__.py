"""Chats, what was said in them, and what helps to answer."""

from chats.models.ai_reading import FanSummary, Translation
from chats.models.ai_response import AIResponse
from chats.models.ai_setup import AIExperiment, AIProvider, AISettings, ModelPrice, PromptVersion
from chats.models.ai_work import AICall, DraftRequest
from chats.models.chat import Chat
from chats.models.guard import GuardEvent, GuardKind, GuardRule
from chats.models.inbox import ChatClaim, ChatEvent, ChatPresence, InboxSettings
from chats.models.mass_message import MassMessage, MassRecipient
from chats.models.media import CreatorMedia, MediaAttachment, SentMedia
from chats.models.message import Message
from chats.models.note import ChatNote
from chats.models.outgoing import Draft, ScheduledMessage, WordRule
from chats.models.script import Script
from chats.models.search import FanSearch, MessageSearch, SearchBacklog

__all__ = [
    "AICall",
    "AIExperiment",
    "AIProvider",
    "AIResponse",
    "AISettings",
    "Chat",
    "ChatClaim",
    "ChatEvent",
    "ChatNote",
    "ChatPresence",
    "CreatorMedia",
    "Draft",
    "DraftRequest",
    "FanSearch",
    "FanSummary",
    "GuardEvent",
    "GuardKind",
    "GuardRule",
    "InboxSettings",
    "MassMessage",
    "MassRecipient",
    "MediaAttachment",
    "Message",
    "MessageSearch",
    "ModelPrice",
    "PromptVersion",
    "ScheduledMessage",
    "Script",
    "SearchBacklog",
    "SentMedia",
    "Translation",
    "WordRule",
]
