"""What leaves: media, undo, the agency's words, and looking twice."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import CreatorMedia, Draft, MediaAttachment, Message, SentMedia
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    """A chatter with a chat, inside the agency's scope."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator)
    with agency_scope(member.agency_id):
        yield SimpleNamespace(member=member, creator=creator, chat=chat, actor=Actor.from_membership(member))


def send(desk, text="Hello", **options):
    return services.send_message(actor=desk.actor, chat=desk.chat, text=text, **options)


def test_media_go_with_the_message_and_are_known_as_sent(desk):
    media = f.CreatorMediaFactory(creator=desk.creator, media_type="video", duration=9)
    message = send(desk, "", price=9, of_media_ids=[media.of_media_id])
    item = MediaAttachment.objects.get(message=message)
    assert (item.of_media_id, item.media_type, item.duration) == (media.of_media_id, "video", 9)
    assert SentMedia.objects.get(chat=desk.chat).sent_at == message.sent_at
    assert CreatorMedia.objects.get().last_sent_at == message.sent_at


def test_media_of_another_creator_are_refused(desk):
    media = f.CreatorMediaFactory(creator=f.CreatorFactory(agency=desk.member.agency))
    with pytest.raises(ValidationError, match="has no media"):
        send(desk, of_media_ids=[media.of_media_id])
    assert not Message.objects.exists()


def test_a_price_asks_for_media_as_soon_as_the_creator_has_some(desk):
    send(desk, price=9)
    f.CreatorMediaFactory(creator=desk.creator)
    with pytest.raises(ValidationError, match="needs media"):
        send(desk, price=9)


def test_a_reply_waits_as_long_as_the_agency_says(desk):
    f.InboxSettingsFactory(agency=desk.member.agency, undo_seconds=12)
    message = send(desk)
    assert message.send_after - message.sent_at == dt.timedelta(seconds=12)


def test_taking_a_message_back_takes_its_media_back(desk):
    media = f.CreatorMediaFactory(creator=desk.creator)
    message = send(desk, of_media_ids=[media.of_media_id])
    services.withdraw_message(actor=desk.actor, message=message)
    assert not SentMedia.objects.exists()


def test_a_blocked_word_is_refused_with_its_reason(desk):
    f.WordRuleFactory(agency=desk.member.agency, words="telegram", reason="The platform bans for it.")
    with pytest.raises(ValidationError, match="bans for it"):
        send(desk, "My Telegram is…", confirmed=True)


def test_a_word_to_look_at_twice_goes_through_once_confirmed(desk):
    f.WordRuleFactory(agency=desk.member.agency, words="meet*", action="warn", reason="We promise no meetings.")
    with pytest.raises(services.NeedsConfirmationError, match="no meetings"):
        send(desk, "Meeting you?")
    assert send(desk, "Meeting you?", confirmed=True).text == "Meeting you?"


def test_the_rules_of_another_creator_and_inactive_ones_do_not_count(desk):
    other = f.CreatorFactory(agency=desk.member.agency)
    f.WordRuleFactory(agency=desk.member.agency, creator=other, words="hello")
    f.WordRuleFactory(agency=desk.member.agency, words="hello", is_active=False)
    assert send(desk, "hello")


def test_media_that_the_fan_bought_are_sent_again_only_once_confirmed(desk):
    media = f.CreatorMediaFactory(creator=desk.creator)
    bought = dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC)
    f.SentMediaFactory(chat=desk.chat, of_media_id=media.of_media_id, sent_at=bought, bought_at=bought)
    with pytest.raises(services.NeedsConfirmationError, match=r"has bought media .* 3 May 2026"):
        send(desk, of_media_ids=[media.of_media_id])
    assert send(desk, of_media_ids=[media.of_media_id], confirmed=True)


def test_a_repeat_of_a_reply_with_media_makes_one_message(desk):
    media = f.CreatorMediaFactory(creator=desk.creator)
    first = send(desk, of_media_ids=[media.of_media_id])
    again = send(desk, of_media_ids=[media.of_media_id], message_id=first.pk)
    assert again == first
    assert Message.objects.count() == 1


def test_sending_removes_the_draft_and_a_late_request_does_not_bring_it_back(desk):
    services.save_draft(actor=desk.actor, chat=desk.chat, text="Hel")
    message = send(desk)
    services.save_draft(actor=desk.actor, chat=desk.chat, text="Hell", message_id=message.pk)
    assert not Draft.objects.exists()


def test_a_draft_is_one_for_each_member_and_goes_when_it_is_emptied(desk):
    services.save_draft(actor=desk.actor, chat=desk.chat, text="Hel")
    services.save_draft(actor=desk.actor, chat=desk.chat, text="Hello")
    assert services.draft_of(actor=desk.actor, chat=desk.chat).text == "Hello"
    services.save_draft(actor=desk.actor, chat=desk.chat, text=" ")
    assert services.draft_of(actor=desk.actor, chat=desk.chat) is None
