"""Every way an AI draft can end, in a real browser: asked for by key, streamed, sent, edited, rejected, left."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.tenancy import agency_scope
from chats.models import AIResponse, DraftRequest, Message
from tests import factories as f
from tests.ai_server import CUT, Reply, ai_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server():
    with ai_server() as it:
        it.replies = [Reply(text=f"Draft number {n} for you Anna") for n in (1, 2, 3)]
        yield it


@pytest.fixture
def desk(db, server):
    """A chatter with Anna's chat, a long time to undo, and a hosted provider."""
    member = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    f.InboxSettingsFactory(agency=member.agency, undo_seconds=60)
    member.creator, member.chat = creator, f.ChatFactory(creator=creator, fan_display_name="Anna")
    f.MessageFactory(chat=member.chat, text="Hello?", sent_at=timezone.now())
    f.AIProviderFactory(agency=member.agency, name="Hosted", base_url=server.url, api_key="k", time_limit_seconds=20)
    return member


@pytest.fixture
def page(desk, log_in):
    page = log_in(desk)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.locator("[data-live][data-listening=yes]").wait_for(state="attached")
    return page


def rows(desk, model=AIResponse):
    with agency_scope(desk.agency_id):
        return list(model.objects.filter(agency_id=desk.agency_id).order_by("created_at"))


def card(page, number):
    return page.locator(f".ai-card[data-number='{number}']")


def ask(page):
    """By key, until all is there."""
    page.locator(".thread").focus()
    page.keyboard.press("d")
    expect(page.locator("#ai-panel [data-anew]")).to_be_enabled()


def decided(page, desk, status):
    expect(page.locator("#messages .message").last).to_contain_text("leaves in")
    return next(row for row in rows(desk) if row.status == status)


def test_one_key_asks_and_another_puts_a_draft_into_the_box_to_be_sent_as_it_is(page, desk):
    ask(page)
    expect(page.locator(".ai-card .ai-text")).to_have_text([re.compile("Draft number")] * 3)
    text = card(page, 2).locator(".ai-text").text_content()
    page.keyboard.press("2")
    expect(page.locator("#id_text")).to_have_value(text)
    expect(page.locator("#id_text")).to_be_focused()
    assert [message.direction for message in rows(desk, Message)] == ["in"]
    page.keyboard.press("Enter")
    row = decided(page, desk, "accepted")
    assert (row.draft_text, row.edit_distance) == (text, 0)
    assert row.sent_message_id


def test_who_is_writing_asks_by_key_and_comes_back_to_what_is_typed(page, desk):
    page.locator("#id_text").fill("Well")
    page.keyboard.press("Alt+a")
    expect(page.locator(".ai-cards")).to_be_focused()
    expect(page.locator("#ai-panel [data-anew]")).to_be_enabled()
    page.keyboard.press("Escape")
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value("Well")
    page.keyboard.press("Alt+a")
    expect(page.locator("#ai-panel [data-anew]")).to_be_enabled()
    page.keyboard.press("3")
    expect(page.locator("#id_text")).to_have_value(re.compile("Draft number"))


def test_it_is_edited_before_it_is_sent(page, desk):
    ask(page)
    page.keyboard.press("1")
    page.keyboard.type(" 😊")
    page.keyboard.press("Enter")
    assert decided(page, desk, "edited").edit_distance == 2


def test_drafts_stream_in_word_by_word_and_nothing_moves(page, desk, server):
    server.replies = [Reply(text="one two three four", pause=0.6)] * 3
    page.locator("[data-ask-drafts]").click()
    first = card(page, 1)
    expect(first.locator(".ai-text")).to_have_text(re.compile("^one two"))
    before = first.bounding_box(), page.locator("#composer").bounding_box()
    expect(first).to_have_attribute("aria-busy", "true")
    expect(first.locator("[data-use]")).to_be_visible()
    expect(first).to_have_attribute("aria-busy", "false")
    assert (first.bounding_box(), page.locator("#composer").bounding_box()) == before


def test_rejecting_with_a_reason(page, desk):
    ask(page)
    card(page, 1).get_by_text("Reject").click()
    card(page, 1).get_by_role("button", name="Too pushy").click()
    expect(card(page, 1)).to_contain_text("Rejected: too pushy.")
    expect(card(page, 2).locator("[data-use]")).to_be_focused()
    (row,) = [row for row in rows(desk) if row.status == "rejected"]
    assert (row.number, row.reject_reason) == (1, "pushy")


def test_closing_leaves_them_undecided_and_asking_again_shows_the_same(page, desk, server):
    ask(page)
    page.keyboard.press("Escape")
    expect(page.locator("#ai-panel")).to_be_hidden()
    assert {row.status for row in rows(desk)} == {"suggested"}
    ask(page)
    expect(page.locator(".ai-card [data-use]")).to_have_count(3)
    assert len(server.asked) == 3
    page.get_by_role("button", name="Draft again").click()
    expect(page.locator(".ai-card .ai-text")).to_have_text(["Hello Anna, how was your day?"] * 3)
    assert len(server.asked) == 6


def test_what_was_typed_comes_back(page, desk):
    page.locator("#id_text").fill("My own words")
    page.locator("#id_price").fill("12.50")
    ask(page)
    page.keyboard.press("3")
    expect(page.locator("#id_text")).to_have_value(re.compile("Draft number"))
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#id_text")).to_have_value("My own words")
    expect(page.locator("#id_price")).to_have_value("12.50")
    expect(page.locator("#id_ai_response")).to_have_value("")
    page.locator("#id_text").press("Enter")
    expect(page.locator("#messages .message").last).to_contain_text("My own words")
    assert {row.status for row in rows(desk)} == {"suggested"}


