"""Giving, changing and withdrawing a verdict on a message, and taking note of it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from analytics.models import MessageReview
from chats.models import Message


def review_message(*, actor: Actor, message: Message, verdict: str, comment: str = "") -> MessageReview:
    """Say what to think of a message; the latest verdict stands, and is news to whoever sent it.

    Raises `PermissionDenied`, and `ValidationError` for what is not ours, for no verdict and for too long a comment.
    """
    if not (actor.may("add", MessageReview) and actor.may("change", MessageReview)):
        raise PermissionDenied
    comment = comment.strip()
    with transaction.atomic():
        # Two who review at once take turns.
        Message.objects.select_for_update(no_key=True, of=("self",)).get(agency_id=message.agency_id, pk=message.pk)
        found = MessageReview.objects.filter(agency_id=message.agency_id, message=message).first()
        if found and (found.verdict, found.comment) == (verdict, comment):
            return found  # type: ignore[no-any-return]
        review: MessageReview = found or MessageReview(agency_id=message.agency_id, message=message)
        review.verdict, review.comment = verdict, comment
        review.reviewer_id, review.reviewed_at, review.seen_at = actor.membership_id, timezone.now(), None
        review.full_clean(validate_unique=False)
        review.save()
        changes = {"verdict": verdict, "message": str(message.pk)}
        record_audit(actor=actor, action="reviewed message", row=review, changes=changes)
    return review


def withdraw_review(*, actor: Actor, review: MessageReview) -> None:
    """Take a verdict back, as if nobody had given one. Raises `PermissionDenied`."""
    if not actor.may("delete", review):
        raise PermissionDenied
    with transaction.atomic():
        record_audit(actor=actor, action="withdrew review", row=review)
        review.delete()


def note_seen(*, actor: Actor, ids: Collection[UUID]) -> None:
    """Whoever sent the messages has looked at these reviews."""
    own = MessageReview.objects.visible_to(actor).of_sender(actor.membership_id)
    own.filter(pk__in=ids).unseen().update(seen_at=timezone.now())
