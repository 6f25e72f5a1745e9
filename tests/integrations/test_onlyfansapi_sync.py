"""Fetching a creator's data from OnlyFansAPI.com: everything once, what is new, and what was missed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.models import Subscription, Transaction
from chats.models import Chat, Message
from integrations.models import Connection, SyncedChat, SyncRun
from integrations.providers.onlyfansapi.fake.platform import Fan
from integrations.sync import work
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)
BEGIN = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def fill(platform, account, *, chats: int, messages: int) -> None:
    """So many chats with so many messages each, the fan's and the creator's in turn."""
    for number in range(chats):
        fan = platform.add_fan(account, Fan(800_000 + number, f"Fan {number}", f"fan{number}"))
        for line in range(messages):
            at = BEGIN + dt.timedelta(minutes=number, hours=line)
            platform.write(account, fan.id, from_creator=line % 2 == 1, text=f"line {line}", at=at)


def sync(connection: Connection, kind: str = "first") -> SyncRun:
    """Begin a fetching and work on it until it stops."""
    run = f.SyncRunFactory(connection=connection, kind=kind)
    work.go_on(agency_id=run.agency_id, run_id=run.pk)
    return reload(run)


def go_on(run: SyncRun) -> SyncRun:
    """Work on a fetching whose time has come."""
    with agency_scope(run.agency_id):
        SyncRun.objects.filter(pk=run.pk).update(resume_at=None)
    work.go_on(agency_id=run.agency_id, run_id=run.pk)
    return reload(run)


def reload(run: SyncRun) -> SyncRun:
    with agency_scope(run.agency_id):
        run.refresh_from_db()
    return run


def stored(connection: Connection) -> dict[int, list[str]]:
    """The texts of each chat, by the fan's id."""
    with agency_scope(connection.agency_id):
        rows = Message.objects.filter(chat__creator=connection.creator).order_by("sent_at", "of_message_id")
        found: dict[int, list[str]] = {}
        for fan, text in rows.values_list("chat__fan_of_id", "text"):
            found.setdefault(fan, []).append(text)
    return found


def on_platform(account) -> dict[int, list[str]]:
    return {fan: [message.text for message in messages] for fan, messages in account.chats.items() if messages}


def test_the_first_time_everything_comes(service, account, connected):
    fill(service.platform, account, chats=12, messages=25)
    run = sync(connected)
    assert (run.status, run.error, run.counts["messages"], run.percent) == ("done", "", 300, 100)
    assert stored(connected) == on_platform(account)
    with agency_scope(connected.agency_id):
        chat = Chat.objects.get(fan_of_id=800_003)
        connected.creator.refresh_from_db()
    assert (chat.fan_display_name, chat.fan_username) == ("Fan 3", "fan3")
    assert (connected.creator.of_user_id, connected.creator.display_name) == (400_001, "Luna Rose")


def test_a_long_chat_comes_page_by_page(service, account, connected):
    fill(service.platform, account, chats=1, messages=450)
    sync(connected)
    assert stored(connected) == on_platform(account)
    assert sum("chats/800000/messages" in call for call in service.calls) == 5


def test_who_sent_what_for_how_much_and_who_bought_it(service, account, connected):
    (fan,) = account.chats
    platform = service.platform
    platform.write(account, fan, from_creator=False, text="hi")
    open_offer = platform.write(
        account, fan, from_creator=True, text="new", price=Decimal("9.99"), media=((5, "video", 61),)
    )
    platform.write(account, fan, from_creator=True, text="old", price=Decimal(20), media=((6, "photo", 0),))
    platform.buy(account, fan, open_offer)
    sync(connected)
    with agency_scope(connected.agency_id):
        rows = Message.objects.order_by("of_message_id").values_list("text", "direction", "price", "unlocked", "source")
        assert list(rows) == [
            ("hi", "in", Decimal(0), None, "onlyfansapi"),
            ("new", "out", Decimal("9.99"), True, "onlyfansapi"),
            ("old", "out", Decimal(20), False, "onlyfansapi"),
        ]
        media = Message.objects.get(text="new").media.get()
    assert (media.of_media_id, media.media_type, media.duration) == (5, "video", 61)


def test_subscriptions_and_money_come_too(service, account, connected):
    (fan,) = account.chats
    service.platform.write(account, fan, from_creator=False, text="hi")
    service.platform.subscribe(account, fan)
    for _ in range(3):
        service.platform.pay(account, fan, "tip", Decimal(5), service.platform.now())
    sync(connected)
    with agency_scope(connected.agency_id):
        chat = Chat.objects.get(fan_of_id=fan)
        assert (chat.subscription_active, chat.subscription_price) == (True, Decimal("9.99"))
        assert Subscription.objects.get().chat_id == chat.pk
        kinds = Transaction.objects.order_by("kind").values_list("kind", "gross", "fee", "net")
        assert list(kinds) == [
            ("subscription", Decimal("9.99"), Decimal("2.00"), Decimal("7.99")),
            *[("tip", Decimal("5.00"), Decimal("1.00"), Decimal("4.00"))] * 3,
        ]


