"""Whoever follows `/api/v1/changes/` misses nothing, sees each row as it is, and only what they may see."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from contextlib import suppress

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from agencies import changes
from agencies.models import Change
from agencies.scope import Role
from agencies.tenancy import agency_scope
from chats.ingest import IncomingMessage, record_messages
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def creator():
    return f.CreatorFactory(username="luna")


@pytest.fixture
def chat(creator):
    return f.ChatFactory(creator=creator, fan_of_id=7)


@pytest.fixture
def owner(api, creator):
    return api(f.ApiKeyFactory(agency=creator.agency, role=Role.OWNER))


@pytest.fixture
def following(owner):
    """What has come since the last call, to the end; begins now."""
    return follow(owner)


def follow(api, **wish):
    let_others_end()
    cursor = ask(api)["cursor"]

    def news(*, wait: bool = True) -> list[dict]:
        nonlocal cursor
        found, has_more = [], True
        if wait:
            let_others_end()
        while has_more:
            page = ask(api, since=cursor, **wish)
            cursor, has_more = page["cursor"], page["has_more"]
            found += page["results"]
        return found

    return news


def let_others_end() -> None:
    """Until all transactions of this moment are over: other databases of the server have some too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (reached,) = cursor.fetchone()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if changes.horizon().below >= reached:
                return
            time.sleep(0.02)
    raise AssertionError("somebody's transaction does not end")


def ask(api, **query):
    response = api.get("changes/", **query)
    assert response.status_code == 200, response.content
    return response.json()


def kinds(news) -> set[tuple[str, bool]]:
    return {(one["type"], one["deleted"]) for one in news}


def test_without_a_cursor_one_begins_now(owner, chat):
    f.ChatNoteFactory(chat=chat)
    let_others_end()
    page = ask(owner)
    assert (page["results"], page["has_more"]) == ([], False)
    assert ask(owner, since=page["cursor"])["results"] == []


def test_a_new_row_comes_as_its_endpoint_shows_it(owner, chat, following):
    following()
    note = f.ChatNoteFactory(chat=chat, text="likes cats")
    (news,) = following()
    assert (news["type"], news["id"], news["deleted"]) == ("note", str(note.pk), False)
    assert news["data"] == owner.get(f"notes/{note.pk}/").json()


def test_what_was_told_once_is_not_told_again(chat, following):
    f.ChatNoteFactory(chat=chat)
    following()
    assert following() == []


def test_a_row_that_changes_often_stands_there_once_and_as_it_is_now(chat, following):
    following()
    note = f.ChatNoteFactory(chat=chat, text="a")
    for text in "bc":
        note.text = text
        with agency_scope(chat.agency_id):
            note.save()
    (news,) = following()
    assert news["data"]["text"] == "c"


def test_where_the_horizon_falls_for_a_moment_nothing_is_told_twice_or_refused(chat, owner, monkeypatch):
    let_others_end()
    cursor = ask(owner)["cursor"]
    for number in range(3):
        f.ChatNoteFactory(chat=chat, text=str(number))
    let_others_end()
    page = ask(owner, since=cursor, page_size=2)
    assert page["has_more"]
    reached = changes.horizon()
    with monkeypatch.context() as fallen:
        fallen.setattr("agencies.api.changes.horizon", lambda: reached._replace(below=reached.below - 1000))
        nothing = ask(owner, since=page["cursor"])
        assert (nothing["results"], nothing["has_more"]) == ([], False)
    rest = ask(owner, since=nothing["cursor"])["results"]
    assert [row["data"]["text"] for row in page["results"] + rest if row["type"] == "note"] == ["0", "1", "2"]


def test_a_row_that_goes_is_told_as_gone(chat, following):
    note = f.ChatNoteFactory(chat=chat)
    following()
    pk = note.pk
    with agency_scope(chat.agency_id):
        note.delete()
    (news,) = following()
    assert (news["id"], news["deleted"], news["data"]) == (str(pk), True, None)


def test_what_is_undone_was_never_there(chat, following):
    following()
    with pytest.raises(RuntimeError), agency_scope(chat.agency_id):
        f.ChatNoteFactory(chat=chat)
        raise RuntimeError
    with agency_scope(chat.agency_id), suppress(RuntimeError), transaction.atomic():
        f.ChatNoteFactory(chat=chat)
        raise RuntimeError
    assert following() == []


def test_messages_that_come_in_are_told_with_their_chat(chat, following):
    following()
    told = [IncomingMessage(7, 100 + n, "in", timezone.now(), f"hello {n}") for n in range(3)]
    record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=told, source="test")
    news = following()
    assert sorted(one["data"]["text"] for one in news if one["type"] == "message") == ["hello 0", "hello 1", "hello 2"]
    (changed,) = (one for one in news if one["type"] == "chat")
    assert (changed["id"], changed["data"]["unread_count"]) == (str(chat.pk), 3)


def test_what_is_told_again_without_news_is_no_change(chat, following):
    told = [IncomingMessage(7, 100, "in", timezone.now(), "hello")]
    for _ in range(2):
        following()
        record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=told, source="test")
    assert following() == []


def test_a_page_ends_within_a_change_and_goes_on_there(owner, chat):
    news = follow(owner, page_size=7, types="message")
    news()
    told = [IncomingMessage(7, 100 + n, "in", timezone.now(), str(n)) for n in range(30)]
    record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=told, source="test")
    assert sorted(int(one["data"]["text"]) for one in news()) == list(range(30))


