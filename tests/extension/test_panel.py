"""The side panel shows what the agency knows about the fan of the open chat."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import ApiKey
from agencies.tenancy import agency_scope
from chats.models import ChatNote
from tests import factories as f
from tests.browser.test_pages import violations
from tests.extension.conftest import FAN, TEXT_BOX

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def section(panel, name):
    return panel.get_by_role("region", name=name)


@pytest.fixture
def full(agency):
    """The fan's chat with some of everything."""
    member = f.MembershipFactory(agency=agency.agency, user__name="Cora")
    now = timezone.now()
    agency.chat.tags = ["vip", "<b>bold</b>"]
    agency.chat.fan_timezone = "Asia/Tokyo"
    with agency_scope(agency.agency.pk):
        agency.chat.save()
    f.FanStatsFactory(
        chat=agency.chat, total_spent="1234.50", total_tips="234.50", total_ppv_purchased="1000", ppv_sent=10,
        ppv_unlocked=4, avg_response_time_seconds=740, engagement_score=81, last_purchase_at=now,
    )  # fmt: skip
    f.SubscriptionFactory(chat=agency.chat, price="9.99", expires_at=now + dt.timedelta(days=20), auto_renew=True)
    f.ChatNoteFactory(chat=agency.chat, author=member, text="Likes sailing\n<img src=x onerror=alert(1)>")
    f.ScriptFactory(
        agency=agency.agency, title="Morning", shortcut="gm", text="Good morning {fan}, it is {creator}! {SPENT} {x}"
    )
    f.ScriptFactory(agency=agency.agency, creator=agency.luna, title="Offer", text="Look at this", price=15)
    f.ScriptFactory(agency=agency.agency, title="Retired", is_active=False)
    f.ScriptFactory(agency=agency.agency, title="Of another", creator=f.CreatorFactory(agency=agency.agency), text="No")
    return agency


def test_it_shows_the_fan_the_notes_and_the_scripts_of_the_open_chat(full, signed_in):
    _, panel = signed_in()
    card = section(panel, "Anna")
    expect(card).to_contain_text("@anna · u5000001")
    for text in (
        "Subscriptionactive, $9.99 a month, renews", "Spent$1,234.50", "Tips$234.50", "Pay-per-view$1,000.00",
        "Pay-per-view unlocked4 of 10", "We answer within12 min", "Engagement81 of 100", "vip", "<b>bold</b>",
    ):  # fmt: skip
        expect(card).to_contain_text(text)
    expect(section(panel, "Notes")).to_contain_text("Likes sailing\n<img src=x onerror=alert(1)>Cora, ")
    titles = section(panel, "Scripts").get_by_role("heading", level=3)
    expect(titles).to_have_text(["Morning /gm", "Offer"])
    expect(section(panel, "Scripts")).to_contain_text("Good morning Anna, it is Luna! $1,234.50 {x}")
    expect(panel.get_by_text("Chat of Luna")).to_be_visible()


def test_it_leads_to_the_chat_in_the_inbox(agency, signed_in, address):
    _, panel = signed_in()
    expect(panel.get_by_role("link", name="Open in the inbox")).to_have_attribute(
        "href", f"{address}/inbox/{agency.chat.pk}/"
    )


def test_it_follows_the_page_to_another_chat_and_away_from_all(agency, browser, signed_in):
    f.ChatFactory(creator=agency.luna, fan_of_id=FAN + 1, fan_display_name="Bert")
    chat, panel = signed_in()
    expect(section(panel, "Anna")).to_be_visible()
    chat.get_by_role("link", name="Another chat").click()
    expect(section(panel, "Bert")).to_be_visible()
    chat.get_by_role("link", name="Profile").click()
    expect(panel.get_by_role("heading", name="No chat is open")).to_be_visible()


def test_an_answer_that_comes_late_does_not_replace_the_chat_that_is_open_now(agency, signed_in):
    f.ChatFactory(creator=agency.luna, fan_of_id=FAN + 1, fan_display_name="Bert")
    chat, panel = signed_in()
    expect(section(panel, "Anna")).to_be_visible()
    late = []
    panel.route(f"**/chats/?*fan_of_id={FAN}", lambda route: late.append(route))
    panel.get_by_role("button", name="Refresh").click()
    expect(panel.get_by_text("Loading…")).to_be_visible()
    chat.get_by_role("link", name="Another chat").click()
    expect(section(panel, "Bert")).to_be_visible()
    late[0].continue_()
    panel.wait_for_timeout(500)
    expect(section(panel, "Bert")).to_be_visible()
    expect(section(panel, "Anna")).to_have_count(0)


def test_an_empty_chat_says_what_to_do(agency, signed_in):
    _, panel = signed_in()
    expect(section(panel, "Notes")).to_contain_text("No notes yet.")
    expect(section(panel, "Scripts")).to_contain_text("No scripts for this creator yet.")
    expect(section(panel, "Anna")).to_contain_text("Spentnot known yet")


