"""How an agency's AI is set up, as owners and admins see it."""

from chats.ai.admin import prompts, providers, settings

__all__ = ["prompts", "providers", "settings"]
