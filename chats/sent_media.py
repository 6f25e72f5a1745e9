"""Which media a fan was sent and has bought: written with our messages, and taken back with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import Greatest

from chats.models import CreatorMedia, MediaAttachment, Message, SentMedia


def attach(message: Message, media: Sequence[CreatorMedia]) -> None:
    """Make `media` the message's, and known as sent to its fan."""
    if not media:
        return
    MediaAttachment.objects.bulk_create(
        MediaAttachment(
            agency_id=message.agency_id, message=message, of_media_id=item.of_media_id, media_type=item.media_type,
            thumbnail_url=item.thumbnail_url, duration=item.duration,
        )
        for item in media
    )  # fmt: skip
    SentMedia.objects.bulk_create(
        (
            SentMedia(
                agency_id=message.agency_id, chat_id=message.chat_id, of_media_id=item.of_media_id,
                sent_at=message.sent_at,
            )
            for item in media
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    _known_since(message, [item.of_media_id for item in media], message.sent_at)


def detach(message: Message) -> list[int]:
    """Forget that the fan was sent this message's media, where it was the first to bring them; return their ids."""
    of_ids = [item.of_media_id for item in MediaAttachment.objects.filter(agency_id=message.agency_id, message=message)]
    if of_ids:
        SentMedia.objects.filter(
            agency_id=message.agency_id, chat_id=message.chat_id, of_media_id__in=of_ids, sent_at=message.sent_at,
            bought_at__isnull=True,
        ).delete()  # fmt: skip
    return of_ids


def _known_since(message: Message, of_ids: list[int], at: dt.datetime) -> None:
    CreatorMedia.objects.filter(
        agency_id=message.agency_id, creator_id=message.chat.creator_id, of_media_id__in=of_ids
    ).update(last_sent_at=Greatest(F("last_sent_at"), at))
