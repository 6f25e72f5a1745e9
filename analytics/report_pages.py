"""The pages of the admin that are no model's: their address below `/admin/reports/`, the view, and the name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase

from analytics.report_frame import page_context
from analytics.review import pages as review

__all__ = ["PAGES", "page_context"]

#: The admin site lets in only whom it lets in elsewhere; what they may see there the view asks, as everywhere.
PAGES: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
    ("messages/", review.report_messages, "report_messages"),
    ("messages/news/", review.report_messages_news, "report_messages_news"),
    ("messages/export/", review.report_messages_export, "report_messages_export"),
    ("messages/<uuid:pk>/review/", review.report_messages_review, "report_messages_review"),
]
