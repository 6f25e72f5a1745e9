"""A flag that appears while somebody works, and the decision that takes it away."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.tenancy import agency_scope
from chats.guard.reading import look_at
from chats.ingest import IncomingMessage, record_messages
from chats.models import GuardEvent
from tests import factories as f
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(db):
    """A chatter with one chat, Anna's; `owner` decides."""
    member = f.MembershipFactory(user__name="Chris")
    member.owner = f.MembershipFactory(agency=member.agency, role="owner", user__name="Olga")
    creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    member.creator, member.chat = creator, f.ChatFactory(creator=creator, fan_display_name="Anna")
    f.MessageFactory(chat=member.chat, text="Hello?", sent_at=timezone.now() - dt.timedelta(minutes=5))
    return member


def fan_says(desk, text) -> None:
    """As a platform tells it; the job behind it is done at once."""
    message = IncomingMessage(desk.chat.fan_of_id, 77, "in", timezone.now(), text)
    record_messages(agency_id=desk.agency_id, creator_id=desk.creator.pk, source="onlyfansapi", messages=[message])
    for job in ProcrastinateJob.objects.filter(task_name="chats.look_at_messages"):
        look_at(agency_id=desk.agency_id, message_ids=[UUID(pk) for pk in job.args["message_ids"]])


def opened(log_in, member, desk, **options):
    page = log_in(member, **options)
    page.goto(f"/inbox/{desk.chat.pk}/")
    expect(page.locator("[data-listening=yes]")).to_be_attached()
    return page


def test_a_flag_appears_is_decided_by_the_owner_and_goes_everywhere(desk, log_in):
    theirs, ours = opened(log_in, desk, desk), opened(log_in, desk.owner, desk)
    fan_says(desk, "hey im 15 btw")
    for page in (theirs, ours):
        expect(page.locator("#chat-head .flag")).to_contain_text("Flagged: Says to be younger than 18")
        expect(page.locator(".chat-row", has_text="Anna")).to_contain_text("Flagged: Says to be younger than 18")
    expect(theirs.locator("#chat-head .flag")).to_contain_text("Stop here: send nothing")
    expect(theirs.get_by_text("Decide", exact=True)).to_have_count(0)
    ours.get_by_text("Decide", exact=True).click()
    ours.get_by_label("Reason").fill("Her dog is fifteen.")
    ours.get_by_role("button", name="False alarm").click()
    for page in (theirs, ours):
        expect(page.locator("#chat-head .flag")).to_have_count(0)
        expect(page.locator(".chat-row", has_text="Anna")).not_to_contain_text("Flagged")
    with agency_scope(desk.agency_id):
        assert GuardEvent.objects.get().decision_reason == "Her dog is fifteen."


def test_it_is_decided_by_the_keyboard_and_the_message_is_jumped_to(desk, log_in):
    fan_says(desk, "hey im 15 btw")
    page = opened(log_in, desk.owner, desk)
    page.get_by_role("link", name="Jump to the message").press("Enter")
    expect(page.locator("#messages .sought")).to_contain_text("hey im 15 btw")
    expect(page).to_have_url(re.compile(r"\?at="))
    page.get_by_text("Decide", exact=True).press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Fifteen miles away.")
    page.keyboard.press("Enter")
    expect(page.locator("#chat-head .flag")).to_have_count(0)
    with agency_scope(desk.agency_id):
        assert GuardEvent.objects.get().status == "dismissed"


def test_a_reason_that_is_being_typed_is_not_lost_when_another_flag_comes(desk, log_in):
    fan_says(desk, "hey im 15 btw")
    page = opened(log_in, desk.owner, desk)
    page.get_by_text("Decide", exact=True).click()
    page.get_by_label("Reason").fill("Her dog")
    with agency_scope(desk.agency_id):
        from chats.guard.flagging import flag
        from chats.guard.looking import Seen

        rule = f.GuardRuleFactory(agency=desk.agency, title="Another")
        flag(chat=desk.chat, seen=[Seen(rule, "other words")], origin="fan")
    expect(page.locator(".chat-row", has_text="Anna")).to_contain_text("Another")
    expect(page.get_by_label("Reason")).to_have_value("Her dog")
    page.get_by_label("Reason").press_sequentially(" is fifteen")
    page.get_by_role("button", name="False alarm").click()
    expect(page.locator("#chat-head .flag")).to_have_count(1)
    expect(page.locator("#chat-head .flag")).to_contain_text("Another")


def test_what_may_not_be_sent_stays_in_the_box_and_flags_the_chat(desk, log_in):
    page = opened(log_in, desk, desk)
    page.forgiven.append("422")
    page.locator("#id_text").fill("Send it by PayPal")
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_contain_text("The platform forbids it")
    expect(page.locator("#id_text")).to_have_value("Send it by PayPal")
    expect(page.locator("#chat-head .flag")).to_contain_text("Payment outside the platform")
    expect(page.locator(".chat-row", has_text="Anna")).to_contain_text("Flagged")


def test_a_long_excerpt_fits_a_phone_and_the_reply_box_stays_in_reach(desk, log_in):
    with agency_scope(desk.agency_id):
        for n in range(4):
            f.GuardEventFactory(chat=desk.chat, title=f"Number {n}", excerpt="x" * 200)
    page = opened(log_in, desk.owner, desk, viewport=PHONE, scheme="dark")
    expect(page.locator("#chat-head .flag")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport()
