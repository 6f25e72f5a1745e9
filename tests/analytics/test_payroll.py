"""What a month brings, to the cent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError

from agencies.tenancy import agency_scope
from analytics.models import PlanAssignment, PlanTier
from analytics.payroll.words import in_hours, in_money, in_percent
from tests import factories as f
from tests.analytics.pay import APRIL, MARCH, Payee

pytestmark = pytest.mark.django_db


class TestSales:
    def test_each_kind_brings_its_own_share(self):
        payee = Payee(ppv_percent=10, tip_percent=12.5, renewal_percent=5)
        payee.sells("345.60", payee.at(2024, 3, 3, 12))
        payee.sells("8.00", payee.at(2024, 3, 4, 12), "tip")
        payee.sells("7.99", payee.at(2024, 3, 5, 12), "renewal")
        payee.sells("20.00", payee.at(2024, 3, 5, 12), "post")
        assert payee.lines() == [
            ("ppv", Decimal("34.56")), ("tip", Decimal("1.00")), ("renewal", Decimal("0.40")), ("post", Decimal(0)),
        ]  # fmt: skip

    def test_a_line_explains_itself(self):
        payee = Payee()
        payee.sells("300.60", payee.at(2024, 3, 3, 12))
        payee.sells("45.00", payee.at(2024, 3, 4, 12))
        assert payee.words() == ["PPVs: 2 sales, $345.60 net × 10 %"]

    def test_the_sum_of_a_kind_is_rounded_once_and_halves_go_up(self):
        payee = Payee()
        for _ in range(3):
            payee.sells("0.05", payee.at(2024, 3, 3, 12))
        assert payee.lines() == [("ppv", Decimal("0.02"))]

    def test_sales_of_others_and_of_nobody_do_not_count(self):
        payee = Payee()
        payee.sells(100, payee.at(2024, 3, 3, 12), attributed_to=payee.owner)
        payee.sells(100, payee.at(2024, 3, 3, 12), attributed_to=None)
        assert payee.lines() == []

    def test_the_month_is_that_of_the_agencys_clocks(self):
        payee = Payee("America/Los_Angeles")
        payee.sells(100, dt.datetime(2024, 3, 1, 7, 59, tzinfo=dt.UTC))
        payee.sells(200, dt.datetime(2024, 3, 1, 8, 0, tzinfo=dt.UTC))
        payee.sells(400, dt.datetime(2024, 4, 1, 6, 59, tzinfo=dt.UTC))
        payee.sells(800, dt.datetime(2024, 4, 1, 7, 0, tzinfo=dt.UTC))
        assert payee.lines(MARCH) == [("ppv", Decimal(60))]
        assert payee.lines(APRIL) == [("ppv", Decimal(80))]


class TestChargebacks:
    def test_one_counts_with_the_kind_of_the_sale_that_it_takes_back(self):
        payee = Payee(tip_percent=20)
        payee.sells(50, payee.at(2024, 3, 3, 12), "tip", of_transaction_id="t1")
        payee.sells(-50, payee.at(2024, 3, 9, 12), "chargeback", of_transaction_id="reversal of t1")
        payee.sells(10, payee.at(2024, 3, 9, 12), "tip")
        assert payee.lines() == [("tip", Decimal(2))]
        assert payee.words() == ["Tips: 2 sales and 1 chargeback, $10.00 net × 20 %"]

    def test_one_of_a_sale_that_is_not_known_counts_as_if_of_a_ppv(self):
        payee = Payee(ppv_percent=10, tip_percent=50)
        payee.sells(-50, payee.at(2024, 3, 9, 12), "chargeback", of_transaction_id="x1")
        payee.sells(-30, payee.at(2024, 3, 9, 12), "chargeback", of_transaction_id="reversal of lost")
        payee.sells(-20, payee.at(2024, 3, 9, 12), "chargeback")
        assert payee.lines() == [("chargeback", Decimal(-10))]

    def test_a_month_may_end_below_zero_and_stays_so(self):
        payee = Payee()
        payee.sells("-0.25", payee.at(2024, 3, 9, 12), "chargeback")
        assert payee.lock().total == Decimal("-0.03")
        assert payee.lines(APRIL) == []


class TestTiers:
    @pytest.mark.parametrize(
        ("net", "more"),
        [
            ("999.99", []),
            ("1000.00", []),
            ("1001.00", ["0.02"]),
            ("2000.00", ["20.00"]),
            ("2000.50", ["20.00", "0.03"]),
            ("3000.00", ["20.00", "50.00"]),
        ],
    )
    def test_each_dollar_is_paid_by_its_tier(self, net, more):
        payee = Payee(tiers=((1000, 2), (2000, 5)), ppv_percent=0)
        payee.sells(net, payee.at(2024, 3, 3, 12))
        assert payee.lines()[1:] == [("tier", Decimal(amount)) for amount in more]

    def test_they_come_on_top_of_whatever_kind(self):
        payee = Payee(tiers=((1000, 2),), tip_percent=20)
        payee.sells(800, payee.at(2024, 3, 3, 12))
        payee.sells(700, payee.at(2024, 3, 3, 12), "tip")
        assert [amount for _, amount in payee.lines()] == [Decimal(80), Decimal(140), Decimal(10)]
        assert payee.words()[-1] == "From $1,000.00 of net in the month: $500.00 × 2 % more"

    def test_a_chargeback_takes_the_tier_back_as_well(self):
        payee = Payee(tiers=((1000, 2),))
        payee.sells(1100, payee.at(2024, 3, 3, 12))
        payee.sells(-100, payee.at(2024, 3, 30, 12), "chargeback")
        assert [kind for kind, _ in payee.lines()] == ["ppv", "chargeback"]

    def test_a_plan_has_one_tier_from_each_border(self):
        payee = Payee(tiers=((1000, 2),))
        with pytest.raises(IntegrityError, match="analytics_plantier_once"), agency_scope(payee.agency.pk):
            PlanTier.objects.create(agency=payee.agency, plan=payee.plan, from_net=1000, percent_more=3)


class TestPlansThatChange:
    def test_each_day_is_paid_by_the_plan_of_that_day(self):
        payee = Payee(name="Old")
        payee.paid_by(dt.date(2024, 3, 15), name="New", ppv_percent=20)
        payee.sells(100, payee.at(2024, 3, 14, 23, 59))
        payee.sells(100, payee.at(2024, 3, 15, 0, 0))
        assert payee.lines() == [("ppv", Decimal(10)), ("ppv", Decimal(20))]
        assert payee.words() == [
            "1–14 March, Old: PPVs: 1 sale, $100.00 net × 10 %",
            "15–31 March, New: PPVs: 1 sale, $100.00 net × 20 %",
        ]

    def test_a_tier_of_the_new_plan_goes_on_from_what_the_days_before_have_brought(self):
        payee = Payee()
        payee.paid_by(dt.date(2024, 3, 15), tiers=((1000, 5),))
        payee.sells(900, payee.at(2024, 3, 2, 12))
        payee.sells(300, payee.at(2024, 3, 20, 12))
        assert payee.lines()[-1] == ("tier", Decimal(10))

    def test_a_plan_from_the_first_replaces_the_one_before_for_the_whole_month(self):
        payee = Payee()
        payee.paid_by(MARCH, ppv_percent=30)
        payee.sells(100, payee.at(2024, 3, 1, 0, 0))
        assert payee.lines() == [("ppv", Decimal(30))]

    def test_without_a_plan_nothing_is_paid(self):
        payee = Payee()
        f.PlanAssignmentFactory(membership=payee.member, plan=None, starts_on=dt.date(2024, 3, 10))
        payee.sells(100, payee.at(2024, 3, 9, 12))
        payee.sells(100, payee.at(2024, 3, 10, 12))
        assert payee.lines() == [("ppv", Decimal(10))]

    def test_a_plan_that_begins_later_pays_nothing_before(self):
        payee = Payee()
        with agency_scope(payee.agency.pk):
            PlanAssignment.objects.update(starts_on=APRIL)
        payee.sells(100, payee.at(2024, 3, 9, 12))
        assert payee.lines() == []


class TestShifts:
    def test_time_is_paid_by_the_second(self):
        payee = Payee(hourly_rate=6)
        payee.works(payee.at(2024, 3, 2, 9), payee.at(2024, 3, 2, 16, 30))
        payee.works(payee.at(2024, 3, 3, 9), payee.at(2024, 3, 3, 9, 0, 5))
        assert payee.lines() == [("shift", Decimal("45.01"))]
        assert payee.words() == ["2 shifts: 7 h 30 min 5 s × $6.00 an hour"]

    def test_idle_time_is_paid_or_not_as_the_plan_says(self):
        for pays, amount in ((True, Decimal(48)), (False, Decimal(45))):
            payee = Payee(hourly_rate=6, pays_idle_time=pays)
            payee.works(payee.at(2024, 3, 2, 9), payee.at(2024, 3, 2, 17), idle=1800)
            assert payee.lines() == [("shift", amount)]
        assert payee.words() == ["1 shift: 7 h 30 min × $6.00 an hour; idle for 0 h 30 min, which is not paid"]

    @pytest.mark.parametrize(("day", "hours"), [((2024, 3, 31), 7), ((2023, 10, 29), 9)])
    def test_the_clocks_going_forward_or_back_make_no_hour(self, day, hours):
        payee = Payee(hourly_rate=10)
        month = dt.date(*day).replace(day=1)
        with agency_scope(payee.agency.pk):
            PlanAssignment.objects.update(starts_on=month)
        payee.works(payee.at(*day, 0), payee.at(*day, 8))
        assert payee.lines(month) == [("shift", Decimal(10 * hours))]

    def test_a_shift_over_the_end_of_the_month_is_split_and_its_idle_time_in_proportion(self):
        payee = Payee(hourly_rate=10, pays_idle_time=False)
        payee.works(payee.at(2024, 3, 31, 22), payee.at(2024, 4, 1, 4), idle=3600)
        # Two of six hours, and a third of the idle hour.
        assert payee.lines(MARCH) == [("shift", Decimal("16.67"))]
        assert payee.lines(APRIL) == [("shift", Decimal("33.33"))]

    def test_a_shift_over_the_border_of_two_plans_is_split(self):
        payee = Payee(hourly_rate=10)
        payee.paid_by(dt.date(2024, 3, 15), hourly_rate=20)
        payee.works(payee.at(2024, 3, 14, 23), payee.at(2024, 3, 15, 1))
        assert payee.lines() == [("shift", Decimal(10)), ("shift", Decimal(20))]

    def test_more_idle_time_than_the_shift_has_leaves_nothing_to_pay(self):
        payee = Payee(hourly_rate=10, pays_idle_time=False)
        payee.works(payee.at(2024, 3, 2, 9), payee.at(2024, 3, 2, 10), idle=9999)
        assert payee.lines() == [("shift", Decimal(0))]

    def test_a_shift_without_an_hourly_rate_is_no_line(self):
        payee = Payee()
        payee.works(payee.at(2024, 3, 2, 9), payee.at(2024, 3, 2, 10))
        assert payee.lines() == []


def test_numbers_read_as_people_write_them():
    assert [in_money(Decimal(n), "USD") for n in ("1234.5", "-8")] == ["$1,234.50", "−$8.00"]
    assert in_money(Decimal("-1234.5"), "CHF") == "−1,234.50 CHF"
    assert [in_percent(Decimal(n)) for n in ("10.00", "12.50", "100", "0")] == ["10 %", "12.5 %", "100 %", "0 %"]
    assert [in_hours(n) for n in (0, 27000, 27005)] == ["0 h 0 min", "7 h 30 min", "7 h 30 min 5 s"]
