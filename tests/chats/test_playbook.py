"""The playbook: our own best answers to the same kind of question, for this fan, and nobody else's."""

from __future__ import annotations

import asyncio
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from agencies.tenancy import agency_scope
from chats.ai.context import situation_of
from chats.ai.playbook.drafting import drafts_for
from chats.ai.playbook.find import FIND
from chats.ai.playbook.ranking import Candidate, best_first, diverse
from chats.ai.playbook.words import SHARES, Shares, forget_shares, lookup
from chats.ai.providers.base import Answer, ProviderError, Situation
from chats.ai.providers.playbook import Playbook
from chats.ai.waiting import at_once
from chats.models import AIProvider
from chats.search.index import work_off
from tests import factories as f

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
QUESTION = "do you like hiking in the mountains?"


@pytest.fixture
def creator(db):
    forget_shares()
    return f.CreatorFactory(display_name="Luna")


@pytest.fixture
def chat(creator):
    return f.ChatFactory(creator=creator, fan_display_name="Tom", fan_username="tommy")


def talk(creator, question: str, answer: str, *, reply: str = "haha", fan: str = "Ann", **fields: Any):
    """A talk with another fan, who wrote `question`, was told `answer`, and wrote `reply`."""
    chat = f.ChatFactory(creator=creator, fan_display_name=fan, fan_username="")
    f.MessageFactory(chat=chat, text=question, sent_at=NOON)
    answered = f.MessageFactory(
        chat=chat, text=answer, direction="out", sent_at=NOON + dt.timedelta(minutes=3), **fields
    )
    if reply:
        f.MessageFactory(chat=chat, text=reply, sent_at=NOON + dt.timedelta(minutes=5))
    return answered


def asked(chat, question: str) -> Situation:
    f.MessageFactory(chat=chat, text=question)
    work_off(chat.agency_id)
    with agency_scope(chat.agency_id):
        return situation_of(chat=chat)


def drafts(chat, question: str = QUESTION) -> list[Answer]:
    situation = asked(chat, question)
    with agency_scope(chat.agency_id):
        return drafts_for(situation)


def texts(chat, question: str = QUESTION) -> list[str]:
    return [draft.text for draft in drafts(chat, question)]


class TestWhatIsFound:
    def test_the_answer_to_a_question_alike(self, creator, chat):
        answer = talk(creator, "do you like hiking?", "Love it, the higher the better")
        talk(creator, "what did you eat today?", "Pancakes, as always")
        (draft, *_) = drafts(chat)
        assert draft.text == "Love it, the higher the better"
        assert draft.origin == {
            "kind": "message", "id": str(answer.pk), "label": "Sent once: answered 1×", "sent": 1, "answered": 1,
            "bought": 0,
        }  # fmt: skip

    def test_the_more_alike_comes_first(self, creator, chat):
        talk(creator, "hiking shoes or sandals?", "Barefoot on the beach")
        talk(creator, "do you like hiking in mountains", "Up there I can breathe")
        assert texts(chat)[0] == "Up there I can breathe"

    def test_what_was_bought_comes_before_what_was_only_answered(self, creator, chat):
        talk(creator, QUESTION, "Only talk about summits")
        sold = talk(creator, QUESTION, "Wait until you see my view", is_ppv=True, price=Decimal("9.99"), unlocked=True)
        media = f.MediaAttachmentFactory(message=sold)
        first = drafts(chat)[0]
        assert first.text == "Wait until you see my view"
        assert first.price == Decimal("9.99")
        assert first.of_media_ids == (media.of_media_id,)
        assert first.origin["label"] == "Sent once: bought 1×"

    def test_what_led_to_nothing_is_not_proposed(self, creator, chat):
        talk(creator, QUESTION, "No.", reply="")
        talk(creator, QUESTION, "Pay first", reply="", is_ppv=True, price=5, unlocked=False)
        assert texts(chat) == []

    def test_a_reply_a_day_later_is_none(self, creator, chat):
        answer = talk(creator, QUESTION, "See you", reply="")
        f.MessageFactory(chat=answer.chat, text="hi", sent_at=answer.sent_at + dt.timedelta(days=2))
        assert texts(chat) == []

    def test_an_answer_a_day_later_answers_nothing(self, creator, chat):
        late = f.ChatFactory(creator=creator)
        f.MessageFactory(chat=late, text=QUESTION, sent_at=NOON)
        f.MessageFactory(chat=late, text="Still up?", direction="out", sent_at=NOON + dt.timedelta(hours=30))
        f.MessageFactory(chat=late, text="yes", sent_at=NOON + dt.timedelta(hours=31))
        assert texts(chat) == []

    def test_the_same_text_counts_as_one_with_all_it_has_earned(self, creator, chat):
        for fan in ("Ann", "Bob", "Cid"):
            talk(creator, QUESTION, f"Every weekend, {fan}!", fan=fan)
        (draft,) = drafts(chat)
        assert draft.text == "Every weekend, Tom!"
        assert draft.origin["label"] == "Sent 3 times: answered 3×"

    def test_several_messages_in_a_row_have_one_answer(self, creator, chat):
        other = f.ChatFactory(creator=creator)
        for minute, text in enumerate(["do you like hiking", "in the mountains?"]):
            f.MessageFactory(chat=other, text=text, sent_at=NOON + dt.timedelta(minutes=minute))
        f.MessageFactory(chat=other, text="Always", direction="out", sent_at=NOON + dt.timedelta(minutes=5))
        f.MessageFactory(chat=other, text="great", sent_at=NOON + dt.timedelta(minutes=6))
        (draft,) = drafts(chat)
        assert draft.origin["sent"] == 1

    def test_what_was_deleted_is_not_proposed(self, creator, chat):
        talk(creator, QUESTION, "Taken back", deleted_at=NOON)
        assert texts(chat) == []

    def test_a_question_without_words_leads_to_scripts(self, creator, chat):
        talk(creator, QUESTION, "Love it")
        f.ScriptFactory(agency=creator.agency, title="Any", text="Tell me more, {fan}")
        assert texts(chat, "😘😘") == ["Tell me more, Tom"]