def test_one_may_follow_some_kinds_only(owner, chat, parameters):
    news = follow(owner, types="note,script")
    f.ChatNoteFactory(chat=chat)
    f.MessageFactory(chat=chat)
    assert kinds(news()) == {("note", False)}
    assert parameters(owner.get("changes/", types="note,secret")) == {"types"}


def test_a_limited_key_follows_its_creators_alone(api, owner, chat):
    other = f.ChatFactory(creator__agency=chat.agency, fan_of_id=8)
    key = f.ApiKeyFactory(agency=chat.agency, role=Role.CHATTER)
    f.ApiKeyCreatorFactory(api_key=key, creator=chat.creator)
    news, all_news = follow(api(key)), follow(owner)
    notes = [f.ChatNoteFactory(chat=chat), f.ChatNoteFactory(chat=other)]
    assert [one["id"] for one in news()] == [str(notes[0].pk)]
    assert len(all_news()) == 2
    gone = str(notes[0].pk)
    with agency_scope(chat.agency_id):
        for note in notes:
            note.delete()
    assert [(one["id"], one["deleted"]) for one in news()] == [(gone, True)]
    assert len(all_news()) == 2


def test_a_chatters_key_hears_nothing_of_money(api, chat):
    key = f.ApiKeyFactory(agency=chat.agency, role=Role.CHATTER)
    f.ApiKeyCreatorFactory(api_key=key, creator=chat.creator)
    news = follow(api(key))
    f.TransactionFactory(creator=chat.creator, chat=chat)
    assert news() == []


def test_another_agency_hears_nothing(api, chat):
    rival = follow(api(f.ApiKeyFactory(role=Role.OWNER)))
    note = f.ChatNoteFactory(chat=chat)
    with agency_scope(chat.agency_id):
        note.delete()
    assert rival() == []


def test_a_transaction_that_was_open_when_others_were_read_is_not_missed(chat, following):
    following()
    others_have_read, is_written = threading.Event(), threading.Event()
    failures = []

    def slow() -> None:
        try:
            with agency_scope(chat.agency_id):
                f.ChatNoteFactory(chat=chat, text="slow")
                is_written.set()
                assert others_have_read.wait(10)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert is_written.wait(10)
    f.ChatNoteFactory(chat=chat, text="quick")
    early = [one["data"]["text"] for one in following(wait=False)]
    others_have_read.set()
    thread.join()
    assert not failures
    assert sorted(early + [one["data"]["text"] for one in following()]) == ["quick", "slow"]


def test_nothing_is_missed_while_many_write(chat, following):
    following()
    writers, notes, failures, seen = 6, 25, [], []

    def work(writer: int) -> None:
        chance = random.Random(writer)
        try:
            for number in range(notes):
                with agency_scope(chat.agency_id):
                    f.ChatNoteFactory(chat=chat, text=f"{writer}.{number}")
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT pg_sleep(%s)", [chance.random() / 50])
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[writer]) for writer in range(writers)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen += [one["data"]["text"] for one in following(wait=False)]
    seen += [one["data"]["text"] for one in following()]
    assert not failures
    assert sorted(seen) == sorted(f"{writer}.{number}" for writer in range(writers) for number in range(notes))


@pytest.mark.unnoted("the notes themselves go")
def test_old_changes_go_and_an_old_cursor_is_told_so(owner, chat):
    cursor = ask(owner)["cursor"]
    f.ChatNoteFactory(chat=chat)
    later = timezone.now() + changes.KEPT_FOR + changes.MARGIN + dt.timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: later)
        assert changes.forget_changes(agency_id=chat.agency_id) > 0
        response = owner.get("changes/", since=cursor)
    assert (response.status_code, response.json()["code"]) == (410, "cursor_too_old")
    with agency_scope(chat.agency_id):
        assert not Change.objects.exists()


def test_a_cursor_of_another_database_is_told_so(owner, chat):
    from agencies.api.changes import Cursor

    ahead = Cursor(2**40, int(timezone.now().timestamp()))
    assert owner.get("changes/", since=str(ahead)).status_code == 410


@pytest.mark.parametrize(
    "query",
    [{"since": "rubbish"}, *({"page_size": size} for size in ("0", "501", "x", "9" * 5000))],
)
def test_a_wrong_parameter_is_named(owner, parameters, query):
    assert parameters(owner.get("changes/", **query)) == set(query)


@pytest.mark.unnoted("the notes themselves go")
def test_an_agency_that_goes_takes_its_notes_along(chat):
    agency = chat.agency
    with agency_scope(agency.pk):
        f.MembershipFactory(agency=agency)
        f.ChatNoteFactory(chat=chat)
        chat.delete()
        chat.creator.delete()
        agency.delete()


def test_a_long_transaction_of_another_database_holds_nothing_back(chat, following):
    following()
    template1 = {"dbname": "template1", "autocommit": False}
    with psycopg.connect(**{**connection.get_connection_params(), **template1, "context": None}) as other:
        other.execute("SELECT pg_current_xact_id()")
        f.ChatNoteFactory(chat=chat)
        assert len(following(wait=False)) == 1
