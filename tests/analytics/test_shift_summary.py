"""The numbers of a shift are those of its member and its time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from agencies.tenancy import agency_scope
from analytics.shift_summary import _REPLY_TIMES, summarize
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def at(minutes: float) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minutes)


@pytest.fixture
def member():
    member = f.MembershipFactory()
    with agency_scope(member.agency_id):
        yield member


@pytest.fixture
def creator(member):
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    return creator


@pytest.fixture
def shift(member):
    return f.ShiftFactory(membership=member, started_at=at(0), ended_at=at(480), idle_seconds=600)


def asked(chat, minutes: float):
    return f.MessageFactory(chat=chat, sent_at=at(minutes))


def said(chat, minutes: float, by=None, **options):
    return f.MessageFactory(chat=chat, direction="out", sent_at=at(minutes), sent_by=by, **options)


def test_a_shift_without_a_message_has_no_reply_time(shift):
    summary = summarize(shift)
    assert (summary.messages_sent, summary.replies, summary.reply_median, summary.golden_ratio) == (0, 0, None, None)


def test_messages_chats_and_ppvs_are_counted(shift, member, creator):
    anna, bob = f.ChatFactory(creator=creator), f.ChatFactory(creator=creator)
    said(anna, 1, member)
    said(anna, 2, member, is_ppv=True, price=10, unlocked=True, unlocked_at=at(3))
    said(bob, 3, member, is_ppv=True, price=10, unlocked=False)
    summary = summarize(shift)
    assert (summary.chats_answered, summary.messages_sent) == (2, 3)
    assert (summary.ppv_sent, summary.ppv_unlocked) == (2, 1)


def test_what_is_not_of_this_member_and_time_does_not_count(shift, member, creator):
    chat = f.ChatFactory(creator=creator)
    said(chat, 1, f.MembershipFactory(agency=member.agency))
    said(chat, 2)
    said(chat, -1, member)
    said(chat, 480, member)
    said(chat, 5, member, source="mass")
    said(chat, 6, member, deleted_at=at(7))
    assert summarize(shift).messages_sent == 0


def test_reply_time_counts_from_the_first_unanswered_message(shift, member, creator):
    anna, bob, carl = (f.ChatFactory(creator=creator) for _ in range(3))
    asked(anna, -5)
    asked(anna, 8)
    said(anna, 10, member)
    said(anna, 12, member)
    asked(bob, 20)
    said(bob, 21, f.MembershipFactory(agency=member.agency))
    asked(bob, 22)
    said(bob, 25, member)
    asked(carl, 30)
    said(carl, 31, member)
    summary = summarize(shift)
    assert summary.replies == 3
    assert (summary.reply_median, summary.reply_average) == (dt.timedelta(minutes=3), dt.timedelta(seconds=380))


def test_sales_are_net_and_tell_tips(shift, member, creator):
    f.TransactionFactory(creator=creator, attributed_to=member, occurred_at=at(5))
    ppv = {"kind": "ppv", "gross": Decimal(50), "fee": Decimal(10), "net": Decimal(40)}
    f.TransactionFactory(creator=creator, attributed_to=member, occurred_at=at(6), **ppv)
    f.TransactionFactory(creator=creator, attributed_to=member, occurred_at=at(481))
    f.TransactionFactory(creator=creator, occurred_at=at(7))
    summary = summarize(shift)
    assert (summary.sales, summary.tips) == (Decimal(48), Decimal(8))


def test_it_walks_indexes_and_never_the_history(shift, member):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        values = {"agency": member.agency_id, "member": member.pk, "start": at(0), "end": at(480)}
        cursor.execute("EXPLAIN " + _REPLY_TIMES, values)
        plan = "\n".join(line for (line,) in cursor)
    assert "Seq Scan on chats_message" not in plan
    assert "chats_message_by_member" in plan
    # Which of the indexes of a chat's messages it takes depends on what the planner has seen so far.
    assert all("Index" in line for line in plan.splitlines() if "on chats_message" in line)


def test_one_sees_ones_own_shift_and_owners_see_everybodys(shift, member):
    other = f.MembershipFactory(agency=member.agency)
    owner = f.MembershipFactory(agency=member.agency, role="owner")
    statuses = {who: client_of(who).get(f"/inbox/shift/{shift.pk}/").status_code for who in (member, other, owner)}
    assert list(statuses.values()) == [200, 404, 200]


def test_the_page_says_it_in_words(shift, member, creator):
    chat = f.ChatFactory(creator=creator)
    asked(chat, 1)
    said(chat, 5.5, member)
    page = client_of(member).get(f"/inbox/shift/{shift.pk}/").content.decode()
    for words in ("8 h 0 min", "10 min 0 s", "4 min 30 s"):
        assert words in page