class TestWhoseItIs:
    """Nothing of another agency, creator or fan, and nothing that was sent to all."""

    def test_another_agencys_answers_are_never_found(self, chat):
        talk(f.CreatorFactory(), QUESTION, "MARKER of another agency")
        assert texts(chat) == []

    def test_another_creators_answers_are_never_found(self, creator, chat):
        talk(f.CreatorFactory(agency=creator.agency), QUESTION, "MARKER of another creator")
        assert texts(chat) == []

    def test_a_situation_cannot_ask_for_another_agency(self, creator, chat):
        talk(creator, QUESTION, "Love it")
        situation = asked(chat, QUESTION)
        with agency_scope(f.AgencyFactory().pk), pytest.raises(type(chat).DoesNotExist):
            drafts_for(situation)

    def test_scripts_of_another_creator_or_agency_are_never_proposed(self, creator, chat):
        other = f.CreatorFactory(agency=creator.agency)
        f.ScriptFactory(agency=creator.agency, creator=other, text="MARKER hiking mountains")
        f.ScriptFactory(agency=f.AgencyFactory(), text="MARKER hiking mountains")
        assert texts(chat) == []

    def test_mass_messages_are_no_answers(self, creator, chat):
        talk(creator, QUESTION, "News for all of you", source="mass")
        by_record = talk(creator, QUESTION, "Older news for all of you")
        f.MassRecipientFactory(
            mass_message=f.MassMessageFactory(creator=creator), chat=by_record.chat, message=by_record, status="sent"
        )
        assert texts(chat) == []

    def test_what_this_fan_was_told_is_not_said_again(self, creator, chat):
        talk(creator, QUESTION, "Love it, Ann", fan="Ann")
        f.MessageFactory(chat=chat, text="love it Tom!", direction="out", sent_at=NOON)
        assert texts(chat) == []

    def test_media_that_the_fan_has_had_are_not_offered_again(self, creator, chat):
        sold = talk(creator, QUESTION, "Wait until you see my view", is_ppv=True, price=9, unlocked=True)
        media = f.MediaAttachmentFactory(message=sold)
        f.SentMediaFactory(chat=chat, of_media_id=media.of_media_id)
        assert texts(chat) == []

    def test_the_functions_take_the_agency_from_the_scope_alone(self, creator, chat):
        talk(creator, QUESTION, "Love it")
        asked(chat, QUESTION)
        values = [["hiking"], [1.0], "'hiking'", False, creator.pk, chat.pk, 10]
        counts = []
        for scope in (creator.agency_id, f.AgencyFactory().pk, None):
            with agency_scope(scope), connection.cursor() as cursor:
                cursor.execute(FIND, values)
                answers = cursor.fetchall()
                cursor.execute(SHARES, [10])
                counts.append((len(answers), bool(cursor.fetchall())))
        assert counts == [(1, True), (0, False), (0, False)]

    def test_nobody_but_the_bound_role_may_call_them(self, db):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname, has_function_privilege('public', oid, 'EXECUTE'), prosecdef, proconfig::text "
                "FROM pg_proc WHERE proname LIKE 'playbook%' ORDER BY 1"
            )
            rows = cursor.fetchall()
        assert [row[:3] for row in rows] == [("playbook_answers", False, True), ("playbook_word_shares", False, True)]
        assert all("search_path=pg_catalog" in row[3] for row in rows)


class TestNames:
    def test_the_other_fans_name_becomes_this_ones(self, creator, chat):
        talk(creator, QUESTION, "Oh Ann, I do! And you, ann?", fan="Ann")
        assert texts(chat) == ["Oh Tom, I do! And you, Tom?"]

    def test_a_fan_without_a_name_is_not_called_anything(self, creator):
        chat = f.ChatFactory(creator=creator, fan_display_name="", fan_username="")
        talk(creator, QUESTION, "I do, Ann! Come along", fan="Ann")
        assert texts(chat) == ["I do! Come along"]

    def test_an_answer_that_names_a_third_fan_is_left_out(self, creator, chat):
        f.ChatFactory(creator=creator, fan_display_name="Bobby")
        talk(creator, QUESTION, "hey bobby, I do!", fan="Ann")
        talk(creator, QUESTION, "I was up there with Bobby, wonderful", fan="Ann")
        assert texts(chat) == []

    def test_words_with_a_capital_that_are_nobodys_name_may_stay(self, creator, chat):
        talk(creator, QUESTION, "I do, most of all in Norway", fan="Ann")
        assert texts(chat) == ["I do, most of all in Norway"]


