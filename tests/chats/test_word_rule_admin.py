"""An owner tries a sentence against the word rules."""

from __future__ import annotations

import pytest

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from chats.models import Message
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/chats/wordrule/try/"


@pytest.fixture
def owner(db):
    return f.MembershipFactory(role="owner")


def answer(owner, text, creator=None) -> str:
    response = client_of(owner).post(PAGE, {"text": text, "creator": creator.pk if creator else ""})
    assert response.status_code == 200
    return response.content.decode().split('id="try-answer"')[1].split("Back to the word rules")[0]


def test_a_blocking_rule_is_shown_with_what_it_saw_and_why(owner):
    f.WordRuleFactory(agency=owner.agency, words="telegr*", reason="The platform bans for it.")
    said = answer(owner, "Find me on ＴＥＬＥＧＲＡＭ")
    assert "It would be refused." in said
    assert "“<bdi>telegram</bdi>”" in said
    assert "The platform bans for it." in said


def test_a_warning_alone_asks_to_look_twice(owner):
    f.WordRuleFactory(agency=owner.agency, words="meet", action="warn", reason="We promise no meetings.")
    said = answer(owner, "Shall we meet?")
    assert "asked to look twice" in said
    assert "We promise no meetings." in said


def test_a_harmless_sentence_passes(owner):
    f.WordRuleFactory(agency=owner.agency, words="telegram")
    assert "No rule objects." in answer(owner, "Good morning")


def test_rules_of_other_creators_and_inactive_ones_are_not_asked_for_a_creator(owner):
    mine, other = f.CreatorFactory(agency=owner.agency), f.CreatorFactory(agency=owner.agency)
    f.WordRuleFactory(agency=owner.agency, words="hello", creator=other)
    f.WordRuleFactory(agency=owner.agency, words="hello", is_active=False)
    assert "No rule objects." in answer(owner, "hello", mine)
    assert "It would be refused." in answer(owner, "hello", other)
    assert "It would be refused." in answer(owner, "hello")


def test_nothing_is_kept(owner):
    f.WordRuleFactory(agency=owner.agency, words="telegram")
    answer(owner, "telegram")
    with agency_scope(owner.agency_id):
        assert not Message.objects.exists()
        assert not AuditEvent.objects.exists()


def test_a_creator_of_another_agency_cannot_be_chosen(owner):
    stranger = f.CreatorFactory()
    said = client_of(owner).post(PAGE, {"text": "hello", "creator": stranger.pk}).content.decode()
    assert "Select a valid choice" in said


def test_the_list_of_rules_leads_there(owner):
    assert PAGE in client_of(owner).get("/admin/chats/wordrule/").content.decode()
