"""A mass message and a shift in a real browser."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import Creator
from agencies.tenancy import agency_scope
from chats.models import Chat
from tests import factories as f
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner():
    owner = f.MembershipFactory(role="owner")
    creator = f.CreatorFactory(agency=owner.agency, display_name="Luna")
    f.ChatFactory(creator=creator, fan_display_name="Anna", tags=["vip"])
    f.ChatFactory(creator=creator, fan_display_name="Bob")
    return owner


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_choosing_fans_shows_who_and_starting_shows_how_far(owner, log_in, viewport):
    page = log_in(owner, viewport=viewport)
    page.goto("/inbox/mass/")
    page.get_by_role("link", name="Write a mass message").click()
    expect(page.locator(".mass-count")).to_contain_text("2 fans get it")
    page.get_by_label("Name for the team").fill("News")
    page.get_by_label("Message", exact=True).fill("Hello {fan}")
    page.get_by_label("Tags, separated by commas").fill("vip")
    expect(page.locator(".mass-count")).to_contain_text("1 fan gets it")
    expect(page.locator(".mass-sample")).to_contain_text("Hello Anna")
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".mass-numbers")).to_contain_text("Remaining")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_media_are_picked_counted_in_the_preview_and_kept(owner, log_in, viewport):
    with agency_scope(owner.agency_id):
        creator = Creator.objects.get()
        anna = Chat.objects.get(fan_display_name="Anna")
    media = f.CreatorMediaFactory(creator=creator, media_type="video", last_sent_at=timezone.now())
    f.SentMediaFactory(chat=anna, of_media_id=media.of_media_id)
    name = f"Video {media.of_media_id}"
    page = log_in(owner, viewport=viewport)
    # htmx notes when a newer preview takes the place of one that is on its way.
    page.forgiven += ["htmx:sendAbort", "htmx:afterRequest"]
    page.goto("/inbox/mass/new/")
    page.get_by_label("Name for the team").fill("News")
    page.get_by_label("Message", exact=True).fill("Hello {fan}")
    page.get_by_label("who have been sent").check()
    page.get_by_role("button", name="Choose media").click()
    page.get_by_role("dialog").get_by_role("checkbox").check()
    page.get_by_role("button", name="Done").click()
    chosen = page.get_by_role("list", name="Media")
    expect(chosen).to_contain_text(name)
    expect(page.locator(".mass-count")).to_contain_text("1 fan gets it")
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("link", name="Change").click()
    expect(chosen).to_contain_text(name)
    page.get_by_role("button", name=f"Leave out {media.of_media_id}").click()
    expect(page.get_by_role("button", name="Choose media")).to_be_focused()
    expect(page.locator(".mass-count")).to_contain_text("2 fans get it")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
