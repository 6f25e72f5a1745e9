"""The demo whose fans write and buy: `DEMO_LIVE=1 make run`."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random

import pytest
from django.core.management import CommandError, call_command

from agencies.tenancy import agency_scope
from chats.models import Chat, Message
from integrations.demo.live import connect_demo, people_from_demo
from integrations.inbound.processing import work_off
from integrations.models import Connection
from integrations.providers.onlyfansapi.fake.deliver import Postman
from integrations.providers.onlyfansapi.fake.history import add_history
from integrations.providers.onlyfansapi.fake.life import Life
from integrations.providers.onlyfansapi.fake.platform import Fan, Platform
from integrations.sync import work
from tests import factories as f
from tests.processes import process

pytestmark = pytest.mark.django_db(transaction=True)
URL = "http://127.0.0.1:8001"


@pytest.fixture
def demo() -> Chat:
    """A demo agency with one creator and one chat."""
    agency = f.AgencyFactory(slug="demo")
    creator = f.CreatorFactory(agency=agency, of_user_id=500_000)
    chat = f.ChatFactory(creator=creator, fan_of_id=700, fan_display_name="Alex")
    f.MessageFactory(chat=chat)
    with agency_scope(agency.pk):
        Chat.objects.update(last_message_at="2026-01-01T00:00:00Z", first_message_at="2026-01-01T00:00:00Z")
    return chat


def test_the_demos_creators_are_connected_once(demo):
    assert [connect_demo(URL), connect_demo(URL)] == [1, 1]
    connection = Connection.objects.get()
    assert (connection.base_url, connection.status, connection.api_key) == (URL, "active", "ofapi_demo")
    assert len(connection.webhook_secrets) == 1


def test_without_a_demo_nobody_is_connected(db):
    assert connect_demo(URL) == 0


def test_who_wrote_last_takes_part(demo):
    connect_demo(URL)
    platform = Platform()
    ((account_id, (address, _)),) = people_from_demo(platform, URL, "http://127.0.0.1:8000").items()
    account = platform.accounts[account_id]
    assert address == f"http://127.0.0.1:8000/webhooks/onlyfansapi/{Connection.objects.get().pk}/"
    assert {fan.name for fan in account.fans.values()} == {"Alex"}


def test_fans_write_answer_and_buy():
    platform = Platform()
    account = platform.add_account("acct_1", 1, "luna", "Luna")
    platform.add_fan(account, Fan(700, "Alex", "alex"))
    told = []
    platform.listeners.append(lambda name, *_: told.append(name))
    life = Life(platform, pace=0.01, random=Random(1))
    # In the demo a fan takes seconds for what here must not.
    life._between = lambda bounds: 0.01
    life.start()
    for number in range(8):
        platform.write(account, 700, from_creator=True, text=str(number), price=Decimal(5), media=((1, "photo", 0),))
    wanted = {"users.typing", "messages.received", "messages.ppv.unlocked", "transactions.new", "tips.received"}
    deadline = time.monotonic() + 20
    while not wanted <= set(told) and time.monotonic() < deadline:
        time.sleep(0.02)
    life.stop()
    assert wanted <= set(told)


def test_what_fans_do_reaches_the_inbox(demo, address):
    connect_demo(URL)
    platform = Platform()
    postman = Postman(people_from_demo(platform, URL, address))
    platform.listeners.append(postman.tell)
    (account,) = platform.accounts.values()
    platform.write(account, 700, from_creator=False, text="Are you there?")
    postman.finish()
    connection = Connection.objects.get()
    work_off(agency_id=connection.agency_id, connection_id=connection.pk)
    with agency_scope(connection.agency_id):
        assert Message.objects.filter(chat=demo, text="Are you there?").exists()


def test_an_invented_past_can_be_fetched(service, connected):
    service.platform.accounts.clear()
    account = add_history(service.platform, chats=4, messages=30)
    connected.account_id = account.id
    connected.save()
    run = f.SyncRunFactory(connection=connected)
    work.go_on(agency_id=run.agency_id, run_id=run.pk)
    with agency_scope(run.agency_id):
        run.refresh_from_db()
        assert (run.status, run.counts["messages"], run.counts["unclear"]) == ("done", 120, 0)


def test_it_runs_with_debug_alone(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("fake_onlyfansapi")


def test_the_command_serves(db):
    ended = process("-c", COMMAND)
    assert ended.returncode == 0, ended.stderr


COMMAND = """
import os, signal, threading, time
import django
django.setup()
import httpx
from django.conf import settings
from django.core.management import call_command
settings.DEBUG = True

def ask():
    for _ in range(100):
        try:
            found = httpx.get("http://127.0.0.1:18943/api/accounts", headers={"Authorization": "Bearer ofapi_demo"})
            os._exit(0 if found.status_code == 200 else 1)
        except httpx.HTTPError:
            time.sleep(0.05)
    os._exit(2)

threading.Thread(target=ask, daemon=True).start()
call_command("fake_onlyfansapi", port=18943, chats=2, messages=3)
"""
