"""Message review: every message that the team sent, with what came of it, and what somebody thinks of it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.folding.recount import recount
from analytics.review.finding import find
from analytics.review.forms import MessageFilter
from analytics.review.services import review_message
from chats.incoming import IncomingMessage
from chats.ingest import record_messages
from chats.services import send_message
from tests import factories as f
from tests.analytics.sent import ago, said
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PAGE, NEWS, EXPORT = (f"/admin/reports/messages/{part}" for part in ("", "news/", "export/"))
PART = {"HX-Request": "true"}


def rows(team: Any, **chosen: Any) -> list[Any]:
    return client_of(team.owner).get(PAGE, chosen).context["rows"]


def texts(team: Any, **chosen: Any) -> list[str]:
    return [row.message.text for row in rows(team, **chosen)]


class TestTheList:
    def test_it_shows_every_way_in(self, team):
        actor = Actor.from_membership(team.chatter)
        key = Actor.from_api_key(f.ApiKeyFactory(agency=team.agency))
        send_message(actor=actor, chat=team.chat, text="from the inbox")
        send_message(actor=key, chat=team.chat, text="through the API", source="api")
        said(team, "to many fans", source="mass")
        told = IncomingMessage(
            fan_of_id=team.chat.fan_of_id, of_message_id=1, direction="out", sent_at=ago(hours=1), html="imported"
        )
        record_messages(agency_id=team.agency.pk, creator_id=team.creator.pk, messages=[told], source="ofscraper")
        shown = {row.message.text: row.message.sender_label for row in rows(team)}
        assert shown == {
            "from the inbox": "Cora", "through the API": "through the API", "to many fans": "Cora",
            "imported": "imported (ofscraper)",
        }  # fmt: skip

    def test_what_is_a_second_old_is_there_before_anything_is_counted(self, team):
        said(team, "by Cora", sent_at=timezone.now())
        said(team, "by a program", sent_by=None, source="api", sent_at=timezone.now())
        assert set(texts(team)) == {"by Cora", "by a program"}

    def test_what_is_old_and_of_nobody_is_found_by_the_statistics(self, team):
        said(team, "last year", sent_by=None, source="ofscraper", sent_at=ago(days=400))
        said(team, "lately")
        recount(team.agency.pk)
        day = str(ago(days=400).date() - dt.timedelta(days=2))
        assert texts(team, first=day) == ["lately", "last year"]

    def test_messages_of_the_fan_are_not_shown(self, team):
        f.MessageFactory(chat=team.chat, sent_at=ago(minutes=1))
        f.MessageFactory(chat=team.chat, sent_at=ago(minutes=1), direction="unknown")
        assert rows(team) == []

    def test_what_failed_or_was_deleted_is_marked(self, team):
        said(team, status="failed", failure_reason="The fan has blocked messages.")
        said(team, deleted_at=ago(minutes=1))
        assert {row.trouble for row in rows(team)} == {
            "not delivered: The fan has blocked messages.", "deleted on the platform",
        }  # fmt: skip

    def test_text_of_a_message_is_escaped(self, team):
        said(team, "<script>alert(1)</script>")
        assert b"<script>alert" not in client_of(team.owner).get(PAGE).content

    def test_an_empty_list_says_what_to_do(self, team):
        assert "Nobody has written to a fan" in client_of(team.owner).get(PAGE).content.decode()

    def test_each_message_leads_into_its_chat(self, team):
        message = said(team)
        assert f"/inbox/{team.chat.pk}/?at={message.pk}" in client_of(team.owner).get(PAGE).content.decode()

    @pytest.mark.parametrize("number", [1, 40])
    def test_it_costs_the_same_for_few_and_many(self, team, django_assert_num_queries, number):
        for _ in range(number):
            review_message(actor=Actor.from_membership(team.owner), message=said(team), verdict="good")
        client = client_of(team.owner)
        with django_assert_num_queries(16):
            client.get(PAGE)

    def test_it_walks_indexes_and_never_the_history(self, team):
        said(team)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        statements: list[str] = []

        def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if "chats_message AS message" in sql and not sql.startswith("EXPLAIN"):
                with connection.cursor() as cursor:
                    cursor.execute("EXPLAIN " + sql, params)
                    statements.extend(line for (line,) in cursor)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(explain):
            texts(team)
        on_messages = [line for line in statements if "on chats_message " in line]
        assert on_messages
        assert all("Index" in line for line in on_messages)
        assert any("chats_message_by_member" in line for line in on_messages)


class TestWhatCameOfIt:
    def test_reply_time_counts_from_the_first_message_that_nobody_had_answered(self, team):
        said(team, "before", sent_at=ago(minutes=60))
        for minutes in (30, 20):
            f.MessageFactory(chat=team.chat, sent_at=ago(minutes=minutes))
        said(team, "reply", sent_at=ago(minutes=10))
        said(team, "and more", sent_at=ago(minutes=9))
        times = {row.message.text: row.reply_time for row in rows(team)}
        assert (times["before"], times["and more"]) == (None, None)
        assert round(times["reply"].total_seconds() / 60) == 20

    @pytest.mark.parametrize("fields", [{"source": "mass"}, {"status": "failed"}, {"deleted_at": ago(minutes=1)}])
    def test_what_answers_nobody_has_no_reply_time(self, team, fields):
        f.MessageFactory(chat=team.chat, sent_at=ago(minutes=30))
        said(team, sent_at=ago(minutes=10), **fields)
        assert rows(team)[0].reply_time is None

    def test_a_reply_behind_one_that_failed_answers_the_fan(self, team):
        f.MessageFactory(chat=team.chat, sent_at=ago(minutes=30))
        said(team, "lost", sent_at=ago(minutes=20), status="failed")
        said(team, "reply", sent_at=ago(minutes=10))
        assert [row.reply_time is None for row in rows(team)] == [False, True]

    def test_reply_times_are_those_of_the_statistics(self, team):
        for minutes, direction in ((90, "in"), (80, "out"), (70, "in"), (60, "in"), (50, "out"), (40, "out")):
            said(team, sent_at=ago(minutes=minutes), direction=direction)
        recount(team.agency.pk)
        shown = [row.reply_time for row in rows(team) if row.reply_time is not None]
        counted = sum(day.reply_seconds for day in team.chat.days.all())
        assert abs(sum(time.total_seconds() for time in shown) - counted) < len(shown)

    def test_earned_is_net_and_less_what_was_taken_back(self, team):
        sold = said(team, "sold", is_ppv=True, price=10, unlocked=True)
        returned = said(team, "returned", is_ppv=True, price=10, unlocked=True, sent_at=ago(minutes=6))
        for message in (sold, returned):
            f.TransactionFactory(creator=team.creator, message=message, kind="ppv", of_transaction_id=str(message.pk))
        f.TransactionFactory(
            creator=team.creator, kind="chargeback", of_transaction_id=f"reversal of {returned.pk}",
            gross=Decimal(-10), fee=Decimal(-2), net=Decimal(-8),
        )  # fmt: skip
        assert [row.earned for row in rows(team)] == [Decimal(8), Decimal(0)]

    def test_what_nobody_paid_for_has_earned_nothing(self, team):
        said(team)
        assert rows(team)[0].earned is None

    @pytest.mark.parametrize(
        ("unlocked", "words"), [(True, "bought"), (False, "not bought"), (None, "not known if bought")]
    )
    def test_a_ppv_says_whether_it_was_bought(self, team, unlocked, words):
        said(team, is_ppv=True, price=10, unlocked=unlocked)
        assert rows(team)[0].offer == words

    @pytest.mark.parametrize(
        ("status", "words"), [("accepted", "AI draft, sent as is"), ("edited", "AI draft, edited")]
    )
    def test_it_says_whether_an_ai_drafted_it(self, team, status, words):
        f.AIResponseFactory(chat=team.chat, status=status, sent_message=said(team))
        said(team)
        assert sorted(row.draft for row in rows(team)) == ["", words]


class TestFilters:
    @pytest.fixture
    def many(self, team):
        """One message of each kind, named for it."""
        other = f.ChatFactory(creator=f.CreatorFactory(agency=team.agency))
        boss = Actor.from_membership(team.owner)
        said(team, "plain")
        said(team, "other creator", chat=other)
        said(team, "colleague", sent_by=team.colleague)
        said(team, "stranger", sent_by=None)
        said(team, "bought", is_ppv=True, price=9, unlocked=True)
        said(team, "not bought", is_ppv=True, price=9, unlocked=False)
        said(team, "not known", is_ppv=True, price=9)
        f.AIResponseFactory(chat=team.chat, status="accepted", sent_message=said(team, "drafted"))
        review_message(actor=boss, message=said(team, "good"), verdict="good")
        review_message(actor=boss, message=said(team, "poor"), verdict="needs_work")
        return SimpleNamespace(other=other.creator)

    @pytest.mark.parametrize(
        ("chosen", "shown"),
        [
            ({"sender": "nobody"}, {"stranger"}),
            ({"offer": "ppv"}, {"bought", "not bought", "not known"}),
            ({"offer": "bought"}, {"bought"}),
            ({"offer": "not-bought"}, {"not bought"}),
            ({"offer": "not-known"}, {"not known"}),
            ({"draft": "ai"}, {"drafted"}),
            ({"review": "any"}, {"good", "poor"}),
            ({"review": "good"}, {"good"}),
            ({"review": "needs-work"}, {"poor"}),
            ({"review": "good", "draft": "ai"}, set()),
        ],
        ids=lambda value: "-".join(sorted(value.values() if isinstance(value, dict) else value)) or "nothing",
    )
    def test_they_narrow_the_list(self, team, many, chosen, shown):
        assert set(texts(team, **chosen)) == shown

    def test_by_sender_and_by_creator(self, team, many):
        assert texts(team, sender=team.colleague.pk) == ["colleague"]
        assert texts(team, creator=many.other.pk) == ["other creator"]
        assert len(texts(team, creator=team.creator.pk)) == 9

    def test_those_without(self, team, many):
        assert len(texts(team, draft="own")) == 9
        assert len(texts(team, review="none")) == 8

    def test_days_are_the_agencys(self, team):
        # In Berlin it is the next day from 23:00 in Greenwich on, or from 22:00 in summer.
        said(team, "late", sent_at=dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC))
        assert texts(team, first="2026-03-03", last="2026-03-03") == ["late"]
        assert texts(team, first="2026-03-02", last="2026-03-02") == []

    def test_periods_are_presets(self, team):
        for days in (0, 1, 5, 20, 40):
            said(team, str(days), sent_at=ago(days=days))
        shown = {period: texts(team, period=period) for period in ("today", "yesterday", "7", "30")}
        assert shown == {"today": ["0"], "yesterday": ["1"], "7": ["0", "1", "5"], "30": ["0", "1", "5", "20"]}

    @pytest.mark.parametrize(
        "chosen",
        [
            {"period": "ever"},
            {"creator": "Luna"},
            {"first": "9999-12-31"},
            {"first": "2026-03-02", "last": "2026-03-01"},
        ],
        ids=str,
    )
    def test_what_makes_no_sense_is_said_in_the_form(self, team, chosen):
        page = client_of(team.owner).get(PAGE, chosen)
        assert page.status_code == 200
        assert page.context["filter"].errors
        assert "rows" not in page.context
        assert client_of(team.owner).get(EXPORT, chosen).status_code == 404

    def test_another_agencys_creator_or_member_is_no_choice(self, team):
        assert client_of(team.owner).get(PAGE, {"creator": f.CreatorFactory().pk}).context["filter"].errors
        assert client_of(team.owner).get(PAGE, {"sender": f.MembershipFactory().pk}).context["filter"].errors


class TestPages:
    def test_older_pages_lose_and_double_nothing_while_messages_come_in(self, team):
        moment = ago(hours=3)
        made = {said(team, sent_at=moment, sent_by=(team.chatter, None)[n % 2]).pk for n in range(60)}
        made |= {said(team, sent_at=ago(days=n)).pk for n in range(1, 7)}
        made |= {said(team, sent_at=ago(minutes=n), sent_by=team.colleague).pk for n in range(1, 60)}
        client, seen, before = client_of(team.owner), [], {}
        while True:
            page = client.get(PAGE, before)
            seen += [row.message.pk for row in page.context["rows"]]
            said(team, "meanwhile", sent_at=timezone.now())
            if not page.context["older"]:
                break
            assert len(page.context["rows"]) == 50
            before = {"before": page.context["older"]}
        assert len(seen) == len(made)
        assert set(seen) == made

    def test_a_page_stands_in_one_order(self, team):
        for n in range(5):
            said(team, str(n), sent_at=ago(minutes=n), sent_by=(team.chatter, None, team.colleague)[n % 3])
        assert texts(team) == ["0", "1", "2", "3", "4"]

    def test_a_message_that_is_none_is_not_found(self, team):
        client = client_of(team.owner)
        foreign = f.MessageFactory()
        assert [client.get(PAGE, {"before": pk}).status_code for pk in ("x", foreign.pk)] == [404, 404]

    def test_links_keep_what_narrows_the_list(self, team):
        for _ in range(51):
            said(team)
        page = client_of(team.owner).get(PAGE, {"sender": team.chatter.pk, "offer": ""}).content.decode()
        assert re.search(rf"\?sender={team.chatter.pk}&amp;before=", page)


class TestNews:
    def news(self, team: Any, since: dt.datetime, **chosen: Any) -> Any:
        return client_of(team.owner).get(NEWS, {"since": since.isoformat(), **chosen}, headers=PART)

    def test_what_was_sent_since_is_told_by_number(self, team):
        said(team, "shown already")
        since = timezone.now()
        assert self.news(team, since).status_code == 204
        said(team, sent_at=timezone.now())
        said(team, sent_at=timezone.now(), sent_by=None)
        f.MessageFactory(chat=team.chat, sent_at=timezone.now())
        assert "2 new messages – show" in self.news(team, since).content.decode()

    def test_the_same_number_is_not_told_twice(self, team):
        since = timezone.now()
        said(team, sent_at=timezone.now())
        assert self.news(team, since, told="1").status_code == 204

    def test_a_message_whose_time_the_platform_corrects_is_not_new_again(self, team):
        message = said(team, "shown already")
        since = timezone.now()
        message.sent_at = timezone.now()
        message.save()
        assert self.news(team, since).status_code == 204

    def test_a_message_with_an_id_that_was_made_before_is_new(self, team):
        """The inbox gives a reply its id when somebody begins to write it."""
        token = f.MessageFactory.build(chat=team.chat).pk
        since = timezone.now()
        said(team, pk=token, sent_at=timezone.now())
        assert b"1 new message " in self.news(team, since).content

    def test_it_keeps_the_filter(self, team):
        since = timezone.now()
        said(team, sent_at=timezone.now())
        assert self.news(team, since, sender=team.colleague.pk).status_code == 204

    def test_showing_them_gives_rows_and_a_new_moment(self, team):
        said(team, "shown already")
        since = timezone.now()
        said(team, "just now", sent_at=timezone.now())
        part = client_of(team.owner).get(PAGE, {"since": since.isoformat()}, headers=PART).content.decode()
        assert "just now" in part
        assert "shown already" not in part
        assert "<html" not in part
        assert 'hx-swap-oob="true"' in part

    @pytest.mark.parametrize("since", ["", "x", "2026-03-02", "2026-03-02T12:00:00", "2026-13-02T12:00:00+00:00"])
    def test_a_moment_that_is_none_is_not_found(self, team, since):
        assert client_of(team.owner).get(NEWS, {"since": since}).status_code == 404

    def test_any_moment_is_taken(self, team):
        for since in ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"):
            assert client_of(team.owner).get(NEWS, {"since": since}).status_code == 204

    def test_days_that_are_over_are_not_live(self, team):
        pages = [client_of(team.owner).get(PAGE, {"period": period}).content for period in ("today", "yesterday")]
        assert [b'id="news"' in page for page in pages] == [True, False]


def test_nothing_is_found_for_an_agency_without_creators(team):
    owner = f.MembershipFactory(role="owner")
    with agency_scope(owner.agency_id):
        form = MessageFilter(QueryDict(), actor=Actor.from_membership(owner))
        assert form.is_valid()
        assert find(form.wanted(), count=5) == []
