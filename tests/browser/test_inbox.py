"""The chatter's day in a real browser."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from agencies.tenancy import agency_scope
from chats.models import Message
from chats.summary import refresh_summaries
from tests import factories as f
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A reply can be undone at once, and taken back while it waits.
WAITING, TAKE_BACK = re.compile("leaves in|waiting to be sent"), re.compile("Undo|Take back")


def talk(creator: Any, fan: str, *texts: str, minutes: int = 10) -> Any:
    """A chat in which the fan wrote these texts, the last `minutes` ago."""
    chat = f.ChatFactory(creator=creator, fan_display_name=fan)
    for n, text in enumerate(reversed(texts)):
        f.MessageFactory(chat=chat, text=text, sent_at=timezone.now() - dt.timedelta(minutes=minutes + n))
    with agency_scope(chat.agency_id):
        refresh_summaries(chat.agency_id, [chat.pk])
    return chat


@pytest.fixture
def desk() -> SimpleNamespace:
    """A chatter, their owner, and three chats: Anna's waits longest, then Bob's, then Carl's."""
    chatter = f.MembershipFactory(user__name="Chris")
    owner = f.MembershipFactory(agency=chatter.agency, role="owner")
    creator = f.CreatorFactory(agency=chatter.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=chatter, creator=creator)
    anna = talk(creator, "Anna", "Hello?", "Are you there?", minutes=30)
    bob = talk(creator, "Bob", "Nice photos", minutes=20)
    talk(creator, "Carl", "Good morning", minutes=10)
    return SimpleNamespace(chatter=chatter, owner=owner, creator=creator, anna=anna, bob=bob)


def row(page: Page, fan: str) -> Any:
    return page.locator(".chat-row", has=page.locator(".chat-name", has_text=fan))


def box(page: Page) -> Any:
    return page.locator("#id_text")


def messages(page: Page) -> Any:
    return page.locator("#messages .text")


def test_a_chatter_reads_answers_and_the_owner_sees_it_in_the_admin(desk, log_in):
    page = log_in(desk.chatter)
    expect(page.locator(".chat-name")).to_have_text(["Anna", "Bob", "Carl"])
    expect(row(page, "Anna").locator(".count")).to_have_text("2 unread")
    row(page, "Anna").click()
    expect(messages(page)).to_have_text(["Hello?", "Are you there?"])
    expect(row(page, "Anna").locator(".count")).to_have_count(0)
    expect(box(page)).to_be_focused()
    page.keyboard.type("Here I am!")
    page.keyboard.press("Enter")
    expect(messages(page).last).to_have_text("Here I am!")
    expect(page.locator("#messages .queued")).to_have_text(WAITING)
    expect(box(page)).to_have_value("")
    expect(row(page, "Anna").locator(".chat-preview")).to_contain_text("Here I am!")

    admin = log_in(desk.owner)
    admin.goto("/admin/chats/message/")
    line = admin.locator("tr", has_text="Here I am!")
    expect(line).to_contain_text("Chris")
    expect(line).to_contain_text(WAITING)


