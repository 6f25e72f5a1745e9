"""Who sees which rows: `visible_to` for each role."""

from __future__ import annotations

import pytest

from agencies.checks import UNSEEN, our_models
from agencies.models import Agency, Creator, CreatorAssignment, Membership, Shift, User
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats.models import Chat, Message, Script

pytestmark = pytest.mark.django_db


SEEN = [model for model in our_models() if model._meta.label_lower not in UNSEEN]


@pytest.fixture
def acme(world):
    with agency_scope(world.acme.agency.pk):
        yield world.acme


def actor(membership) -> Actor:
    return Actor.from_membership(membership)


@pytest.mark.parametrize("model", SEEN, ids=lambda m: m._meta.label)
def test_nobody_sees_nothing(acme, model):
    assert not model.objects.visible_to(None).exists()


def test_an_owner_sees_every_chat_of_the_agency(acme):
    assert set(Chat.objects.visible_to(actor(acme.owner))) == {acme.chat, acme.other_chat}


def test_a_chatter_sees_the_chats_of_their_creators(acme):
    assert set(Chat.objects.visible_to(actor(acme.chatter))) == {acme.chat}


def test_a_chatter_without_creators_sees_no_chat(acme):
    assert not Chat.objects.visible_to(actor(acme.idle_chatter)).exists()


def test_a_chatter_sees_messages_of_their_creators_only(acme):
    texts = set(Message.objects.visible_to(actor(acme.chatter)).values_list("text", flat=True))
    assert texts == {"acme-main-question", "acme-main-offer"}


def test_a_chatter_sees_shared_scripts_and_those_of_their_creators(acme):
    titles = set(Script.objects.visible_to(actor(acme.chatter)).values_list("title", flat=True))
    assert titles == {"acme-shared script", "acme-main-script"}


def test_a_chatter_sees_only_their_own_membership_shifts_and_assignments(acme):
    me = actor(acme.chatter)
    assert list(Membership.objects.visible_to(me)) == [acme.chatter]
    assert [s.membership_id for s in Shift.objects.visible_to(me)] == [acme.chatter.pk]
    assert [a.membership_id for a in CreatorAssignment.objects.visible_to(me)] == [acme.chatter.pk]


def test_a_key_of_role_chatter_sees_only_the_creators_it_names(acme):
    me = Actor.from_api_key(acme.keys["chatter"])
    assert list(Creator.objects.visible_to(me)) == [acme.creator]


def test_an_owners_key_sees_all_creators_unless_it_is_limited(acme):
    key = acme.keys["owner"]
    assert Creator.objects.visible_to(Actor.from_api_key(key)).count() == 2
    key.limited_to_creators = True
    assert Creator.objects.visible_to(Actor.from_api_key(key)).count() == 0


def test_the_operator_sees_agencies_but_no_business_before_entering_one(world):
    me = Actor.operator(world.operator)
    assert Agency.objects.visible_to(me).count() == 2
    assert User.objects.visible_to(me).exists()
    with agency_scope(world.acme.agency.pk):
        assert not Chat.objects.visible_to(me).exists()
        assert not Membership.objects.visible_to(me).exists()


def test_the_operator_in_an_agency_sees_that_agency(world):
    me = Actor.operator(world.operator, world.acme.agency)
    assert set(Membership.objects.visible_to(me).values_list("agency_id", flat=True)) == {world.acme.agency.pk}


def test_a_rivals_actor_sees_nothing_of_ours_even_inside_our_scope(world):
    with agency_scope(world.rival.agency.pk):
        rival = actor(world.rival.owner)
    with agency_scope(world.acme.agency.pk):
        assert not Chat.objects.visible_to(rival).exists()
