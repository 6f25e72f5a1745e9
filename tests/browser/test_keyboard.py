"""An hour of a chatter's work without a mouse."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.tenancy import agency_scope
from chats.models import ScheduledMessage
from chats.search.index import announce_all, work_off
from chats.summary import refresh_summaries
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chatter(db):
    """A chatter, a colleague, and a fan who waits."""
    member = f.MembershipFactory(user__name="Chris")
    colleague = f.MembershipFactory(agency=member.agency, user__name="Mira")
    creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    for assigned in (member, colleague):
        f.CreatorAssignmentFactory(membership=assigned, creator=creator)
    f.InboxSettingsFactory(agency=member.agency, undo_seconds=60)
    f.ScriptFactory(agency=member.agency, shortcut="morning", title="Morning", text="Good morning {fan}")
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    f.MessageFactory(chat=chat, text="Is the pineapple ripe?", sent_at=timezone.now())
    with agency_scope(member.agency_id):
        refresh_summaries(member.agency_id, [chat.pk])
        announce_all(member.agency_id)
    work_off(member.agency_id)
    return member


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until the control of this name (or label) has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in focused(page):
            return
    pytest.fail(f"Tab does not come to “{name}” but ends at “{focused(page)}”")


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            "(e => e.ariaLabel || [...(e.labels || [])].map(l => l.textContent).join() || e.textContent || '')"
            "(document.activeElement)"
        )
    )


def keeps_focus(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement !== document.body"))


def test_a_chat_is_answered_sorted_and_left_without_a_mouse(chatter, log_in):
    page = log_in(chatter)
    page.keyboard.press("g")
    expect(page.locator("#fan-name")).to_have_text("Anna")
    page.keyboard.press("r")
    page.keyboard.type("/mor")
    expect(page.locator("#script-list [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_have_value("Good morning Anna")
    page.keyboard.press("Enter")
    expect(page.locator("[data-leaves]")).to_be_visible()
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator("#id_text")).to_have_value("Good morning Anna")
    expect(page.locator("#id_text")).to_be_focused()
    tab_to(page, "Later")
    page.keyboard.press("Enter")
    tab_to(page, "In 1 hour")
    page.keyboard.press("Enter")
    tab_to(page, "Send later")
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_have_value("")
    assert keeps_focus(page)
    with agency_scope(chatter.agency_id):
        assert ScheduledMessage.objects.get().text == "Good morning Anna"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("Loves fruit")
    tab_to(page, "Add note")
    page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_contain_text("Loves fruit")
    assert keeps_focus(page)
    page.keyboard.press("f")
    page.keyboard.type("pineapple")
    page.keyboard.press("Enter")
    expect(page.locator("#find-state")).not_to_be_empty()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    tab_to(page, "1 hour")
    page.keyboard.press("Enter")
    expect(page.locator("#chat-head")).to_contain_text("snoozed until")
    assert keeps_focus(page)


def test_a_chat_goes_to_a_colleague_and_words_are_found_without_a_mouse(chatter, log_in):
    page = log_in(chatter)
    page.keyboard.press("j")
    expect(page.locator("#fan-name")).to_have_text("Anna")
    page.keyboard.press("m")
    expect(page.get_by_label("Assign to")).to_be_visible()
    tab_to(page, "Assign to")
    page.keyboard.type("Mira")
    page.keyboard.press("Tab")
    page.keyboard.type("She asks for you")
    tab_to(page, "Assign")
    page.keyboard.press("Enter")
    expect(page.locator("#chat-head")).to_contain_text("assigned to Mira")
    assert keeps_focus(page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    # htmx notes when a newer search takes the place of one that is on its way.
    page.forgiven += ["htmx:sendAbort", "htmx:afterRequest"]
    page.keyboard.press("s")
    page.wait_for_url("**/inbox/search/**")
    page.keyboard.type("pineapple")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("pineapple")
