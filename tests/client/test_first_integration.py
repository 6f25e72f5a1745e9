"""The page "Build your first integration" does what it says: its blocks are run as they stand there."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from agencies.tenancy import agency_scope
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from chats.models import Message
from tests import factories as f
from tests.client.test_python_client import HOME
from tests.processes import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = (ROOT / "docs" / "first-integration.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def chat():
    chat = f.ChatFactory(fan_of_id=7, fan_username="rob")
    now = timezone.now()
    told = [IncomingMessage(fan, 100 + fan, "in", now - dt.timedelta(minutes=fan), "hello") for fan in (7, 8)]
    record_messages(
        agency_id=chat.agency_id, creator_id=chat.creator_id, messages=told, source="test", fans=[IncomingFan(8, "tom")]
    )
    return chat


@pytest.fixture
def environment(address, chat, monkeypatch):
    """What the reader has set: where the platform is, and the key."""
    key = f.ApiKeyFactory(agency=chat.agency, role="owner")
    environment = {"OFAGENCY_URL": address, "OFAGENCY_KEY": key.key}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(str(HOME))
    return {**os.environ, **environment}


def test_what_is_typed_in_a_shell_works(environment, chat):
    creators, webhook = blocks("bash")
    done = subprocess.run(["bash", "-ec", creators], env=environment, capture_output=True, text=True, check=True)
    assert chat.creator.username in done.stdout
    assert '"rob"' in done.stdout
    # Its address is nobody's here, and says so by name.
    done = subprocess.run(["bash", "-ec", webhook], env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer.get("secret") or answer["errors"][0]["pointer"] == "/url"


def test_the_program_works_from_its_first_to_its_last_line(environment, chat, capsys):
    program: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "first-integration.md", "exec"), program)  # noqa: S102  (our own page)
    said = capsys.readouterr().out
    assert "wrote 1 messages" in said
    assert "/price A price is 3 to 200 dollars, or none." in said
    with agency_scope(chat.agency_id):
        assert Message.objects.filter(direction="out").count() == 1
    assert {row["fan_username"] for row in program["copy"].values()} == {"rob", "tom"}
    _it_follows(program, chat)
    _it_verifies(program)
    program["client"].get_httpx_client().close()


def _it_follows(program: dict[str, Any], chat: Any) -> None:
    with agency_scope(chat.agency_id):
        chat.fan_display_name = "Robert"
        chat.save(update_fields=["fan_display_name"])
    program["catch_up"]()
    assert "Robert" in {row["fan_display_name"] for row in program["copy"].values()}


def _it_verifies(program: dict[str, Any]) -> None:
    body, now = json.dumps({"type": "message.unlocked", "data": {"price": "9.99"}}), timezone.now()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(f.ENDPOINT_SECRET).sign("msg_1", now, body),
    }
    program["receive"](body.encode(), headers, f.ENDPOINT_SECRET)
    assert program["seen"] == {"msg_1"}
    with pytest.raises(WebhookVerificationError):
        program["receive"](body.replace("9.99", "99.99").encode(), headers, f.ENDPOINT_SECRET)


def test_the_page_needs_nothing_but_what_it_names():
    assert "standardwebhooks" in PAGE
    assert sys.version_info >= (3, 11)
