"""What owners and admins do in the admin."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from agencies.checks import our_models
from agencies.models import ApiKey, AuditEvent, Creator, CreatorAssignment, User
from agencies.tenancy import agency_scope
from chats.models import Message
from chats.summary import refresh_summaries
from ofagency.dashboard import start_of_day
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return f.MembershipFactory(role="owner")


class TestInboxRules:
    LIST = "/admin/chats/inboxsettings/"

    def test_without_rules_the_form_with_the_usual_ones_opens(self, owner):
        page = client_of(owner).get(self.LIST, follow=True)
        assert page.redirect_chain == [(f"{self.LIST}add/", 302)]
        assert 'name="minutes_per_dollar" value="1"' in page.content.decode()

    def test_with_rules_they_open(self, owner):
        rules = f.InboxSettingsFactory(agency=owner.agency)
        page = client_of(owner).get(self.LIST, follow=True)
        assert page.redirect_chain == [(f"{self.LIST}{rules.pk}/change/", 302)]
        assert page.status_code == 200

    def test_there_are_no_second_ones(self, owner):
        rules = f.InboxSettingsFactory(agency=owner.agency)
        for method in ("get", "post"):
            answer = getattr(client_of(owner), method)(f"{self.LIST}add/")
            assert answer.headers["Location"] == f"{self.LIST}{rules.pk}/change/"

    def test_a_chatter_may_not_read_them(self, owner):
        assert client_of(f.MembershipFactory(agency=owner.agency)).get(self.LIST).status_code in (302, 403)


class TestApiKeys:
    def make(self, owner, role="admin"):
        form = {"name": "Zapier", "role": role, "creator_limits-TOTAL_FORMS": 0, "creator_limits-INITIAL_FORMS": 0}
        return client_of(owner).post("/admin/agencies/apikey/add/", form)

    def test_the_secret_is_shown_once_and_stays_out_of_cookies_and_caches(self, owner):
        response = self.make(owner)
        prefix = ApiKey.objects.get().prefix
        assert f"{prefix}." in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert prefix not in str(response.cookies)
        key = ApiKey.objects.get()
        page = client_of(owner).get(f"/admin/agencies/apikey/{key.pk}/change/").content.decode()
        assert f"{prefix}." not in page

    def test_making_one_is_audited_once(self, owner):
        self.make(owner)
        with agency_scope(owner.agency_id):
            assert AuditEvent.objects.get().action == "created API key"

    def test_an_admin_cannot_make_an_owners_key(self, owner):
        self.make(f.MembershipFactory(agency=owner.agency, role="admin"), role="owner")
        assert not ApiKey.objects.exists()


class TestTheStartPage:
    def test_it_shows_who_waits_and_what_happened_today(self, owner):
        creator = f.CreatorFactory(agency=owner.agency, display_name="Luna")
        chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
        now = timezone.now()
        f.MessageFactory(chat=chat, sent_at=now - dt.timedelta(days=400))
        f.MessageFactory(chat=chat, direction="out", sent_at=start_of_day(owner.agency))
        f.MessageFactory(chat=chat, text="Hello?", sent_at=now)
        f.TransactionFactory(creator=creator, chat=chat, gross="10.00", fee="2.00", net="8.00", occurred_at=now)
        f.TransactionFactory(
            creator=creator, gross="99.00", fee="0", net="99.00", occurred_at=now - dt.timedelta(days=2)
        )
        with agency_scope(owner.agency_id):
            refresh_summaries(owner.agency_id, [chat.pk])
        context = client_of(owner).get("/admin/").context
        figures = ("waiting_count", "unread_count", "received_count", "answered_count", "sales_count")
        assert [context[name] for name in figures] == [1, 1, 1, 1, 1]
        assert str(context["sales_net"]) == "8.00"
        assert [chat.fan_name for chat in context["waiting"]] == ["Anna"]
        assert [(row["creator"].display_name, row["total"]) for row in context["creators"]] == [("Luna", 1)]

    def test_an_empty_agency_is_told_how_to_begin(self, owner):
        page = client_of(owner).get("/admin/").content.decode()
        assert "/admin/integrations/importrun/add/" in page
        assert "/admin/agencies/invitation/add/" in page

    def test_a_day_begins_at_midnight_on_the_agencys_clocks(self):
        agency = f.AgencyFactory(timezone="America/New_York")
        now = dt.datetime(2026, 7, 2, 3, 30, tzinfo=dt.UTC)
        assert start_of_day(agency, now) == dt.datetime(2026, 7, 1, 4, 0, tzinfo=dt.UTC)

    @pytest.mark.parametrize("rows", [1, 15])
    def test_it_costs_the_same_for_few_and_many(self, owner, django_assert_num_queries, rows):
        for _ in range(rows):
            creator = f.CreatorFactory(agency=owner.agency)
            chat = f.ChatFactory(creator=creator, awaiting_reply_since=timezone.now())
            f.MessageFactory(chat=chat)
            f.ImportRunFactory(agency=owner.agency, creator=creator)
        client = client_of(owner)
        with django_assert_num_queries(21):
            client.get("/admin/")

    @pytest.mark.parametrize(
        ("cost", "words"), [("7.99", None), ("8", "When all of it"), ("10", "Until the next month")]
    )
    def test_an_ai_budget_that_is_nearly_used_is_told(self, owner, cost, words):
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
        f.AISettingsFactory(agency=owner.agency, monthly_budget=10)
        f.AICallFactory(chat=chat, cost=cost)
        page = client_of(owner).get("/admin/").content.decode()
        assert ("AI budget" in page) == bool(words)
        assert words is None or words in page


class TestLists:
    PAGES = [m for m in our_models() if m._meta.label not in
             ("agencies.User", "agencies.CreatorAssignment", "agencies.ApiKeyCreator")]  # fmt: skip

    @pytest.mark.parametrize("model", PAGES, ids=lambda m: m._meta.label)
    def test_a_list_costs_the_same_for_few_and_many_rows(self, world, django_assert_max_num_queries, model):
        client = client_of(world.acme.owner)
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        with django_assert_max_num_queries(40) as few:
            client.get(address)
        add_rows(world.acme, 5)
        with django_assert_max_num_queries(len(few)):
            client.get(address)

    def test_the_list_of_chats_takes_this_many_queries(self, world, django_assert_num_queries):
        client = client_of(world.acme.owner)
        with django_assert_num_queries(10):
            client.get("/admin/chats/chat/")


def add_rows(side, count: int) -> None:
    """More rows of everything an agency has."""
    for _ in range(count):
        member = f.MembershipFactory(agency=side.agency)
        creator = f.CreatorFactory(agency=side.agency)
        f.CreatorAssignmentFactory(membership=member, creator=creator)
        f.ApiKeyFactory(agency=side.agency)
        f.InvitationFactory(agency=side.agency)
        f.ShiftFactory(membership=member)
        f.ImportRunFactory(agency=side.agency, creator=creator)
        f.ScriptFactory(agency=side.agency, creator=creator)
        chat = f.ChatFactory(creator=creator)
        message = f.MessageFactory(chat=chat, direction="out", sent_by=member)
        f.MediaAttachmentFactory(message=message)
        f.ChatNoteFactory(chat=chat, author=member)
        f.AIResponseFactory(chat=chat, in_reply_to=message, requested_by=member)
        f.TransactionFactory(creator=creator, chat=chat, attributed_to=member)
        f.SubscriptionFactory(chat=chat)
        f.FanStatsFactory(chat=chat)


class TestMessages:
    def test_deleting_marks_the_message_and_the_chat_follows(self, owner):
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
        kept, gone = f.MessageFactory(chat=chat, text="first"), f.MessageFactory(chat=chat, text="second")
        client_of(owner).post(f"/admin/chats/message/{gone.pk}/delete/", {"post": "yes"})
        form = {"action": "delete_selected", "_selected_action": [str(kept.pk)], "post": "yes"}
        client_of(owner).post("/admin/chats/message/", form)
        with agency_scope(owner.agency_id):
            assert Message.objects.filter(deleted_at=None).count() == 0
            assert set(Message.objects.values_list("text", flat=True)) == {"first", "second"}
            chat.refresh_from_db()
            assert AuditEvent.objects.filter(action="deleted message").count() == 2
        assert chat.last_message_at is None


class TestOddAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "chats/chat/?tags__contains=x",
            "agencies/apikey/?hashed_key__startswith=a",
            "chats/chat/?creator__username=x",
        ],
    )
    def test_a_list_asks_only_what_its_filters_ask(self, owner, address):
        assert client_of(owner).get(f"/admin/{address}").status_code == 400

    @pytest.mark.parametrize("page", ["zz", "0", "99"])
    def test_a_page_of_the_search_that_is_none_is_not_found(self, owner, page):
        assert client_of(owner).get(f"/admin/search/?s=chat&page={page}").status_code == 404

    def test_a_link_that_proposes_nonsense_opens_an_empty_form(self, owner):
        assert client_of(owner).get("/admin/chats/chat/add/?creator=zz&nothing=1").status_code == 200

    def test_passwords_are_changed_in_one_place(self, owner):
        response = client_of(owner).post("/admin/password_change/", {"old_password": f.PASSWORD})
        assert response["Location"] == "/accounts/password/change/"


class TestPeople:
    def test_the_last_owner_cannot_be_deactivated_as_a_person(self, owner):
        client = Client()
        client.force_login(User.objects.create_superuser("op@example.test", f.PASSWORD))
        form = {"email": owner.user.email, "name": "x", "timezone": "UTC"}
        client.post(f"/admin/agencies/user/{owner.user_id}/change/", form)
        owner.user.refresh_from_db()
        assert owner.user.is_active

    def test_creators_are_assigned_on_the_members_page(self, owner):
        chatter = f.MembershipFactory(agency=owner.agency)
        creator = f.CreatorFactory(agency=owner.agency)
        form = {
            "role": "chatter", "is_active": "on", "assignments-TOTAL_FORMS": 1, "assignments-INITIAL_FORMS": 0,
            "assignments-0-creator": str(creator.pk),
        }  # fmt: skip
        client_of(owner).post(f"/admin/agencies/membership/{chatter.pk}/change/", form)
        with agency_scope(owner.agency_id):
            assert CreatorAssignment.objects.get().creator_id == creator.pk

    def test_a_creator_of_another_agency_cannot_be_assigned(self, owner):
        chatter = f.MembershipFactory(agency=owner.agency)
        stranger = f.CreatorFactory()
        form = {
            "role": "chatter", "is_active": "on", "assignments-TOTAL_FORMS": 1, "assignments-INITIAL_FORMS": 0,
            "assignments-0-creator": str(stranger.pk),
        }  # fmt: skip
        response = client_of(owner).post(f"/admin/agencies/membership/{chatter.pk}/change/", form)
        assert "not one of the available choices" in response.content.decode()


class TestDeleting:
    @pytest.mark.parametrize("page", ["{user.pk}/delete/", ""])
    def test_the_account_of_the_last_owner_stays(self, owner, page):
        client = client_of(f.MembershipFactory(user__is_superuser=True, agency=owner.agency))
        client.post("/agencies/switch/", {"agency": str(owner.agency_id)})
        form = {"post": "yes", "action": "delete_selected", "_selected_action": [str(owner.user_id)]}
        response = client.post(f"/admin/agencies/user/{page.format(user=owner.user)}", form, follow=True)
        assert "An agency needs an active owner" in response.content.decode()
        assert User.objects.filter(pk=owner.user_id).exists()

    def test_a_creator_with_chats_stays_and_one_without_goes(self, owner):
        busy, idle = f.CreatorFactory(agency=owner.agency), f.CreatorFactory(agency=owner.agency)
        f.ChatFactory(creator=busy)
        client = client_of(owner)
        assert client.post(f"/admin/agencies/creator/{busy.pk}/delete/", {"post": "yes"}).status_code == 403
        form = {"action": "delete_selected", "_selected_action": [str(busy.pk), str(idle.pk)], "post": "yes"}
        client.post("/admin/agencies/creator/", form)
        assert client.post(f"/admin/agencies/creator/{idle.pk}/delete/", {"post": "yes"}).status_code == 302
        with agency_scope(owner.agency_id):
            assert list(Creator.objects.all()) == [busy]

    def test_a_chat_goes_with_everything_worked_out_from_it(self, owner):
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat))
        f.FanStatsFactory(chat=chat)
        assert client_of(owner).post(f"/admin/chats/chat/{chat.pk}/delete/", {"post": "yes"}).status_code == 302
        with agency_scope(owner.agency_id):
            assert not Message.objects.exists()

    def test_big_losses_are_told_as_numbers(self, owner, monkeypatch):
        monkeypatch.setattr("agencies.admin_base.LOSSES_LISTED", 3)
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
        for n in range(5):
            f.MessageFactory(chat=chat, sent_at=dt.datetime(2026, 1, 1 + n, tzinfo=dt.UTC))
        page = client_of(owner).get(f"/admin/chats/chat/{chat.pk}/delete/").content.decode()
        assert "2026-01-03" not in page
        assert "Messages: 5" in " ".join(page.split())


class TestImports:
    def test_the_page_loads_again_while_an_import_is_under_way(self, owner):
        run = f.ImportRunFactory(agency=owner.agency, status="running", total=100, done=40)
        client = client_of(owner)
        for address in ("/admin/integrations/importrun/", f"/admin/integrations/importrun/{run.pk}/change/"):
            response = client.get(address)
            assert response["Refresh"] == "2"
            assert 'value="40"' in response.content.decode()
        with agency_scope(owner.agency_id):
            type(run).objects.update(status="done")
        assert "Refresh" not in client.get("/admin/integrations/importrun/")


class TestTheWayIn:
    def test_who_is_logged_in_already_is_sent_to_the_start_and_not_round_in_circles(self, owner):
        response = client_of(owner).get("/admin/login/?next=//evil.test")
        assert (response.status_code, response["Location"]) == (302, "/admin/")


class TestAudit:
    def test_it_tells_who_was_given_a_creator(self, owner):
        chatter, creator = f.MembershipFactory(agency=owner.agency), f.CreatorFactory(agency=owner.agency)
        form = {
            "role": "chatter", "is_active": "on", "assignments-TOTAL_FORMS": 1, "assignments-INITIAL_FORMS": 0,
            "assignments-0-creator": str(creator.pk),
        }  # fmt: skip
        client_of(owner).post(f"/admin/agencies/membership/{chatter.pk}/change/", form)
        with agency_scope(owner.agency_id):
            changes = AuditEvent.objects.get(object_id=str(chatter.pk)).changes
        assert changes["added"] == [f"creator assignment {chatter.user} → {creator}"]
