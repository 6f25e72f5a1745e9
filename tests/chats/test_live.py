"""What open inboxes are told, over the real server: who is told what, and that nothing is missed."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import orjson
import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.models import CreatorAssignment
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.ingest import IncomingMessage, record_messages
from chats.live.announce import ACCESS, CHANNEL, current_cursor
from chats.live.frames import CAUGHT_UP, Notice, render
from chats.live.hub import RESYNC, WAITING, Hub, Stream, Ticket
from chats.live.stream import EventStream
from chats.models import ChatClaim, ChatEvent, ChatPresence
from tests import factories as f
from tests.streams import Listener

pytestmark = pytest.mark.django_db(transaction=True)
numbers = itertools.count(50_000_000)


@pytest.fixture
def listen(address):
    opened = []

    def start(person, **options):
        opened.append(Listener(address, person, **options))
        return opened[-1]

    yield start
    for listener in opened:
        listener.close()


@pytest.fixture
def chat():
    return f.ChatFactory(creator__display_name="Luna", fan_display_name="Anna")


@pytest.fixture
def chris(chat):
    return chatter_of(chat.creator, "Chris")


def chatter_of(creator, name):
    member = f.MembershipFactory(agency=creator.agency, user__name=name)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    return member


def say(chat, text="hello", count=1):
    """The fan writes, and a webhook or a sync records it."""
    record_messages(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        messages=[IncomingMessage(chat.fan_of_id, next(numbers), "in", timezone.now(), text) for _ in range(count)],
        source="test",
    )


def act(acting, service, **arguments):
    """The member does something in the inbox."""
    with agency_scope(acting.agency_id):
        return service(actor=Actor.from_membership(acting), **arguments)


def now() -> str:
    """Up to where a page that is made now has seen everything."""
    return current_cursor()


def cut_off_the_listener() -> None:
    """The server loses the connection on which it listens."""
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s AND datname = current_database()",
            [f"LISTEN {CHANNEL}"],
        )


def until(condition):
    """Wait for what happens in the server a moment later."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class TestWhoIsTold:
    def test_a_message_is_told_with_its_text_and_its_row(self, chat, chris, listen):
        listener = listen(chris)
        say(chat, "Are you <b>there</b>? 1 < 2")
        told = listener.next("message")
        assert told["chat"] == str(chat.pk)
        assert "Are you there? 1 &lt; 2" in told["html"]
        assert "Anna" in told["row"]
        assert told["unread"] == 1

    def test_a_chatter_is_not_told_of_a_creator_they_do_not_work_for(self, chat, chris, listen):
        listener = listen(chris)
        say(f.ChatFactory(creator__agency=chat.agency), "not yours")
        say(chat, "yours")
        assert "yours" in listener.next("message")["html"]
        assert listener.events.empty()

    def test_another_agency_is_told_nothing(self, chat, listen):
        stranger = f.ChatFactory()
        listener = listen(f.MembershipFactory(agency=stranger.agency, role="owner"))
        say(chat, "secret")
        say(stranger, "own")
        assert "own" in listener.next("message")["html"]

    def test_what_a_colleague_is_told_is_not_told_to_who_may_not_see_it(self, chat, chris, listen):
        owner, listener = listen(f.MembershipFactory(agency=chat.agency, role="owner")), listen(chris)
        other = f.ChatFactory(creator__agency=chat.agency)
        say(other, "for the owner")
        say(other, count=200)
        owner.next("bulk")
        say(chat, "yours")
        assert "yours" in listener.next("message", "bulk")["html"]

    def test_an_owner_is_told_of_every_creator(self, chat, listen):
        listener = listen(f.MembershipFactory(agency=chat.agency, role="owner"))
        say(f.ChatFactory(creator__agency=chat.agency), "one")
        say(chat, "two")
        assert "one" in listener.next("message")["html"]
        # What came while the stream began may be told again.
        while "two" not in listener.next("message")["html"]:
            pass

    def test_a_stranger_is_sent_to_the_login(self, address, chat, chris, listen):
        listener = listen(chris)
        Session.objects.all().delete()
        assert listener.has_ended()

    def test_times_are_written_in_the_readers_zone(self, chat, chris, listen):
        chris.user.timezone = "Asia/Tokyo"
        chris.user.save()
        listener = listen(chris)
        say(chat)
        shown = timezone.now().astimezone(dt.timezone(dt.timedelta(hours=9)))
        assert shown.strftime(">%H:") in listener.next("message")["html"]

    def test_a_notification_names_rows_and_never_says_what_is_in_them(self, chat):
        parameters = connection.get_connection_params()
        address = {name: parameters[name] for name in ("dbname", "user", "host", "port") if parameters.get(name)}
        with psycopg.connect(**address, autocommit=True) as raw:
            raw.execute(f"LISTEN {CHANNEL}")
            say(chat, "between us")
            payloads = [notice.payload for notice in raw.notifies(timeout=5, stop_after=1)]
        assert payloads
        assert "between us" not in "".join(payloads)
        assert "Anna" not in "".join(payloads)


