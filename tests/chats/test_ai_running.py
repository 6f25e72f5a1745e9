"""Requests for drafts at work: side by side, by the next provider after a fault, watched by the guard, in the books.

The providers are real servers on loopback, asked by the real library.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.ai import asking, completing, running, screen, threads
from chats.ai.context import situation_of
from chats.ai.keeping import keep
from chats.ai.providers.base import Answer, ProviderError
from chats.ai.waiting import at_once
from chats.guard.rules import rules_in_force
from chats.models import AICall, AIResponse, AISettings, DraftRequest, GuardEvent
from tests import factories as f
from tests.ai_server import CUT, HANGS, Reply, ai_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server():
    with ai_server() as it:
        yield it


@pytest.fixture
def desk(server):
    """A chatter, a chat whose fan has asked, and one hosted provider with a price."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    asked = f.MessageFactory(chat=chat, text="marker-of-the-fan")
    f.AISettingsFactory(agency=member.agency, drafts=3)
    provider = f.AIProviderFactory(
        agency=member.agency, name="Hosted", base_url=server.url, api_key="marker-of-the-key", time_limit_seconds=2
    )
    f.ModelPriceFactory(agency=member.agency)
    return SimpleNamespace(
        member=member, agency=member.agency, creator=creator, chat=chat, asked=asked, hosted=provider
    )


def ask_for(desk, wanted=1, **options) -> DraftRequest:
    with agency_scope(desk.agency.pk):
        return services.request_drafts(
            actor=Actor.from_membership(desk.member), chat=desk.chat, wanted=wanted, **options
        )


def told_by(request) -> list[tuple[str, dict]]:
    """What the page is told of a request, from its beginning to its end."""

    async def listen():
        return [data async for data in running.run_of(request.agency_id, request.pk).follow()]

    frames = [data.decode().split("\n") for data in at_once(listen())]
    return [(head.removeprefix("event: "), json.loads(body.removeprefix("data: "))) for head, body, *_ in frames]


def of_kind(told, kind) -> list[dict]:
    return [facts for name, facts in told if name == kind]


def rows(desk, model):
    with agency_scope(desk.agency.pk):
        return list(model.objects.filter(agency_id=desk.agency.pk).order_by("created_at", "id"))


def after(desk, request) -> DraftRequest:
    return next(row for row in rows(desk, DraftRequest) if row.pk == request.pk)


def script(desk, text="Good morning"):
    return f.ScriptFactory(agency=desk.agency, creator=desk.creator, title="Morning", text=text)


def test_a_draft_is_told_word_by_word_and_kept_with_its_cost(desk, server):
    server.otherwise = replace(server.otherwise, pause=0.05)
    request = ask_for(desk)
    told = told_by(request)
    assert [name for name, _ in told] == ["who", *["piece"] * 6, "draft", "done"]
    assert "".join(facts["text"] for facts in of_kind(told, "piece")) == "Hello Anna, how was your day?"
    (draft,) = rows(desk, AIResponse)
    assert (draft.draft_text, draft.status, draft.provider) == ("Hello Anna, how was your day?", "suggested", "Hosted")
    assert (draft.request_id, draft.in_reply_to_id, draft.requested_by_id) == (
        request.pk,
        desk.asked.pk,
        desk.member.pk,
    )
    assert (draft.prompt_tokens, draft.completion_tokens, draft.cost) == (1000, 20, Decimal("0.000162"))
    assert draft.first_token_ms <= draft.latency_ms
    assert draft.prompt_version == "reply 0"
    (call,) = rows(desk, AICall)
    assert (call.purpose, call.outcome, call.cost, call.request_id) == ("draft", "ok", draft.cost, request.pk)
    assert after(desk, request).status == "done"


def test_drafts_are_written_side_by_side_each_with_its_own_call(desk, server):
    server.replies = [Reply(text=f"Answer {n}", pause=0.5, usage=(100, n)) for n in (1, 2, 3)]
    told = told_by(ask_for(desk, wanted=3))
    assert [piece for piece, _ in server.sent[:3]] == ["Answer"] * 3
    assert sorted(facts["number"] for facts in of_kind(told, "draft")) == [1, 2, 3]
    drafts = rows(desk, AIResponse)
    assert {draft.draft_text for draft in drafts} == {"Answer 1", "Answer 2", "Answer 3"}
    assert sorted(call.completion_tokens for call in rows(desk, AICall)) == [1, 2, 3]


