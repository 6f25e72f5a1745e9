"""What of a creator's media a fan has had."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(world):
    """Media of our creator: one new to the fan, one sent, one bought."""
    creator, chat = world.acme.creator, world.acme.chat
    rows = {name: f.CreatorMediaFactory(creator=creator) for name in ("new", "sent", "bought")}
    f.SentMediaFactory(chat=chat, of_media_id=rows["sent"].of_media_id)
    f.SentMediaFactory(chat=chat, of_media_id=rows["bought"].of_media_id, bought_at=timezone.now())
    return {str(row.pk): name for name, row in rows.items()}


@pytest.mark.parametrize(
    ("filter_name", "expected"),
    [("sent_to", {"sent", "bought"}), ("not_sent_to", {"new"}), ("bought_by", {"bought"})],
)
def test_media_are_told_apart_by_what_a_fan_had(world, owner, media, filter_name, expected):
    rows = owner.rows("creator-media/", creator=world.acme.creator.pk, **{filter_name: world.acme.chat.pk})
    assert {media[row["id"]] for row in rows if row["id"] in media} == expected


def test_a_chat_that_is_hidden_tells_nothing(world, api, media):
    rows = api(world.acme.keys["chatter"]).rows("creator-media/", sent_to=world.acme.other_chat.pk)
    assert rows == []


def test_media_are_narrowed_by_kind(owner, world):
    video = f.CreatorMediaFactory(creator=world.acme.creator, media_type="video")
    assert [row["id"] for row in owner.rows("creator-media/", media_type="video")] == [str(video.pk)]