class TestWhatIsTold:
    def test_a_reply_is_told_to_the_colleagues(self, chat, chris, listen):
        listener = listen(chatter_of(chat.creator, "Mira"))
        act(chris, services.send_message, chat=chat, text="On my way")
        told = listener.next("message")
        assert "On my way" in told["html"]
        assert told["claim"]["name"] == "Chris"

    def test_a_reply_that_is_taken_back_is_told(self, chat, chris, listen):
        message = act(chris, services.send_message, chat=chat, text="Oops")
        listener, gone = listen(chris), str(message.pk)
        act(chris, services.withdraw_message, message=message)
        assert listener.next("removed")["message"] == gone

    def test_an_unlock_is_told(self, chat, chris, listen):
        number = next(numbers)
        offer = IncomingMessage(chat.fan_of_id, number, "out", timezone.now(), "look", Decimal(20), unlocked=False)
        scope = {"agency_id": chat.agency_id, "creator_id": chat.creator_id, "source": "test"}
        record_messages(messages=[offer], **scope)
        listener = listen(chris)
        record_messages(messages=[offer._replace(unlocked=True, unlocked_at=timezone.now())], **scope)
        # The offer may be told again first, and is no news then.
        while "Unlocked" not in listener.next("message")["html"]:
            pass

    def test_an_assignment_is_told(self, chat, chris, listen):
        listener = listen(chris)
        act(chris, services.assign_chat, chat=chat, member=chris)
        assert listener.next("chat")["chat"] == str(chat.pk)

    def test_an_import_is_told_once_and_not_message_by_message(self, chat, chris, listen):
        listener = listen(chris)
        for _ in range(5):
            say(chat, count=200)
        assert listener.kinds_until("bulk") == ["bulk"]
        with pytest.raises(queue.Empty):
            listener.events.get(timeout=0.5)

    def test_a_claim_that_brought_no_answer_is_told_to_be_over(self, chat, chris, listen):
        act(chris, services.claim_chat, chat=chat)
        listener = listen(chatter_of(chat.creator, "Mira"))
        with agency_scope(chat.agency_id):
            ChatClaim.objects.update(expires_at=timezone.now())
        services.release_expired(agency_id=chat.agency_id)
        # The claim itself came while the stream began, and may be told first.
        while listener.next("chat")["claim"] is not None:
            pass

    def test_typing_is_told_and_not_kept(self, chat, chris, listen):
        listener = listen(chatter_of(chat.creator, "Mira"))
        act(chris, services.note_typing, chat=chat)
        assert listener.next("typing")["name"] == "Chris"
        with agency_scope(chat.agency_id):
            assert not ChatEvent.objects.exists()


