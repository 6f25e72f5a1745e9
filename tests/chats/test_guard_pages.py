"""The guard in the inbox, the admin, the API, and for those who are told of what happens."""

from __future__ import annotations

import pytest

from agencies.tenancy import agency_scope
from chats.guard.built_in import BUILT_IN
from chats.models import GuardEvent, GuardRule, Message
from integrations.models import WebhookDelivery
from integrations.webhooks import dispatch
from tests import factories as f
from tests.api.conftest import Api
from tests.clients import client_of
from tests.integrations.test_webhook_endpoints import next_transaction

pytestmark = pytest.mark.django_db
RULES, EVENTS = "/admin/chats/guardrule/", "/admin/chats/guardevent/"


@pytest.fixture
def owner(db):
    """With a creator, her chat, and `chatter` who answers it."""
    owner = f.MembershipFactory(role="owner")
    owner.creator = f.CreatorFactory(agency=owner.agency)
    owner.chatter = f.MembershipFactory(agency=owner.agency)
    f.CreatorAssignmentFactory(membership=owner.chatter, creator=owner.creator)
    owner.chat = f.ChatFactory(creator=owner.creator, fan_display_name="Anna")
    return owner


@pytest.fixture
def event(owner):
    rule = f.GuardRuleFactory(agency=owner.agency, advice="Tell an admin.")
    message = f.MessageFactory(chat=owner.chat, text="hey im 15")
    return f.GuardEventFactory(
        chat=owner.chat, rule=rule, message=message, kind="minor", title="Says to be young", excerpt="hey im 15"
    )


def now(event) -> GuardEvent:
    with agency_scope(event.agency_id):
        return GuardEvent.objects.get(pk=event.pk)


class TestInbox:
    def page(self, member, path="") -> str:
        response = client_of(member).get(f"/inbox/{path}")
        assert response.status_code == 200
        return response.content.decode()

    def test_the_row_and_the_head_say_so_in_words_with_the_advice_and_the_way_to_the_message(self, owner, event):
        page = self.page(owner.chatter, f"{owner.chat.pk}/")
        assert "Flagged: Says to be young</span>" in page
        assert "<strong>Flagged: Says to be young</strong>" in page
        assert "Tell an admin." in page
        assert "“<bdi>hey im 15</bdi>”" in page
        assert f"?at={event.message_id}" in page

    def test_a_chatter_is_offered_no_decision_and_cannot_make_one(self, owner, event):
        assert "/decide/" not in self.page(owner.chatter, f"{owner.chat.pk}/")
        told = {"event": event.pk, "decision": "dismissed", "reason": "No."}
        response = client_of(owner.chatter).post(f"/inbox/{owner.chat.pk}/decide/", told)
        assert response.status_code == 403
        assert now(event).status == "open"

    def test_an_owner_dismisses_it_there(self, owner, event):
        assert "/decide/" in self.page(owner, f"{owner.chat.pk}/")
        told = {"event": event.pk, "decision": "dismissed", "reason": "Fifteen miles."}
        response = client_of(owner).post(
            f"/inbox/{owner.chat.pk}/decide/", told, headers={"HX-Request": "true", "HX-Target": "chat-head"}
        )
        assert response.status_code == 200
        assert "Flagged" not in response.content.decode()
        assert now(event).decision_reason == "Fifteen miles."

    def test_a_reason_is_asked_for_and_what_was_typed_stays(self, owner, event):
        told = {"event": event.pk, "decision": "", "reason": "Because it is"}
        response = client_of(owner).post(
            f"/inbox/{owner.chat.pk}/decide/", told, headers={"HX-Request": "true", "HX-Target": "chat-head"}
        )
        assert response.status_code == 422
        assert 'value="Because it is"' in response.content.decode()
        told = {"event": event.pk, "decision": "dismissed", "reason": ""}
        response = client_of(owner).post(f"/inbox/{owner.chat.pk}/decide/", told, follow=True)
        assert "Say why it is a false alarm." in response.content.decode()
        assert now(event).status == "open"

    def test_an_event_of_another_chat_is_not_found(self, owner, event):
        other = f.ChatFactory(creator=owner.creator)
        told = {"event": event.pk, "decision": "confirmed"}
        assert client_of(owner).post(f"/inbox/{other.pk}/decide/", told).status_code == 404

    def test_the_list_can_show_flagged_chats_alone(self, owner, event):
        f.ChatFactory(creator=owner.creator, fan_display_name="Bob")
        page = self.page(owner.chatter, "?show=flagged")
        assert "Anna" in page
        assert "Bob" not in page

    def test_what_is_refused_stays_in_the_box_with_the_advice(self, owner):
        told = {"token": "019ab3d2-f4c8-7c51-b5a9-b1b0f2a4c6de", "text": "use paypal", "price": ""}
        response = client_of(owner.chatter).post(f"/inbox/{owner.chat.pk}/reply/", told)
        page = response.content.decode()
        assert response.status_code == 422
        assert "The platform forbids it" in page
        assert "use paypal</textarea>" in page
        assert "Flagged: Payment outside the platform" in page


