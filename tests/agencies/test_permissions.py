"""The permission table, and the rules about single rows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from agencies.models import ApiKey, Membership
from agencies.permissions import ACTIONS, ROLES, TABLE, allowed
from agencies.scope import Actor
from agencies.tenancy import agency_scope

pytestmark = pytest.mark.django_db


def actor(membership) -> Actor:
    with agency_scope(membership.agency_id):
        return Actor.from_membership(membership)


def test_the_table_holds_only_known_letters():
    known = set(ACTIONS.values()) | {"-"}
    assert all(len(cells) == len(ROLES) and set("".join(cells)) <= known for cells in TABLE.values())


def test_no_role_may_do_what_a_higher_role_may_not_except_shifts():
    for label, cells in TABLE.items():
        owner, admin, chatter = cells[1:]
        assert set(admin) - {"-"} <= set(owner), label
        assert set(chatter) - {"-"} <= set(admin) or label == "agencies.shift", label


def test_an_unknown_model_is_an_error_and_not_a_silent_no():
    with pytest.raises(KeyError):
        allowed("owner", "chats.chatt", "view")


def test_an_unknown_action_is_refused():
    assert not allowed("owner", "chats.chat", "destroy")


def test_a_user_without_an_actor_may_nothing(world):
    assert not world.acme.owner.user.has_perm("chats.view_chat")


def test_a_user_answers_from_the_table_of_the_active_agency(world):
    user = world.acme.chatter.user
    user.actor = actor(world.acme.chatter)
    assert user.has_perm("chats.view_chat")
    assert not user.has_perm("chats.delete_chat")
    assert not user.is_staff


def test_an_inactive_user_may_nothing(world):
    user = world.acme.owner.user
    user.actor, user.is_active = actor(world.acme.owner), False
    assert not user.has_perm("chats.view_chat")


def test_a_superuser_flag_alone_opens_nothing(world):
    assert not world.operator.has_perm("chats.view_chat")
    assert not AnonymousUser().has_perm("chats.view_chat")


def test_an_admin_may_not_touch_an_owners_membership_or_key(world):
    admin = actor(world.acme.admin)
    assert admin.may("change", world.acme.chatter)
    assert not admin.may("change", world.acme.owner)
    assert not admin.may("delete", world.acme.keys["owner"])
    assert admin.may("view", world.acme.owner)


def test_an_admin_may_not_make_an_owner(world):
    admin = actor(world.acme.admin)
    assert not admin.may("add", Membership(role="owner"))
    assert not admin.may("add", ApiKey(role="owner"))


def test_a_chatter_changes_only_their_own_notes(world):
    from chats.models import ChatNote

    me = actor(world.acme.chatter)
    assert me.may("change", ChatNote(author_id=world.acme.chatter.pk))
    assert not me.may("change", ChatNote(author_id=world.acme.owner.pk))
