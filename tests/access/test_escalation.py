"""Nobody gets by a detour what the permission table does not give them."""

from __future__ import annotations

import pytest
from django.test import Client

from agencies.invitations import accept, invite, open_invitation
from agencies.models import ApiKey, AuditEvent, Invitation, Membership, Shift, User
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.models import FanStats, Subscription
from chats.models import ChatNote
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
JSON = "application/json"


def headers(key: ApiKey) -> dict[str, str]:
    return {"Authorization": f"Api-Key {key.key}"}  # type: ignore[attr-defined]


def invited_by(member: Membership, email: str = "new@example.test", role: str = "chatter") -> str:
    """The token of an invitation that `member` sends."""
    with agency_scope(member.agency_id):
        return invite(actor=Actor.from_membership(member), invitation=Invitation(email=email, role=role))


class TestOnesOwnAddress:
    def test_nobody_takes_an_address_that_is_not_verified(self, world):
        client = Client()
        client.post("/accounts/login/", {"login": "chatter@acme.test", "password": f.PASSWORD})
        for action in ("action_add", "action_primary"):
            client.post("/accounts/email/", {action: "", "email": "owner@bigger.test"})
        assert not User.objects.filter(email="owner@bigger.test").exists()


class TestWhatGoesAlong:
    def test_an_admin_key_deletes_no_chat_whose_subscriptions_it_may_not_delete(self, world, client):
        page = f"/api/v1/chats/{world.acme.chat.pk}/"
        assert client.delete(page, headers=headers(world.acme.keys["admin"])).status_code == 403
        with agency_scope(world.acme.agency.pk):
            assert Subscription.objects.filter(chat=world.acme.chat).exists()
            assert not AuditEvent.objects.filter(action="deleted").exists()

    def test_an_admin_key_deletes_no_member_whose_shifts_it_may_not_delete(self, world, client):
        member = f.ShiftFactory(membership=f.MembershipFactory(agency=world.acme.agency)).membership
        page = f"/api/v1/members/{member.pk}/"
        assert client.delete(page, headers=headers(world.acme.keys["admin"])).status_code == 403
        with agency_scope(world.acme.agency.pk):
            assert Shift.objects.filter(membership=member).exists()

    def test_nobody_deletes_a_member_who_was_paid(self, world, client):
        page = f"/api/v1/members/{world.acme.chatter.pk}/"
        assert client.delete(page, headers=headers(world.acme.keys["owner"])).status_code == 409

    def test_what_is_worked_out_from_a_chat_goes_with_it(self, world, client):
        page = f"/api/v1/chats/{world.acme.chat.pk}/"
        assert client.delete(page, headers=headers(world.acme.keys["owner"])).status_code == 204
        with agency_scope(world.acme.agency.pk):
            assert not FanStats.objects.filter(chat_id=world.acme.chat.pk).exists()


class TestLimitedKeys:
    def test_a_key_limited_to_creators_makes_nobody_an_admin_who_sees_all(self, world, client):
        key = f.ApiKeyFactory(agency=world.acme.agency, role="admin", limited_to_creators=True)
        f.ApiKeyCreatorFactory(api_key=key, creator=world.acme.creator)
        page = f"/api/v1/members/{world.acme.chatter.pk}/"
        response = client.patch(page, {"role": "admin"}, content_type=JSON, headers=headers(key))
        assert response.status_code == 403
        world.acme.chatter.refresh_from_db()
        assert world.acme.chatter.role == "chatter"

    def test_a_key_made_in_the_admin_with_creators_sees_only_these(self, world):
        form = {
            "name": "for one",
            "role": "admin",
            "creator_limits-TOTAL_FORMS": 1,
            "creator_limits-INITIAL_FORMS": 0,
            "creator_limits-0-creator": str(world.acme.creator.pk),
        }
        client_of(world.acme.owner).post("/admin/agencies/apikey/add/", form)
        assert ApiKey.objects.get(name="for one").limited_to_creators


class TestInvitations:
    def test_an_invitation_changes_nothing_for_who_is_a_member_by_now(self, world):
        invitation = open_invitation(invited_by(world.acme.owner))
        member = f.MembershipFactory(agency=world.acme.agency, user__email="new@example.test", role="owner")
        accept(invitation=invitation, user=member.user)
        member.refresh_from_db()
        assert member.role == "owner"

    def test_an_admin_brings_no_former_owner_back(self, world):
        f.MembershipFactory(agency=world.acme.agency, user__email="former@example.test", role="owner", is_active=False)
        form = {"email": "former@example.test", "role": "admin"}
        response = client_of(world.acme.admin).post("/admin/agencies/invitation/add/", form)
        assert "Only an owner can bring this person back." in response.content.decode()

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": "chatter"}])
    def test_who_may_no_longer_invite_gets_nobody_in(self, world, change):
        token = invited_by(world.acme.admin)
        Membership.objects.filter(pk=world.acme.admin.pk).update(**change)
        assert open_invitation(token) is None

    def test_who_is_no_owner_any_more_gets_no_owner_in(self, world):
        token = invited_by(world.acme.owner, role="owner")
        Membership.objects.filter(pk=world.acme.owner.pk).update(role="admin")
        assert open_invitation(token) is None

    def test_with_a_member_go_the_invitations_they_sent(self, world):
        sender = f.MembershipFactory(agency=world.acme.agency, role="admin")
        token = invited_by(sender)
        with agency_scope(world.acme.agency.pk):
            sender.delete()
        assert open_invitation(token) is None


class TestSecrets:
    @pytest.mark.parametrize(("model", "column"), [("apikey", "hashed_key"), ("invitation", "token_hash")])
    def test_no_list_answers_questions_about_a_hash(self, world, model, column):
        page = f"/admin/agencies/{model}/?{column}__startswith=0"
        assert client_of(world.acme.admin).get(page).status_code == 400

    def test_a_deleted_note_leaves_no_words_in_the_audit(self, world, client):
        with agency_scope(world.acme.agency.pk):
            note = ChatNote.objects.get(chat=world.acme.chat)
        client.delete(f"/api/v1/notes/{note.pk}/", headers=headers(world.acme.keys["owner"]))
        with agency_scope(world.acme.agency.pk):
            assert note.text not in str(list(AuditEvent.objects.values()))
