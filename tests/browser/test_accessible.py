"""Every state of the inbox is accessible (WCAG 2.2 AA by axe), light and dark, on desk and phone."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.tenancy import agency_scope
from analytics.models import Alert, AlertRule, Statement
from chats.search.index import announce_all, work_off
from chats.summary import refresh_summaries
from tests import factories as f
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
everywhere = pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desk light", "desk dark", "phone light", "phone dark"],
)


@pytest.fixture
def full(db: None) -> SimpleNamespace:
    """An owner with a chat in which there is some of everything."""
    owner = f.MembershipFactory(role="owner", user__name="Olivia")
    agency = owner.agency
    creator = f.CreatorFactory(agency=agency, display_name="Luna")
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna", tags=["vip"], fan_timezone="Asia/Tokyo")
    f.ChatFactory(creator=f.CreatorFactory(agency=agency, display_name="Aria"), fan_of_id=chat.fan_of_id)
    now = timezone.now()
    _thread(chat, owner, now)
    f.FanStatsFactory(chat=chat, total_spent=40, total_tips=10, total_ppv_purchased=30)
    f.TransactionFactory(creator=creator, chat=chat, kind="ppv", gross=30, fee=6, net=24)
    f.SubscriptionFactory(chat=chat, expires_at=now + dt.timedelta(days=2), price=10)
    f.ChatNoteFactory(chat=chat, author=owner, text="Likes sailing")
    f.ScheduledMessageFactory(chat=chat, author=owner)
    f.CreatorMediaFactory(creator=creator, media_type="video", duration=75, last_sent_at=now)
    f.ScriptFactory(agency=agency, shortcut="morning", title="Morning", text="Good morning {fan}", price=12)
    f.WordRuleFactory(agency=agency, words="cash", action="warn", reason="The platform pays.")
    f.InboxSettingsFactory(agency=agency, undo_seconds=60)
    mass = f.MassMessageFactory(creator=creator, created_by=owner, title="News", status="done", started_at=now)
    f.MassRecipientFactory(mass_message=mass, chat=chat)
    shift = f.ShiftFactory(membership=owner, started_at=now - dt.timedelta(hours=2), ended_at=now)
    with agency_scope(agency.pk):
        refresh_summaries(agency.pk, [chat.pk])
        announce_all(agency.pk)
    work_off(agency.pk)
    return SimpleNamespace(owner=owner, chat=chat, mass=mass, shift=shift)


def _thread(chat: Any, owner: Any, now: dt.datetime) -> None:
    def say(minutes: int, text: str, **fields: Any) -> Any:
        return f.MessageFactory(chat=chat, text=text, sent_at=now - dt.timedelta(minutes=minutes), **fields)

    ours = {"direction": "out", "sent_by": owner}
    say(4000, "Good morning, sunshine")
    locked = say(3000, "Look at this", is_ppv=True, price=15, unlocked=False, **ours)
    f.MediaAttachmentFactory(message=locked)
    say(2000, "And this", is_ppv=True, price=20, unlocked=True, unlocked_at=now, **ours)
    say(1000, "Thank you", is_tip=True, tip_amount=10)
    say(500, "It did not go", status="failed", failure_reason="The fan has blocked messages.", **ours)
    say(300, "Long. " * 500)
    say(200, "مرحبا كيف حالك")
    say(1, "How is the weather over there?")


class Checks:
    """Collects what is wrong in the states of a page, so that one run tells all of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def __call__(self, what: str) -> None:
        self.wrong += [f"{what}: {found}" for found in violations(self.page)]
        if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            self.wrong.append(f"{what}: scrolls sideways")


