"""Writing a reply in a real browser: drafts, undo, scripts, media, warnings."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(db):
    """A chatter with one chat, Anna's, and a long time to undo."""
    member = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    f.InboxSettingsFactory(agency=member.agency, undo_seconds=60)
    member.creator, member.chat = creator, f.ChatFactory(creator=creator, fan_display_name="Anna")
    f.MessageFactory(chat=member.chat, text="Hello?", sent_at=timezone.now())
    return member


def test_a_reply_is_begun_sent_taken_back_and_sent_again(desk, log_in):
    page = log_in(desk)
    page.goto(f"/inbox/{desk.chat.pk}/")
    box = page.locator("#id_text")
    with page.expect_response(re.compile("/draft/")):
        box.fill("Good mor")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(box).to_have_value("Good mor")
    box.press("End")
    page.keyboard.type("ning")
    page.keyboard.press("Enter")
    expect(page.locator("[data-leaves]")).to_have_text(re.compile(r"leaves in \d+ s"))
    expect(box).to_have_value("")
    page.locator(".thread").focus()
    page.keyboard.press("z")
    expect(box).to_have_value("Good morning")
    expect(page.locator("[data-leaves]")).to_have_count(0)


def test_what_is_typed_while_a_reply_is_on_its_way_is_the_next_one(desk, log_in):
    page = log_in(desk)
    page.goto(f"/inbox/{desk.chat.pk}/")
    on_their_way = []
    page.route("**/reply/", lambda route: on_their_way.append(route))
    box = page.locator("#id_text")
    box.press_sequentially("First")
    with page.expect_request("**/reply/"):
        page.keyboard.press("Enter")
    page.keyboard.type(" and then this")
    on_their_way.pop().continue_()
    expect(page.locator("#messages .message").last).to_contain_text("First")
    expect(box).to_have_value("and then this")
    expect(box).to_be_focused()
    page.unroute("**/reply/")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .message").last).to_contain_text("and then this")
    expect(box).to_have_value("")


def test_what_is_begun_elsewhere_shows_in_the_list(desk, log_in):
    other = f.ChatFactory(creator=desk.creator, fan_display_name="Bob")
    f.DraftFactory(agency=desk.agency, chat=other, membership=desk, text="Dear Bob")
    page = log_in(desk)
    page.goto(f"/inbox/{desk.chat.pk}/")
    expect(page.locator(".chat-row", has_text="Bob")).to_contain_text("Draft: Dear Bob")
    page.locator("#id_text").fill("Dear Anna")
    page.locator(".chat-row", has_text="Bob").click()
    expect(page.locator("#fan-name")).to_have_text("Bob")
    expect(page.locator(".chat-row", has_text="Anna")).to_contain_text("Draft: Dear Anna")
    page.locator("#id_text").press("Enter")
    expect(page.locator(".chat-row", has_text="Bob")).not_to_contain_text("Draft:")


def test_a_script_and_media_go_into_a_reply_by_keyboard(desk, log_in):
    media = f.CreatorMediaFactory(creator=desk.creator, last_sent_at=timezone.now())
    f.ScriptFactory(agency=desk.agency, shortcut="morning", title="Morning", text="Good morning {fan}")
    page = log_in(desk)
    page.goto(f"/inbox/{desk.chat.pk}/")
    box = page.locator("#id_text")
    box.press_sequentially("/mor")
    expect(page.locator("#script-list [role=option]")).to_have_count(1)
    box.press("Enter")
    expect(box).to_have_value("Good morning Anna")
    page.get_by_role("button", name="Media").click()
    page.locator(f"[data-media='{media.of_media_id}']").check()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#chosen-media li")).to_have_count(1)
    box.press("Enter")
    expect(page.locator("#messages .media li")).to_have_count(1)


def test_a_warning_asks_and_send_anyway_sends(desk, log_in):
    f.WordRuleFactory(agency=desk.agency, words="meet", action="warn", reason="We promise no meetings.")
    page = log_in(desk)
    page.forgiven.append("422")
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.locator("#id_text").fill("Shall we meet?")
    page.locator("#id_text").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("We promise no meetings.")
    page.get_by_role("button", name="Send anyway").click()
    expect(page.locator("#messages .text").last).to_have_text("Shall we meet?")