class TestScripts:
    def test_one_that_has_the_questions_words_is_proposed(self, creator, chat):
        script = f.ScriptFactory(
            agency=creator.agency, creator=creator, title="Hiking", text="Mountains are my thing, {fan}! Yours?"
        )
        (draft,) = drafts(chat)
        assert draft.text == "Mountains are my thing, Tom! Yours?"
        assert draft.origin == {"kind": "script", "id": str(script.pk), "label": "Hiking"}

    def test_a_good_answer_comes_before_it(self, creator, chat):
        f.ScriptFactory(agency=creator.agency, title="Hiking", text="Mountains are my thing")
        talk(creator, QUESTION, "Every weekend")
        assert texts(chat)[0] == "Every weekend"

    def test_its_price_and_media_come_along(self, creator, chat):
        f.ScriptFactory(
            agency=creator.agency, title="Hiking", text="Mountains of me", price=Decimal("12.50"), of_media_ids=[7]
        )
        (draft,) = drafts(chat)
        assert (draft.price, draft.of_media_ids) == (Decimal("12.50"), (7,))

    def test_inactive_ones_are_not_proposed(self, creator, chat):
        f.ScriptFactory(agency=creator.agency, text="hiking mountains", is_active=False)
        assert texts(chat) == []


class TestRanking:
    def test_one_lucky_answer_is_not_above_many_good_ones(self):
        lucky = Candidate("a", 0.5, "message", "1", sent=1, bought=1)
        proven = Candidate("b", 0.5, "message", "2", sent=10, bought=7)
        assert (round(lucky.outcome, 3), round(proven.outcome, 3)) == (0.5, 0.625)
        assert best_first([lucky, proven])[0] is proven

    def test_a_reply_counts_half_a_purchase(self):
        assert Candidate("a", 1, "message", "1", sent=2, answered=2).outcome == (0.5 * 2 + 0.5) / 4

    def test_no_two_drafts_say_the_same(self):
        alike = [Candidate("I love the mountains, do you?", 0.9, "message", "1", sent=1, answered=1),
                 Candidate("I love the mountains do you", 0.8, "message", "2", sent=1, answered=1),
                 Candidate("Only with a good picnic", 0.3, "message", "3", sent=1, answered=1)]  # fmt: skip
        assert [one.id for one in diverse(alike, 3)] == ["1", "3"]


class TestWhatIsAskedFor:
    """The index is asked for what is selective."""

    SHARES = Shares({"you": 0.3, "hey": 0.05, "how": 0.05, "are": 0.1, "hiking": 0.001}, 0.0002, 1_000_000)

    def test_a_rare_word_alone(self):
        found = lookup("hey are you hiking", self.SHARES)
        assert found.clauses.startswith("('hiking')")
        assert found.words[0] == "hiking"
        assert found.weights[0] > found.weights[-1]

    def test_common_words_only_together(self):
        assert all("&" in clause for clause in lookup("hey how are you", self.SHARES).clauses.split(" | "))

    def test_a_word_that_half_of_all_messages_have_is_looked_for_among_the_newest(self):
        assert lookup("you", self.SHARES).is_common

    def test_nothing_for_no_words(self):
        assert lookup("😘 !!", self.SHARES) is None

    def test_what_looks_like_a_query_is_only_words(self):
        assert "drop" in lookup("'); drop table | !& <->", self.SHARES).words


@pytest.mark.django_db(transaction=True)
class TestProvider:
    """As it is asked: on an event loop, for three drafts at once."""

    def ask(self, chat, situation: Situation, wanted: int = 3) -> list[Any]:
        provider = Playbook(AIProvider(agency=chat.agency, name="playbook", kind="playbook"))

        async def one(number: int) -> Any:
            try:
                return [piece async for piece in provider.stream(situation, number=number)]
            except ProviderError as error:
                return error

        async def all_of_them() -> list[Any]:
            return await asyncio.gather(*(one(number) for number in range(1, wanted + 1)))

        return at_once(all_of_them())

    def test_each_draft_is_another(self, creator, chat):
        talk(creator, QUESTION, "Every weekend with my dog")
        talk(creator, QUESTION, "Only when the sun is out")
        first, second, third = self.ask(chat, asked(chat, QUESTION))
        assert {first[0], second[0]} == {"Every weekend with my dog", "Only when the sun is out"}
        assert first[1].text == first[0]
        assert third.outcome == "empty"
        assert third.words == "The playbook has no other answer to this."

    def test_nothing_found_is_said_in_a_sentence(self, chat):
        (error,) = self.ask(chat, asked(chat, QUESTION), wanted=1)
        assert error.outcome == "empty"
        assert "Write the reply yourself" in error.words
        assert "hiking" not in error.words