def test_a_draft_that_is_whole_does_not_wait_for_the_slow_ones(desk, server):
    server.replies = [Reply(text="quick"), Reply(text="slow one", pause=0.5)]
    told = told_by(ask_for(desk, wanted=2))
    kinds = [(name, facts.get("number")) for name, facts in told]
    first, second = (place for place, (name, _) in enumerate(kinds) if name == "draft")
    assert "piece" in [name for name, _ in kinds[:second]]
    assert first < second - 1 or kinds[first][1] != kinds[second][1]
    assert len(rows(desk, AIResponse)) == 2


def test_the_first_word_is_timed_apart_from_the_last(desk, server):
    server.otherwise = Reply(text="one two three", pause=0.2)
    told_by(ask_for(desk))
    (draft,) = rows(desk, AIResponse)
    assert draft.latency_ms - draft.first_token_ms > 300


def test_a_draft_that_broke_off_does_not_spoil_one_that_was_kept_before(desk, server):
    server.replies = [Reply(text="quick"), Reply(status=500, waits=0.4)]
    request = ask_for(desk, wanted=2)
    told_by(request)
    assert [draft.draft_text for draft in rows(desk, AIResponse)] == ["quick"]
    assert after(desk, request).status == "done"


def test_the_fans_name_stands_in_the_place_that_was_kept_for_it(desk, server):
    server.otherwise = Reply(text="Hello {fan}")
    told_by(ask_for(desk))
    assert [draft.draft_text for draft in rows(desk, AIResponse)] == ["Hello Anna"]


def test_a_draft_that_was_cut_at_its_limit_is_there_and_the_chatter_is_told(desk, server):
    server.otherwise = Reply(text="Hello Anna, how", finish_reason="length")
    told = told_by(ask_for(desk))
    (fault,) = of_kind(told, "fault")
    assert fault["words"] == "Hosted came to its limit of 300 tokens: the draft may end too early."
    (draft,) = rows(desk, AIResponse)
    assert draft.draft_text == "Hello Anna, how"