@everywhere
def test_a_chat_and_all_that_opens_in_it(full, log_in, viewport, scheme):
    page = log_in(full.owner, viewport=viewport, scheme=scheme)
    check = Checks(page)
    page.goto(f"/inbox/{full.chat.pk}/")
    page.locator("[data-fan-card]").evaluate("card => card.open = true")
    page.locator("#fan-names").evaluate("part => part.open = true")
    check("the chat with the fan card")
    if viewport == PHONE:
        page.locator("[data-fan-card]").evaluate("card => card.open = false")
    page.locator("#chat-menu").click()
    expect(page.get_by_role("button", name="Assign", exact=True)).to_be_visible()
    check("the menu of the chat")
    page.locator("#chat-menu").click()
    page.get_by_text("Find", exact=True).click()
    page.get_by_label("Find in this chat").fill("morning")
    page.keyboard.press("Enter")
    expect(page.locator("#find-state")).not_to_be_empty()
    check("words found in the chat")
    page.get_by_text("Find", exact=True).click()
    for button, dialog in (("Media", "#media-picker"), ("Emoji", "#emoji-picker")):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(f"{dialog} :is(input, button)").nth(2)).to_be_visible()
        check(button)
        page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".thread").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    check("the keys")
    page.keyboard.press("Escape")
    page.locator("#id_text").press_sequentially("/")
    expect(page.locator("#script-list [role=option]")).to_have_count(1)
    check("the scripts")
    page.locator("#id_text").fill("Do you pay by cash?")
    page.locator(".later summary").click()
    check("the box for later")
    page.forgiven.append("422")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("button", name="Send anyway")).to_be_visible()
    check("what to look twice at")
    page.get_by_role("button", name="Send anyway").click()
    expect(page.locator("[data-leaves]")).to_be_visible()
    check("a reply that has not left yet")
    assert check.wrong == []


@everywhere
def test_search_mass_messages_and_shifts(full, log_in, viewport, scheme):
    page = log_in(full.owner, viewport=viewport, scheme=scheme)
    check = Checks(page)
    page.forgiven += ["htmx:sendAbort", "htmx:afterRequest"]
    for address in (
        "/inbox/", "/inbox/?q=nobody-is-called-so",
        "/inbox/search/", "/inbox/search/?q=morning", "/inbox/search/?q=nowhere",
        "/inbox/mass/", "/inbox/mass/new/", f"/inbox/mass/{full.mass.pk}/", f"/inbox/shift/{full.shift.pk}/", "/you/",
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer.ok, address
        check(address)
    page.goto("/inbox/mass/new/")
    expect(page.locator(".mass-count")).to_contain_text("fans get it")
    check("the preview of a mass message")
    page.get_by_role("button", name="Choose media").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    check("the media of a mass message")
    assert check.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_admin_that_are_ours(full, log_in, scheme):
    page = log_in(full.owner, scheme=scheme)
    page.goto("/admin/chats/wordrule/try/")
    assert violations(page, {"include": [".try-columns"]}) == []


#: The admin around our parts is unfold's.
OUR_PARTS = {"include": ["#content"]}


@everywhere
def test_reviews_pay_and_alerts(world, log_in, viewport, scheme):
    page = log_in(world.acme.owner, viewport=viewport, scheme=scheme)
    with agency_scope(world.acme.agency.pk):
        rule, alert, statement = (model.objects.first() for model in (AlertRule, Alert, Statement))
    wrong = []
    for address in (
        "reports/messages/", "reports/pay/", f"analytics/statement/{statement.pk}/change/",
        f"analytics/alert/{alert.pk}/change/", f"analytics/alertrule/{rule.pk}/change/",
        f"analytics/alertrule/{rule.pk}/try",
    ):  # fmt: skip
        page.goto(f"/admin/{address}")
        wrong += [f"{address}: {found}" for found in violations(page, OUR_PARTS)]
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ones_own_pay_and_feedback(world, log_in, scheme):
    page = log_in(world.acme.chatter, viewport=PHONE, scheme=scheme)
    with agency_scope(world.acme.agency.pk):
        statement = Statement.objects.filter(membership=world.acme.chatter).first()
    for address in ("pay/", f"pay/{statement.pk}/", "feedback/"):
        page.goto(f"/inbox/{address}")
        assert violations(page) == [], address