def test_a_note_is_added(agency, signed_in):
    _, panel = signed_in()
    panel.get_by_label("New note").fill("Birthday in May")
    panel.get_by_role("button", name="Add note").click()
    expect(section(panel, "Notes").get_by_role("listitem")).to_contain_text("Birthday in May")
    expect(panel.get_by_label("New note")).to_have_value("")
    with agency_scope(agency.agency.pk):
        assert [(note.chat_id, note.text) for note in ChatNote.objects.all()] == [(agency.chat.pk, "Birthday in May")]


def test_a_note_that_is_begun_stays_with_its_fan(agency, signed_in):
    f.ChatFactory(creator=agency.luna, fan_of_id=FAN + 1, fan_display_name="Bert")
    chat, panel = signed_in()
    panel.get_by_label("New note").fill("Birthday in")
    chat.get_by_role("link", name="Another chat").click()
    expect(section(panel, "Bert")).to_be_visible()
    expect(panel.get_by_label("New note")).to_have_value("")
    chat.go_back()
    expect(panel.get_by_label("New note")).to_have_value("Birthday in")


def test_a_note_that_could_not_be_saved_is_still_there(browser, agency, signed_in):
    _, panel = signed_in()
    panel.get_by_label("New note").fill("Birthday in May")
    with agency_scope(agency.agency.pk):
        agency.chat.delete()
    browser.forgiven.append("status of 400")
    panel.get_by_role("button", name="Add note").click()
    expect(panel.get_by_role("alert").filter(has_text="does not exist")).to_be_visible()
    expect(panel.get_by_label("New note")).to_have_value("Birthday in May")


def test_scripts_are_found_by_their_words(full, signed_in):
    _, panel = signed_in()
    titles = section(panel, "Scripts").get_by_role("heading", level=3)
    for typed, expected in (("/gm", ["Morning /gm"]), ("LOOK AT", ["Offer"]), ("nothing like it", [])):
        panel.get_by_label("Find a script").fill(typed)
        expect(titles).to_have_text(expected)
    expect(panel.get_by_text("No script has these words.")).to_be_visible()


@pytest.mark.parametrize("box", [None, TEXT_BOX], ids=["editor", "text box"])
def test_a_script_is_typed_into_the_message_box_behind_what_stands_there_and_not_sent(full, browser, signed_in, box):
    browser.box = box or browser.box
    chat, panel = signed_in()
    chat.get_by_role("textbox").press_sequentially("Hi! ")
    panel.get_by_role("button", name="Insert Morning").click()
    expect(panel.locator("#said")).to_contain_text("“Morning” stands in the message box. Nothing was sent.")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.locator("#sent li")).to_have_text(["Hi! Good morning Anna, it is Luna! $1,234.50 {x}"])


def test_a_script_goes_into_no_other_fans_chat(full, browser, signed_in):
    chat, panel = signed_in()
    expect(section(panel, "Anna")).to_be_visible()
    # The person was quicker than the panel.
    chat.evaluate("history.replaceState({}, '', '/my/chats/chat/77/')")
    answer = panel.evaluate(
        "([tab, message]) => chrome.tabs.sendMessage(tab, message)",
        [chat.tab, {"kind": "insert", "fan": str(FAN), "text": "Hello"}],
    )
    assert answer == {"problem": "Another chat is open now, so nothing was typed."}
    assert chat.get_by_role("textbox").inner_text() == ""


def test_a_script_is_copied(full, browser, signed_in):
    _, panel = signed_in()
    panel.bring_to_front()
    panel.get_by_role("button", name="Copy Offer").click()
    expect(panel.locator("#said")).to_have_text("“Offer” is copied.")


def test_of_several_creators_the_person_chooses_and_is_remembered(agency, browser, signed_in):
    aria = f.CreatorFactory(agency=agency.agency, display_name="Aria")
    f.ApiKeyCreatorFactory(api_key=agency.key, creator=aria)
    f.ChatFactory(creator=aria, fan_of_id=FAN, fan_display_name="Anna of Aria")
    chat, panel = signed_in()
    expect(panel.get_by_role("heading", name="Whose chat is this?")).to_be_visible()
    panel.get_by_role("button", name="Aria").click()
    expect(section(panel, "Anna of Aria")).to_be_visible()
    panel.close()
    panel = browser.open_panel(chat)
    expect(panel.get_by_text("Chat of Aria")).to_be_visible()
    panel.get_by_role("button", name="Not theirs?").click()
    panel.get_by_role("button", name="Luna").click()
    expect(section(panel, "Anna")).to_contain_text("@anna")


