"""Whether AI drafts earn their keep: what became of them, what they cost, and what messages with and without bring."""

from analytics.dashboards.ai.page import page

__all__ = ["page"]
