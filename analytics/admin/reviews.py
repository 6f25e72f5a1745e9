"""The verdicts on messages; they are given on the page of message review, and through the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from analytics.admin.books import BookAdmin
from analytics.models import MessageReview


@admin.register(MessageReview)
class MessageReviewAdmin(BookAdmin):
    list_display = ["reviewed_at", "verdict", "comment", "sender", "reviewer", "seen_at"]
    list_filter = ["verdict", "reviewer"]
    list_select_related = ["message__sent_by__user", "reviewer__user"]
    search_fields = ["comment"]

    @admin.display(description="sent by")
    def sender(self, review: Any) -> str:
        return review.message.sender_label  # type: ignore[no-any-return]