class TestAdmin:
    def test_the_built_in_rules_are_there_at_the_first_look(self, owner):
        page = client_of(owner).get(RULES).content.decode()
        assert all(rule.title in page.replace("&#x27;", "'") for rule in BUILT_IN)

    def test_a_built_in_rule_cannot_be_deleted_but_restored(self, owner):
        browser = client_of(owner)
        browser.get(RULES)
        with agency_scope(owner.agency_id):
            rule = GuardRule.objects.get(agency_id=owner.agency_id, key="payment")
            GuardRule.objects.filter(pk=rule.pk, agency_id=owner.agency_id).update(phrases="other")
        page = browser.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"}).content.decode()
        assert "Switch it off instead" in page
        some = {"action": "restore_some", "_selected_action": [str(rule.pk)]}
        browser.post(RULES, {"action": "delete_selected", "_selected_action": [str(rule.pk)], "post": "yes"})
        assert "Restore it" in browser.get(f"{RULES}{rule.pk}/restore/").content.decode()
        with agency_scope(owner.agency_id):
            assert GuardRule.objects.get(pk=rule.pk).phrases == "other"
        browser.post(RULES, some)
        with agency_scope(owner.agency_id):
            assert "paypal*" in GuardRule.objects.get(pk=rule.pk).phrases
            GuardRule.objects.filter(pk=rule.pk, agency_id=owner.agency_id).update(phrases="other")
        assert "came with the product" in browser.post(f"{RULES}{rule.pk}/restore/", follow=True).content.decode()
        with agency_scope(owner.agency_id):
            assert "paypal*" in GuardRule.objects.get(pk=rule.pk).phrases

    def test_an_own_rule_is_deleted_and_has_nothing_to_restore(self, owner):
        rule, browser = f.GuardRuleFactory(agency=owner.agency), client_of(owner)
        page = browser.get(f"{RULES}{rule.pk}/restore/", follow=True).content.decode()
        assert "there is no built-in text" in page
        browser.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"})
        with agency_scope(owner.agency_id):
            assert not GuardRule.objects.filter(pk=rule.pk).exists()

    @pytest.mark.parametrize(
        ("text", "side", "said"),
        [
            ("use paypal", "team", "It would be refused, and the chat flagged."),
            ("use paypal", "fan", "The chat would be flagged."),
            ("im 15", "fan", "AI drafts would stop"),
            ("Good morning", "team", "The guard sees nothing."),
        ],
    )
    def test_a_sentence_can_be_tried_and_nothing_is_kept(self, owner, text, side, said):
        page = client_of(owner).post(f"{RULES}try/", {"text": text, "side": side}).content.decode()
        assert said in page
        with agency_scope(owner.agency_id):
            assert not GuardEvent.objects.exists()

    def test_open_events_stand_on_the_start_page_until_they_are_decided(self, owner, event):
        browser = client_of(owner)
        assert "hey im 15" in browser.get("/admin/").content.decode()
        button = {"chats_guardevent_dismiss_one": "1"}
        page = browser.post(f"{EVENTS}{event.pk}/change/", {"decision_reason": "", **button}, follow=True)
        assert "Say why it is a false alarm." in page.content.decode()
        page = browser.post(f"{EVENTS}{event.pk}/change/", {"decision_reason": "A height.", **button}, follow=True)
        assert "is decided: false alarm." in page.content.decode()
        assert (now(event).status, now(event).decision_reason) == ("dismissed", "A height.")
        assert "hey im 15" not in browser.get("/admin/").content.decode()

    def test_several_are_decided_at_once_with_a_reason(self, owner, event):
        other = f.GuardEventFactory(chat=owner.chat)
        some = {"action": "dismiss_some", "_selected_action": [str(event.pk), str(other.pk)]}
        page = client_of(owner).post(EVENTS, some, follow=True).content.decode()
        assert "Say why it is a false alarm." in page
        assert now(other).status == "open"
        page = client_of(owner).post(EVENTS, some | {"reason": "Songs."}, follow=True).content.decode()
        assert "2 events decided." in page
        assert now(other).decision_reason == "Songs."

    @pytest.mark.parametrize(("status", "offered"), [("open", (1, 1)), ("confirmed", (1, 0)), ("dismissed", (0, 0))])
    def test_what_can_be_decided_is_offered(self, owner, event, status, offered):
        with agency_scope(owner.agency_id):
            GuardEvent.objects.filter(pk=event.pk).update(status=status)
        page = client_of(owner).get(f"{EVENTS}{event.pk}/change/").content.decode()
        assert ('name="chats_guardevent_dismiss_one"' in page, 'name="chats_guardevent_confirm_one"' in page) == tuple(
            map(bool, offered)
        )

    @pytest.mark.parametrize("by", ["kind__exact=minor", "status__exact=open", "origin__exact=fan"])
    def test_the_list_is_filtered(self, owner, event, by):
        f.GuardEventFactory(chat=owner.chat, kind="coercion", status="confirmed", origin="team", title="Else")
        page = client_of(owner).get(f"{EVENTS}?{by}").content.decode()
        assert "Says to be young" in page
        assert ">Else<" not in page

    def test_a_chatter_sees_none_of_these_pages(self, owner, event):
        assert client_of(owner.chatter).get(EVENTS).status_code in (302, 403)
        assert client_of(owner.chatter).get(RULES).status_code in (302, 403)


