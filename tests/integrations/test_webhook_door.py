"""The door for events as it is served: native ASGI, many requests at once, each answered when it is stored."""

from __future__ import annotations

import asyncio
import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from django.db import connection as database

from agencies.tenancy import BoundConnection, agency_scope
from integrations.models import Connection, InboundEvent
from integrations.providers.onlyfansapi.fake.deliver import Envelope, envelope
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connection() -> Connection:
    return f.ConnectionFactory(account_id="acct_1")


def letter(number: int, secret: str = f.WEBHOOK_SECRET) -> Envelope:
    return envelope("messages.received", "acct_1", {"id": number}, secret=secret, number=number)


def path(connection: Connection) -> str:
    return f"/webhooks/onlyfansapi/{connection.pk}/"


def post(address: str, connection: Connection, sent: Envelope) -> int:
    return httpx.post(address + path(connection), content=sent.body, headers=sent.headers).status_code


def kept(connection: Connection) -> int:
    with agency_scope(connection.agency_id):
        return InboundEvent.objects.filter(connection=connection).count()


def test_many_at_once_are_all_stored_when_they_are_answered(address, connection):
    with ThreadPoolExecutor(12) as senders:
        answers = list(senders.map(lambda number: post(address, connection, letter(number)), range(150)))
    assert set(answers) == {202}
    assert kept(connection) == 150


def test_the_same_event_at_once_from_all_sides_is_kept_once(address, connection):
    with ThreadPoolExecutor(12) as senders:
        answers = list(senders.map(lambda _: post(address, connection, letter(1)), range(24)))
    assert set(answers) == {202}
    assert kept(connection) == 1


def test_wrong_ones_among_right_ones_are_told_apart(address, connection):
    stranger = f.ConnectionFactory()
    letters = [(connection, letter(n, "wrong" if n % 3 == 0 else f.WEBHOOK_SECRET)) for n in range(30)]
    stranger.pk = connection.creator_id
    letters.append((stranger, letter(99)))
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda pair: post(address, *pair), letters))
    assert answers == [*(401 if n % 3 == 0 else 202 for n in range(30)), 404]
    assert kept(connection) == 20


def test_events_of_two_agencies_go_where_they_belong(address, connection):
    other = f.ConnectionFactory(account_id="acct_1")
    pairs = [(connection if n % 2 else other, letter(n)) for n in range(20)]
    with ThreadPoolExecutor(8) as senders:
        assert set(senders.map(lambda pair: post(address, *pair), pairs)) == {202}
    assert (kept(connection), kept(other)) == (10, 10)


def test_one_that_the_database_does_not_take_costs_the_others_nothing(address, connection):
    gone = f.ConnectionFactory(creator__agency=connection.agency, account_id="acct_2", sends_messages=False)
    assert {post(address, one, letter(0)) for one in (connection, gone)} == {202}
    with agency_scope(gone.agency_id):
        Connection.objects.filter(pk=gone.pk).delete()
    with ThreadPoolExecutor(12) as senders:
        answers = list(senders.map(lambda n: post(address, connection if n % 4 else gone, letter(n)), range(1, 41)))
    assert [answer for n, answer in enumerate(answers, 1) if n % 4] == [202] * 30
    assert kept(connection) == 31
    assert {answer for n, answer in enumerate(answers, 1) if n % 4 == 0} <= {503, 404}


def test_a_lost_connection_to_the_database_loses_no_event(address, connection):
    assert post(address, connection, letter(1)) == 202
    with database.as_owner(), database.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query LIKE %s AND pid <> pg_backend_pid()",
            ["%integrations_inboundevent%"],
        )
        assert cursor.rowcount
    assert post(address, connection, letter(2)) == 202
    assert kept(connection) == 2


def test_the_doors_own_connection_is_bound_like_all_others(connection):
    async def as_whom() -> str:
        async def in_thread(function):
            def once():
                try:
                    return function()
                finally:
                    database.close()

            return await asyncio.to_thread(once)

        ours = BoundConnection(in_thread)
        await ours.execute_in_scope(connection.agency_id, "SELECT %(n)s::int", {"n": 1})
        found = await (await ours._raw.execute("SELECT current_user")).fetchone()
        await ours._raw.close()
        return found[0]

    # In a thread of its own: this one may have a loop already, of a browser's driver.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, as_whom()).result() == database.bound_role


def test_a_huge_body_is_refused_before_it_is_read_to_its_end(address, connection):
    sent = httpx.post(address + path(connection), content=(b"x" * 100_000 for _ in range(30)))
    assert sent.status_code == 413
    assert kept(connection) == 0


def test_a_body_in_small_pieces_is_the_same_body(address, connection):
    whole = letter(1)
    pieces = (whole.body[start : start + 7] for start in range(0, len(whole.body), 7))
    assert httpx.post(address + path(connection), content=pieces, headers=whole.headers).status_code == 202


def test_who_hangs_up_in_the_middle_leaves_nothing(address, connection):
    raw = http.client.HTTPConnection(urlsplit(address).netloc)
    raw.putrequest("POST", path(connection))
    raw.putheader("Content-Length", "5000")
    raw.endheaders()
    raw.send(b"{")
    raw.close()
    assert post(address, connection, letter(1)) == 202
    assert kept(connection) == 1


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_is_taken(address, connection, method):
    assert httpx.request(method, address + path(connection)).status_code == 405
