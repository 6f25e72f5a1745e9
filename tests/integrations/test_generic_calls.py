"""A service that nobody has described is called by configuration: tested, and sent replies through, each once."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import Message
from integrations import courier
from integrations.models import Connection, MessageDelivery
from integrations.providers.base import NoAccessError, RefusedError
from integrations.providers.generic import calls
from integrations.providers.generic.config import EXAMPLE, check
from integrations.providers.generic.provider import Generic
from integrations.services import check_connection
from tests import factories as f
from tests.clients import client_of
from tests.processes import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Stranger:
    """A service as calls.EXAMPLE describes it. `faults` are answers before the right ones: a status, or what to do."""

    url: str = ""
    asked: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)

    def answer(self, method: str, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        self.asked.append((method, path, headers, body))
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, tuple):
            return fault
        if headers.get("authorization") != "Bearer ofapi_demo":
            return 401, {"error": {"message": "This key opens nothing."}}
        if method == "POST":
            known = next((one for one in self.messages if one["key"] == headers.get("idempotency-key")), None)
            if known is None:
                known = {
                    "id": 9000 + len(self.messages), "key": headers.get("idempotency-key") or object(), **body,
                    "sender": {"id": 1}, "created_at": timezone.now().isoformat(),
                }  # fmt: skip
                self.messages.append(known)
            told = {"data": {name: known[name] for name in ("id", "created_at")}}
            return (504, {}) if fault == "take and fall silent" else (201, told)
        if "/messages" in path:
            return 200, {"data": [{**one, "key": ""} for one in reversed(self.messages)]}
        return 200, {"data": {"id": "400001", "username": "luna.rose", "name": "Luna Rose"}}

    def sent(self) -> list[str]:
        return [one["text"] for one in self.messages]


@pytest.fixture
def stranger(settings) -> Iterator[Stranger]:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    it = Stranger()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = it.answer(self.command, self.path, headers, json.loads(content) if content else None)
            body = told if isinstance(told, bytes) else json.dumps(told, default=str).encode()
            self.send_response(status)
            self.send_header("Retry-After", "90") if status == 429 else None
            self.send_header("Location", "http://127.0.0.1:1/") if status == 302 else None
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    it.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield it
    server.shutdown()
    server.server_close()
    thread.join()


def config(stranger: Stranger, *without: str, **more: Any) -> dict[str, Any]:
    how = {**copy.deepcopy(calls.EXAMPLE), "address": stranger.url, **more}
    return EXAMPLE | {"calls": {name: value for name, value in how.items() if name not in without}}


@pytest.fixture
def connected(stranger) -> Connection:
    creator = f.CreatorFactory(username="luna.rose")
    return f.ConnectionFactory(creator=creator, provider="generic", account_id="model 1/x", settings=config(stranger))


@pytest.fixture
def chat(connected):
    return f.ChatFactory(creator=connected.creator, agency=connected.agency, fan_of_id=77)


def configured(connected: Connection, settings: dict[str, Any]) -> None:
    connected.settings = settings
    connected.save()


def reply(chat, text: str = "Hello", **more) -> Message:
    member = f.MembershipFactory(agency=chat.agency, role="owner")
    with agency_scope(chat.agency_id):
        message = services.send_message(actor=Actor.from_membership(member), chat=chat, text=text, **more)
        Message.objects.filter(pk=message.pk).update(send_after=timezone.now() - dt.timedelta(seconds=1))
    return message


def deliver(chat) -> None:
    courier.deliver(agency_id=chat.agency_id, chat_id=chat.pk)


def later(chat) -> None:
    past = timezone.now() - dt.timedelta(hours=1)
    with agency_scope(chat.agency_id):
        MessageDelivery.objects.update(next_try_at=past, last_tried_at=past)
        chat.creator.connections.update(calls_resume_at=None)


def now(message: Message) -> Message:
    with agency_scope(message.agency_id):
        message.refresh_from_db()
    return message


class TestTheAccount:
    def test_a_test_says_whose_it_is(self, stranger, connected):
        assert check_connection(connection=connected).display_name == "Luna Rose"
        ((method, path, headers, body),) = stranger.asked
        assert (method, path, body) == ("GET", "/v1/accounts/model%201%2Fx", None)
        assert headers["authorization"] == "Bearer ofapi_demo"

    def test_a_key_that_opens_nothing_needs_attention(self, stranger, connected):
        connected.api_key = "wrong"
        connected.save()
        with pytest.raises(NoAccessError, match="This key opens nothing"):
            check_connection(connection=connected)
        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("attention", "This key opens nothing.")

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            ((200, {"data": {"id": None}}), "the id of the id is missing"),
            ((200, b"<html>"), "no JSON"),
            ((404, {"message": "No such account"}), "No such account"),
            ((302, {}), "status 302"),
            ((200, b"[" * 6_000_000), "no JSON"),
        ],
    )
    def test_an_answer_that_says_nothing_is_said(self, stranger, connected, answer, said):
        stranger.faults.append(answer)
        with pytest.raises(Exception, match=re.escape(said)):
            check_connection(connection=connected)

    def test_the_operators_own_network_is_not_reached(self, stranger, connected, settings):
        settings.WEBHOOKS_ALLOWED_NETWORKS = []
        with pytest.raises(RefusedError, match="not public"):
            check_connection(connection=connected)
        assert stranger.asked == []


class TestReplies:
    def test_one_arrives_and_gets_the_platforms_id(self, stranger, connected, chat):
        message = reply(chat)
        deliver(chat)
        ((method, path, headers, body),) = stranger.asked
        assert (method, path) == ("POST", "/v1/accounts/model%201%2Fx/chats/77/messages")
        assert body == {"text": "Hello", "price": 0, "media": []}
        assert headers["idempotency-key"] == str(message.pk)
        assert (now(message).status, message.of_message_id) == ("sent", 9000)

    def test_an_offer_goes_with_its_price_in_the_services_unit_and_its_media(self, stranger, connected, chat):
        f.CreatorMediaFactory(creator=chat.creator, of_media_id=55)
        reply(chat, price=Decimal("9.99"), of_media_ids=[55])
        deliver(chat)
        assert stranger.asked[0][3] == {"text": "Hello", "price": 999, "media": [55]}

    @pytest.mark.parametrize("missing", ["price", "media"])
    def test_nothing_of_an_offer_is_left_out_silently(self, stranger, connected, chat, missing):
        settings = config(stranger)
        del settings["calls"]["send"]["body"][missing]
        configured(connected, settings)
        f.CreatorMediaFactory(creator=chat.creator, of_media_id=55)
        message = reply(chat, price=Decimal("9.99"), of_media_ids=[55])
        deliver(chat)
        assert now(message).status == "failed"
        assert "configuration does not say where" in message.failure_reason
        assert stranger.asked == []

    def test_a_refusal_is_its_reason(self, stranger, connected, chat):
        stranger.faults.append((422, {"errors": [{"message": "The fan has blocked the creator."}]}))
        message = reply(chat)
        deliver(chat)
        assert (now(message).status, message.failure_reason) == ("failed", "The fan has blocked the creator.")

    def test_too_many_calls_wait_as_long_as_it_asks_for(self, stranger, connected, chat):
        stranger.faults.append((429, {}))
        message = reply(chat)
        deliver(chat)
        connected.refresh_from_db()
        assert dt.timedelta(seconds=80) < connected.calls_resume_at - timezone.now() < dt.timedelta(seconds=91)
        later(chat)
        deliver(chat)
        assert (now(message).status, stranger.sent()) == ("sent", ["Hello"])

    @pytest.mark.parametrize("without", ["key_header", "messages", "nothing"])
    def test_what_arrived_unnoticed_is_not_sent_twice(self, stranger, connected, chat, without):
        settings = config(stranger, *(["messages"] if without == "messages" else []))
        if without == "key_header":
            del settings["calls"]["send"]["key_header"]
        configured(connected, settings)
        stranger.faults.append("take and fall silent")
        message = reply(chat)
        deliver(chat)
        assert now(message).status == "sending"
        later(chat)
        deliver(chat)
        assert (now(message).status, stranger.sent(), message.of_message_id) == ("sent", ["Hello"], 9000)

    def test_where_nobody_can_know_a_person_looks(self, stranger, connected, chat):
        settings = config(stranger, "messages")
        del settings["calls"]["send"]["key_header"]
        configured(connected, settings)
        stranger.faults.append("take and fall silent")
        message = reply(chat)
        deliver(chat)
        assert now(message).status == "failed"
        assert "look in the chat on the platform before you retry" in message.failure_reason
        later(chat)
        deliver(chat)
        assert stranger.sent() == ["Hello"]

    def test_nor_is_it_sent_again_when_its_worker_died(self, stranger, connected, chat):
        settings = config(stranger, "messages")
        del settings["calls"]["send"]["key_header"]
        configured(connected, settings)
        message = reply(chat)
        with agency_scope(chat.agency_id):
            courier._begin(chat.agency_id, chat.pk)
            MessageDelivery.objects.update(last_tried_at=timezone.now() - courier.LOST)
        deliver(chat)
        assert (now(message).status, stranger.asked) == ("failed", [])

    def test_who_cannot_be_reached_has_sent_nothing(self, stranger, connected, chat):
        settings = config(stranger, "messages", address="http://127.0.0.1:1")
        del settings["calls"]["send"]["key_header"]
        configured(connected, settings)
        message = reply(chat)
        deliver(chat)
        assert now(message).status == "sending"
        configured(connected, config(stranger))
        later(chat)
        deliver(chat)
        assert (now(message).status, stranger.sent()) == ("sent", ["Hello"])

    def test_a_list_that_cannot_be_read_keeps_the_reply_from_being_sent_again(self, stranger, connected, chat):
        stranger.faults += ["take and fall silent", (200, {"data": [{"id": "?"}]})]
        message = reply(chat)
        deliver(chat)
        later(chat)
        deliver(chat)
        assert "list of messages cannot be read" in now(message).failure_reason
        assert stranger.sent() == ["Hello"]

    def test_an_answer_that_does_not_end_is_not_waited_for(self, stranger, connected, chat, monkeypatch):
        monkeypatch.setattr("integrations.providers.generic.service.ANSWER_SECONDS", 0.2)
        answer = stranger.answer
        monkeypatch.setattr(stranger, "answer", lambda *asked: time.sleep(1) or answer(*asked))
        message = reply(chat)
        deliver(chat)
        with agency_scope(chat.agency_id):
            delivery = MessageDelivery.objects.get(message=message)
        assert (now(message).status, delivery.last_error) == ("sending", "The service did not answer in time.")


class TestTheConfiguration:
    @pytest.mark.parametrize(
        ("place", "value", "fault"),
        [
            (("address",), "ftp://x", "calls.address: Give an address"),
            (("address",), "https://10.0.0.1", "calls.address: 10.0.0.1 is 10.0.0.1, which is not public"),
            (("address",), "https://x/?a=1", "calls.address: what all paths follow"),
            (("authentication",), {"header": "X Y"}, "calls.authentication: say in which header"),
            (("authentication", "prefix"), "a\nb", "calls.authentication.prefix: a text"),
            (("check", "path"), "accounts", "calls.check.path: what follows"),
            (("check", "path"), "/a/{fan_id}", "calls.check: {fan_id} stands for nothing here"),
            (("check", "fields"), {}, "calls.check.fields: id is missing"),
            (("check", "method"), "DELETE", "calls.check.method: one of"),
            (("send", "body"), {"price": "{price}"}, "calls.send.body: say where the text goes"),
            (("send", "key_header"), "a b", "calls.send.key_header: the name of a header"),
            (("send", "colour"), 1, "calls.send.colour: there is no such setting"),
            (("messages", "items"), 1, "calls.messages.items: say where"),
            (("messages", "fields", "mood"), "x", "calls.messages.fields.mood: there is no such field"),
            (("messages", "fields", "price"), None, "calls.messages.fields.price: a path"),
            (("extra",), 1, "calls.extra: there is no such setting"),
        ],
    )
    def test_a_fault_is_refused_with_its_place(self, stranger, place, value, fault):
        settings = config(stranger)
        part = settings["calls"]
        for name in place[:-1]:
            part = part[name]
        part[place[-1]] = value
        with pytest.raises(ValidationError) as refused:
            check(settings)
        assert fault in " ".join(refused.value.messages)

    def test_a_reply_must_be_recognizable_in_its_chat(self, stranger):
        settings = config(stranger)
        del settings["calls"]["messages"]["fields"]["media_ids"]
        with pytest.raises(ValidationError, match="media_ids is missing, which replies are sent with"):
            check(settings)

    @pytest.mark.parametrize(
        "nonsense", [None, [], "x", {}, {"send": 1}, {"messages": {"fields": 1}, "send": {"body": []}}]
    )
    def test_nonsense_is_refused_and_can_do_nothing(self, nonsense):
        with pytest.raises(ValidationError):
            check(EXAMPLE | {"calls": nonsense})
        Generic().abilities({"calls": nonsense})

    def test_the_example_is_right_and_the_one_in_the_documentation(self, stranger):
        check(config(stranger))
        page = (ROOT / "docs" / "connections.md").read_text()
        shown = page[page.index('    "calls": {\n') :].partition("\n\n")[0]
        assert json.loads("{" + shown + "}") == {"calls": calls.EXAMPLE}


class TestTheAdmin:
    @pytest.fixture
    def client(self, connected):
        return client_of(f.MembershipFactory(agency=connected.agency, role="owner").user)

    @pytest.fixture
    def address(self, connected):
        return reverse("admin:integrations_connection_change", args=[connected.pk])

    def press(self, client, address, connected, name, **more):
        form = {"settings": json.dumps(connected.settings), f"integrations_connection_{name}": "1", **more}
        return client.post(address, form, follow=True).content.decode()

    def test_it_is_tested(self, client, address, connected):
        assert "It works: this is Luna Rose." in self.press(client, address, connected, "test")

    def test_the_request_of_a_reply_can_be_looked_at_without_its_key(self, client, address, connected, stranger):
        page = self.press(client, address, connected, "show_reply")
        assert "POST http://127.0.0.1" in page
        assert "&quot;price&quot;: 999" in page
        assert "ofapi_demo" not in page
        assert stranger.asked == []

    def test_it_sends_only_if_it_is_said_how(self, client, address, connected, stranger):
        form = {"settings": json.dumps(config(stranger, "send")), "sends_messages": "on"}
        assert "under calls.send, how a reply is sent" in client.post(address, form).content.decode()
        client.post(address, {"settings": json.dumps(config(stranger)), "sends_messages": "on"})
        connected.refresh_from_db()
        assert connected.sends_messages

    def test_a_new_one_stands_in_the_way_of_no_other_that_sends(self, client, connected):
        creator = str(connected.creator_id)
        body = {"creator": creator, "provider": "generic", "account_id": "model-9", "sends_messages": "on"}
        client.post(reverse("admin:integrations_connection_add"), body)
        assert not Connection.objects.get(account_id="model-9").sends_messages

    def test_calls_need_a_key(self, client, address, connected, stranger):
        Connection.objects.filter(pk=connected.pk).update(sealed_api_key="")
        refused = client.post(address, {"settings": json.dumps(config(stranger))}).content.decode()
        assert "Give the key" in refused
