"""Who sees which pay where, and what can be done with it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.models import CommissionPlan, Statement, StatementLine
from analytics.payroll.terms import KINDS, month_at
from tests import factories as f
from tests.analytics.pay import APRIL, MARCH, Payee
from tests.clients import client_of

pytestmark = pytest.mark.django_db
MONTH_PAGE = "/admin/reports/pay/?month=2024-03"


@pytest.fixture
def payee():
    payee = Payee(name="Standard")
    payee.sells(100, payee.at(2024, 3, 3, 12))
    return payee


def page_of(statement: Statement, page: str = "change") -> str:
    return reverse(f"admin:analytics_statement_{page}", args=[statement.pk])


def saved(payee, statement, *adjustments, **more):
    """What the statement's page sends."""
    form = {"remark": "", "lines-TOTAL_FORMS": len(adjustments), "lines-INITIAL_FORMS": 0, **more}
    for number, (reason, amount) in enumerate(adjustments):
        form |= {f"lines-{number}-description": reason, f"lines-{number}-amount": amount}
    response = client_of(payee.owner).post(page_of(statement), form, follow=True)
    with agency_scope(payee.agency.pk):
        statement.refresh_from_db()
    return response


def table(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


class TestOnesOwn:
    def test_a_chatter_sees_what_the_month_brings_so_far(self, payee):
        payee.sells(70, timezone.now() - dt.timedelta(seconds=1))
        page = client_of(payee.member).get("/inbox/pay/").content.decode()
        assert "So far this month" in page
        assert "PPVs: 1 sale, $70.00 net × 10 %" in page
        assert "$7.00" in page
        with agency_scope(payee.agency.pk):
            assert not Statement.objects.exists()

    def test_a_month_is_shown_once_it_is_locked(self, payee):
        client, draft = client_of(payee.member), payee.draw_up()
        assert "March 2024" not in client.get("/inbox/pay/").content.decode()
        assert client.get(f"/inbox/pay/{draft.pk}/").status_code == 404
        payee.lock()
        assert "March 2024" in client.get("/inbox/pay/").content.decode()
        page = client.get(f"/inbox/pay/{draft.pk}/").content.decode()
        assert "PPVs: 1 sale, $100.00 net × 10 %" in page

    def test_nobody_sees_a_colleagues(self, payee):
        statement, colleague = payee.lock(), f.MembershipFactory(agency=payee.agency)
        client = client_of(colleague)
        assert client.get(f"/inbox/pay/{statement.pk}/").status_code == 404
        assert "March 2024" not in client.get("/inbox/pay/").content.decode()
        with agency_scope(payee.agency.pk):
            actor = Actor.from_membership(colleague)
            assert not Statement.objects.visible_to(actor).exists()
            assert not StatementLine.objects.visible_to(actor).exists()

    def test_without_a_plan_it_says_what_will_be_here(self, payee):
        page = client_of(f.MembershipFactory(agency=payee.agency)).get("/inbox/pay/").content.decode()
        assert "You have no commission plan this month." in page

    def test_an_owner_prints_anybodys(self, payee):
        assert client_of(payee.owner).get(f"/inbox/pay/{payee.draw_up().pk}/").status_code == 200

    def test_its_queries_do_not_grow_with_the_months(self, payee, django_assert_max_num_queries):
        for number in range(1, 8):
            locked = {"status": "locked", "locked_at": timezone.now(), "terms": payee.lock().terms}
            f.StatementFactory(membership=payee.member, month=dt.date(2023, number, 1), **locked)
            payee.unlock(payee.draw_up())
        client = client_of(payee.member)
        with django_assert_max_num_queries(20):
            client.get("/inbox/pay/")


class TestTheMonth:
    def test_it_draws_up_everybodys_and_adds_up(self, payee):
        page = client_of(payee.owner).get(MONTH_PAGE).content.decode()
        assert "Pay for March 2024" in page
        assert page.count("$10.00") == 3
        with agency_scope(payee.agency.pk):
            assert Statement.objects.get().total == 10

    def test_looking_at_it_again_says_what_is_true_by_then(self, payee):
        client = client_of(payee.owner)
        client.get(MONTH_PAGE)
        payee.sells(50, payee.at(2024, 3, 4, 12))
        assert "$15.00" in client.get(MONTH_PAGE).content.decode()

    @pytest.mark.parametrize("month", ["", "2999-01", "0001-01", "nonsense", "2024-13"])
    def test_any_month_is_answered(self, payee, month):
        assert client_of(payee.owner).get(f"/admin/reports/pay/?month={month}").status_code == 200

    def test_all_of_it_is_locked_at_once(self, payee):
        client = client_of(payee.owner)
        client.get(MONTH_PAGE)
        assert client.post(MONTH_PAGE, follow=True).status_code == 200
        with agency_scope(payee.agency.pk):
            assert Statement.objects.get().is_locked

    def test_the_current_month_is_not_locked(self, payee):
        client = client_of(payee.owner)
        client.get("/admin/reports/pay/")
        assert "is not over yet" in client.post("/admin/reports/pay/", follow=True).content.decode()

    def test_what_changed_behind_a_lock_is_told(self, payee):
        payee.lock()
        payee.sells(50, payee.at(2024, 3, 4, 12))
        client = client_of(payee.owner)
        assert "$5.00 to be corrected next" in client.get(MONTH_PAGE).content.decode()
        payee.lines(APRIL)
        assert "to be corrected" not in client.get(MONTH_PAGE).content.decode()

    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    def test_it_comes_as_a_file(self, payee, file_format):
        response = client_of(payee.owner).get(f"{MONTH_PAGE}&format={file_format}")
        assert f"pay-2024-03.{file_format}" in response["Content-Disposition"]
        assert b"".join(response.streaming_content)

    def test_the_file_reads_back_line_by_line(self, payee):
        payee.adjusts(payee.draw_up(), "-2.50", "=1+1")
        rows = table(client_of(payee.owner).get(f"{MONTH_PAGE}&format=csv"))
        assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("7.50")
        assert [row["Kind"] for row in rows] == ["PPV", "Adjustment"]
        assert rows[0]["Description"] == "PPVs: 1 sale, $100.00 net × 10 %"
        assert (rows[0]["Month"], rows[0]["Email"], rows[0]["Base"]) == ("2024-03", payee.member.user.email, "100.00")
        assert rows[1]["Description"] == "'=1+1"

    def test_its_queries_do_not_grow_with_the_team(self, payee, django_assert_num_queries):
        client = client_of(payee.owner)
        client.get(MONTH_PAGE)
        with CaptureQueriesContext(connection) as alone:
            client.get(MONTH_PAGE)
        number = len(alone)
        for _ in range(3):
            f.PlanAssignmentFactory(membership=f.MembershipFactory(agency=payee.agency), plan=payee.plan)
        with agency_scope(payee.agency.pk):
            payee.plan.assignments.update(starts_on=dt.date(2024, 1, 1))
        client.get(MONTH_PAGE)
        with django_assert_num_queries(number):
            client.get(MONTH_PAGE)

    def test_chatters_have_no_part_in_it(self, payee):
        assert client_of(payee.member).get(MONTH_PAGE).status_code == 403


class TestAStatement:
    def test_opening_a_draft_brings_it_up_to_date(self, payee):
        statement = payee.draw_up()
        payee.sells(50, payee.at(2024, 3, 4, 12))
        assert "$15.00" in client_of(payee.owner).get(page_of(statement)).content.decode()

    def test_a_bonus_and_a_deduction_are_added_by_hand(self, payee):
        statement = payee.draw_up()
        saved(payee, statement, ("Bonus", "25"), ("Advance", "-5.50"), remark="Well done")
        assert (statement.total, statement.remark) == (Decimal("29.50"), "Well done")

    def test_it_is_locked_with_what_was_typed(self, payee):
        statement = payee.draw_up()
        saved(payee, statement, ("Bonus", "25"), analytics_statement_lock="")
        assert (statement.total, statement.is_locked) == (Decimal(35), True)
        assert statement.locked_by == str(payee.owner.user)

    def test_one_that_is_locked_takes_nothing(self, payee):
        statement = payee.lock()
        assert saved(payee, statement, ("Bonus", "25")).status_code == 403
        assert statement.total == 10

    def test_one_that_is_locked_while_somebody_types_takes_nothing(self, payee):
        statement = payee.draw_up()
        bonus = payee.adjusts(statement, 5)
        payee.lock()
        form = {"lines-INITIAL_FORMS": 1, "lines-0-id": str(bonus.pk), "lines-0-statement": str(statement.pk)}
        assert saved(payee, statement, ("Bonus", "500"), **form).status_code == 403

    def test_the_current_month_offers_no_lock(self, payee):
        statement = payee.draw_up(month_at(payee.agency, timezone.now()))
        assert (
            "It can be locked when the month is over."
            in client_of(payee.owner).get(page_of(statement)).content.decode()
        )
        saved(payee, statement, analytics_statement_lock="")
        assert not statement.is_locked

    def test_what_has_changed_since_it_was_locked_is_told(self, payee):
        statement = payee.lock()
        payee.sells(-100, payee.at(2024, 3, 3, 12), "chargeback")
        page = client_of(payee.owner).get(page_of(statement)).content.decode()
        assert "they would bring $0.00 now instead of $10.00" in page

    def test_an_owner_unlocks_it_and_says_why(self, payee):
        statement, client = payee.lock(), client_of(payee.owner)
        page = page_of(statement, "unlock")
        assert client.get(page).status_code == 200
        client.post(page, {"reason": ""})
        with agency_scope(payee.agency.pk):
            statement.refresh_from_db()
            assert statement.is_locked
        client.post(page, {"reason": "The wrong plan"})
        with agency_scope(payee.agency.pk):
            statement.refresh_from_db()
        assert not statement.is_locked

    def test_an_admin_cannot_unlock_it(self, payee):
        admin = f.MembershipFactory(agency=payee.agency, role="admin")
        assert client_of(admin).post(page_of(payee.lock(), "unlock"), {"reason": "x"}).status_code == 403

    def test_it_comes_as_a_table(self, payee):
        rows = table(client_of(payee.owner).get(page_of(payee.draw_up(), "as_csv")))
        assert [(row["Kind"], row["Amount"]) for row in rows] == [("PPV", "10.00")]


class TestPlans:
    def test_a_plan_is_made_with_its_tiers_and_members(self, payee):
        form = {
            "name": "Night", **{f"{kind}_percent": 5 for kind in KINDS},
            "hourly_rate": 4, "tiers-TOTAL_FORMS": 1, "tiers-INITIAL_FORMS": 0, "tiers-0-from_net": 1000,
            "tiers-0-percent_more": 2, "assignments-TOTAL_FORMS": 1, "assignments-INITIAL_FORMS": 0,
            "assignments-0-membership": str(payee.member.pk), "assignments-0-starts_on": "2024-04-01",
        }  # fmt: skip
        client_of(payee.owner).post("/admin/analytics/commissionplan/add/", form)
        payee.sells(1100, payee.at(2024, 4, 3, 12))
        assert payee.lines(APRIL) == [("ppv", Decimal(55)), ("tier", Decimal(2))]

    def test_one_that_somebody_has_is_not_deleted(self, payee):
        page = reverse("admin:analytics_commissionplan_delete", args=[payee.plan.pk])
        client_of(payee.owner).post(page, {"post": "yes"})
        with agency_scope(payee.agency.pk):
            assert CommissionPlan.objects.exists()


class TestPrograms:
    def call(self, payee, method: str, path: str, role: str = "owner", **options):
        key = options.pop("key", None) or f.ApiKeyFactory(agency=payee.agency, role=role)
        headers = {"Authorization": f"Api-Key {key.key}"}
        return getattr(Client(), method)(f"/api/v1/{path}", headers=headers, content_type="application/json", **options)

    def test_a_month_is_drawn_up_and_read_with_its_lines(self, payee):
        answer = self.call(payee, "post", "statements/draw-up/", data={"month": "2024-03-17"})
        (row,) = answer.json()["results"]
        assert (row["month"], row["total"], row["status"]) == ("2024-03-01", "10.00", "draft")
        assert row["lines"] == [
            {
                "kind": "ppv", "description": "PPVs: 1 sale, $100.00 net × 10 %", "quantity": 1, "base": "100.00",
                "rate": "10.00", "amount": "10.00", "corrects": None,
            }
        ]  # fmt: skip
        found = self.call(payee, "get", f"statements/?month=2024-03-01&status=draft&membership={payee.member.pk}")
        assert found.json()["results"] == [row]
        assert self.call(payee, "get", "statements/?month=2024-04-01").json()["results"] == []

    def test_it_is_locked_once(self, payee):
        statement = payee.draw_up()
        assert self.call(payee, "post", f"statements/{statement.pk}/lock/").json()["status"] == "locked"
        assert self.call(payee, "post", f"statements/{statement.pk}/lock/").status_code == 403

    def test_nobody_draws_up_what_has_not_begun_or_whom_they_do_not_see(self, payee):
        stranger = str(f.MembershipFactory().pk)
        for told in ({"month": "2999-01-01"}, {"month": "2024-03-01", "membership": stranger}):
            assert self.call(payee, "post", "statements/draw-up/", data=told).status_code == 400

    def test_a_program_that_sees_some_creators_only_sees_no_pay(self, payee):
        payee.lock()
        key = f.ApiKeyFactory(agency=payee.agency, role="admin", limited_to_creators=True)
        f.ApiKeyCreatorFactory(api_key=key, creator=payee.creator)
        assert self.call(payee, "get", "statements/", key=key).json()["results"] == []
        assert self.call(payee, "post", "statements/draw-up/", key=key, data={"month": "2024-03-01"}).status_code == 403

    def test_a_chatters_program_sees_none_and_no_plans(self, payee):
        payee.lock()
        assert self.call(payee, "get", "statements/", "chatter").json()["results"] == []
        assert self.call(payee, "get", "commission-plans/", "chatter").status_code == 403

    def test_plans_are_read_with_their_tiers(self, payee):
        payee.paid_by(MARCH, name="Tiers", tiers=((1000, 2), (500, 1)))
        plans = {plan["name"]: plan for plan in self.call(payee, "get", "commission-plans/").json()["results"]}
        assert plans["Tiers"]["tiers"] == [
            {"from_net": "500.00", "percent_more": "1.00"}, {"from_net": "1000.00", "percent_more": "2.00"},
        ]  # fmt: skip
        assert plans["Standard"]["ppv_percent"] == "10.00"
