"""The page of the AI: shares with their intervals, what fans do, faults, money, and no claim of too little."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.ai.intervals import Difference, Interval
from analytics.ai.metrics import percentile
from analytics.dashboards.ai.words import as_points, as_range, verdict
from analytics.metrics import Unit
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat():
    return f.ChatFactory(last_message_at=timezone.now())


@pytest.fixture
def client(chat):
    return client_of(f.MembershipFactory(agency=chat.agency, role="owner").user)


def table(client, name: str, **query) -> list[dict[str, str]]:
    address = reverse("admin:report_ai")
    answer = client.get(address, {"table": name, "download": "csv", **query})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def drafts(chat, number: int, **values) -> None:
    for _ in range(number):
        f.AIResponseFactory(chat=chat, **values)


def test_acceptance_comes_with_its_interval(client, chat):
    """81 of 263, as in the literature; what nobody has looked at is left out."""
    drafts(chat, 60, status="accepted")
    drafts(chat, 21, status="edited", edit_distance=5, draft_text="x" * 20)
    drafts(chat, 182, status="rejected", reject_reason="tone")
    drafts(chat, 7, status="rejected", reject_reason="guard")
    drafts(chat, 9, status="expired")
    [line] = table(client, "by-creator")
    assert (line["Drafts"], line["Drafts sent"], line["Acceptance"]) == ("279", "81", "0.308")
    assert line["Acceptance, from–to"] == "25.5 to 36.6 %"
    assert (line["Edited"], line["Characters changed"], line["Part changed"]) == ("0.2593", "5.0", "0.25")


def test_fans_who_answer_before_our_next_message(client, chat):
    now = timezone.now()

    def say(minutes: int, direction: str, **values):
        at = now - dt.timedelta(minutes=minutes)
        return f.MessageFactory(chat=chat, direction=direction, sent_at=at, **values)

    for message in (say(60, "out"), say(50, "out"), say(30, "out")):
        f.AIResponseFactory(chat=chat, status="accepted", sent_message=message)
    say(40, "in")
    say(20, "in", deleted_at=now)
    say(10, "out")
    [line] = table(client, "by-creator")
    assert line["Answered"] == "0.3333"


def test_money_is_told_per_draft_and_per_message(client, chat):
    for revenue in (Decimal(8), Decimal(0)):
        sent = f.MessageFactory(chat=chat, direction="out")
        f.AIResponseFactory(chat=chat, status="accepted", sent_message=sent, revenue=revenue, cost=Decimal("0.0004"))
    drafts(chat, 2, status="rejected", cost=Decimal("0.0004"))
    [line] = table(client, "by-creator")
    assert (line["Revenue ($)"], line["Revenue per draft ($)"], line["Revenue per message ($)"]) == (
        "8.00", "2.00", "4.00",
    )  # fmt: skip
    assert (line["Cost ($)"], line["Cost per draft sent ($)"]) == ("0.0016", "0.0008")


def test_times_are_those_of_the_drafts(client, chat):
    for first, last in ((100, 1000), (200, 1500), (900, 9000)):
        f.AIResponseFactory(chat=chat, first_token_ms=first, latency_ms=last)
    f.AIResponseFactory(chat=chat)
    [line] = table(client, "by-creator")
    assert (line["First words, median (ms)"], line["First words, 90 % (ms)"]) == ("200", "900")
    assert line["Whole draft, median (ms)"] == "1500"
    assert percentile([], 0.5) is None


def test_reasons_of_people_and_of_the_guard(client, chat):
    drafts(chat, 3, status="rejected", reject_reason="tone")
    drafts(chat, 1, status="rejected")
    drafts(chat, 2, status="rejected", reject_reason="guard")
    told = [(line["Reason"], line["Drafts"]) for line in table(client, "why-drafts-were-rejected")]
    assert told == [("Not her voice", "3"), ("Held back by the guard", "2"), ("No reason given", "1")]


def test_arms_of_an_experiment_have_their_lines(client, chat):
    provider = f.AIProviderFactory(agency=chat.agency)
    trial = f.AIExperimentFactory(provider_a=provider, name="Shorter prompt")
    request = f.DraftRequestFactory(chat=chat, experiment=trial, arm="b")
    drafts(chat, 2, request=request)
    drafts(chat, 1)
    [line] = table(client, "by-arm")
    assert (line["Experiment"], line["Drafts"]) == ("Shorter prompt: B", "2")


def test_faults_by_provider(client, chat):
    for outcome, number in (("ok", 6), ("timeout", 1), ("limited", 1), ("stopped", 5)):
        for _ in range(number):
            f.AICallFactory(chat=chat, provider="openai", model="m", outcome=outcome, latency_ms=700)
    [line] = table(client, "faults-of-providers")
    assert (line["Calls"], line["Failed"], line["Too slow"], line["Too many requests (429)"]) == (
        "13",
        "0.25",
        "1",
        "1",
    )
    assert "Unreachable" not in line
    assert line["Whole answer, median (ms)"] == "700"


def test_the_months_spending_stands_against_the_budget(client, chat):
    f.AISettingsFactory(agency=chat.agency, monthly_budget=Decimal(20))
    for purpose in ("draft", "translation"):
        f.AICallFactory(chat=chat, purpose=purpose, cost=Decimal("2.50"))
    page = client.get(reverse("admin:report_ai")).content.decode()
    assert "Spent this month" in page
    assert "25.0 %" in page
    assert "The budget is $20.00 a month" in page
    last = table(client, "spending-by-month")[-1]
    assert (last["Draft ($)"], last["Translation ($)"], last["Total ($)"]) == ("2.50", "2.50", "5.00")


def test_too_few_messages_are_told_as_that(client, chat):
    now = timezone.now().replace(minute=30) - dt.timedelta(hours=1)
    with_ai, _ = (f.MessageFactory(chat=chat, direction="out", sent_at=now) for _ in range(2))
    f.AIResponseFactory(chat=chat, status="accepted", sent_message=with_ai)
    line = table(client, "revenue-with-ai-and-without")[0]
    assert line["What it says"] == "Too few yet: 1 with AI in 1 chats, 1 without"
    assert (line["Difference ($)"], line["Difference, from–to"]) == ("", "–")


def test_a_long_time_is_not_compared_message_by_message(client, chat):
    page = client.get(reverse("admin:report_ai"), {"range": "365"}).content.decode()
    assert "compared for up to 100 days" in page


def test_others_drafts_do_not_count(client):
    drafts(f.ChatFactory(), 3)
    assert table(client, "by-creator") == []


def test_an_interval_in_words():
    assert as_range(Interval(-0.123, 1.5), Unit.DOLLARS) == "−$0.12 to $1.50"
    assert as_range(Interval(-0.00004, 0.0012), Unit.DOLLARS) == "$0.0000 to $0.0012"
    assert as_points(Interval(-0.031, 0.05)) == "−3.1 to 5.0 points"
    say = {"more": "More", "less": "Less", "cases": "3"}
    assert verdict(Difference(1, Interval(0.5, 2)), **say) == "More"
    assert verdict(Difference(-1, Interval(-2, -0.5)), **say) == "Less"
    assert verdict(Difference(1, Interval(-0.5, 2)), **say) == "No clear difference"
    assert verdict(Difference(9, None), **say) == verdict(None, **say) == "Too few yet: 3"
