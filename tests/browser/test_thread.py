"""The thread and the fan card in a real browser: nothing runs, nothing jumps, nothing overflows."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.tenancy import agency_scope
from chats.models import Message
from chats.summary import refresh_summaries
from tests import factories as f
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 12
STRANGE = {
    "markup": "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"><b>bold</b>",
    "right to left": "مرحبا، كيف حالك اليوم؟ \u202eabc\u202c שלום",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 40,
    "zero width": "z\u200b\u200b\u200d\ufeffz" * 100,
    "one long word": WORD,
    "ten thousand characters": "a " * 4_999 + "zz",
}


@pytest.fixture
def desk() -> SimpleNamespace:
    """A chatter with one chat of a fan called Anna."""
    chatter = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=chatter.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=chatter, creator=creator)
    return SimpleNamespace(
        chatter=chatter, creator=creator, chat=f.ChatFactory(creator=creator, fan_display_name="Anna")
    )


def say(chat: Any, *texts: str, **fields: Any) -> list[Any]:
    """Messages an hour apart, the last an hour ago."""
    first = timezone.now() - dt.timedelta(hours=len(texts))
    made = [
        f.MessageFactory(chat=chat, text=text, sent_at=first + dt.timedelta(hours=n), **fields)
        for n, text in enumerate(texts)
    ]
    with agency_scope(chat.agency_id):
        refresh_summaries(chat.agency_id, [chat.pk])
    return made


def messages(page: Page) -> Any:
    return page.locator("#messages .text")


def overflow(page: Page) -> int:
    """Pixels by which the page, the thread or the card is wider than its place."""
    boxes = "html, .thread, .bubble, .fan-card, .conversation-head"
    widths = "all => Math.max(...all.map((box) => box.scrollWidth - box.clientWidth))"
    return page.locator(boxes).evaluate_all(widths)


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_text_is_shown_as_text_and_fits_a_phone(desk, log_in, kind):
    with agency_scope(desk.chat.agency_id):
        desk.chat.fan_display_name = STRANGE[kind][:200]
        desk.chat.save()
    say(desk.chat, STRANGE[kind], "after it")
    page = log_in(desk.chatter, viewport=PHONE)
    page.goto(f"/inbox/{desk.chat.pk}/")
    expect(messages(page).first).to_contain_text(STRANGE[kind][:30].strip())
    expect(messages(page).last).to_be_in_viewport()
    assert messages(page).first.evaluate("text => text.children.length") == 0
    assert page.title() != "run"
    assert overflow(page) <= 0


def test_right_to_left_text_reads_from_the_right(desk, log_in):
    say(desk.chat, STRANGE["right to left"], "left to right")
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    assert messages(page).first.evaluate("text => getComputedStyle(text).direction") == "rtl"
    assert messages(page).last.evaluate("text => getComputedStyle(text).direction") == "ltr"


def test_a_very_long_message_is_folded_and_unfolds(desk, log_in):
    say(desk.chat, STRANGE["ten thousand characters"])
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    folded = messages(page).bounding_box()["height"]
    page.get_by_role("button", name="Show all 10,000 characters").click()
    assert messages(page).bounding_box()["height"] > 2 * folded
    page.get_by_role("button", name="Show less").click()
    assert messages(page).bounding_box()["height"] == folded


def test_words_are_found_by_key_and_the_thread_goes_there(desk, log_in):
    texts = [f"number {n}" for n in range(200)]
    texts[20] = texts[180] = "a needle"
    say(desk.chat, *texts)
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.locator(".thread").focus()
    page.keyboard.press("f")
    page.keyboard.type("NEEDLE")
    page.keyboard.press("Enter")
    expect(page.locator("#find-state")).to_have_text("1 of 2")
    expect(page.locator(".sought")).to_contain_text("a needle")
    page.keyboard.press("Enter")
    expect(page.locator("#find-state")).to_have_text("2 of 2")
    expect(page.locator(".sought")).to_be_in_viewport()
    expect(messages(page).filter(has_text="number 30")).to_have_count(1)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#find-state")).to_have_text("1 of 2")
    expect(page.locator("#id_words")).to_be_focused()
    page.reload()
    expect(page.locator(".sought")).to_be_in_viewport()


def test_newer_messages_appear_below_without_a_jump_and_the_latest_is_a_click_away(desk, log_in):
    made = say(desk.chat, *[f"number {n}." for n in range(200)])
    page = log_in(desk.chatter)
    held = []
    page.route("**/newer/**", lambda route: held.append(route), times=1)
    page.goto(f"/inbox/{desk.chat.pk}/?at={made[60].pk}")
    expect(page.locator(".sought")).to_be_in_viewport()
    expect(page.locator(".sought")).to_be_focused()
    page.locator("#messages .newer").evaluate("link => link.scrollIntoView({ block: 'end' })")
    last = messages(page).filter(has_text="number 84.")
    page.wait_for_timeout(200)
    top = last.bounding_box()["y"]
    held.pop().continue_()
    expect(messages(page).filter(has_text="number 85.")).to_have_count(1)
    assert abs(last.bounding_box()["y"] - top) < 3
    page.get_by_role("link", name="Jump to the latest").click()
    expect(messages(page).last).to_have_text("number 199.")
    expect(messages(page).last).to_be_in_viewport()
    page.wait_for_url(f"**/inbox/{desk.chat.pk}/")
    expect(page.locator(".back-to-latest")).to_have_count(0)


def test_a_date_leads_to_its_day(desk, log_in):
    made = say(desk.chat, *[f"number {n}." for n in range(300)])
    day = made[100].sent_at.date()
    first = next(message for message in made if message.sent_at.date() == day)
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.get_by_text("Find", exact=True).click()
    page.get_by_label("Go to").fill(day.isoformat())
    expect(page.locator(".sought .text")).to_have_text(first.text)
    days = page.locator("#messages .day").evaluate_all("all => all.map((day) => day.dataset.day)")
    assert days == sorted(set(days))


def test_a_failed_message_is_sent_again_or_taken_back(desk, log_in):
    say(desk.chat, "one", "two", direction="out", sent_by=desk.chatter, status="failed", failure_reason="Blocked.")
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    expect(page.locator(".failed")).to_have_text(["not delivered: Blocked."] * 2)
    page.get_by_role("button", name="Retry").first.click()
    expect(page.locator(".queued")).to_have_text("waiting to be sent")
    expect(page.locator(".failed")).to_have_count(1)
    page.locator(".message", has_text="two").get_by_role("button", name="Take back").click()
    expect(page.locator("#id_text")).to_have_value("two")
    expect(messages(page)).to_have_text(["one"])
    with agency_scope(desk.chat.agency_id):
        assert Message.objects.get().status == "queued"


def test_what_is_half_typed_on_the_card_stays_and_so_does_the_focus(desk, log_in):
    say(desk.chat, "hello")
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.get_by_label("New note").fill("half a note")
    page.get_by_label("New tag").fill("vip")
    page.keyboard.press("Enter")
    expect(page.locator("#fan-card .tag")).to_have_text(["vip×"])
    expect(page.get_by_label("New note")).to_have_value("half a note")
    expect(page.get_by_label("New tag")).to_be_focused()
    page.get_by_role("button", name="Remove the tag vip").press("Enter")
    expect(page.locator("#fan-card .tag")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "fan-card"
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".notes")).to_contain_text("half a note")
    expect(page.get_by_label("New note")).to_have_value("")
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.get_by_label("Note", exact=True).fill("a whole note")
    page.locator(".notes").get_by_role("button", name="Save").click()
    expect(page.locator(".notes p")).to_have_text("a whole note")


def test_the_fans_clock_appears_when_their_zone_is_set(desk, log_in):
    say(desk.chat, "hello")
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.get_by_text("Edit name, time zone and language").click()
    page.get_by_label("Their time zone").fill("Asia/Tokyo")
    expect(page.locator("#time-zones option").first).to_be_attached()
    page.locator("#fan-names").get_by_role("button", name="Save").click()
    expect(page.locator("[data-fan-clock]")).to_contain_text("for them")
    page.reload()
    expect(page.locator(".theirs")).to_contain_text("for them")


def test_the_card_of_a_fan_with_everything_fits_a_phone(desk, log_in):
    say(desk.chat, "hello")
    f.FanStatsFactory(chat=desk.chat, total_tips="5.00", total_spent="12345.00", ppv_sent=4, ppv_unlocked=1)
    f.TransactionFactory(creator=desk.creator, chat=desk.chat)
    f.SubscriptionFactory(chat=desk.chat, expires_at=timezone.now() + dt.timedelta(days=1))
    f.ChatNoteFactory(chat=desk.chat, author=desk.chatter, text=WORD)
    with agency_scope(desk.chat.agency_id):
        desk.chat.tags = ["w" * 40, "vip"]
        desk.chat.save()
    page = log_in(desk.chatter, viewport=PHONE, scheme="dark")
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.locator("#fan-card summary", has_text="About the fan").first.click()
    expect(page.get_by_role("img", name="Tips $5.00")).to_be_visible()
    assert overflow(page) <= 0


def test_what_arrives_while_an_older_part_is_shown_is_told_and_leaves_no_gap(desk, log_in):
    made = say(desk.chat, *[f"number {n}." for n in range(200)])
    page = log_in(desk.chatter)
    page.goto(f"/inbox/{desk.chat.pk}/?at={made[30].pk}")
    expect(page.locator(".sought")).to_be_focused()
    page.evaluate(
        """() => { const late = document.querySelector(".message").cloneNode(true); late.id = "message-late";
                   document.getElementById("messages").append(late) }"""
    )
    expect(page.get_by_role("link", name="New messages: jump to the latest")).to_be_visible()
    expect(page.locator("#message-late")).to_have_count(0)
