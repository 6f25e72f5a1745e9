"""Two people at once: what one does, the other sees, without a reload."""

from __future__ import annotations

import itertools
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import CreatorAssignment
from agencies.tenancy import agency_scope
from chats.incoming import IncomingMedia, IncomingMessage
from chats.ingest import record_messages
from tests import factories as f
from tests.browser.conftest import PHONE

numbers = itertools.count(60_000_000)


@pytest.fixture
def chat(transactional_db):
    chat = f.ChatFactory(creator__display_name="Luna", fan_display_name="Anna")
    say(chat, "Good morning")
    say(f.ChatFactory(creator=chat.creator, fan_display_name="Bob"), "Hello Luna")
    return chat


def chatter(chat, name):
    member = f.MembershipFactory(agency=chat.agency, user__name=name)
    f.CreatorAssignmentFactory(membership=member, creator=chat.creator)
    return member


def say(chat, text, media=()):
    record_messages(
        agency_id=chat.agency_id,
        creator_id=chat.creator_id,
        messages=[IncomingMessage(chat.fan_of_id, next(numbers), "in", timezone.now(), text, media=media)],
        source="test",
    )


def opened(log_in, member, chat, **options) -> Page:
    """The member's page with the chat open, and its stream connected."""
    page = log_in(member, **options)
    page.goto(f"/inbox/{chat.pk}/")
    expect(page.locator("[data-live][data-listening=yes]")).to_be_attached()
    return page


def row(page, name):
    return page.locator(".chat-row", has_text=name)


def test_a_message_appears_in_the_open_chat_and_in_the_list(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat)
    say(chat, "Are you there?")
    expect(page.locator("#messages .message").last).to_contain_text("Are you there?")
    expect(row(page, "Anna")).to_contain_text("Are you there?")
    expect(page.locator("#live-news")).to_have_text("Anna: Are you there?")


def test_what_a_fan_writes_is_shown_and_never_run(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat)
    say(chat, "<img src=x onerror=document.title='owned'>hi<script>document.title='owned'</script>")
    expect(page.locator("#messages .message").last).to_contain_text("hi")
    assert "owned" not in page.title()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 10_000, "xxxx"),
        ("مرحبا، كيف حالك اليوم؟ " * 20, "مرحبا"),
        ("👩‍👩‍👧‍👦🏳️‍🌈👍🏿" * 300, "👩‍👩‍👧‍👦"),
    ],
    ids=["10,000 characters", "right to left", "emoji sequences"],
)
def test_strange_text_that_arrives_fits_a_phone(chat, log_in, text, shown):
    page = opened(log_in, chatter(chat, "Chris"), chat, viewport=PHONE)
    say(chat, text)
    expect(page.locator("#messages .message").last).to_contain_text(shown)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#messages .message").last.evaluate("m => m.getBoundingClientRect().right <= innerWidth")


def test_five_hundred_media_arrive_and_fit_a_phone(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat, viewport=PHONE)
    say(chat, "All of them", [IncomingMedia(9_000_000 + n, "image") for n in range(500)])
    last = page.locator("#messages .message").last
    expect(last).to_contain_text("All of them")
    expect(last).to_contain_text("500")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The reply box stays in reach.
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport()


