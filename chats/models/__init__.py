"""Chats, what was said in them, and what helps to answer."""

from chats.models.ai_response import AIResponse
from chats.models.chat import Chat
from chats.models.media import MediaAttachment
from chats.models.message import Message
from chats.models.note import ChatNote
from chats.models.script import Script

__all__ = ["AIResponse", "Chat", "ChatNote", "MediaAttachment", "Message", "Script"]