def test_a_fan_whom_the_key_may_not_see_reads_like_one_nobody_knows(agency, browser, signed_in, address):
    other = f.CreatorFactory(agency=agency.agency)
    f.ChatFactory(creator=other, fan_of_id=FAN + 1, fan_display_name="Secret")
    browser.sign_in(address, agency.key)
    for fan in (FAN + 1, FAN + 2):
        panel = browser.open_panel(browser.open_chat(fan))
        expect(panel.get_by_role("heading", name="Nobody here knows this fan yet")).to_be_visible()
        expect(panel.get_by_text("Ask an owner or admin if you expected it here.")).to_be_visible()
        assert "Secret" not in panel.content()


def test_a_key_that_is_revoked_meanwhile_leads_to_a_new_sign_in(agency, browser, signed_in):
    _, panel = signed_in()
    expect(section(panel, "Anna")).to_be_visible()
    ApiKey.objects.filter(pk=agency.key.pk).update(revoked=True)
    browser.forgiven.append("status of 401")
    panel.get_by_role("button", name="Refresh").click()
    expect(panel.get_by_role("alert")).to_contain_text("This API key is unknown, revoked or expired.")
    panel.get_by_role("button", name="Sign in again").click()
    expect(panel.get_by_label("API key")).to_be_visible()


def test_a_server_that_is_away_is_said_and_asked_again(agency, browser, address):
    browser.sign_in("http://127.0.0.1:9", agency.key)
    browser.forgiven.append("net::ERR_")
    panel = browser.open_panel(browser.open_chat())
    expect(panel.get_by_role("alert")).to_contain_text("127.0.0.1:9 does not answer. Check your connection")
    expect(panel.get_by_role("button", name="Try again")).to_be_visible()
    browser.sign_in(address, agency.key)
    expect(section(panel, "Anna")).to_be_visible()


def test_a_page_without_its_message_box_is_told(agency, browser, signed_in):
    browser.box = "<textarea class='renamed'></textarea>"
    _, panel = signed_in()
    expect(panel.get_by_role("alert")).to_contain_text("word rules are not checked here")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_in_all_its_states(full, browser, signed_in, scheme):
    _, panel = signed_in(scheme)
    expect(section(panel, "Scripts")).to_be_visible()
    wrong = {"the fan": violations(panel)}
    aria = f.CreatorFactory(agency=full.agency, display_name="Aria")
    f.ApiKeyCreatorFactory(api_key=full.key, creator=aria)
    f.ChatFactory(creator=aria, fan_of_id=FAN)
    panel.get_by_role("button", name="Refresh").click()
    expect(panel.get_by_role("button", name="Aria")).to_be_visible()
    wrong["the choice"] = violations(panel)
    ApiKey.objects.filter(pk=full.key.pk).update(revoked=True)
    browser.forgiven.append("status of 401")
    panel.get_by_role("button", name="Refresh").click()
    expect(panel.get_by_role("alert")).to_be_visible()
    wrong["a problem"] = violations(panel)
    panel.get_by_role("button", name="Sign out").click()
    expect(panel.get_by_role("heading", name="Sign in")).to_be_visible()
    wrong["the sign-in"] = violations(panel)
    assert wrong == {state: [] for state in wrong}
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_panel_beside_the_page_follows_the_tab_that_is_in_front(agency, browser, signed_in):
    f.ChatFactory(creator=agency.luna, fan_of_id=FAN + 1, fan_display_name="Bert")
    anna, page = signed_in()
    bert = browser.open_chat(FAN + 1)
    page.evaluate("chrome.windows.getCurrent().then(({id}) => chrome.sidePanel.open({windowId: id}))")
    anna.bring_to_front()
    beside = SidePanel(browser)
    beside.wait_for("Anna")
    bert.bring_to_front()
    beside.wait_for("Bert")


class SidePanel:
    """Chromium's real side panel, which Playwright does not reach."""

    def __init__(self, browser) -> None:
        self.page, self.answers = browser.context.pages[0], []
        self.cdp = browser.context.browser.new_browser_cdp_session()
        self.cdp.on("Target.receivedMessageFromTarget", lambda event: self.answers.append(json.loads(event["message"])))
        address = f"{browser.home}/panel/panel.html"
        (target,) = [t for t in self.cdp.send("Target.getTargets")["targetInfos"] if t["url"] == address]
        attached = self.cdp.send("Target.attachToTarget", {"targetId": target["targetId"], "flatten": False})
        self.session = attached["sessionId"]

    def text(self) -> str:
        """What stands in it now."""
        ask = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": "document.body?.innerText ?? ''"}}
        self.cdp.send("Target.sendMessageToTarget", {"sessionId": self.session, "message": json.dumps(ask)})
        while not self.answers:
            self.page.wait_for_timeout(20)
        return self.answers.pop()["result"]["result"]["value"]

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + 10
        while text not in (shown := self.text()):
            assert time.monotonic() < deadline, shown