def test_a_draft_survives_other_chats_and_a_reload(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    expect(box(page)).to_be_focused()
    page.keyboard.type("Half a thought")
    row(page, "Bob").click()
    expect(page.locator("#fan-name")).to_have_text("Bob")
    expect(box(page)).to_have_value("")
    row(page, "Anna").click()
    expect(box(page)).to_have_value("Half a thought")
    page.reload()
    expect(box(page)).to_have_value("Half a thought")


def test_a_reply_that_does_not_get_through_keeps_its_text_and_says_so(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    box(page).fill("Important words")
    page.forgiven += ["ERR_FAILED", "htmx:afterRequest", "htmx:sendError"]
    page.route("**/reply/", lambda route: route.abort())
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent")
    expect(box(page)).to_have_value("Important words")
    page.unroute("**/reply/")
    page.get_by_role("button", name="Send").click()
    expect(messages(page).last).to_have_text("Important words")
    with agency_scope(desk.anna.agency_id):
        assert Message.objects.filter(direction="out").count() == 1


def test_a_wrong_price_is_explained_and_nothing_typed_is_lost(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    page.forgiven.append("422")
    page.locator("#composer").evaluate("form => form.noValidate = true")
    box(page).fill("Something special")
    page.locator("#id_price").fill("500")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#composer .errorlist")).to_contain_text("less than or equal to 200")
    expect(box(page)).to_have_value("Something special")
    expect(page.locator("#id_price")).to_have_value("500")


def test_a_reply_can_be_taken_back_into_the_box(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    box(page).fill("Oops")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=TAKE_BACK).click()
    expect(box(page)).to_have_value("Oops")
    expect(messages(page)).to_have_text(["Hello?", "Are you there?"])


def test_everything_works_by_key(desk, log_in):
    page = log_in(desk.chatter)
    page.forgiven += ["htmx:afterRequest", "htmx:sendAbort"]  # a chat that was left before it was there
    page.keyboard.press("j")
    expect(page.locator("#fan-name")).to_have_text("Anna")
    page.keyboard.press("j")
    expect(page.locator("#fan-name")).to_have_text("Bob")
    expect(row(page, "Bob")).to_have_attribute("aria-current", "true")
    expect(page.locator(".chat-row[aria-current]")).to_have_count(1)
    page.keyboard.press("k")
    expect(page.locator("#fan-name")).to_have_text("Anna")
    page.keyboard.press("u")
    expect(row(page, "Anna").locator(".count")).to_be_visible()
    page.keyboard.press("r")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("car")
    expect(page.locator(".chat-name")).to_have_text(["Carl"])
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_older_messages_appear_above_without_a_jump(desk, log_in):
    for n in range(120):
        sent_at = timezone.now() - dt.timedelta(hours=1, minutes=120 - n)
        f.MessageFactory(chat=desk.bob, text=f"number {n}", sent_at=sent_at)
    page = log_in(desk.chatter)
    held = []
    page.route("**/older/**", lambda route: held.append(route), times=1)
    row(page, "Bob").click()
    expect(messages(page)).to_have_count(50)
    oldest = page.locator("#messages .text", has_text=messages(page).first.inner_text())
    oldest.scroll_into_view_if_needed()
    page.locator(".thread").evaluate("thread => thread.scrollTop = -thread.scrollHeight")
    page.wait_for_timeout(200)
    top = oldest.bounding_box()["y"]
    held.pop().continue_()
    expect(messages(page)).to_have_count(100)
    assert abs(oldest.bounding_box()["y"] - top) < 3
    first = messages(page).first
    for _ in range(3):
        first.scroll_into_view_if_needed()
        page.wait_for_timeout(150)
    expect(messages(page)).to_have_count(121)
    expect(page.locator("#messages .start")).to_have_text("The first message we know")


def test_the_browsers_back_and_reload_show_the_same_chat(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    expect(page.locator("#fan-name")).to_have_text("Anna")
    row(page, "Bob").click()
    expect(page.locator("#fan-name")).to_have_text("Bob")
    expect(page).to_have_title(re.compile(r"Bob – Inbox · OF Agency$"))
    page.go_back()
    expect(page.locator("#fan-name")).to_have_text("Anna")
    page.reload()
    expect(page.locator("#fan-name")).to_have_text("Anna")


def test_name_tags_and_notes_are_kept_and_shown_at_once(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    page.get_by_text("Edit name, time zone and language").click()
    page.get_by_label("Our name for the fan").fill("Anna of Oslo")
    page.locator("#fan-card").get_by_role("button", name="Save").click()
    expect(page.locator("#fan-name")).to_have_text("Anna of Oslo")
    page.get_by_label("New tag").fill("vip")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, "Anna of Oslo").locator(".tag")).to_have_text("vip")
    page.locator("#id_note").fill("Has two cats")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".notes")).to_contain_text("Has two cats")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".notes").get_by_role("button", name="Delete").click()
    expect(page.locator(".notes")).not_to_contain_text("Has two cats")


def test_on_a_phone_there_is_one_column_at_a_time(desk, log_in):
    page = log_in(desk.chatter, viewport=PHONE, has_touch=True)
    row(page, "Anna").tap()
    expect(messages(page).last).to_be_in_viewport()
    expect(page.locator(".chats")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("Back to the chats").tap()
    expect(page.locator(".chats")).to_be_visible()
    expect(page.locator("#conversation")).to_be_hidden()


def test_a_session_that_ended_leads_to_the_login_and_back_with_the_draft(desk, log_in):
    page = log_in(desk.chatter)
    row(page, "Anna").click()
    box(page).fill("Do not lose me")
    page.context.clear_cookies(name="sessionid")
    # The page may have found out by itself, by something it asks in the background.
    with contextlib.suppress(PlaywrightError):
        page.get_by_role("button", name="Send").click(timeout=5_000)
    page.wait_for_url("**/accounts/login/**")
    page.get_by_label("Email").fill(desk.chatter.user.email)
    page.get_by_label("Password").fill(f.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(box(page)).to_have_value("Do not lose me")


def test_the_conversation_works_without_scripts(desk, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/inbox/")
    page.get_by_label("Email").fill(desk.chatter.user.email)
    page.get_by_label("Password").fill(f.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    row(page, "Anna").click()
    page.get_by_role("button", name="Mark as read").click()
    row(page, "Anna").click()
    box(page).fill("No scripts needed")
    page.get_by_role("button", name="Send").click()
    expect(messages(page).last).to_have_text("No scripts needed")


def test_the_zone_of_the_device_is_offered_and_kept(world, log_in):
    page = log_in(world.acme.chatter, timezone_id="Asia/Tokyo")
    page.get_by_text(str(world.acme.chatter.user)).first.click()
    page.get_by_role("link", name="Name and time zone").click()
    page.get_by_role("button", name="Use this device’s: Asia/Tokyo").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_have_text("Saved.")
    expect(page.get_by_label("Your time zone")).to_have_value("Asia/Tokyo")
