"""The dashboards in a real browser: drawn, accessible, and asked with the filter as a person does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from analytics.dashboards.views import DASHBOARDS
from tests import factories as f
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS = {"include": [".report-tabs", ".report-filter", ".report-section"]}


@pytest.fixture
def busy(db):
    """An owner, and a chatter with some days of work."""
    owner = f.MembershipFactory(role="owner", user__name="Olivia")
    chatter = f.MembershipFactory(agency=owner.agency, user__name="Chris")
    creator = f.CreatorFactory(agency=owner.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=chatter, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna", last_message_at=timezone.now())
    f.FanStatsFactory(chat=chat, total_spent=90)
    f.SubscriptionFactory(chat=chat, expires_at=timezone.now() + dt.timedelta(days=2), price=10)
    offer = f.MessageFactory(chat=chat, direction="out", is_ppv=True, price=10, sent_by=chatter)
    f.AIResponseFactory(chat=chat, requested_by=chatter, status="accepted", cost=Decimal("0.01"))
    for days in range(20):
        day = timezone.now().date() - dt.timedelta(days=days)
        hours = [0] * 20 + [days, 1, 2, 3]
        numbers = {"net": Decimal(days), "net_tip": Decimal(days), "sent": 6, "replies": 2, "reply_seconds": 99}
        classes = [0] * 12 + [2] + [0] * 28
        f.CreatorDayFactory(creator=creator, day=day, received_by_hour=hours, reply_classes=classes, **numbers)
        f.MemberDayFactory(creator=creator, member=chatter, day=day, reply_classes=classes, **numbers)
        f.OfferDayFactory(creator=creator, day=day, message_id=offer.pk, sent=3, known=3, unlocked=1)
        f.TransactionFactory(creator=creator, chat=chat, day=day)
    return owner, chatter


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desk light", "desk dark", "phone light", "phone dark"],
)
def test_every_dashboard_is_drawn_and_accessible(busy, log_in, viewport, scheme):
    page = log_in(busy[0], viewport=viewport, scheme=scheme)
    wrong = []
    for dashboard in DASHBOARDS:
        page.goto(f"/admin/reports/{dashboard.name}/")
        wrong += [f"{dashboard.name}: {found}" for found in violations(page, OURS)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append(f"{dashboard.name} scrolls sideways")
        if not page.locator("canvas, .heat-map").count():
            wrong.append(f"{dashboard.name} has no picture")
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ones_own_numbers_are_accessible(busy, log_in, scheme):
    page = log_in(busy[1], scheme=scheme)
    page.goto("/inbox/numbers/")
    expect(page.locator("canvas")).to_have_count(2)
    assert violations(page) == []


def test_a_choice_shows_at_once_and_stands_in_the_address(busy, log_in):
    page = log_in(busy[0])
    page.goto("/admin/reports/revenue/")
    page.get_by_label("Days", exact=True).select_option("7")
    page.wait_for_url("**/revenue/?range=7")
    page.get_by_label("Creator", exact=True).select_option(label="Luna")
    page.wait_for_url("**/revenue/?range=7&creator=*")
    page.get_by_role("navigation", name="Reports").get_by_role("link", name="Team").click()
    page.wait_for_url("**/team/?range=7&creator=*")
    expect(page.get_by_label("Creator", exact=True).locator("option:checked")).to_have_text("Luna")


def test_other_days_are_asked_for_only_when_they_are_chosen(busy, log_in):
    page = log_in(busy[0])
    page.goto("/admin/reports/revenue/")
    expect(page.get_by_label("From", exact=True)).to_be_hidden()
    page.get_by_label("Days", exact=True).select_option("days")
    page.get_by_label("From", exact=True).fill("2026-01-05")
    page.get_by_label("To", exact=True).fill("2026-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".report-span")).to_contain_text("1 Jan 2026 – 5 Jan 2026 · 5 days")


def test_a_table_is_sorted_by_its_heads(busy, log_in):
    page = log_in(busy[0])
    page.goto("/admin/reports/team/")
    page.get_by_role("link", name="Messages out").click()
    head = page.get_by_role("columnheader", name="Messages out")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Messages out").click()
    expect(head).to_have_attribute("aria-sort", "ascending")


def test_the_numbers_of_a_picture_can_be_taken_along(busy, log_in):
    page = log_in(busy[0])
    page.goto("/admin/reports/revenue/?range=7")
    section = page.locator(".report-section", has_text="Net sales over time")
    section.get_by_text("The numbers").click()
    with page.expect_download() as download:
        section.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("net-sales-over-time")
