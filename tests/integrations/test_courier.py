"""Replies on their way to the platform: in order, once, and with a reason if they do not arrive."""

from __future__ import annotations

import datetime as dt
import signal
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import Chat, Message
from integrations import courier
from integrations.inbound import processing
from integrations.models import InboundEvent, MessageDelivery
from integrations.providers.onlyfansapi.fake.deliver import envelope
from tests import factories as f
from tests.processes import process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chat(connected, account) -> Chat:
    """A chat of the connected creator with the fan who is on the platform."""
    return f.ChatFactory(creator=connected.creator, agency=connected.agency, fan_of_id=next(iter(account.chats)))


@pytest.fixture
def owner(connected) -> Actor:
    member = f.MembershipFactory(agency=connected.agency, role="owner")
    with agency_scope(connected.agency_id):
        return Actor.from_membership(member)


def reply(owner: Actor, chat: Chat, text: str = "Hello", **more) -> Message:
    """A reply whose time to be taken back is over."""
    with agency_scope(chat.agency_id):
        message = services.send_message(actor=owner, chat=chat, text=text, **more)
        Message.objects.filter(pk=message.pk).update(send_after=timezone.now() - dt.timedelta(seconds=1))
    return message


def deliver(chat: Chat) -> None:
    courier.deliver(agency_id=chat.agency_id, chat_id=chat.pk)


def later(chat: Chat) -> None:
    """Time has passed: whatever waits may be tried again."""
    past = timezone.now() - dt.timedelta(hours=1)
    with agency_scope(chat.agency_id):
        MessageDelivery.objects.update(next_try_at=past, last_tried_at=past)
        chat.creator.connections.update(calls_resume_at=None)


def now(message: Message) -> Message:
    with agency_scope(message.agency_id):
        message.refresh_from_db()
    return message


def on_platform(account) -> list[str]:
    (messages,) = account.chats.values()
    return [message.text for message in messages]


def test_a_reply_arrives_and_gets_the_platforms_id(account, owner, chat):
    message = reply(owner, chat)
    deliver(chat)
    ((sent,),) = account.chats.values()
    assert sent.text == "Hello"
    assert (now(message).status, message.of_message_id) == ("sent", sent.id)


def test_an_offer_goes_with_its_price_and_media(account, owner, chat):
    f.CreatorMediaFactory(creator=chat.creator, of_media_id=55)
    reply(owner, chat, price=Decimal("9.99"), of_media_ids=[55])
    deliver(chat)
    ((sent,),) = account.chats.values()
    assert (sent.price, [media[0] for media in sent.media]) == (Decimal("9.99"), [55])


def test_replies_leave_in_their_order(account, owner, chat):
    for number in range(5):
        reply(owner, chat, f"reply {number}")
    deliver(chat)
    assert on_platform(account) == [f"reply {number}" for number in range(5)]


def test_a_reply_that_can_still_be_taken_back_stays(account, owner, chat):
    with agency_scope(chat.agency_id):
        message = services.send_message(actor=owner, chat=chat, text="Hello")
    deliver(chat)
    assert (on_platform(account), now(message).status) == ([], "queued")


def test_a_reply_that_is_being_sent_cannot_be_taken_back(owner, chat):
    message = reply(owner, chat)
    with agency_scope(chat.agency_id):
        Message.objects.filter(pk=message.pk).update(status="sending")
        with pytest.raises(ValidationError, match="just being sent"):
            services.withdraw_message(actor=owner, message=message)


def test_without_a_connection_replies_wait(account, owner, chat, connected):
    connected.is_active = False
    connected.save()
    message = reply(owner, chat)
    deliver(chat)
    assert (on_platform(account), now(message).status) == ([], "queued")


def test_what_waited_for_hours_is_looked_at_before_it_leaves(account, owner, chat):
    message = reply(owner, chat)
    with agency_scope(chat.agency_id):
        Message.objects.update(send_after=timezone.now() - courier.STALE * 2)
    deliver(chat)
    assert (on_platform(account), now(message).status) == ([], "failed")
    with agency_scope(chat.agency_id):
        services.retry_message(actor=owner, message=message)
    deliver(chat)
    assert on_platform(account) == ["Hello"]


@pytest.mark.parametrize("honours_keys", [True, False])
def test_a_reply_that_was_taken_and_not_answered_is_not_sent_twice(service, account, owner, chat, honours_keys):
    service.honours_keys = honours_keys
    message = reply(owner, chat)
    service.fault("POST", deaf=True)
    deliver(chat)
    assert (on_platform(account), now(message).status) == (["Hello"], "sending")
    later(chat)
    deliver(chat)
    assert on_platform(account) == ["Hello"]
    ((sent,),) = account.chats.values()
    assert (now(message).status, message.of_message_id) == ("sent", sent.id)


def test_a_reply_that_was_not_taken_is_sent_again(service, account, owner, chat):
    message = reply(owner, chat)
    service.fault("POST", status=502, body=b"<html>bad gateway</html>")
    deliver(chat)
    assert (on_platform(account), now(message).status) == ([], "sending")
    later(chat)
    deliver(chat)
    assert (on_platform(account), now(message).status) == (["Hello"], "sent")


def test_the_same_words_twice_are_two_replies(service, account, owner, chat):
    service.honours_keys = False
    first = reply(owner, chat, "ok")
    deliver(chat)
    second = reply(owner, chat, "ok")
    service.fault("POST", status=502)
    deliver(chat)
    later(chat)
    deliver(chat)
    assert on_platform(account) == ["ok", "ok"]
    assert now(first).of_message_id < now(second).of_message_id


