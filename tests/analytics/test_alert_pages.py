"""Alerts and their rules as owners, programs and endpoints see them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from analytics.alerts.checking import check
from analytics.models import Alert, AlertRule
from integrations.models import WebhookDelivery
from integrations.webhooks import dispatch
from tests import factories as f
from tests.api.conftest import Api
from tests.clients import client_of
from tests.integrations.test_webhook_endpoints import next_transaction

pytestmark = pytest.mark.django_db
RULES, ALERTS = "/admin/analytics/alertrule/", "/admin/analytics/alert/"


@pytest.fixture
def owner():
    return f.MembershipFactory(role="owner")


@pytest.fixture
def agency(owner):
    return owner.agency


@pytest.fixture
def mia(agency):
    return f.CreatorFactory(agency=agency, display_name="Mia")


@pytest.fixture
def browser(owner):
    return client_of(owner)


def form(**fields):
    return {"name": "Queue", "kind": "fans_waiting", "limit": "5", "window_minutes": "30", "least_usual": "20",
            "quiet_minutes": "60", "is_active": "on", **fields}  # fmt: skip


def shown(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def all_of(agency, model=Alert) -> list:
    with agency_scope(agency.pk):
        return list(model.objects.filter(agency=agency).order_by("pk"))


def audit(agency) -> list[str]:
    with agency_scope(agency.pk):
        return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


class TestRules:
    def test_one_is_added_changed_and_deleted_and_the_audit_says_so(self, browser, agency):
        browser.post(f"{RULES}add/", form())
        (rule,) = all_of(agency, AlertRule)
        browser.post(f"{RULES}{rule.pk}/change/", form(limit="7"))
        (rule,) = all_of(agency, AlertRule)
        assert (rule.limit, rule.kind) == (7, "fans_waiting")
        browser.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"})
        assert all_of(agency, AlertRule) == []
        assert audit(agency) == ["added", "changed", "deleted"]

    def test_deleting_a_rule_takes_its_alerts_along_and_says_so_before(self, browser, agency):
        rule = f.AlertRuleFactory(agency=agency)
        f.AlertFactory(rule=rule)
        assert "7 fans wait" in shown(browser.get(f"{RULES}{rule.pk}/delete/"))
        browser.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"})
        assert all_of(agency) == []

    def test_kind_and_creator_stay(self, browser, agency, mia):
        rule = f.AlertRuleFactory(agency=agency)
        browser.post(f"{RULES}{rule.pk}/change/", form(kind="sales", creator=mia.pk, name="Changed"))
        (rule,) = all_of(agency, AlertRule)
        assert (rule.name, rule.kind, rule.creator_id) == ("Changed", "fans_waiting", None)

    @pytest.mark.parametrize(
        ("kind", "limit", "error"),
        [
            ("fans_waiting", "2.5", "Fans are counted whole."),
            ("fans_waiting", "-1", "Give 0 to 1,000,000 for this kind."),
            ("reply_time", "0", "Give 1 to 1,440 for this kind."),
            ("sales", "101", "Give 1 to 100 for this kind."),
            ("fan_spending", "0.5", "Give 1 to 1,000,000 for this kind."),
        ],
    )
    def test_a_limit_that_the_kind_does_not_have_is_refused(self, browser, agency, kind, limit, error):
        assert error in shown(browser.post(f"{RULES}add/", form(kind=kind, limit=limit)))
        assert all_of(agency, AlertRule) == []
        with pytest.raises(ValidationError, match=error):
            AlertRule(kind=kind, limit=float(limit)).clean()

    def test_the_kinds_are_the_questions_that_they_ask(self, browser):
        assert "Longest wait: a fan has waited for more than the limit (minutes)" in shown(browser.get(f"{RULES}add/"))


class TestTrying:
    def verdict(self, browser, rule) -> str:
        return shown(browser.get(f"{RULES}{rule.pk}/try/"))

    @pytest.mark.parametrize(("limit", "said"), [(0, "This is an alert: it is raised"), (1, "This is no alert.")])
    def test_it_says_what_it_sees_and_whether_that_is_an_alert(self, browser, agency, mia, limit, said):
        f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
        page = self.verdict(browser, f.AlertRuleFactory(agency=agency, limit=limit))
        assert f"1 fan waits for an answer; the limit is {limit}." in page
        assert said in page

    def test_nothing_is_written(self, browser, agency, mia):
        f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
        self.verdict(browser, f.AlertRuleFactory(agency=agency, limit=0))
        assert (all_of(agency), audit(agency)) == ([], [])

    def test_it_knows_of_an_alert_that_is_open(self, browser, agency, mia):
        f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
        rule = f.AlertRuleFactory(agency=agency, limit=0)
        f.AlertFactory(rule=rule)
        assert "one is open already" in self.verdict(browser, rule)

    def test_a_rule_that_is_switched_off_raises_nothing(self, browser, agency):
        assert "The rule is not active" in self.verdict(browser, f.AlertRuleFactory(agency=agency, is_active=False))

    def test_fans_are_named_with_a_way_to_their_chats(self, browser, agency, mia):
        rule = f.AlertRuleFactory(agency=agency, kind="fan_spending", limit=100)
        assert "No fan has paid more than $100.00" in self.verdict(browser, rule)
        chat = f.ChatFactory(creator=mia, fan_display_name="<b>Rob</b>")
        f.TransactionFactory(creator=mia, chat=chat, gross=150, fee=0, net=150)
        page = self.verdict(browser, rule)
        assert "&lt;b&gt;Rob&lt;/b&gt; has paid Mia $150.00" in page
        assert f"/inbox/{chat.pk}/" in page


class TestAlerts:
    def test_open_ones_come_first(self, browser, agency):
        rule = f.AlertRuleFactory(agency=agency)
        f.AlertFactory(rule=rule, words="still open")
        f.AlertFactory(rule=rule, words="long over", resolved_at=timezone.now())
        page = shown(browser.get(ALERTS))
        assert 0 < page.index("still open") < page.index("long over")

    @pytest.mark.parametrize(("state", "words"), [("yes", {"open", "seen"}), ("unseen", {"open"}), ("no", {"past"})])
    def test_they_are_narrowed_by_state(self, browser, agency, state, words):
        rules = [f.AlertRuleFactory(agency=agency) for _ in range(3)]
        now = timezone.now()
        for rule, word, options in zip(
            rules, ("open", "seen", "past"), ({}, {"acknowledged_at": now}, {"resolved_at": now}), strict=True
        ):
            f.AlertFactory(rule=rule, words=word, **options)
        response = browser.get(ALERTS, {"is_open": state})
        assert {alert.words for alert in response.context["cl"].result_list} == words

    def test_several_are_acknowledged_with_a_comment(self, browser, agency, owner):
        for _ in range(2):
            f.AlertFactory(rule=f.AlertRuleFactory(agency=agency))
        chosen = [alert.pk for alert in all_of(agency)]
        told = {"action": "acknowledge_some", "_selected_action": chosen, "comment": "Chris helps."}
        assert "2 alerts acknowledged." in shown(browser.post(ALERTS, told, follow=True))
        assert {(alert.acknowledged_by_id, alert.comment) for alert in all_of(agency)} == {(owner.pk, "Chris helps.")}
        assert audit(agency) == ["acknowledged alert"] * 2

    def test_one_is_acknowledged_on_its_page(self, browser, agency, owner):
        alert = f.AlertFactory(rule=f.AlertRuleFactory(agency=agency))
        address = f"{ALERTS}{alert.pk}/change/"
        assert "acknowledge_one" in shown(browser.get(address))
        browser.post(address, {"comment": "Seen.", "acknowledge_one": "1"})
        (alert,) = all_of(agency)
        assert (alert.acknowledged_by_id, alert.comment) == (owner.pk, "Seen.")
        assert "acknowledge_one" not in shown(browser.get(address))
        assert audit(agency) == ["acknowledged alert"]

    def test_one_about_a_fan_leads_to_the_chat_and_speaks_for_the_fan(self, browser, agency, mia):
        chat = f.ChatFactory(creator=mia)
        rule = f.AlertRuleFactory(agency=agency, kind="fan_spending")
        alert = f.AlertFactory(rule=rule, chat=chat, creator=mia)
        page = shown(browser.get(f"{ALERTS}{alert.pk}/change/"))
        assert f"/inbox/{chat.pk}/" in page
        assert "protection" in page

    def test_the_start_page_names_those_that_nobody_has_seen(self, browser, agency):
        rules = [f.AlertRuleFactory(agency=agency, name=name) for name in ("Queue is long", "Seen by us")]
        f.AlertFactory(rule=rules[0])
        f.AlertFactory(rule=rules[1], acknowledged_at=timezone.now())
        page = shown(browser.get("/admin/"))
        assert "Queue is long" in page
        assert "Seen by us" not in page
        assert "There are more alerts" not in page
        for _ in range(5):
            f.AlertFactory(rule=f.AlertRuleFactory(agency=agency))
        assert "There are more alerts" in shown(browser.get("/admin/"))

    def test_the_list_costs_the_same_for_few_and_many(self, browser, agency, django_assert_num_queries):
        for count in (1, 10):
            for _ in range(count):
                f.AlertFactory(rule=f.AlertRuleFactory(agency=agency))
            with django_assert_num_queries(10):
                browser.get(ALERTS)


class TestApi:
    @pytest.fixture
    def api(self, agency):
        return Api(f.ApiKeyFactory(agency=agency, role="admin"))

    def test_a_rule_is_added_changed_and_deleted(self, api, agency, mia):
        made = api.post("alert-rules/", {"name": "Slow", "kind": "reply_time", "limit": "10", "creator": str(mia.pk)})
        assert made.status_code == 201
        rule = f"alert-rules/{made.json()['id']}/"
        f.AlertFactory(rule=all_of(agency, AlertRule)[0], creator=mia)
        changed = api.patch(rule, {"limit": "12.50", "kind": "sales"}).json()
        assert (changed["limit"], changed["kind"], changed["window_minutes"]) == ("12.50", "reply_time", 30)
        assert api.write("delete", rule).status_code == 204
        assert audit(agency) == ["added", "changed", "deleted"]

    def test_a_limit_that_the_kind_does_not_have_is_refused(self, api):
        refused = api.post("alert-rules/", {"name": "Sales", "kind": "sales", "limit": "500"})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["pointer"] == "/limit"

    def test_alerts_are_filtered(self, api, agency, mia):
        now = timezone.now()
        slow = f.AlertFactory(rule=f.AlertRuleFactory(agency=agency, kind="reply_time", creator=mia))
        past = f.AlertFactory(rule=f.AlertRuleFactory(agency=agency), resolved_at=now, acknowledged_at=now)
        for filters, alerts in (
            ({}, [past, slow]), ({"kind": "reply_time"}, [slow]), ({"is_open": "true"}, [slow]),
            ({"is_open": "false"}, [past]), ({"acknowledged": "true"}, [past]), ({"acknowledged": "false"}, [slow]),
            ({"creator": mia.pk}, [slow]), ({"rule": past.rule_id}, [past]),
        ):  # fmt: skip
            assert [row["id"] for row in api.rows("alerts/", **filters)] == [str(alert.pk) for alert in alerts]

    def test_one_is_acknowledged_once(self, api, agency):
        alert = f.AlertFactory(rule=f.AlertRuleFactory(agency=agency))
        for comment in ("first", "second"):
            answer = api.post(f"alerts/{alert.pk}/acknowledge/", {"comment": comment})
            assert (answer.status_code, answer.json()["comment"]) == (200, "first")
            assert answer.json()["acknowledged_at"]

    def test_a_key_limited_to_creators_sees_only_what_is_about_them(self, agency, mia):
        key = f.ApiKeyFactory(agency=agency, role="admin", limited_to_creators=True)
        f.ApiKeyCreatorFactory(api_key=key, creator=mia)
        about_mia, about_all = (
            f.AlertFactory(rule=f.AlertRuleFactory(agency=agency, creator=creator)) for creator in (mia, None)
        )
        assert [row["id"] for row in Api(key).rows("alerts/")] == [str(about_mia.pk)]
        assert Api(key).get(f"alerts/{about_all.pk}/").status_code == 404
        refused = Api(key).post("alert-rules/", {"name": "All", "kind": "fans_waiting", "limit": "1"})
        assert refused.status_code == 403

    def test_chatters_see_nothing_of_it(self, agency):
        key = f.ApiKeyFactory(agency=agency, role="chatter")
        assert [Api(key).get(path).status_code for path in ("alerts/", "alert-rules/")] == [403, 403]


@pytest.mark.django_db(transaction=True)
def test_endpoints_are_told_when_it_begins_and_when_it_is_over(agency, mia):
    f.WebhookEndpointFactory(
        agency=agency, told_transaction=next_transaction(), events=["alert.raised", "alert.resolved"]
    )
    rule = f.AlertRuleFactory(agency=agency, limit=0)
    chat = f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
    check(agency.pk)
    with agency_scope(agency.pk):
        chat.awaiting_reply_since = None
        chat.save()
    check(agency.pk)
    dispatch.dispatch(agency.pk)
    with agency_scope(agency.pk):
        told = list(WebhookDelivery.objects.order_by("pk"))
    assert [delivery.event for delivery in told] == ["alert.raised", "alert.resolved"]
    assert all(str(rule.pk) in delivery.body and "1 fan waits" in delivery.body for delivery in told)
