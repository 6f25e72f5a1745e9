"""`manage.py replay_drafts`: past answers drafted again and compared, with nothing sent and no draft changed."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import stat
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.ai.replaying import past_answers
from chats.ai.providers import registry
from chats.ai.providers.base import Answer, ProviderError
from chats.models import AICall, AIResponse, Message
from tests import factories as f

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)


class Echo:
    """Says what the fan asked, and notes what it was told."""

    def __init__(self, row, asked) -> None:
        self.row, self.asked = row, asked

    async def stream(self, situation, *, number=1):
        self.asked.append((self.row.model, situation))
        if "slowly" in situation.question:
            await asyncio.sleep(5)
        if "nothing" in situation.question:
            raise ProviderError(AICall.Outcome.EMPTY, "It has answered nothing.")
        yield situation.question[:3]
        yield Answer(situation.question, prompt_tokens=1000, completion_tokens=100)


@pytest.fixture
def asked(monkeypatch):
    """What providers were told in this test."""
    told: list = []
    monkeypatch.setattr(registry, "provider_of", lambda row: Echo(row, told))
    return told


@pytest.fixture
def creator():
    creator = f.CreatorFactory(username="luna")
    f.AIProviderFactory(agency=creator.agency, name="echo", model="small-model", time_limit_seconds=1)
    f.ModelPriceFactory(agency=creator.agency, input_per_million=Decimal(1), output_per_million=Decimal(10))
    return creator


def talk(creator, question: str, answer: str, *, hours: float = 1, chat=None, **values) -> Message:
    at = NOW - dt.timedelta(hours=hours)
    chat = chat or f.ChatFactory(creator=creator, last_message_at=at)
    f.MessageFactory(chat=chat, direction="in", text=question, sent_at=at - dt.timedelta(minutes=3))
    return f.MessageFactory(chat=chat, direction="out", text=answer, sent_at=at, **values)


def run(of, **options) -> str:
    out = io.StringIO()
    call_command("replay_drafts", agency=of.agency.slug, provider="echo", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_it_compares_with_what_was_really_sent(creator, asked):
    talk(creator, "how are you", "how are you", hours=2)
    talk(creator, "good night", "xyzxyz")
    told = run(creator)
    assert "100%" in told
    assert "2 of 2 were drafted" in told
    assert "too few for an interval" in told
    assert "Tokens: 2,000 asked, 200 answered. Cost: $0.0040." in told


def test_it_knows_only_what_was_said_until_then(creator, asked):
    message = talk(creator, "first", "answered", hours=5)
    talk(creator, "second", "again", hours=1, chat=message.chat)
    run(creator)
    situations = [situation for _, situation in asked]
    assert [situation.question for situation in situations] == ["second", "first"]
    assert "answered" not in str(situations[1].messages)
    assert "again" not in str(situations[0].messages)


def test_only_calls_are_written_down(creator, asked):
    message = talk(creator, "how are you", "fine")
    draft = f.AIResponseFactory(chat=message.chat, status="accepted", sent_message=message)
    with agency_scope(creator.agency_id):
        before = list(AIResponse.objects.values()), list(Message.objects.order_by("pk").values())
    told = run(creator)
    with agency_scope(creator.agency_id):
        assert before == (list(AIResponse.objects.values()), list(Message.objects.order_by("pk").values()))
        call = AICall.objects.get()
    assert (call.purpose, call.provider, call.model, call.outcome) == ("replay", "echo", "small-model", "ok")
    assert (call.prompt_tokens, call.completion_tokens, call.cost) == (1000, 100, Decimal("0.002"))
    assert call.chat_id == draft.chat_id
    assert "1 of what was sent had begun as a draft" in told


def test_faults_are_told_and_counted(creator, asked):
    talk(creator, "say nothing", "no")
    talk(creator, "slowly please", "no", hours=2)
    told = run(creator)
    assert "answered nothing" in told
    assert "too slow" in told
    assert "0 of 2 were drafted" in told
    with agency_scope(creator.agency_id):
        assert sorted(AICall.objects.values_list("outcome", flat=True)) == ["empty", "timeout"]


def test_it_stops_at_the_budget(creator, asked):
    """Each call is $0.006."""
    f.AISettingsFactory(agency=creator.agency, monthly_budget=Decimal("0.01"))
    f.ModelPriceFactory(
        agency=creator.agency, model="dear", input_per_million=Decimal(5), output_per_million=Decimal(10)
    )
    for hours in range(1, 5):
        talk(creator, "how are you", "fine", hours=hours)
    run(creator, model="dear")
    assert len(asked) == 2
    with pytest.raises(CommandError, match=r"budget of \$0.01 for this month is spent"):
        run(creator, model="dear")


def test_flagged_chats_and_what_the_guard_holds_back_are_no_drafts(creator, asked):
    f.GuardRuleFactory(agency=creator.agency, phrases="paypal", action="block")
    talk(creator, "use paypal", "no")
    flagged = talk(creator, "how are you", "fine", hours=2)
    f.GuardEventFactory(chat=flagged.chat, stops_drafts=True)
    told = run(creator)
    assert "held back by the guard" in told
    assert "the chat is flagged" in told
    assert len(asked) == 1


def test_another_model_or_prompt_is_tried_without_setting_it_up(creator, asked):
    f.PromptVersionFactory(agency=creator.agency, number=3, template="Be brief.")
    talk(creator, "how are you", "fine")
    run(creator, model="large-model", prompt="reply 3")
    [(model, situation)] = asked
    assert (model, situation.prompt_version) == ("large-model", "reply 3")
    assert situation.messages[0]["content"].startswith("Be brief.\n")


def test_the_file_has_the_texts_and_is_for_its_owner_only(creator, asked, tmp_path):
    talk(creator, "how are you", "=1+1")
    file = tmp_path / "replay.csv"
    told = run(creator, csv=str(file))
    [line] = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    assert (line["Fan wrote"], line["Was sent"], line["Drafted again"]) == ("how are you", "'=1+1", "how are you")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "how are you" not in told


def test_with_thirty_chats_there_is_an_interval(creator, asked):
    for hours in range(31):
        talk(creator, "how are you", "how are you" if hours % 2 else "fine", hours=hours)
    assert "with 95 % confidence (31 chats)" in run(creator)


def test_answers_to_fans_and_nothing_else_are_looked_for(creator, asked):
    chat = talk(creator, "hi", "hello", hours=9).chat
    for minutes, values in enumerate(
        ({"text": "and more"}, {"text": "news", "source": "mass"}, {"text": "gone", "deleted_at": NOW})
    ):
        at = NOW - dt.timedelta(hours=8, minutes=-minutes)
        f.MessageFactory(chat=chat, direction="out", sent_at=at, **values)
    other = f.CreatorFactory(agency=creator.agency, username="mia")
    talk(other, "hey", "you")
    talk(f.CreatorFactory(), "stranger", "stranger")
    with agency_scope(creator.agency_id):
        assert [past.sent for past in past_answers(creator.agency_id, last=9)] == ["you", "hello"]
        assert [past.sent for past in past_answers(creator.agency_id, last=1)] == ["you"]
    run(creator, creator=["luna"])
    assert [situation.question for _, situation in asked] == ["hi"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"provider": "nobody"}, "There is no provider “nobody”. There are: echo, playbook."),
        ({"prompt": "reply 9"}, "There is no prompt “reply 9”. There are: none but the built-in one."),
        ({"creator": ["nobody"]}, "There is no creator “nobody”"),
        ({"last": 0}, "at least 1"),
        ({"agency": "nowhere"}, "There is no agency “nowhere”."),
        ({}, "Nobody has answered a fan yet"),
    ],
)
def test_what_cannot_be_meant_is_said(creator, wrong, words):
    options = {"agency": creator.agency.slug, "provider": "echo", **wrong}
    with pytest.raises(CommandError, match=words.replace(".", r"\.")):
        call_command("replay_drafts", stdout=io.StringIO(), stderr=io.StringIO(), **options)