class TestApi:
    def test_rules_are_read_written_and_restored(self, owner):
        api = Api(f.ApiKeyFactory(agency=owner.agency, role="owner"))
        rules = api.rows("guard-rules/", kind="off platform")
        assert {rule["key"] for rule in rules} == {rule.key for rule in BUILT_IN if rule.kind == "off platform"}
        payment = next(rule for rule in rules if rule["key"] == "payment")
        assert api.patch(f"guard-rules/{payment['id']}/", {"phrases": "x"}).json()["phrases"] == "x"
        assert api.write("delete", f"guard-rules/{payment['id']}/").status_code == 400
        assert "paypal*" in api.post(f"guard-rules/{payment['id']}/restore/", {}).json()["phrases"]
        made = api.post("guard-rules/", {"title": "Mine", "kind": "other", "phrases": "mango"})
        assert made.status_code == 201
        assert api.write("delete", f"guard-rules/{made.json()['id']}/").status_code == 204
        assert api.post("guard-rules/", {"title": "Nothing", "kind": "other"}).status_code == 400

    def test_events_are_read_and_decided(self, owner, event):
        api = Api(f.ApiKeyFactory(agency=owner.agency, role="admin"))
        assert [row["id"] for row in api.rows("guard-events/", status="open", kind="minor")] == [str(event.pk)]
        assert api.rows("guard-events/", origin="team") == []
        assert [row["id"] for row in api.rows("guard-events/", creator=owner.creator.pk)] == [str(event.pk)]
        refused = api.post(f"guard-events/{event.pk}/decide/", {"decision": "dismissed"})
        assert refused.json()["errors"][0]["pointer"] == "/reason"
        decided = api.post(f"guard-events/{event.pk}/decide/", {"decision": "dismissed", "reason": "A height."})
        assert (decided.status_code, decided.json()["status"]) == (200, "dismissed")

    def test_chats_are_filtered_by_their_flag(self, owner, event):
        api, other = Api(f.ApiKeyFactory(agency=owner.agency, role="owner")), f.ChatFactory(creator=owner.creator)
        assert [row["id"] for row in api.rows("chats/", flagged="true")] == [str(owner.chat.pk)]
        assert [row["id"] for row in api.rows("chats/", flagged="false")] == [str(other.pk)]

    def test_a_chatters_key_reads_and_does_not_decide(self, owner, event):
        key = f.ApiKeyFactory(agency=owner.agency, role="chatter")
        f.ApiKeyCreatorFactory(api_key=key, creator=owner.creator)
        assert len(Api(key).rows("guard-events/")) == 1
        assert Api(key).post(f"guard-events/{event.pk}/decide/", {"decision": "confirmed"}).status_code == 403
        assert Api(key).get("guard-rules/").status_code == 403
        assert now(event).status == "open"

    def test_nothing_of_another_agency_is_seen(self, event):
        rival = Api(f.ApiKeyFactory(role="owner"))
        assert rival.rows("guard-events/") == []
        assert rival.post(f"guard-events/{event.pk}/decide/", {"decision": "confirmed"}).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestWithRealTransactions:
    @pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
    def test_what_the_api_refuses_leaves_its_event(self, owner, headers):
        api = Api(f.ApiKeyFactory(agency=owner.agency, role="owner"))
        refused = api.post("messages/", {"chat": str(owner.chat.pk), "text": "use paypal"}, **headers)
        assert refused.status_code == 400
        assert "The platform forbids it" in refused.json()["errors"][0]["detail"]
        with agency_scope(owner.agency_id):
            assert not Message.objects.exists()
            assert GuardEvent.objects.get().excerpt == "use paypal"

    def test_endpoints_are_told_of_it_and_of_the_decision(self, owner):
        told = ["guard_event.created", "guard_event.changed"]
        f.WebhookEndpointFactory(agency=owner.agency, told_transaction=next_transaction(), events=told)
        api = Api(f.ApiKeyFactory(agency=owner.agency, role="owner"))
        api.post("messages/", {"chat": str(owner.chat.pk), "text": "use paypal"})
        with agency_scope(owner.agency_id):
            pk = GuardEvent.objects.get().pk
        api.post(f"guard-events/{pk}/decide/", {"decision": "confirmed"})
        dispatch.dispatch(owner.agency_id)
        with agency_scope(owner.agency_id):
            deliveries = list(WebhookDelivery.objects.order_by("pk"))
        assert [delivery.event for delivery in deliveries] == told
        assert all(str(pk) in delivery.body for delivery in deliveries)
