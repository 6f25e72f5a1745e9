"""Presets for sending later reckon in the zones that the product knows, not in the computer's."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS, THEIRS = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")


def open_later(log_in, fan_timezone: str):
    """The reply box of somebody in New York at a computer whose clock is set to Tokyo."""
    member = f.MembershipFactory(user__timezone=str(OURS))
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_timezone=fan_timezone)
    page = log_in(member, timezone_id="Asia/Tokyo")
    page.goto(f"/inbox/{chat.pk}/")
    page.get_by_text("Later", exact=True).click()
    return page


def chosen(page) -> dt.datetime:
    return dt.datetime.fromisoformat(page.get_by_label("Send at").input_value()).replace(tzinfo=OURS)


def test_presets_are_in_ones_own_zone(log_in):
    page = open_later(log_in, "")
    page.get_by_role("button", name="In 1 hour").click()
    minutes = (chosen(page) - timezone.now()) / dt.timedelta(minutes=1)
    assert 57 < minutes <= 60
    page.get_by_role("button", name="Tomorrow, same time").click()
    assert chosen(page).date() == dt.datetime.now(OURS).date() + dt.timedelta(days=1)
    expect(page.get_by_role("button", name="(fan’s time)")).to_have_count(0)


def test_tomorrow_morning_is_the_fans(log_in):
    page = open_later(log_in, str(THEIRS))
    page.get_by_role("button", name="Tomorrow 9:00 (fan’s time)").click()
    theirs = chosen(page).astimezone(THEIRS)
    assert (theirs.hour, theirs.minute) == (9, 0)
    assert theirs.date() == dt.datetime.now(THEIRS).date() + dt.timedelta(days=1)