def test_nothing_overtakes_a_reply_that_is_not_certain(service, account, owner, chat):
    reply(owner, chat, "first")
    reply(owner, chat, "second")
    service.fault("POST", status=503)
    deliver(chat)
    assert on_platform(account) == []
    later(chat)
    deliver(chat)
    assert on_platform(account) == ["first", "second"]


def test_a_refusal_is_told_and_the_next_reply_leaves(service, account, owner, chat):
    refused = reply(owner, chat, "first")
    reply(owner, chat, "second")
    body = (
        b'{"error":"ONLYFANS_COM_ERROR","onlyfans_response":{"body":{"error":{"message":"Cannot send to this user"}}}}'
    )
    service.fault("POST", status=400, body=body)
    deliver(chat)
    assert (now(refused).status, refused.failure_reason) == ("failed", "Cannot send to this user")
    assert on_platform(account) == ["second"]


def test_a_signed_out_account_fails_replies_and_needs_attention(account, owner, chat, connected):
    account.is_authenticated = False
    message = reply(owner, chat)
    deliver(chat)
    connected.refresh_from_db()
    assert (now(message).status, connected.status) == ("failed", "attention")
    another = reply(owner, chat)
    deliver(chat)
    assert "needs attention" in now(another).failure_reason


def test_a_limit_is_waited_for_and_then_nothing_is_lost(service, account, owner, chat, connected):
    service.fault("POST", status=429, body=b"{}", headers={"Retry-After": "0"})
    message = reply(owner, chat)
    deliver(chat)
    connected.refresh_from_db()
    assert now(message).status == "sending"
    assert connected.calls_resume_at > timezone.now() + dt.timedelta(seconds=20)
    asked = len(service.calls)
    deliver(chat)
    assert len(service.calls) == asked
    later(chat)
    deliver(chat)
    assert (on_platform(account), now(message).status) == (["Hello"], "sent")


def test_a_service_that_stays_away_leaves_it_to_the_chatter_in_the_end(service, account, owner, chat):
    message = reply(owner, chat)
    service.fault("", times=1000, status=503)
    for _ in range(len(courier.BACKOFF) + 1):
        deliver(chat)
        later(chat)
    assert now(message).status == "failed"
    assert "will not send it twice" in message.failure_reason


def test_two_workers_at_once_send_each_reply_once(service, account, owner, chat):
    service.honours_keys = False
    for number in range(6):
        reply(owner, chat, f"reply {number}")
    service.fault("POST", times=6, seconds=0.05)

    def work() -> None:
        try:
            deliver(chat)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver(chat)
    assert on_platform(account) == [f"reply {number}" for number in range(6)]


def test_the_echo_of_a_reply_waits_until_the_reply_has_its_id(service, account, owner, chat, connected):
    message = reply(owner, chat)
    told = []
    service.platform.listeners.append(lambda *event: told.append(event))
    service.fault("POST", deaf=True)
    deliver(chat)
    name, account_id, payload = told[0]
    letter = envelope(name, account_id, payload, secret=f.WEBHOOK_SECRET, number=1)
    f.InboundEventFactory(connection=connected, body=letter.body)
    processing.work_off(agency_id=chat.agency_id, connection_id=connected.pk)
    with agency_scope(chat.agency_id):
        assert InboundEvent.objects.get().status == "waiting"
    later(chat)
    deliver(chat)
    with agency_scope(chat.agency_id):
        InboundEvent.objects.update(try_again_at=timezone.now())
    processing.work_off(agency_id=chat.agency_id, connection_id=connected.pk)
    with agency_scope(chat.agency_id):
        assert InboundEvent.objects.get().status == "done"
        assert Message.objects.get().pk == message.pk


def test_what_was_told_of_a_reply_before_it_was_known_goes_over_to_it(account, owner, chat):
    f.CreatorMediaFactory(creator=chat.creator, of_media_id=55)
    message = reply(owner, chat, price=Decimal(10), of_media_ids=[55])
    with agency_scope(chat.agency_id):
        at = timezone.now()
        told = f.MessageFactory(
            chat=chat, of_message_id=9, direction="out", is_ppv=True, price=10, unlocked=True, unlocked_at=at
        )
        services.note_arrival(message=message, of_message_id=9, sent_at=at)
        row = Message.objects.get()
    assert (row.pk, row.unlocked, row.unlocked_at) == (message.pk, True, at)
    assert row.pk != told.pk


KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from integrations import courier

agency, chat, marker, left = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

def fate(execute, sql, *args):
    global left
    if left and marker in sql:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, *args)

with connection.execute_wrapper(fate):
    courier.deliver(agency_id=agency, chat_id=chat)
"""


def test_killed_at_any_moment_each_reply_is_sent_once_and_in_order(service, account, owner, chat):
    service.honours_keys = False
    messages = [reply(owner, chat, f"reply {number}") for number in range(6)]
    for marker, times in (
        ('INSERT INTO "integrations_messagedelivery"', 1),
        ('UPDATE "chats_message"', 1),
        ('UPDATE "integrations_connection"', 1),  # it was sent, and nobody knows
        ("UPDATE chats_chat", 1),
        ('UPDATE "integrations_messagedelivery"', 2),
    ):
        killed = process("-c", KILLED, str(chat.agency_id), str(chat.pk), marker, str(times))
        assert killed.returncode in (-signal.SIGKILL, 0), killed.stderr
        later(chat)
    deliver(chat)
    assert on_platform(account) == [f"reply {number}" for number in range(6)]
    assert [now(message).status for message in messages] == ["sent"] * 6