def test_what_was_read_there_is_not_unread_here(service, account, connected):
    read, unread = (service.platform.add_fan(account, Fan(n, f"Fan {n}", f"fan{n}")) for n in (1, 2))
    service.platform.write(account, read.id, from_creator=False, text="read")
    service.platform.write(account, unread.id, from_creator=False, text="unread", is_new=True)
    sync(connected)
    with agency_scope(connected.agency_id):
        assert dict(Chat.objects.values_list("fan_of_id", "unread_count")) == {1: 0, 2: 1}


def test_again_nothing_changes(service, account, connected):
    fill(service.platform, account, chats=3, messages=5)
    sync(connected)
    follow_up = SyncRun.objects
    with agency_scope(connected.agency_id):
        follow_up.filter(status="waiting").delete()
        before = list(Message.objects.order_by("pk").values())
    run = sync(connected)
    with agency_scope(connected.agency_id):
        assert list(Message.objects.order_by("pk").values()) == before
    assert run.counts.get("new", 0) == 0


def test_a_rate_limit_is_waited_for_and_some_calls_are_left_to_replies(service, account, connected):
    fill(service.platform, account, chats=30, messages=1)
    service.per_minute = 20
    run = sync(connected)
    assert run.status == "running"
    assert run.resume_at > timezone.now() + dt.timedelta(seconds=20)
    assert len(service.calls) <= 17
    for _ in range(5):
        service._times.clear()
        run = go_on(run)
    assert run.status == "done"
    assert stored(connected) == on_platform(account)


def test_it_goes_on_where_the_service_went_away(service, account, connected):
    fill(service.platform, account, chats=6, messages=120)
    service.fault("GET .*/chats/800003/messages", status=503)
    run = sync(connected)
    assert (run.status, run.attempts) == ("running", 1)
    assert run.error == "The platform is away."
    before = len(service.calls)
    assert go_on(run).status == "done"
    assert stored(connected) == on_platform(account)
    assert not any("chats/800001/messages" in call for call in service.calls[before:])


def test_a_service_that_stays_away_is_given_up_in_the_end(service, account, connected):
    service.fault("GET", times=100, status=502)
    run = sync(connected)
    for _ in range(len(work.BACKOFF)):
        assert run.status == "running"
        run = go_on(run)
    assert run.status == "failed"
    assert run.error == "The platform is away."


def test_an_account_that_is_signed_out_needs_attention_and_the_fetching_waits(service, account, connected):
    account.is_authenticated = False
    run = sync(connected)
    connected.refresh_from_db()
    assert (run.status, connected.status) == ("paused", "attention")
    assert "signed out" in run.error


def test_it_stops_when_somebody_pauses_it(service, account, connected):
    fill(service.platform, account, chats=4, messages=2)
    run = f.SyncRunFactory(connection=connected, status="paused")
    work.go_on(agency_id=run.agency_id, run_id=run.pk)
    assert reload(run).status == "paused"
    assert service.calls == []


def test_while_somebody_works_on_it_nobody_else_does(service, account, connected):
    run = f.SyncRunFactory(connection=connected, status="running", held_until=timezone.now() + work.HELD)
    work.go_on(agency_id=run.agency_id, run_id=run.pk)
    assert service.calls == []


def test_news_are_found_without_going_through_everything(service, account, connected):
    fill(service.platform, account, chats=150, messages=2)
    sync(connected)
    with agency_scope(connected.agency_id):
        SyncRun.objects.filter(status="waiting").delete()
    service.platform.write(account, 800_005, from_creator=False, text="news")
    new_fan = service.platform.add_fan(account, Fan(9, "Newcomer", "newcomer"))
    service.platform.write(account, new_fan.id, from_creator=False, text="hello")
    service.calls.clear()
    run = sync(connected, "news")
    assert run.status == "done"
    assert stored(connected) == on_platform(account)
    assert len(service.calls) < 12


def test_a_look_for_gaps_finds_what_is_missing_and_what_is_gone(service, account, connected):
    fill(service.platform, account, chats=3, messages=40)
    sync(connected)
    with agency_scope(connected.agency_id):
        SyncRun.objects.filter(status="waiting").delete()
        SyncRun.objects.update(started_at=BEGIN - dt.timedelta(days=1))
        Message.objects.filter(chat__fan_of_id=800_001, text="line 7").delete()
    service.platform.delete(account, 800_002, account.chats[800_002][5])
    run = sync(connected, "repair")
    assert (run.status, run.counts["repaired"], run.counts["gone"]) == ("done", 1, 1)
    with agency_scope(connected.agency_id):
        deleted = Message.objects.get(deleted_at__isnull=False)
        assert (deleted.chat.fan_of_id, deleted.text) == (800_002, "line 5")
        assert Message.objects.filter(chat__fan_of_id=800_001).count() == 40


def test_a_message_that_says_too_little_is_counted_and_stops_nothing(service, account, connected):
    fill(service.platform, account, chats=1, messages=3)
    account.chats[800_000][1].at = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    run = sync(connected)
    assert (run.status, run.counts["unclear"]) == ("done", 1)
    assert stored(connected)[800_000] == ["line 0", "line 2"]


def test_how_far_a_chat_was_fetched_is_known(service, account, connected):
    fill(service.platform, account, chats=2, messages=3)
    sync(connected)
    with agency_scope(connected.agency_id):
        rows = SyncedChat.objects.filter(fan_of_id__gte=800_000)
        assert all(row.is_complete and row.cursor and row.newest for row in rows)
