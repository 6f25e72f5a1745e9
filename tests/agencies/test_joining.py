"""Invitations, and moving between agencies."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import AuditEvent, Invitation, Membership, User
from agencies.tenancy import agency_scope
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


def invite(owner, email="new@example.test", role="chatter"):
    """What the owner sees after inviting through the admin, and the link in it."""
    response = client_of(owner.user).post("/admin/agencies/invitation/add/", {"email": email, "role": role})
    found = re.search(r"http://testserver(/invitations/[^/]+/)", response.content.decode())
    return response, found and found[1]


@pytest.fixture
def owner(db):
    return f.MembershipFactory(role="owner", agency__name="Acme")


class TestInviting:
    def test_the_link_is_shown_once_mailed_and_stored_only_as_a_hash(self, owner):
        response, link = invite(owner)
        token = link.split("/")[2]
        assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        assert link in mail.outbox[0].body
        assert mail.outbox[0].to == ["new@example.test"]
        assert token not in str(Invitation.objects.values().get())
        with agency_scope(owner.agency_id):
            assert AuditEvent.objects.get().action == "invited"

    def test_without_a_mail_server_nothing_is_said_to_be_mailed(self, owner, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        page = invite(owner)[0].content.decode()
        assert "No mail server is set up" in page
        assert "mailed to" not in page

    def test_an_admin_cannot_invite_an_owner(self, owner):
        admin = f.MembershipFactory(agency=owner.agency, role="admin")
        _, link = invite(admin, role="owner")
        assert link is None
        assert not Invitation.objects.exists()

    def test_a_member_is_not_invited_again(self, owner):
        response, _ = invite(owner, email=owner.user.email.upper())
        assert "in the agency already" in response.content.decode()

    def test_a_newer_invitation_ends_the_older(self, owner):
        _, older = invite(owner)
        _, newer = invite(owner)
        assert Client().get(older).status_code == 404
        assert Client().get(newer).status_code == 200


class TestAccepting:
    def test_somebody_new_chooses_a_password_and_is_in(self, owner):
        _, link = invite(owner)
        client = Client()
        response = client.post(link, {"name": "Nora", "password": "a-long-good-phrase"}, follow=True)
        member = Membership.objects.get(user__email="new@example.test")
        assert (member.agency_id, member.role, member.user.name) == (owner.agency_id, "chatter", "Nora")
        assert response.redirect_chain[-1][0] == "/inbox/"
        assert Client().login(email="new@example.test", password="a-long-good-phrase")

    @pytest.mark.parametrize(("told", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus", "UTC"), ("", "UTC")])
    def test_the_zone_of_the_device_becomes_theirs(self, owner, told, kept):
        link = invite(owner)[1]
        Client().post(link, {"name": "Nora", "password": "a-long-good-phrase", "timezone": told})
        assert User.objects.get(email="new@example.test").timezone == kept

    def test_a_weak_password_is_refused(self, owner):
        _, link = invite(owner)
        response = Client().post(link, {"name": "Nora", "password": "12345"})
        assert "too short" in response.content.decode()
        assert not User.objects.filter(email="new@example.test").exists()

    def test_a_link_works_once(self, owner):
        _, link = invite(owner)
        Client().post(link, {"name": "Nora", "password": "a-long-good-phrase"})
        assert Client().get(link).status_code == 404

    def test_a_link_ends_after_a_week(self, owner):
        _, link = invite(owner)
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        assert Client().get(link).status_code == 404

    def test_who_has_an_account_logs_in_first_and_keeps_the_other_agency(self, owner):
        elsewhere = f.MembershipFactory(role="admin")
        _, link = invite(owner, email=elsewhere.user.email)
        assert Client().get(link)["Location"] == f"/accounts/login/?next={link}"
        assert client_of(elsewhere.user).post(link).status_code == 302
        assert elsewhere.user.memberships.count() == 2

    def test_nobody_else_can_use_the_link(self, owner):
        _, link = invite(owner)
        assert client_of(f.MembershipFactory().user).post(link, {}).status_code == 403
        assert Client().post("/invitations/made-up/", {}).status_code == 404

    def test_a_former_member_comes_back_with_the_new_role(self, owner):
        gone = f.MembershipFactory(agency=owner.agency, is_active=False)
        _, link = invite(owner, email=gone.user.email, role="admin")
        client_of(gone.user).post(link)
        gone.refresh_from_db()
        assert (gone.is_active, gone.role) == (True, "admin")


class TestChangingAgency:
    def test_a_member_of_two_works_in_one_at_a_time(self, owner):
        second = f.MembershipFactory(user=owner.user, role="chatter", agency__name="Second")
        client = client_of(owner.user)
        assert client.get("/admin/").status_code == 200
        response = client.post("/agencies/switch/", {"agency": second.agency_id}, follow=True)
        assert response.redirect_chain[-1][0] == "/inbox/"
        assert client.get("/admin/").status_code == 403

    def test_an_agency_of_others_does_not_exist(self, owner):
        stranger = f.AgencyFactory()
        client = client_of(owner.user)
        for agency in (stranger.pk, "nonsense"):
            assert client.post("/agencies/switch/", {"agency": agency}).status_code == 404

    def test_an_operator_enters_visibly_and_leaves(self, owner):
        f.CreatorFactory(agency=owner.agency, display_name="acme-creator")
        client = client_of(User.objects.create_superuser("op@example.test", f.PASSWORD))
        assert client.get("/inbox/").status_code == 403
        assert "acme-creator" not in client.get("/admin/").content.decode()
        assert (
            "acme-creator"
            in client.post("/agencies/switch/", {"agency": owner.agency_id}, follow=True).content.decode()
        )
        with agency_scope(owner.agency_id):
            assert AuditEvent.objects.get().action == "operator entered"
        client.post("/agencies/switch/", {"agency": ""})
        assert "acme-creator" not in client.get("/admin/").content.decode()

    def test_without_an_agency_the_inbox_says_what_to_do(self):
        response = client_of(f.UserFactory(email="lost@example.test")).get("/inbox/")
        assert response.status_code == 403
        assert "Ask an owner for an invitation to lost@example.test" in response.content.decode()
