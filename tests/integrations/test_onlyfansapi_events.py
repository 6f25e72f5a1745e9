"""What becomes of the events of OnlyFansAPI.com, delivered as the service delivers them."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Iterator
from decimal import Decimal
from itertools import count

import orjson
import pytest
from django.db import connection as db
from django.test import Client
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.models import Subscription, Transaction
from chats.models import Chat, Message
from integrations.inbound import processing, receiver
from integrations.models import Connection, InboundEvent
from integrations.providers.onlyfansapi.fake.deliver import Envelope, envelope
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = count(1)
FAN = 777


@pytest.fixture
def connection() -> Connection:
    creator = f.CreatorFactory(username="luna.rose", of_user_id=400_001)
    return f.ConnectionFactory(creator=creator, account_id="acct_1")


def pack(event: str, payload: dict, *, account: str = "acct_1", secret: str = f.WEBHOOK_SECRET) -> Envelope:
    return envelope(event, account, payload, secret=secret, number=next(NUMBERS))


def deliver(connection: Connection, letter: Envelope, **headers: str):
    path = f"/webhooks/onlyfansapi/{connection.pk}/"
    return Client().post(path, letter.body, content_type="application/json", headers={**letter.headers, **headers})


def tell(connection: Connection, event: str, payload: dict, **more: str) -> InboundEvent:
    """Deliver an event, have it worked off, and return what is kept of it."""
    letter = pack(event, payload, **more)
    assert deliver(connection, letter).status_code == 202
    work_off(connection)
    return kept(connection, letter)


def work_off(connection: Connection) -> None:
    processing.work_off(agency_id=connection.agency_id, connection_id=connection.pk)


def kept(connection: Connection, letter: Envelope) -> InboundEvent:
    with agency_scope(connection.agency_id):
        return InboundEvent.objects.filter(body=letter.body).latest("id")


def message(of_id: int, text: str = "<p>hi</p>", **more) -> dict:
    return {
        "id": of_id, "text": text, "price": 0, "isFree": True, "isTip": False, "isOpened": False, "media": [],
        "createdAt": "2026-07-05T10:00:00+00:00", "fromUser": {"id": FAN, "name": "Ann", "username": "ann"}, **more,
    }  # fmt: skip


def sent(of_id: int, **more) -> dict:
    return message(of_id, fromUser={"id": 400_001}, toUser={"id": FAN}, **more)


def unlocked(of_id: int, fan: int = FAN, **more) -> dict:
    """As the service tells a purchase; `user_id` is the creator, and means nothing."""
    link = f"<a href='https://onlyfans.com/my/chats/chat/{fan}?firstId={of_id}'>message</a>"
    return {
        "id": "115760446358", "type": "paided_message", "subType": "subscriber_pay_for_chat_message",
        "createdAt": "2026-07-05T10:27:00+00:00", "text": f"Ann purchased your {link} for $13.00!",
        "user_id": "400001", "replacePairs": {"{NAME}": "Ann", "{AMOUNT}": "$13.00", "{MESSAGE_LINK}": link},
        "user": {"id": fan}, **more,
    }  # fmt: skip


def tip(amount: float = 8, **more) -> dict:
    return {
        "id": "1", "type": "tip", "subType": "new_tips", "createdAt": "2026-07-05T10:00:03+00:00",
        "amountGross": amount,
        "amountNet": amount * 0.8, "user": {"id": str(FAN)}, "user_id": "400001", "text": "paid you a tip", **more,
    }  # fmt: skip


def only_message(connection: Connection) -> Message:
    with agency_scope(connection.agency_id):
        return Message.objects.select_related("chat").get()


def test_a_message_of_a_fan_arrives_in_their_chat(connection):
    event = tell(connection, "messages.received", message(1, "<p>Hello &lt;3</p>"))
    row = only_message(connection)
    assert (event.status, event.event, event.processed_at is not None) == ("done", "messages.received", True)
    assert (row.text, row.direction, row.chat.fan_of_id, row.chat.fan_display_name) == ("Hello <3", "in", FAN, "Ann")


def test_a_message_that_was_sent_belongs_to_the_fan_it_went_to(connection):
    tell(connection, "messages.sent", sent(2, price=9.99, isFree=False))
    row = only_message(connection)
    assert (row.direction, row.chat.fan_of_id, row.price, row.unlocked) == ("out", FAN, Decimal("9.99"), False)


def test_a_purchase_unlocks_the_message_for_the_fan_and_not_for_the_creator(connection):
    tell(connection, "messages.sent", sent(3, price=13, isFree=False))
    tell(connection, "messages.ppv.unlocked", unlocked(3))
    row = only_message(connection)
    assert (row.unlocked, row.unlocked_at) == (True, dt.datetime(2026, 7, 5, 10, 27, tzinfo=dt.UTC))
    with agency_scope(connection.agency_id):
        assert list(Chat.objects.values_list("fan_of_id", flat=True)) == [FAN]


def test_a_purchase_without_its_fan_is_known_by_the_link(connection):
    tell(connection, "messages.sent", sent(3, price=13, isFree=False))
    payload = unlocked(3)
    del payload["user"]
    assert tell(connection, "messages.ppv.unlocked", payload).status == "done"
    assert only_message(connection).unlocked


def test_a_purchase_that_comes_before_its_message_waits_for_it(connection):
    early = tell(connection, "messages.ppv.unlocked", unlocked(3))
    assert (early.status, early.reason) == ("waiting", "the message that was bought is not here")
    tell(connection, "messages.sent", sent(3, price=13, isFree=False))
    assert only_message(connection).unlocked


def test_a_purchase_whose_message_never_comes_is_put_aside(connection):
    letter = pack("messages.ppv.unlocked", unlocked(3))
    deliver(connection, letter)
    with agency_scope(connection.agency_id):
        InboundEvent.objects.update(received_at=timezone.now() - processing.PATIENCE * 2)
    work_off(connection)
    assert kept(connection, letter).status == "quarantined"


def test_a_tip_tells_the_amount_of_the_message_that_carries_it(connection):
    tell(connection, "tips.received", tip())
    tell(connection, "messages.received", message(4, isTip=True))
    assert (only_message(connection).is_tip, only_message(connection).tip_amount) == (True, Decimal(8))


def test_a_tip_outside_the_chat_marks_no_message_in_the_end(connection):
    letter = pack("tips.received", tip())
    deliver(connection, letter)
    with agency_scope(connection.agency_id):
        InboundEvent.objects.update(received_at=timezone.now() - processing.PATIENCE * 2)
    work_off(connection)
    assert kept(connection, letter).status == "ignored"


def test_a_deleted_message_keeps_its_text(connection):
    tell(connection, "messages.received", message(5))
    tell(connection, "messages.deleted", {"id": "5"})
    row = only_message(connection)
    assert row.deleted_at is not None
    assert row.text == "hi"


def test_a_deletion_may_come_first(connection):
    tell(connection, "messages.deleted", {"id": "5"})
    tell(connection, "messages.received", message(5))
    assert only_message(connection).deleted_at is not None


def test_money_is_counted_from_transactions_alone_and_once(connection):
    told = {
        "id": "5Tabc", "type": "message", "status": "loading", "amount": 13.0, "vat_amount": 2.7, "tax_amount": 0,
        "net_amount": 10.4, "fee_amount": 2.6, "currency": "USD", "created_at": "2026-07-05T10:27:00+00:00",
        "description": "Payment for message", "fan": {"id": str(FAN), "name": "Ann"},
    }  # fmt: skip
    tell(connection, "messages.sent", sent(3, price=13, isFree=False))
    tell(connection, "messages.ppv.unlocked", unlocked(3))
    tell(connection, "tips.received", tip())
    for _ in range(2):
        tell(connection, "transactions.new", told)
    with agency_scope(connection.agency_id):
        row = Transaction.objects.get()
        assert (row.kind, row.gross, row.fee, row.net) == ("ppv", Decimal(13), Decimal("2.60"), Decimal("10.40"))
        assert row.chat.fan_of_id == FAN


def test_a_subscription_begins_is_renewed_and_ends(connection):
    begun = {
        "id": "9", "subType": "new_subscriber", "createdAt": "2026-06-01T08:00:00+00:00", "user_id": "400001",
        "user": {"id": FAN, "name": "Ann"}, "replacePairs": {"{PRICE}": "$9.99"},
    }  # fmt: skip
    tell(connection, "subscriptions.new", begun)
    tell(connection, "subscriptions.renewed", begun | {"createdAt": "2026-07-01T08:00:00+00:00"})
    with agency_scope(connection.agency_id):
        assert Chat.objects.get().subscription_active is True
        assert Chat.objects.get().subscription_price == Decimal("9.99")
    ended = {"id": f"{FAN}:2026-08-01", "user": {"id": FAN}, "expiredAt": "2026-08-01T08:00:00+00:00"}
    tell(connection, "subscriptions.expired", ended)
    with agency_scope(connection.agency_id):
        assert Chat.objects.get().subscription_active is False
        statuses = Subscription.objects.order_by("started_at").values_list("status", flat=True)
        assert list(statuses) == ["active", "expired"]


def test_a_signed_out_account_needs_attention_until_it_is_back(connection):
    attempt = {"latestAuthAttempt": {"error_message": "Wrong password"}}
    tell(connection, "accounts.authentication_failed", attempt)
    connection.refresh_from_db()
    assert connection.status == "attention"
    assert "Wrong password" in connection.status_reason
    tell(connection, "accounts.reconnected", {"state": "authenticated"})
    connection.refresh_from_db()
    assert (connection.status, connection.status_reason) == ("active", "")


def test_when_the_fan_was_there_is_remembered(connection):
    tell(connection, "messages.received", message(1))
    tell(connection, "users.offline", {"fan": {"id": str(FAN)}, "last_seen_online_at": "2026-06-10T20:01:06.000000Z"})
    with agency_scope(connection.agency_id):
        assert Chat.objects.get().fan_seen_at == dt.datetime(2026, 6, 10, 20, 1, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize("event", ["chat_queue.updated", "data_exports.completed", "posts.liked"])
def test_what_is_of_no_consequence_is_kept_and_ignored(connection, event):
    assert tell(connection, event, {"id": 1}).status == "ignored"


def test_an_unknown_event_is_put_aside(connection):
    event = tell(connection, "messages.exploded", {"id": 1})
    assert (event.status, event.reason) == ("quarantined", "the event messages.exploded is not known here")


def test_an_unknown_account_is_put_aside_and_its_events_come_once_it_is_connected(connection):
    letter = pack("messages.received", message(1), account="acct_2")
    deliver(connection, letter)
    work_off(connection)
    assert kept(connection, letter).reason == "the account acct_2 is not connected"


def test_one_address_serves_all_accounts_of_the_agency(connection):
    other = f.CreatorFactory(agency=connection.agency)
    f.ConnectionFactory(creator=other, account_id="acct_2")
    tell(connection, "messages.received", message(1), account="acct_2")
    assert only_message(connection).chat.creator_id == other.pk


def test_an_account_of_another_agency_is_not_connected(connection):
    f.ConnectionFactory(account_id="acct_2")
    assert tell(connection, "messages.received", message(1), account="acct_2").status == "quarantined"


def test_a_repeated_delivery_is_answered_alike_and_kept_once(connection):
    letter = pack("messages.received", message(1))
    redelivered = {"X-OFAPI-Redelivery-Of": "17"}
    assert [deliver(connection, letter, **h).status_code for h in ({}, {}, redelivered)] == [202, 202, 202]
    with agency_scope(connection.agency_id):
        assert InboundEvent.objects.count() == 1


@pytest.mark.parametrize("signature", ["", "0" * 64, "nonsense", "é"])
def test_a_wrong_signature_is_refused_and_nothing_is_kept(connection, signature):
    letter = pack("messages.received", message(1))
    assert deliver(connection, letter, Signature=signature).status_code == 401
    with agency_scope(connection.agency_id):
        assert not InboundEvent.objects.exists()


def test_the_body_must_be_the_very_bytes_that_were_signed(connection):
    letter = pack("messages.received", message(1))
    spaced = Envelope(orjson.dumps(orjson.loads(letter.body), option=orjson.OPT_INDENT_2), letter.headers)
    assert deliver(connection, spaced).status_code == 401


def test_the_secret_before_the_current_one_is_taken_for_a_day(connection):
    letters = [pack("messages.received", message(n)) for n in (1, 2)]
    connection.renew_webhook_secret()
    connection.save()
    assert deliver(connection, letters[0]).status_code == 202
    connection.previous_secret_until = timezone.now()
    connection.save()
    forget_doors()
    assert deliver(connection, letters[1]).status_code == 401


def test_signed_nonsense_is_called_wrong_and_kept_to_be_looked_at(connection):
    letter = pack("messages.received", message(1))
    body = b"{nonsense"
    signed = Envelope(body, letter.headers | {"Signature": sign(body)})
    assert deliver(connection, signed).status_code == 400
    event = kept(connection, signed)
    assert (event.status, event.reason) == ("quarantined", "it is no JSON")


@pytest.mark.parametrize("body", [b"null", b"[]", b"1", b'"x"', b'{"event": 1}', b'{"event": "messages.received"}'])
def test_json_that_is_no_event_is_put_aside(connection, body):
    signed = Envelope(body, {"Signature": sign(body)})
    assert deliver(connection, signed).status_code == 202
    work_off(connection)
    assert kept(connection, signed).status == "quarantined"


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("messages.received", {}),
        ("messages.received", message(1) | {"id": None}),
        ("messages.received", message(1) | {"id": True}),
        ("messages.received", message(2**63)),
        ("messages.received", message(1, createdAt="yesterday")),
        ("messages.received", message(1, createdAt="1970-01-01T00:00:00+00:00")),
        ("messages.received", message(1, price="many", isFree=False)),
        ("messages.received", message(1, price=float("1e300"), isFree=False)),
        ("messages.sent", message(1)),
        ("messages.ppv.unlocked", {"user": {"id": FAN}}),
        ("tips.received", tip() | {"user": None}),
        ("transactions.new", {"id": "1", "amount": 5}),
        ("subscriptions.new", {"user": {"id": FAN}}),
        ("users.typing", {"id": "x"}),
    ],
)
def test_an_event_that_says_too_little_is_put_aside_with_the_reason(connection, event, payload):
    told = tell(connection, event, payload)
    assert told.status == "quarantined"
    assert told.reason
    with agency_scope(connection.agency_id):
        assert not Message.objects.exists()


def test_a_body_that_is_too_big_is_refused(connection):
    body = b" " * 1_000_001
    assert deliver(connection, Envelope(body, {"Signature": sign(body)})).status_code == 413


def test_an_unknown_connection_is_not_found_and_no_other_method_is_taken(connection):
    letter = pack("messages.received", message(1))
    connection.pk = uuid.uuid4()
    assert deliver(connection, letter).status_code == 404
    assert Client().get(f"/webhooks/onlyfansapi/{connection.pk}/").status_code == 405
    assert Client().post(f"/webhooks/nobody/{connection.pk}/").status_code == 404


def test_events_of_a_paused_connection_are_kept_until_it_goes_on(connection):
    connection.is_active = False
    connection.save()
    letter = pack("messages.received", message(1))
    assert deliver(connection, letter).status_code == 202
    work_off(connection)
    assert kept(connection, letter).status == "waiting"
    connection.is_active = True
    connection.save()
    work_off(connection)
    assert kept(connection, letter).status == "done"


@pytest.fixture
def refused_text() -> Iterator[str]:
    """A text that the database refuses, for whatever reason."""
    with db.as_owner(), db.cursor() as cursor:
        cursor.execute("ALTER TABLE chats_message ADD CONSTRAINT for_this_test CHECK (text <> 'refused') NOT VALID")
    yield "refused"
    with db.as_owner(), db.cursor() as cursor:
        cursor.execute("ALTER TABLE chats_message DROP CONSTRAINT for_this_test")


def test_of_many_events_the_one_that_the_database_refuses_is_put_aside_alone(connection, refused_text):
    for number, text in enumerate(["one", "two", refused_text, "four"]):
        deliver(connection, pack("messages.received", message(number + 1, text=text)))
    work_off(connection)
    assert sorted(row.text for row in messages(connection)) == ["four", "one", "two"]
    with agency_scope(connection.agency_id):
        event = InboundEvent.objects.get(status="quarantined")
        assert event.reason == "an error of ours (IntegrityError)"


@pytest.mark.parametrize("media", [[{"id": 2**63, "type": "photo"}], [{"id": 5, "duration": 2**40}], ["x"], [{}]])
def test_media_that_cannot_be_true_cost_the_message_nothing(connection, media):
    assert tell(connection, "messages.received", message(1, media=media)).status == "done"


def test_an_older_message_does_not_bring_an_older_name_back(connection):
    tell(connection, "messages.received", message(2, createdAt="2026-07-06T10:00:00+00:00"))
    older = message(1, fromUser={"id": FAN, "name": "Old name", "username": "old"})
    tell(connection, "messages.received", older)
    assert {row.chat.fan_display_name for row in messages(connection)} == {"Ann"}


def messages(connection: Connection) -> list[Message]:
    with agency_scope(connection.agency_id):
        return list(Message.objects.select_related("chat"))


def sign(body: bytes) -> str:
    return hmac.new(f.WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()


def forget_doors() -> None:
    """A secret is remembered for some seconds."""
    receiver._doors.known.clear()
