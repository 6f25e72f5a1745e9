"""A service that nobody has described: what it signs and says is configuration, tried in the admin."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import html
import json
import time
from decimal import Decimal

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agencies.tenancy import agency_scope
from analytics.models import Transaction
from chats.models import Chat, Message
from integrations.inbound import processing
from integrations.inbound.facts import UnclearError
from integrations.models import Connection, InboundEvent
from integrations.providers.generic.config import EXAMPLE, KINDS, check
from integrations.providers.generic.provider import Generic
from tests import factories as f
from tests.clients import client_of
from tests.processes import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
RECEIVED = {
    "event": "message.received",
    "account": {"id": "model-1"},
    "data": {"id": "71", "text": "<b>Hi</b>", "created_at": "2026-07-05T10:00:00Z", "sender": {"id": 7, "name": "Ann"}},
}


@pytest.fixture
def connection() -> Connection:
    return f.ConnectionFactory(provider="generic", account_id="model-1", settings=EXAMPLE, sends_messages=False)


@pytest.fixture
def client(connection):
    return client_of(f.MembershipFactory(agency=connection.agency, role="owner").user)


def page_of(connection) -> str:
    return reverse("admin:integrations_connection_change", args=[connection.pk])


def signature(body: bytes, secret: str = f.WEBHOOK_SECRET) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).digest()


def deliver(connection, told: dict, **headers: str) -> int:
    body = orjson.dumps(told)
    headers = {"X-Webhook-Signature": f"sha256={signature(body).hex()}", "X-Delivery-Id": "d1", **headers}
    path = f"/webhooks/generic/{connection.pk}/"
    return Client().post(path, body, content_type="application/json", headers=headers).status_code


def work_off(connection) -> None:
    processing.work_off(agency_id=connection.agency_id, connection_id=connection.pk)


def test_its_messages_and_its_money_arrive(connection):
    paid = {"id": "t1", "amount": 1250, "created_at": 1_783_245_600, "fan": {"id": 7}}
    assert deliver(connection, RECEIVED) == 202
    assert deliver(connection, {"event": "revenue.received", "data": paid}, **{"X-Delivery-Id": "d2"}) == 202
    work_off(connection)
    with agency_scope(connection.agency_id):
        message, money = Message.objects.select_related("chat").get(), Transaction.objects.get()
        assert (message.text, message.chat.fan_of_id, message.chat.fan_display_name) == ("Hi", 7, "Ann")
        assert (money.kind, money.gross, money.chat_id) == ("tip", Decimal("12.50"), message.chat_id)
        assert money.occurred_at == dt.datetime(2026, 7, 5, 10, tzinfo=dt.UTC)
        assert message.source == "generic"


def test_the_same_delivery_is_kept_once(connection):
    assert [deliver(connection, RECEIVED) for _ in range(2)] == [202, 202]
    with agency_scope(connection.agency_id):
        assert InboundEvent.objects.count() == 1


def test_an_event_of_another_account_is_put_aside(connection):
    deliver(connection, RECEIVED | {"account": {"id": "model-2"}})
    work_off(connection)
    with agency_scope(connection.agency_id):
        assert InboundEvent.objects.get().reason == "the account model-2 is not connected"


def signed(how: dict, body: bytes, headers: dict[str, str]) -> bool:
    return Generic().is_signed({"signature": how}, body, headers, [f.WEBHOOK_SECRET])


def test_three_ways_to_sign_are_known():
    body, now = b'{"a":1}', int(time.time())
    stamped = signature(b"%d." % now + body).hex()
    for how, right in (
        ({"header": "X-S"}, signature(body).hex()),
        ({"header": "X-S", "prefix": "v0=", "encoding": "base64"}, "v0=" + base64.b64encode(signature(body)).decode()),
        ({"header": "X-S", "scheme": "timestamped"}, f"t={now},v1={stamped}"),
        ({"header": "X-S", "scheme": "token"}, f.WEBHOOK_SECRET),
    ):
        assert signed(how, body, {"x-s": right}), how
        assert not signed(how, body + b" ", {"x-s": right}) or how.get("scheme") == "token"
        assert not signed(how, body, {"x-s": right[:-1] + ("0" if right[-1] != "0" else "1")})
        assert not signed(how, body, {})


def test_a_signed_time_that_is_long_over_is_refused():
    body, old = b"{}", int(time.time()) - 600
    header = f"t={old},v1={signature(b'%d.' % old + body).hex()}"
    assert not signed({"header": "X-S", "scheme": "timestamped"}, body, {"x-s": header})


@pytest.mark.parametrize("config", [None, {}, [], {"signature": None}, {"signature": {"header": "X-S"}}])
def test_without_a_signature_nothing_is_taken(config):
    assert not Generic().is_signed(config, b"{}", {"x-s": ""}, ["secret"])


def test_every_kind_of_event_can_be_read_and_says_what_is_missing():
    values = {
        "fan_id": 7, "message_id": "8", "at": "2026-07-05T10:00:00Z", "amount": "3.50", "gross": 5,
        "transaction_id": "t", "purpose": "ppv",
    }  # fmt: skip
    for kind, (must, may) in KINDS.items():
        fields = {name: name for name in must | may}
        config = {"event": "event", "events": {"x": {"is": kind, "fields": fields}}}
        assert Generic().read(config, {"event": "x", **values}).name == "x"
        for missing in must - {"transaction_id"}:
            told = {name: value for name, value in values.items() if name != missing}
            with pytest.raises(UnclearError):
                Generic().read(config, {"event": "x", **told})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"signature": {}}, "signature: say in which header"),
        ({"signature": {"header": "X", "scheme": "rot13"}}, "signature.scheme: one of"),
        ({"signature": {"header": "X", "colour": 1}}, "signature.colour: there is no such setting"),
        ({"event": ""}, "event: say where"),
        ({"money": "cowries"}, "money: one of"),
        ({"events": {}}, "events: name at least one"),
        ({"events": {"x": {"is": "miracle"}}}, "events.x.is: one of"),
        ({"events": {"x": {"is": "tip", "fields": {"fan_id": "a"}}}}, "events.x.fields: amount is missing"),
        ({"events": {"x": {"is": "fan_typing", "fields": {"fan_id": 7}}}}, "events.x.fields.fan_id: a path"),
        ({"events": {"x": {"is": "fan_typing", "fields": {"fan_id": "a", "mood": "b"}}}}, "has no such field"),
        ({"extra": 1}, "extra: there is no such setting"),
    ],
)
def test_a_faulty_configuration_is_refused_with_the_place(change, fault):
    with pytest.raises(ValidationError) as refused:
        check(EXAMPLE | change)
    assert fault in " ".join(refused.value.messages)


def test_the_example_is_right_and_the_one_in_the_documentation():
    check(EXAMPLE)
    page = (ROOT / "docs" / "connections.md").read_text()
    shown = page[page.index("    {\n") :].partition("\n\n")[0]
    assert json.loads(shown) == EXAMPLE


def test_it_is_connected_and_tried_in_the_admin(client, connection):
    creator = f.CreatorFactory(agency=connection.agency)
    body = {"creator": str(creator.pk), "provider": "generic", "account_id": "model-9", "sends_messages": "on"}
    address = reverse("admin:integrations_connection_add")
    client.post(address, {**body, "new_webhook_secret": "theirs"})
    made = Connection.objects.get(account_id="model-9")
    assert (made.webhook_secrets, made.sends_messages) == (["theirs"], False)
    assert "message_received" in client.get(page_of(made)).content.decode()
    refused = client.post(page_of(made), {"settings": '{"event": "x"}'})
    assert "signature: say in which header" in refused.content.decode()
    client.post(page_of(made), {"settings": json.dumps(EXAMPLE)})
    made.refresh_from_db()
    assert (made.settings, made.webhook_secrets) == (EXAMPLE, ["theirs"])


def test_its_configuration_is_shown_in_lines_and_what_is_no_json_is_pointed_at(client, connection):
    shown = html.unescape(client.get(page_of(connection)).content.decode())
    assert '\n  "signature": {\n' in shown
    refused = html.unescape(client.post(page_of(connection), {"settings": '{"event":\n  x}'}).content.decode())
    assert "This is no JSON: Expecting value: line 2 column 3" in refused
    assert '{"event":\n  x}' in refused


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (json.dumps(RECEIVED), "message.received means: MessageTold"),
        ('{"event": "unheard"}', "the event unheard is not in the configuration"),
        ('{"event": "message.received"}', "would be put aside"),
        ("{nonsense", "The sample is no JSON"),
    ],
)
def test_a_sample_shows_what_would_become_of_it(client, connection, sample, said):
    form = {"settings": json.dumps(EXAMPLE), "sample": sample, "integrations_connection_try_sample": "1"}
    page = client.post(page_of(connection), form, follow=True).content.decode()
    assert said in page
    with agency_scope(connection.agency_id):
        assert not Chat.objects.exists()


def test_it_offers_only_what_it_can(client, connection):
    page = client.get(page_of(connection)).content.decode()
    assert "Try the sample" in page
    assert not [word for word in ("Fetch everything", "Credits left", "Last synced") if word in page]
    started = client.post(
        reverse("admin:integrations_connection_changelist"),
        {"action": "fetch_everything", "_selected_action": [str(connection.pk)]},
        follow=True,
    )
    assert "Nothing can be fetched" in started.content.decode()
