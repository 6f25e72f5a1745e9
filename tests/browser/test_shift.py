"""A shift in the top bar of a real browser."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories as f
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_shift_is_started_and_ended_and_tells_what_was_done(log_in):
    page = log_in(f.MembershipFactory(), viewport=PHONE)
    page.get_by_role("button", name="Start shift").click()
    expect(page.locator("[data-shift-time]")).to_have_text("0:00")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#shift-button").click()
    expect(page.get_by_role("heading", name="Your shift")).to_be_visible()
    expect(page.get_by_role("button", name="Start shift")).to_be_visible()


def test_idle_since_is_told_in_ones_own_zone(log_in):
    member = f.MembershipFactory(user__timezone="America/New_York")
    now = timezone.now()
    f.ShiftFactory(
        membership=member, started_at=now - dt.timedelta(hours=3), last_active_at=now - dt.timedelta(hours=2)
    )
    page = log_in(member, timezone_id="Asia/Tokyo")
    since = (now - dt.timedelta(hours=2)).astimezone(ZoneInfo("America/New_York"))
    expect(page.locator("[data-shift-time]")).to_have_text(f"idle since {since:%H:%M}")