class TestAfterAFault:
    @pytest.mark.parametrize(
        ("reply", "outcome"),
        [
            (Reply(status=500), "failed"),
            (Reply(status=429, headers={"Retry-After": "30"}), "limited"),
            (Reply(text="one two three four", fails=CUT), "cut"),
            (Reply(waits=9), "timeout"),
            (Reply(text="one two three four", fails=HANGS), "timeout"),
            (Reply(text=""), "empty"),
            (Reply(text="word " * 20_000), "too long"),
        ],
    )
    def test_the_next_provider_answers_and_the_chatter_knows_which(self, desk, server, reply, outcome):
        f.AIProviderFactory(agency=desk.agency, name="Spare", base_url=server.url, place=2, model="other")
        server.replies = [reply]
        begun = time.monotonic()
        told = told_by(ask_for(desk))
        (fault,) = of_kind(told, "fault")
        assert fault["words"].startswith("Hosted ")
        assert fault["words"].endswith(" Spare answers now.")
        assert [facts["name"] for facts in of_kind(told, "who")] == ["Hosted", "Spare"]
        assert time.monotonic() - begun < 8
        (draft,) = rows(desk, AIResponse)
        assert (draft.provider, draft.model) == ("Spare", "other")
        assert sorted((call.provider, call.outcome) for call in rows(desk, AICall)) == [
            ("Hosted", outcome),
            ("Spare", "ok"),
        ]

    def test_what_was_shown_of_a_broken_draft_goes(self, desk, server):
        script(desk)
        server.replies = [Reply(text="one two three four", fails=CUT)]
        told = told_by(ask_for(desk))
        kinds = [name for name, _ in told]
        assert kinds.index("piece") < kinds.index("clear") < kinds.index("draft")

    def test_the_playbook_is_the_last_resort(self, desk, server):
        script(desk, "From the playbook")
        server.otherwise = Reply(status=500)
        told = told_by(ask_for(desk))
        assert "playbook answers now" in of_kind(told, "fault")[0]["words"]
        assert [draft.draft_text for draft in rows(desk, AIResponse)] == ["From the playbook"]

    def test_a_draft_of_its_keeps_where_it_is_from_and_what_it_costs_the_fan(self, desk, server):
        offer = f.ScriptFactory(
            agency=desk.agency, creator=desk.creator, title="Offer", text="Look", price=9, of_media_ids=[7, 8]
        )
        server.otherwise = Reply(status=500)
        told_by(ask_for(desk))
        (draft,) = rows(desk, AIResponse)
        assert draft.origin == {"kind": "script", "id": str(offer.pk), "label": "Offer"}
        assert (draft.price, draft.of_media_ids) == (9, [7, 8])

    def test_an_answer_of_nothing_but_spaces_is_none(self, desk, monkeypatch):
        class Blank:
            def __init__(self, row):
                pass

            async def stream(self, situation, *, number=1):
                yield " "
                yield Answer(" \n")

        monkeypatch.setattr(asking, "provider_of", Blank)
        told_by(ask_for(desk))
        assert rows(desk, AIResponse) == []
        assert [call.outcome for call in rows(desk, AICall)] == ["empty", "empty"]

    def test_where_all_fail_the_reason_is_kept(self, desk, server):
        server.otherwise = Reply(status=500)
        request = ask_for(desk)
        told = told_by(request)
        assert told[-1][0] == "done"
        ended = after(desk, request)
        assert ended.status == "failed"
        assert ended.problem.startswith("Hosted had an error of its own (500). playbook answers now.")
        assert rows(desk, AIResponse) == []
        assert len(rows(desk, AICall)) == 2

    def test_a_long_reason_is_kept_as_far_as_there_is_room(self, desk, server):
        for place in range(2, 8):
            f.AIProviderFactory(agency=desk.agency, name=f"{place} {'x' * 38}", base_url=server.url, place=place)
        server.otherwise = Reply(status=500)
        request = ask_for(desk)
        assert told_by(request)[-1] == ("done", {"words": ""})
        assert len(after(desk, request).problem) == 300

    def test_a_call_that_was_refused_costs_nothing(self, desk, server):
        server.otherwise = Reply(status=500)
        told_by(ask_for(desk))
        assert [call.cost for call in rows(desk, AICall)] == [0, 0]

    def test_a_call_that_broke_off_is_paid_for_what_was_asked_and_what_was_said(self, desk, server):
        server.replies = [Reply(text="one two three four", fails=CUT)]
        told_by(ask_for(desk))
        call = rows(desk, AICall)[0]
        assert call.prompt_tokens > 100
        assert 0 < call.completion_tokens < 10
        assert call.is_estimated

    def test_that_the_playbook_has_nothing_at_all_is_told(self, desk, server):
        server.otherwise = Reply(status=500)
        told = told_by(ask_for(desk, wanted=2))
        words = [facts["words"] for facts in of_kind(told, "fault")]
        assert sum(sentence.startswith("Nothing that worked before fits") for sentence in words) == 1
        assert sorted(facts["number"] for facts in of_kind(told, "none")) == [1, 2]

    def test_that_it_has_no_further_answer_is_no_fault(self, desk, server):
        script(desk)
        server.otherwise = Reply(status=500)
        told = told_by(ask_for(desk, wanted=2))
        assert len(of_kind(told, "fault")) == 1
        assert [facts["words"] for facts in of_kind(told, "none")] == ["The playbook has no other answer to this."]

    def test_the_same_fault_of_three_drafts_is_told_once(self, desk, server):
        script(desk)
        server.otherwise = Reply(status=500)
        told = told_by(ask_for(desk, wanted=3))
        words = [facts["words"] for facts in of_kind(told, "fault")]
        assert len(words) == len(set(words))
        assert sum("Hosted" in sentence for sentence in words) == 1

    def test_who_has_asked_us_to_wait_is_not_asked_again(self, desk, server):
        script(desk)
        server.replies = [Reply(status=429, headers={"Retry-After": "30"})]
        told_by(ask_for(desk))
        told = told_by(ask_for(desk))
        assert of_kind(told, "fault") == [{"words": "Hosted has asked us to wait. playbook answers now."}]
        assert len(server.asked) == 1

    def test_when_the_pause_is_over_it_is_asked_again(self, desk, server, monkeypatch):
        script(desk)
        server.replies = [Reply(status=429, headers={"Retry-After": "30"})]
        told_by(ask_for(desk))
        later = SimpleNamespace(monotonic=lambda: time.monotonic() + 31, perf_counter=time.perf_counter)
        monkeypatch.setattr(asking, "time", later)
        told = told_by(ask_for(desk))
        assert of_kind(told, "fault") == []
        assert len(server.asked) == 2

    def test_where_all_have_asked_us_to_wait_they_are_asked_all_the_same(self, desk, server):
        f.AIProviderFactory(agency=desk.agency, kind="playbook", is_active=False)
        server.replies = [Reply(status=429, headers={"Retry-After": "30"})]
        told_by(ask_for(desk))
        told_by(ask_for(desk))
        assert [draft.provider for draft in rows(desk, AIResponse)] == ["Hosted"]

    def test_a_draft_that_is_kept_and_cannot_be_shown_stays(self, desk, server, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(running, "draft_frame", broken)
        request = ask_for(desk)
        assert told_by(request)[-1] == ("done", {"words": running.BROKEN})
        assert [draft.status for draft in rows(desk, AIResponse)] == ["suggested"]
        assert after(desk, request).status == "done"

    def test_a_request_that_takes_too_long_ends_and_what_was_paid_is_in_the_books(self, desk, server, monkeypatch):
        monkeypatch.setattr(running, "MOST_SECONDS", 2)
        f.AIProviderFactory(agency=desk.agency, name="Spare", base_url=server.url, place=2, time_limit_seconds=5)
        server.replies = [Reply(text="one two three four", fails=CUT), Reply(waits=9)]
        begun, request = time.monotonic(), ask_for(desk)
        told = told_by(request)
        assert time.monotonic() - begun < 4.5
        assert [facts["name"] for facts in of_kind(told, "who")] == ["Hosted", "Spare"]
        assert after(desk, request).status == "failed"
        calls = sorted((call.provider, call.outcome) for call in rows(desk, AICall))
        assert calls == [("Hosted", "cut"), ("Spare", "timeout")]

    def test_what_it_said_last_does_not_appear_after_it_broke(self, desk, monkeypatch):
        class Breaks:
            def __init__(self, row):
                pass

            async def stream(self, situation, *, number=1):
                yield "too late "
                raise ProviderError(AICall.Outcome.CUT, "It broke off.")

        monkeypatch.setattr(asking, "provider_of", Breaks)
        assert of_kind(told_by(ask_for(desk)), "piece") == []

    def test_what_could_not_be_written_down_at_once_is_written_when_it_ends(self, desk, monkeypatch):
        tries = []

        def lost_once(*args, **kwargs):
            tries.append(args)
            if len(tries) == 1:
                raise OperationalError("the connection is lost")
            return keep(*args, **kwargs)

        monkeypatch.setattr(running, "keep", lost_once)
        request = ask_for(desk)
        assert told_by(request)[-1] == ("done", {"words": running.BROKEN})
        assert [draft.draft_text for draft in rows(desk, AIResponse)] == ["Hello Anna, how was your day?"]
        assert len(rows(desk, AICall)) == 1
        assert (after(desk, request).status, after(desk, request).problem) == ("done", running.BROKEN)

    def test_a_fault_of_our_own_ends_the_request_with_a_sentence(self, desk, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError("marker-of-the-fan")

        monkeypatch.setattr(running, "keep", broken)
        request = ask_for(desk)
        assert told_by(request)[-1] == ("done", {"words": running.BROKEN})
        assert after(desk, request).status == "failed"


def test_words_that_come_at_once_are_looked_at_and_shown_together(desk, monkeypatch):
    class AtOnce:
        def __init__(self, row):
            pass

        async def stream(self, situation, *, number=1):
            for word in ("one ", "two ", "three "):
                yield word
            await asyncio.sleep(0)
            for word in ("four ", "five"):
                yield word
            yield Answer("one two three four five")

    monkeypatch.setattr(asking, "provider_of", AtOnce)
    pieces = [facts["text"] for facts in of_kind(told_by(ask_for(desk)), "piece")]
    assert pieces == ["one two three ", "four five"]


def test_of_a_text_without_spaces_all_but_its_end_is_shown(desk, monkeypatch):
    class Japanese:
        def __init__(self, row):
            pass

        async def stream(self, situation, *, number=1):
            for _ in range(6):
                yield "あ" * 10
                await asyncio.sleep(0.01)
            yield Answer("あ" * 60)

    monkeypatch.setattr(asking, "provider_of", Japanese)
    pieces = [facts["text"] for facts in of_kind(told_by(ask_for(desk)), "piece")]
    assert [len(piece) for piece in pieces] == [40, 10, 10]


class TestTheGuard:
    @pytest.fixture
    def rule(self, desk):
        return f.GuardRuleFactory(agency=desk.agency, title="Elsewhere", phrases="zorkmid", advice="Stay here.")

    def test_what_it_sees_is_never_shown(self, desk, server, rule):
        server.otherwise = Reply(text="Send it by Zorkmid please", pause=0.05)
        told = told_by(ask_for(desk))
        assert "".join(facts["text"] for facts in of_kind(told, "piece")) == "Send it by "
        (card,) = of_kind(told, "draft")
        assert "Stay here." in card["html"]
        assert "orkmid" not in card["html"]
        (draft,) = rows(desk, AIResponse)
        assert (draft.status, draft.reject_reason, draft.reject_note) == ("rejected", "guard", "Stay here.")
        assert draft.draft_text == "Send it by Zorkmid please"
        assert draft.decided_at
        assert [(e.origin, e.ai_response_id, e.rule_id) for e in rows(desk, GuardEvent)] == [
            ("draft", draft.pk, rule.pk)
        ]

    def test_a_provider_that_is_stopped_is_paid_for_what_it_has_said(self, desk, server, rule):
        server.otherwise = Reply(text="zorkmid and much more", pause=0.1)
        told_by(ask_for(desk))
        (call,) = rows(desk, AICall)
        assert (call.outcome, call.is_estimated) == ("stopped", True)
        assert call.cost > 0

    def test_what_is_seen_when_the_draft_is_whole_counts_as_stopped_too(self, desk, server, rule):
        server.otherwise = Reply(text="Send it by Zorkmid")
        told_by(ask_for(desk))
        (call,) = rows(desk, AICall)
        assert (call.outcome, call.is_estimated, call.cost) == ("stopped", False, Decimal("0.000162"))

    def test_words_that_come_one_after_the_other_are_seen_together(self, desk, server):
        f.GuardRuleFactory(agency=desk.agency, phrases="cash app")
        server.otherwise = Reply(text="Use cash app and be quick", pause=0.05)
        told = told_by(ask_for(desk))
        assert "".join(facts["text"] for facts in of_kind(told, "piece")) == "Use cash "

    def test_the_end_of_a_word_is_not_taken_for_a_word(self, desk, server, monkeypatch):
        monkeypatch.setattr(screen, "LOOKED_BACK", 4)
        f.GuardRuleFactory(agency=desk.agency, phrases="ark")
        server.otherwise = Reply(text="Remark on it", pause=0.05)
        told_by(ask_for(desk))
        assert [draft.status for draft in rows(desk, AIResponse)] == ["suggested"]

    def test_a_rule_for_fans_alone_lets_drafts_pass(self, desk, server):
        f.GuardRuleFactory(agency=desk.agency, phrases="anna", watches_team=False)
        told_by(ask_for(desk))
        assert [draft.status for draft in rows(desk, AIResponse)] == ["suggested"]

    def test_a_rule_for_the_team_alone_holds_them_back(self, desk, server):
        f.GuardRuleFactory(agency=desk.agency, phrases="anna", watches_fan=False)
        told_by(ask_for(desk))
        assert [draft.status for draft in rows(desk, AIResponse)] == ["rejected"]

    def test_a_word_that_is_still_being_written_is_held_back(self, desk, server, rule):
        server.otherwise = Reply(text="pay zork", pause=0.05)
        told = told_by(ask_for(desk))
        assert [facts["text"] for facts in of_kind(told, "piece")] == ["pay ", "zork"]

    def test_in_a_flagged_chat_there_are_no_more_drafts(self, desk, server, rule):
        server.otherwise = Reply(text="zorkmid")
        told_by(ask_for(desk))
        with pytest.raises(ValidationError, match="waits for an owner or admin"):
            ask_for(desk)

    def test_words_that_the_agency_blocks_are_not_suggested(self, desk, server):
        f.WordRuleFactory(agency=desk.agency, words="meet", action="block", reason="No meetings.")
        server.otherwise = Reply(text="Shall we meet?")
        told = told_by(ask_for(desk))
        assert "No meetings." in of_kind(told, "draft")[0]["html"]
        (draft,) = rows(desk, AIResponse)
        assert draft.status == "rejected"

    @pytest.mark.parametrize("passing", [{"action": "warn"}, {"is_active": False}, {"creator": "another"}])
    def test_words_that_may_be_sent_may_be_suggested(self, desk, server, passing):
        if "creator" in passing:
            passing = {"creator": f.CreatorFactory(agency=desk.agency)}
        f.WordRuleFactory(agency=desk.agency, words="meet", **passing)
        server.otherwise = Reply(text="Shall we meet?")
        told_by(ask_for(desk))
        assert [draft.status for draft in rows(desk, AIResponse)] == ["suggested"]

    def test_what_only_flags_is_shown_and_flags(self, desk, server):
        f.GuardRuleFactory(agency=desk.agency, phrases="lonely", action="flag")
        server.otherwise = Reply(text="Are you lonely?")
        told_by(ask_for(desk))
        (draft,) = rows(desk, AIResponse)
        assert draft.status == "suggested"
        assert len(rows(desk, GuardEvent)) == 1

    def test_what_flags_at_the_start_of_a_long_draft_is_not_forgotten(self, desk, server):
        f.GuardRuleFactory(agency=desk.agency, phrases="lonely", action="flag")
        server.otherwise = Reply(text="Are you lonely? " + "I am here for you. " * 30)
        told_by(ask_for(desk))
        assert [event.excerpt[:15] for event in rows(desk, GuardEvent)] == ["Are you lonely?"]

    def test_what_flags_is_not_forgotten_where_the_draft_is_stopped_later(self, desk, server, rule):
        f.GuardRuleFactory(agency=desk.agency, title="Odd", phrases="gulden", action="flag")
        server.otherwise = Reply(text="gulden " + "and more " * 40 + "zorkmid and then some", pause=0.002)
        told_by(ask_for(desk))
        assert sorted(event.title for event in rows(desk, GuardEvent)) == ["Elsewhere", "Odd"]


class TestTheSetup:
    def test_providers_are_asked_by_their_place_and_not_by_their_name(self, desk, server):
        f.AIProviderFactory(agency=desk.agency, name="Able", base_url=server.url, place=2, model="other")
        told_by(ask_for(desk))
        assert [asked["model"] for asked in server.asked] == ["small-model"]

    def test_the_prompt_is_the_version_in_use_for_replies(self, desk, server):
        prompts = (("reply", 1, True), ("reply", 2, False), ("summary", 3, True))
        for kind, number, is_current in prompts:
            f.PromptVersionFactory(
                agency=desk.agency, kind=kind, number=number, is_current=is_current, template=f"This is {kind} {number}"
            )
        request = ask_for(desk)
        told_by(request)
        assert server.asked[0]["messages"][0]["content"].startswith("This is reply 1")
        assert after(desk, request).prompt_version == "reply 1"


class TestInAnExperiment:
    @pytest.fixture
    def trial(self, desk, server):
        other = f.AIProviderFactory(agency=desk.agency, name="Other", base_url=server.url, place=2, model="other")
        prompts = {
            f"prompt_{letter}": f.PromptVersionFactory(agency=desk.agency, template=f"The way of {letter}")
            for letter in "ab"
        }
        f.PromptVersionFactory(agency=desk.agency, template="The usual way", is_current=True)
        return f.AIExperimentFactory(provider_a=desk.hosted, provider_b=other, started_at=timezone.now(), **prompts)

    def ask_as(self, desk, trial, arm) -> DraftRequest:
        return f.DraftRequestFactory(chat=desk.chat, in_reply_to=desk.asked, wanted=1, experiment=trial, arm=arm)

    @pytest.mark.parametrize(("arm", "model"), [("a", "small-model"), ("b", "other")])
    def test_each_arm_is_written_by_its_own_provider_with_its_own_prompt(self, desk, server, trial, arm, model):
        request = self.ask_as(desk, trial, arm)
        told_by(request)
        (asked,) = server.asked
        assert asked["model"] == model
        assert asked["messages"][0]["content"].startswith(f"The way of {arm}")
        label = getattr(trial, f"prompt_{arm}").label
        assert [draft.prompt_version for draft in rows(desk, AIResponse)] == [label]
        assert after(desk, request).prompt_version == label

    def test_after_a_fault_the_others_are_asked_and_nobody_twice(self, desk, server, trial):
        server.otherwise = Reply(status=500)
        told = told_by(self.ask_as(desk, trial, "b"))
        assert [facts["name"] for facts in of_kind(told, "who")] == ["Other", "Hosted", "playbook"]

    def test_a_provider_that_was_switched_off_since_is_not_asked(self, desk, server, trial):
        trial.provider_b.is_active = False
        with agency_scope(desk.agency.pk):
            trial.provider_b.save()
        told_by(self.ask_as(desk, trial, "b"))
        (asked,) = server.asked
        assert asked["model"] == "small-model"
        assert asked["messages"][0]["content"].startswith("The way of b")


class TestTheBudget:
    def spend(self, desk, dollars):
        f.AICallFactory(chat=desk.chat, cost=Decimal(dollars))

    def limit(self, desk, dollars):
        with agency_scope(desk.agency.pk):
            AISettings.objects.filter(agency_id=desk.agency.pk).update(monthly_budget=Decimal(dollars))

    def test_at_its_end_only_free_providers_go_on(self, desk, server):
        script(desk)
        self.limit(desk, "5")
        self.spend(desk, "5")
        told = told_by(ask_for(desk))
        assert of_kind(told, "fault") == [{"words": running.BUDGET}]
        assert server.asked == []
        assert [draft.provider for draft in rows(desk, AIResponse)] == ["playbook"]

    def test_just_below_it_they_are_asked(self, desk, server):
        self.limit(desk, "5")
        self.spend(desk, "4.999999")
        told_by(ask_for(desk))
        assert len(server.asked) == 1

    def test_a_provider_without_a_price_is_free(self, desk, server):
        f.AIProviderFactory(agency=desk.agency, name="Own", base_url=server.url, place=2, model="own-model")
        self.limit(desk, "0")
        told_by(ask_for(desk))
        assert [asked["model"] for asked in server.asked] == ["own-model"]

    def test_a_model_that_costs_nothing_but_for_its_answer_is_no_free_one(self, desk, server):
        f.ModelPriceFactory(agency=desk.agency, model="own-model", input_per_million=0)
        f.AIProviderFactory(agency=desk.agency, name="Own", base_url=server.url, place=2, model="own-model")
        self.limit(desk, "0")
        told_by(ask_for(desk))
        assert server.asked == []


class TestWhoWorksOnIt:
    def test_a_request_is_worked_on_once_however_many_listen(self, desk, server):
        request = ask_for(desk)
        server.otherwise = Reply(pause=0.05)

        async def listen():
            async def one():
                return [data async for data in running.run_of(request.agency_id, request.pk).follow()]

            return await asyncio.gather(one(), one())

        first, second = at_once(listen())
        assert first == second
        assert len(server.asked) == 1

    def test_of_two_processes_one_takes_it(self, desk, server):
        request = ask_for(desk)

        async def twice():
            await asyncio.gather(*(running.run_request(request.agency_id, request.pk) for _ in range(4)))

        at_once(twice())
        assert len(server.asked) == 1

    def test_when_the_page_goes_away_the_draft_is_finished(self, desk, server):
        request = ask_for(desk)
        server.otherwise = Reply(pause=0.05)

        async def leave():
            async for _ in running.run_of(request.agency_id, request.pk).follow():
                break
            while running._tasks:
                await asyncio.sleep(0.01)

        at_once(leave())
        assert [draft.status for draft in rows(desk, AIResponse)] == ["suggested"]
        assert after(desk, request).status == "done"

    def test_who_comes_when_it_is_over_is_told_what_the_books_say(self, desk, server):
        request = ask_for(desk)
        told_by(request)

        async def late():
            run = running.run_of(request.agency_id, request.pk)
            return [data async for data in run.follow()], run.is_foreign

        assert at_once(late()) == ([], True)

    def test_a_long_silence_is_broken_for_the_proxies(self, desk, server, monkeypatch):
        monkeypatch.setattr(running, "HEARTBEAT", 0.1)
        server.otherwise = Reply(waits=0.5)
        request = ask_for(desk)

        async def listen():
            return [data async for data in running.run_of(request.agency_id, request.pk).follow()]

        assert running.BEAT in at_once(listen())


class TestAWholeAnswer:
    def complete(self, desk):
        with agency_scope(desk.agency.pk):
            situation = situation_of(chat=desk.chat)
        return at_once(
            completing.complete(desk.agency.pk, situation, purpose=AICall.Purpose.SUMMARY, chat_id=desk.chat.pk)
        )

    def test_comes_from_the_first_that_answers_and_is_in_the_books(self, desk, server):
        f.AIProviderFactory(agency=desk.agency, name="Spare", base_url=server.url, place=2)
        server.replies = [Reply(status=500)]
        answer, provider = self.complete(desk)
        assert (answer.text, provider.name) == ("Hello Anna, how was your day?", "Spare")
        assert [(c.provider, c.purpose, c.outcome) for c in rows(desk, AICall)] == [
            ("Hosted", "summary", "failed"),
            ("Spare", "summary", "ok"),
        ]

    def test_raises_the_last_fault(self, desk, server):
        server.otherwise = Reply(status=500)
        with pytest.raises(ProviderError, match="error of its own"):
            self.complete(desk)

    def test_who_has_asked_us_to_wait_is_left_alone(self, desk, server):
        f.AIProviderFactory(agency=desk.agency, name="Spare", base_url=server.url, place=2)
        server.replies = [Reply(status=429, headers={"Retry-After": "30"})]
        assert [self.complete(desk)[1].name for _ in range(2)] == ["Spare", "Spare"]
        assert len(server.asked) == 3

    def test_beyond_the_budget_nobody_is_asked(self, desk, server):
        with agency_scope(desk.agency.pk):
            AISettings.objects.filter(agency_id=desk.agency.pk).update(monthly_budget=0)
        with pytest.raises(ProviderError, match="none is within budget"):
            self.complete(desk)
        assert server.asked == []


def test_nothing_that_was_said_and_no_key_is_in_the_logs(desk, server, caplog, capfd):
    caplog.set_level("DEBUG")
    server.replies = [
        Reply(status=500),
        Reply(body=b"data: marker-of-the-answer\n\n"),
        Reply(text="marker-of-the-answer"),
    ]
    for _ in range(3):
        told_by(ask_for(desk))
    out = caplog.text + "".join(capfd.readouterr())
    for marker in ("marker-of-the-fan", "marker-of-the-key", "marker-of-the-answer"):
        assert marker not in out


def test_a_request_takes_few_questions(desk, server, monkeypatch):
    """At a provider that answers at once; BEGIN, COMMIT and the scope that they carry aside."""

    async def here(function, *args, **kwargs):
        return function(*args, **kwargs)

    class AtOnce:
        def __init__(self, row):
            pass

        async def stream(self, situation, *, number=1):
            yield Answer("Hello Anna", prompt_tokens=1000, completion_tokens=20)

    monkeypatch.setattr(asking, "provider_of", AtOnce)
    with agency_scope(desk.agency.pk):
        # An agency's own rules are made when they are first asked for.
        rules_in_force(desk.agency.pk)
    for module in (running, threads):
        monkeypatch.setattr(module, "in_thread", here)
    request = ask_for(desk, wanted=3)
    counted: list[str] = []

    async def work():
        with CaptureQueriesContext(connection) as captured:
            await running.run_request(request.agency_id, request.pk)
        counted.extend(query["sql"] for query in captured.captured_queries)
        connection.close()

    at_once(work())
    assert len(rows(desk, AIResponse)) == 3
    asked = [sql for sql in counted if sql.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")]
    assert len(asked) <= 12, "\n".join(asked)
