"""Two who decide at once: the second waits, and then knows what the first has done."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from agencies.invitations import invite
from agencies.models import Invitation, Membership, User
from agencies.scope import Actor
from agencies.services import keep_an_owner
from agencies.tenancy import agency_scope
from tests import factories as f
from tests.clients import client_of
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def demote(owner: Membership) -> None:
    with transaction.atomic():
        Membership.objects.filter(pk=owner.pk).update(role="admin")
        keep_an_owner(agency_id=owner.agency_id)


def test_of_two_owners_who_demote_each_other_one_stays_owner():
    one = f.MembershipFactory(role="owner")
    other = f.MembershipFactory(role="owner", agency=one.agency)
    refusal = at_once(lambda: demote(one), lambda: demote(other))
    assert isinstance(refusal, ValidationError)
    assert Membership.objects.get(role="owner") == other


def test_an_invitation_accepted_twice_at_once_makes_one_member():
    owner = f.MembershipFactory(role="owner")
    invitation = Invitation(email="new@example.test", role="chatter")
    with agency_scope(owner.agency_id):
        token = invite(actor=Actor.from_membership(owner), invitation=invitation)
    form = {"name": "New", "password": "a-long-enough-one"}

    def join() -> int:
        return Client(raise_request_exception=False).post(f"/invitations/{token}/", form).status_code

    assert at_once(join, join) == 404
    assert User.objects.filter(email="new@example.test").count() == 1
    assert Membership.objects.filter(user__email="new@example.test").count() == 1


def test_a_shortcut_saved_by_two_at_once_is_a_message_in_the_second_form():
    owner = f.MembershipFactory(role="owner")
    other = client_of(f.MembershipFactory(role="owner", agency=owner.agency))
    own = client_of(owner)

    def save(client: Client) -> str:
        form = {"title": "Hello", "shortcut": "hi", "text": "Hello you", "of_media_ids": "", "is_active": "on"}
        return client.post("/admin/chats/script/add/", form).content.decode()

    shown = at_once(lambda: save(own), lambda: save(other))
    assert "/hi brings the script “Hello” already." in shown
    assert "Hello you" in shown