def test_a_new_chat_comes_to_the_top_and_the_title_counts_it(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat)
    say(f.ChatFactory(creator=chat.creator, fan_display_name="Carla"), "First time here")
    expect(row(page, "Carla")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(\d+\) Anna"))


def test_a_colleague_is_seen_typing_and_answering(chat, log_in):
    ours = opened(log_in, chatter(chat, "Chris"), chat)
    theirs = opened(log_in, chatter(chat, "Mira"), chat)
    expect(ours.locator("[data-people]")).to_have_text(" · Mira is here too")
    theirs.locator("#composer textarea").press_sequentially("Hi")
    expect(ours.locator("#typing")).to_contain_text("Mira is typing")
    theirs.locator("#composer textarea").fill("Hi Anna")
    theirs.get_by_role("button", name="Send").click()
    expect(ours.locator("#messages .message").last).to_contain_text("Hi Anna")
    expect(ours.locator("#chat-head")).to_contain_text("Mira answers until")


def test_a_second_answer_is_held_back_until_the_chat_is_taken_over(chat, log_in):
    ours = opened(log_in, chatter(chat, "Chris"), chat)
    theirs = opened(log_in, chatter(chat, "Mira"), chat)
    theirs.get_by_role("button", name="Claim").click()
    expect(ours.locator("#chat-head")).to_contain_text("Mira answers until")
    ours.forgiven.append("422")
    ours.locator("#composer textarea").fill("Me too")
    ours.get_by_role("button", name="Send").click()
    expect(ours.locator("#composer")).to_contain_text("Mira is answering this fan since")
    expect(ours.locator("#composer textarea")).to_have_value("Me too")
    ours.get_by_role("button", name="Take over").click()
    expect(theirs.locator("#chat-head")).to_contain_text("Chris answers until")
    ours.get_by_role("button", name="Send").click()
    expect(theirs.locator("#messages .message").last).to_contain_text("Me too")


def test_what_a_colleague_writes_on_the_fan_card_appears(chat, log_in):
    ours = opened(log_in, chatter(chat, "Chris"), chat)
    theirs = opened(log_in, chatter(chat, "Mira"), chat)
    theirs.get_by_label("New note").fill("half a note")
    ours.get_by_label("New note").fill("Anna has a birthday on Friday")
    ours.get_by_role("button", name="Add note").click()
    expect(theirs.locator(".notes")).to_contain_text("Anna has a birthday on Friday")
    expect(theirs.get_by_label("New note")).to_have_value("half a note")
    expect(theirs.get_by_label("New note")).to_be_focused()


def test_a_change_of_the_head_does_not_swallow_what_is_done_in_it(chat, log_in):
    ours = opened(log_in, chatter(chat, "Chris"), chat)
    theirs = opened(log_in, chatter(chat, "Mira"), chat)
    snoozes = []
    ours.route("**/snooze/", lambda route: snoozes.append(route))
    ours.keyboard.press("m")
    with ours.expect_request("**/snooze/"):
        ours.get_by_role("button", name="4 hours").click()
    with ours.expect_response("**/head/"):
        theirs.get_by_role("button", name="Claim").click()
    snoozes.pop().continue_()
    expect(ours.locator("#chat-head")).to_contain_text("snoozed until")
    expect(ours.locator("#chat-head")).to_contain_text("Mira answers until")


def test_closing_the_page_frees_the_chat(chat, log_in):
    ours = opened(log_in, chatter(chat, "Chris"), chat)
    theirs = opened(log_in, chatter(chat, "Mira"), chat)
    theirs.get_by_role("button", name="Claim").click()
    expect(ours.locator("#chat-head")).to_contain_text("Mira answers")
    theirs.close()
    expect(ours.get_by_role("button", name="Claim")).to_be_visible()
    expect(ours.locator("[data-people]")).to_have_text("")


def test_next_chat_gives_each_their_own_and_says_why(chat, log_in):
    ours, theirs = log_in(chatter(chat, "Chris")), log_in(chatter(chat, "Mira"))
    ours.keyboard.press("g")
    expect(ours.locator(".why")).to_contain_text("waits")
    expect(ours.locator("#fan-name")).to_have_text("Anna")
    theirs.keyboard.press("g")
    expect(theirs.locator("#fan-name")).to_have_text("Bob")


def test_who_loses_the_creator_loses_the_open_chat_at_once(chat, log_in):
    chris = chatter(chat, "Chris")
    page = opened(log_in, chris, chat)
    page.forgiven.append("404")
    with agency_scope(chat.agency_id):
        CreatorAssignment.objects.filter(membership=chris).delete()
    expect(page.get_by_role("alert")).to_have_text("This chat is no longer open to you.")
    expect(page.locator(".chat-row")).to_have_count(0)
    say(chat, "Secret from now on")
    expect(page.locator("body")).not_to_contain_text("Secret from now on")


def test_after_being_offline_what_was_missed_is_there(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat)
    page.forgiven.append("ERR_INTERNET_DISCONNECTED")
    page.forgiven.append("Failed to load resource")
    page.locator("#composer textarea").fill("Half a sent")
    page.context.set_offline(True)
    expect(page.locator("[data-live][data-listening=no]")).to_be_attached()
    say(chat, "Said while you were away")
    page.context.set_offline(False)
    expect(page.locator("#messages .message").last).to_contain_text("Said while you were away")
    expect(page.locator("#composer textarea")).to_have_value("Half a sent")


def test_what_is_being_typed_and_the_focus_stay_when_messages_come(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat)
    box = page.locator("#composer textarea")
    box.fill("I am just wri")
    say(chat, "Hurry")
    expect(page.locator("#messages .message").last).to_contain_text("Hurry")
    expect(box).to_be_focused()
    page.keyboard.type("ting")
    expect(box).to_have_value("I am just writing")


def test_snooze_and_assign_by_the_menu(chat, log_in):
    mira = chatter(chat, "Mira")
    page = opened(log_in, chatter(chat, "Chris"), chat)
    page.keyboard.press("m")
    page.get_by_role("button", name="4 hours").click()
    expect(page.locator("#chat-head")).to_contain_text("snoozed until")
    page.keyboard.press("m")
    page.get_by_label("Assign to").select_option(label=str(mira))
    page.get_by_label("Note for them").fill("She asked for you")
    page.get_by_role("button", name="Assign").click()
    expect(page.locator("#chat-head")).to_contain_text("assigned to Mira")


def test_the_phone_shows_it_too(chat, log_in):
    page = opened(log_in, chatter(chat, "Chris"), chat, viewport=PHONE)
    say(chat, "On the way")
    expect(page.locator("#messages .message").last).to_contain_text("On the way")
    page.get_by_role("link", name="Back to the chats").click()
    expect(row(page, "Anna")).to_contain_text("On the way")
