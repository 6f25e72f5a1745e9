"""What can be asked about statistics and reviews. Everything starts from `visible_to(actor)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q

from agencies.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from analytics.models import MessageReview


class ReviewQuerySet(ScopedQuerySet):
    """Questions about reviews of messages."""

    def of_sender(self, membership_id: UUID | None) -> Self:
        """Of messages that this member has sent; nobody (None) has sent none."""
        return self.filter(message__sent_by_id=membership_id) if membership_id else self.none()

    def unseen(self) -> Self:
        """Those that the sender has not looked at yet."""
        return self.filter(seen_at__isnull=True)

    def for_feedback(self) -> Self:
        """With what the sender is shown, latest first."""
        return self.select_related("message__chat__creator", "reviewer__user").order_by("-reviewed_at", "-id")

    def behind(self, review: MessageReview) -> Self:
        """Those that were given before `review`: the next page."""
        earlier = Q(reviewed_at__lt=review.reviewed_at) | Q(reviewed_at=review.reviewed_at, id__lt=review.pk)
        return self.filter(earlier)