def test_an_emptied_box_forgets_the_draft(page, desk):
    ask(page)
    page.keyboard.press("1")
    expect(page.locator("#id_ai_response")).not_to_have_value("")
    page.locator("#id_text").fill("")
    expect(page.locator("#id_ai_response")).to_have_value("")


def test_a_draft_in_the_box_outlives_a_reload(page, desk):
    ask(page)
    page.keyboard.press("1")
    with page.expect_response(re.compile("/draft/")):
        page.locator("#id_text").blur()
    page.reload()
    expect(page.locator("#id_text")).to_have_value(re.compile("Draft number"))
    page.locator("#id_text").press("Enter")
    assert decided(page, desk, "accepted")


def test_a_reply_that_is_taken_back_is_still_that_draft(page, desk):
    ask(page)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .message").last).to_contain_text("leaves in")
    page.locator(".thread").focus()
    page.keyboard.press("z")
    expect(page.locator("#id_ai_response")).not_to_have_value("")
    assert {row.status for row in rows(desk)} == {"suggested"}


def test_price_and_media_of_a_draft_go_into_the_box(page, desk, server):
    server.otherwise, server.replies = Reply(status=500), []
    media = f.CreatorMediaFactory(creator=desk.creator, last_sent_at=timezone.now())
    f.ScriptFactory(
        agency=desk.agency,
        creator=desk.creator,
        title="Offer",
        text="Just for you",
        price=Decimal("15"),
        of_media_ids=[media.of_media_id],
    )
    ask(page)
    expect(card(page, 1)).to_contain_text("$15.00")
    page.keyboard.press("1")
    expect(page.locator("#id_price")).to_have_value("15.00")
    expect(page.locator("#chosen-media li")).to_have_count(1)


def test_a_provider_that_fails_is_named_and_the_next_one_answers(page, desk, server):
    server.replies, server.otherwise = [Reply(text="one two three", fails=CUT)] * 3, Reply()
    f.AIProviderFactory(agency=desk.agency, name="Spare", base_url=server.url, place=2, model="other")
    ask(page)
    expect(page.locator("#ai-faults")).to_have_text("Hosted broke off in the middle. Spare answers now.")
    expect(card(page, 1).locator(".ai-text")).to_have_text("Hello Anna, how was your day?")
    expect(card(page, 1)).to_contain_text("Spare · other")


def test_where_nobody_answers_it_says_so(page, desk, server):
    server.replies, server.otherwise = [], Reply(status=500)
    ask(page)
    expect(page.locator("#ai-faults")).to_contain_text("Hosted had an error of its own (500).")
    expect(page.locator(".ai-card [data-use]")).to_have_count(0)
    (request,) = rows(desk, DraftRequest)
    assert request.status == "failed"


def test_what_the_guard_holds_back_is_not_shown(page, desk, server):
    f.GuardRuleFactory(agency=desk.agency, phrases="red bananas", advice="Keep payments here.")
    server.replies, server.otherwise = [], Reply(text="send me red bananas please")
    ask(page)
    expect(card(page, 1)).to_contain_text("Held back by the guard. Keep payments here.")
    expect(page.locator("#ai-panel")).not_to_contain_text("bananas")
    page.keyboard.press("1")
    expect(page.locator("#id_text")).to_have_value("")
    page.get_by_role("button", name="Draft again").click()
    expect(page.get_by_role("alert")).to_contain_text("waits for an owner or admin")


def test_where_drafts_are_off_a_sentence_says_so(page, desk):
    f.AISettingsFactory(agency=desk.agency, is_enabled=False)
    page.locator("[data-ask-drafts]").click()
    expect(page.get_by_role("alert")).to_contain_text("switched off for this agency")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#ai-panel")).to_be_hidden()


def test_who_leaves_the_chat_finds_the_drafts_when_they_come_back(page, desk, server):
    other = f.ChatFactory(creator=desk.creator, fan_display_name="Bob")
    server.replies = [Reply(text="slow but sure", pause=0.3)] * 3
    page.locator("[data-ask-drafts]").click()
    expect(card(page, 1).locator(".ai-text")).to_have_text(re.compile("slow"))
    page.goto(f"/inbox/{other.pk}/")
    page.goto(f"/inbox/{desk.chat.pk}/")
    ask(page)
    expect(page.locator(".ai-card .ai-text")).to_have_text(["slow but sure"] * 3)
    assert len(server.asked) == 3


def test_an_owner_sees_who_drafted_also_live(page, desk, log_in):
    owner = log_in(f.MembershipFactory(agency=desk.agency, role="owner"))
    owner.goto(f"/inbox/{desk.chat.pk}/")
    owner.locator("[data-live][data-listening=yes]").wait_for(state="attached")
    ask(page)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    mark = owner.locator("#messages .drafted")
    expect(mark).to_be_visible()
    expect(mark).to_have_attribute("title", "Drafted by Hosted · small-model")
    expect(page.locator("#messages .message").last).to_contain_text("leaves in")
    expect(page.locator("#messages .drafted")).to_be_hidden()


def test_on_a_phone(desk, log_in):
    phone = log_in(desk, viewport={"width": 390, "height": 844})
    phone.goto(f"/inbox/{desk.chat.pk}/")
    phone.locator("[data-ask-drafts]").click()
    expect(card(phone, 1).locator("[data-use]")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    card(phone, 1).locator("[data-use]").click()
    expect(phone.locator("#id_text")).to_have_value(re.compile("Draft number"))
