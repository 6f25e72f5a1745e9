"""Searching all chats in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chats.search.index import work_off
from tests import factories as f
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def talk(world):
    """Two messages of the chatter's chat and one of a chat that they may not see, findable."""
    f.MessageFactory(chat=world.acme.chat, text="Happy birthday <b>to you</b>!")
    f.MessageFactory(
        chat=world.acme.chat, text="My birthday was last week", direction="out", sent_by=world.acme.chatter
    )
    f.MessageFactory(chat=world.acme.other_chat, text="birthday of another")
    work_off(world.acme.agency.pk)
    return world.acme


def test_a_chatter_searches_by_keyboard_and_arrives_at_the_message(talk, log_in):
    page = log_in(talk.chatter)
    page.keyboard.press("s")
    page.wait_for_url("**/inbox/search/")
    expect(page.locator("#search_q")).to_be_focused()
    page.keyboard.type("birthd")
    expect(page.locator(".hit mark")).to_have_text(["birthday", "birthday"])
    expect(page).to_have_url("/inbox/search/?q=birthd")
    expect(page.locator(".hit", has_text="<b>to you</b>")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    expect(page.locator(".hit", has_text="Happy")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?at=*")
    expect(page.locator("#messages")).to_contain_text("Happy birthday")


def test_filters_narrow_what_was_found(talk, log_in):
    page = log_in(talk.chatter)
    page.goto("/inbox/search/?q=birthday")
    expect(page.locator(".hit")).to_have_count(2)
    page.get_by_text("Filters").click()
    page.get_by_label("Sent by").select_option("From us")
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_label("Sent by").select_option("From the fan")
    expect(page.locator(".hit")).to_contain_text("Happy")
    page.get_by_label("From", exact=True).fill("2031-01-01")
    expect(page.get_by_text("No message has this.")).to_be_visible()
    page.get_by_role("link", name="Search without filters").click()
    expect(page.locator(".hit")).to_have_count(2)


def test_a_fan_is_found_by_a_part_of_the_name_without_scripts(talk, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/inbox/search/")
    page.get_by_label("Email").fill(talk.chatter.user.email)
    page.get_by_label("Password").fill(f.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("searchbox").fill("main-f")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="acme-main-fan").click()
    expect(page.locator("#fan-name")).to_have_text("acme-main-fan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_is_accessible_and_fits(talk, log_in, viewport, scheme):
    page = log_in(talk.chatter, viewport=viewport, scheme=scheme)
    for query in ("", "?q=birthday&sender=in", "?q=acme", "?q=nothing"):
        page.goto(f"/inbox/search/{query}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