class TestNothingIsMissed:
    def test_what_happens_between_the_page_and_its_stream_is_told(self, chat, chris, listen):
        since = now()
        say(chat, "in between")
        assert "in between" in listen(chris, since=since).next("message")["html"]

    def test_after_a_lost_connection_the_rest_is_told(self, chat, chris, listen):
        listener = listen(chris)
        say(chat, "first")
        listener.next("message")
        listener.close()
        say(chat, "second")
        again = listen(chris, last_id=listener.last_id)
        texts = again.next("message")["html"]
        if "second" not in texts:
            texts = again.next("message")["html"]
        assert "second" in texts

    def test_a_transaction_that_ends_late_is_not_missed(self, chat, chris, listen):
        other, fast = f.ChatFactory(creator=chat.creator), []
        with agency_scope(chat.agency_id):
            say(chat, "slow")
            # Begun later and ended sooner, by another connection.
            writer = threading.Thread(target=lambda: (say(other, "fast"), fast.append(now()), connection.close()))
            writer.start()
            writer.join(10)
        listener = listen(chris, since=fast[0])
        assert any("slow" in listener.next("message")["html"] for _ in range(2))

    def test_who_was_away_too_long_loads_everything_anew(self, chat, chris, listen):
        assert listen(chris, since="1.1000000000").next("resync") == {}

    def test_who_has_missed_too_much_loads_everything_anew(self, chat, chris, listen):
        since = now()
        for _ in range(CAUGHT_UP // 40 + 1):
            say(chat, count=40)
        # The last of it may still be told before.
        assert listen(chris, since=since).kinds_until("resync")[-1] == "resync"

    def test_a_page_that_was_told_half_of_a_transaction_asks_for_all_of_it_again(self, chat):
        with agency_scope(chat.agency_id):
            say(chat, count=2)
            pairs = tuple((chat.pk, message.pk) for message in chat.messages.all())
        made = render(chat.agency_id, [Notice(chat.agency_id, chat.creator_id, "message", pairs, horizon=9)], {"UTC"})
        assert [bool(frame.cursor) for frame in made] == [False, True]
        assert [b"id: " in frame.bytes_by_zone["UTC"] for frame in made] == [False, True]

    def test_nonsense_for_a_cursor_loads_everything_anew(self, chat, chris, listen):
        assert listen(chris, since="x'%20OR%201=1").next("resync") == {}

    def test_a_listener_that_lost_its_database_catches_up(self, chat, chris, listen):
        listener = listen(chris)
        say(chat, "before")
        listener.next("message")
        cut_off_the_listener()
        say(chat, "while it was away")
        texts = [listener.next("message")["html"]]
        if "while it was away" not in texts[0]:
            texts.append(listener.next("message")["html"])
        assert "while it was away" in texts[-1]


class TestTrouble:
    @pytest.fixture
    def stream(self):
        return Stream(Ticket(uuid7(), None, uuid7(), "UTC", None), cursor="")

    def test_a_browser_that_reads_too_slowly_loads_everything_anew(self, stream):
        for _ in range(WAITING + 1):
            stream.put(b"told")
        assert [stream.frames.get_nowait().data for _ in range(stream.frames.qsize())] == [RESYNC]

    def test_what_cannot_be_told_makes_pages_load_everything_anew(self, stream, monkeypatch):
        hub, agency_id = Hub(), stream.ticket.agency_id
        monkeypatch.setattr("chats.live.hub.render", lambda *_: 1 / 0)

        async def tell():
            hub.streams.add(stream)
            hub._notices.put_nowait(Notice(agency_id, uuid7(), "chat", ((uuid7(), None),)))
            telling = asyncio.create_task(hub._tell())
            told = await asyncio.wait_for(stream.frames.get(), 5)
            telling.cancel()
            return told.data

        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(asyncio.run, tell()).result() == RESYNC


class TestLosingTheRight:
    @pytest.mark.parametrize("is_cut_off", [False, True], ids=["listening", "without the database"])
    def test_a_removed_assignment_ends_what_is_told_at_once(self, chat, chris, listen, is_cut_off):
        listener = listen(chris)
        if is_cut_off:
            cut_off_the_listener()
        with agency_scope(chat.agency_id):
            CreatorAssignment.objects.filter(membership=chris).delete()
        say(chat, "not for Chris any more")
        assert listener.next("access", "message") == {}
        with pytest.raises(queue.Empty):
            listener.events.get(timeout=0.5)

    def test_who_keeps_the_right_misses_nothing_while_it_is_in_doubt(self, chat, chris, listen):
        listener = listen(chris)
        for number in range(20):
            with agency_scope(chat.agency_id):
                chris.save()
            say(chat, f"number {number} of twenty")
        missing = {f"number {number} of twenty" for number in range(20)}
        while missing:
            told = listener.next("message")["text"]
            missing.discard(told)

    def test_a_right_lost_while_the_stream_begins_counts(self):
        creator, told = uuid7(), []
        hub = Hub()

        async def views(scope, receive, send):
            rights = {"creators": [] if told else [creator], "agency": creator, "user": creator}
            told.append(b"asked")
            if len(told) == 1:
                hub._take(orjson.dumps({"k": ACCESS, "a": None, "user": None}).decode())
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": orjson.dumps(rights | {"zone": "UTC", "page": None})})

        async def listen():
            gone = asyncio.Event()

            async def receive():
                await gone.wait()
                return {"type": "http.disconnect"}

            async def send(message):
                told.append(message.get("body", b""))
                if b"event: access" in told[-1]:
                    gone.set()

            scope = {"headers": [], "query_string": b""}
            await asyncio.wait_for(EventStream(hub, views)(scope, receive, send), 5)

        # In a thread of its own: the browser tests keep a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, listen()).result()
        assert told.count(b"asked") == 2

    def test_a_new_assignment_is_told_from_then_on(self, chat, chris, listen):
        other = f.ChatFactory(creator__agency=chat.agency)
        listener = listen(chris)
        f.CreatorAssignmentFactory(membership=chris, creator=other.creator)
        listener.next("access")
        say(other, "welcome")
        assert "welcome" in listener.next("message")["html"]

    def test_a_member_who_was_shut_out_hears_no_more(self, chat, chris, listen):
        listener = listen(chris)
        chris.is_active = False
        chris.save()
        assert listener.has_ended()

    def test_a_logout_ends_the_stream(self, chat, chris, listen):
        listener = listen(chris)
        Session.objects.get(session_key=listener.session_key).delete()
        assert listener.has_ended()


class TestPresence:
    def test_colleagues_are_told_who_is_in_a_chat(self, chat, chris, listen):
        listener = listen(chatter_of(chat.creator, "Mira"))
        act(chris, services.enter_chat, chat=chat, page=uuid7())
        assert [person["name"] for person in listener.next("here")["people"]] == ["Chris"]

    def test_who_closes_the_page_leaves_the_chat_and_gives_back_the_claim(self, chat, chris, listen):
        page = uuid7()
        listener = listen(chris, page=page)
        act(chris, services.enter_chat, chat=chat, page=page)
        act(chris, services.claim_chat, chat=chat)
        listener.next("here")
        listener.close()

        def is_left():
            with agency_scope(chat.agency_id):
                return not ChatPresence.objects.exists() and not ChatClaim.objects.exists()

        until(is_left)

    def test_a_second_page_of_the_same_person_keeps_the_claim(self, chat, chris):
        first, second = uuid7(), uuid7()
        for page in (first, second):
            act(chris, services.enter_chat, chat=chat, page=page)
        act(chris, services.claim_chat, chat=chat)
        services.leave_page(agency_id=chat.agency_id, page=first)
        with agency_scope(chat.agency_id):
            assert ChatClaim.objects.exists()
        services.leave_page(agency_id=chat.agency_id, page=second)
        with agency_scope(chat.agency_id):
            assert not ChatClaim.objects.exists()

    def test_going_to_the_next_chat_leaves_the_one_before(self, chat, chris):
        page, other = uuid7(), f.ChatFactory(creator=chat.creator)
        act(chris, services.enter_chat, chat=chat, page=page)
        act(chris, services.claim_chat, chat=chat)
        act(chris, services.enter_chat, chat=other, page=page)
        with agency_scope(chat.agency_id):
            assert ChatPresence.objects.get().chat == other
            assert not ChatClaim.objects.exists()
