"""What is typed into the platform's message box is held against the agency's word rules, on the spot."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests import factories as f
from tests.extension.conftest import EDITOR, FAN, TEXT_BOX

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Seconds for which a blocked word holds sending.
HOLD = 5


@pytest.fixture
def rules(agency):
    f.WordRuleFactory(agency=agency.agency, words="cash app", reason="The platform pays.")
    f.WordRuleFactory(agency=agency.agency, words="meet*", action="warn", reason="We never meet fans.")


@pytest.fixture
def chat(browser, agency, rules, address):
    """The fan's chat, once the rules are in force."""

    def opened(box: str = EDITOR, **options):
        browser.box = box
        browser.sign_in(address, agency.key)
        page = browser.open_chat(**options)
        wait_for_rules(page)
        return page

    return opened


def wait_for_rules(page) -> None:
    """Types a blocked word until the companion speaks up, and takes it away again."""
    box = page.get_by_role("textbox")
    box.fill("cash app")
    expect(said(page)).to_be_visible()
    box.fill("")
    expect(said(page)).to_have_count(0)


def said(page):
    return page.locator("html > div[popover]")


def typed_in(page) -> str:
    return page.get_by_role("textbox").evaluate("box => box.value ?? box.innerText")


def sent(page) -> list[str]:
    return page.locator("#sent li").all_inner_texts()


both_boxes = pytest.mark.parametrize("box", [EDITOR, TEXT_BOX], ids=["editor", "text box"])


@both_boxes
def test_a_blocked_word_holds_enter_and_the_button_for_a_moment(chat, spoken, box):
    page = chat(box)
    page.get_by_role("textbox").press_sequentially("Do you have CASH app")
    typed = time.monotonic()
    assert "“cash app” may not be sent: The platform pays." in spoken(page)
    assert "Change it. Sending waits" in spoken(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Send").press("Enter")
    page.get_by_role("button", name="Send").press(" ")
    assert sent(page) == []
    assert typed_in(page) == "Do you have CASH app"
    assert "It was not sent." in spoken(page)
    page.wait_for_timeout(1000 * (typed + HOLD + 0.3 - time.monotonic()))
    assert "You can send again, but change it first." in spoken(page)
    page.get_by_role("button", name="Send").click()
    assert sent(page) == ["Do you have CASH app"]


@both_boxes
def test_a_word_that_is_changed_frees_sending_at_once(chat, box):
    page = chat(box)
    page.get_by_role("textbox").press_sequentially("cash app")
    expect(said(page)).to_be_visible()
    page.keyboard.press("Backspace")
    expect(said(page)).to_have_count(0)
    page.keyboard.press("Enter")
    assert sent(page) == ["cash ap"]


def test_a_word_pasted_and_sent_in_the_same_breath_is_held(chat):
    page = chat(TEXT_BOX)
    page.get_by_role("textbox").focus()
    page.evaluate("document.querySelector('textarea').value = 'cash app'")
    page.keyboard.press("Enter")
    assert sent(page) == []
    expect(said(page)).to_be_visible()


def test_words_of_two_paragraphs_are_two_words(chat):
    page = chat()
    page.get_by_role("textbox").evaluate("box => box.innerHTML = '<p>cash</p><p>app</p>'")
    page.get_by_role("textbox").press("Enter")
    assert sent(page) == []


def test_a_rule_that_warns_says_so_and_holds_nothing(chat, spoken):
    page = chat()
    page.get_by_role("textbox").press_sequentially("Shall we meet?")
    expect(said(page)).to_be_visible()
    assert "Look twice at “meet*”: We never meet fans." in spoken(page)
    page.keyboard.press("Enter")
    assert sent(page) == ["Shall we meet?"]
    expect(said(page)).to_have_count(0)


def test_a_blocked_word_that_becomes_one_to_look_at_frees_sending_at_once(chat):
    page = chat()
    page.get_by_role("textbox").fill("meet and cash app")
    expect(said(page)).to_be_visible()
    page.get_by_role("textbox").fill("meet and greet")
    page.keyboard.press("Enter")
    assert sent(page) == ["meet and greet"]


def test_a_new_line_is_not_held(chat):
    page = chat(TEXT_BOX)
    page.get_by_role("textbox").press_sequentially("cash app")
    page.keyboard.press("Shift+Enter")
    assert typed_in(page) == "cash app\n"


def test_rules_hold_in_mass_messages_too(chat):
    page = chat(path="/my/chats/send/")
    page.get_by_role("textbox").press_sequentially("cash app")
    page.keyboard.press("Enter")
    assert sent(page) == []


def test_outside_the_chats_nothing_is_looked_at(chat):
    page = chat()
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("textbox").press_sequentially("cash app")
    page.keyboard.press("Enter")
    assert sent(page) == ["cash app"]


def test_a_chat_that_is_entered_without_loading_the_page_is_guarded(browser, agency, rules, address):
    browser.sign_in(address, agency.key)
    page = browser.open_chat(path="/my/profile/")
    page.get_by_role("link", name="Another chat").click()
    wait_for_rules(page)


def test_only_the_rules_of_the_chats_creator_hold(browser, agency, address, chat):
    aria = f.CreatorFactory(agency=agency.agency, display_name="Aria")
    f.ApiKeyCreatorFactory(api_key=agency.key, creator=aria)
    f.WordRuleFactory(agency=agency.agency, creator=aria, words="sunshine")
    f.WordRuleFactory(agency=agency.agency, creator=agency.luna, words="moonlight")
    page = chat()
    page.get_by_role("textbox").press_sequentially("sunshine")
    page.keyboard.press("Enter")
    page.get_by_role("textbox").press_sequentially("moonlight")
    page.keyboard.press("Enter")
    assert sent(page) == ["sunshine"]


def test_of_a_fan_nobody_knows_the_rules_of_every_creator_hold_and_say_whose_they_are(agency, chat, spoken):
    f.WordRuleFactory(agency=agency.agency, creator=agency.luna, words="moonlight", reason="Worn out.")
    page = chat(fan=FAN + 7)
    page.get_by_role("textbox").press_sequentially("moonlight")
    expect(said(page)).to_be_visible()
    assert "“moonlight” may not be sent: Worn out. (A rule for Luna.)" in spoken(page)


def test_once_it_is_chosen_whose_chat_it_is_only_their_rules_hold(browser, agency, chat):
    aria = f.CreatorFactory(agency=agency.agency, display_name="Aria")
    f.ApiKeyCreatorFactory(api_key=agency.key, creator=aria)
    f.ChatFactory(creator=aria, fan_of_id=FAN)
    f.WordRuleFactory(agency=agency.agency, creator=agency.luna, words="moonlight")
    page = chat()
    page.get_by_role("textbox").fill("moonlight")
    expect(said(page)).to_be_visible()
    browser.worker.evaluate("choices => chrome.storage.local.set({choices})", {str(FAN): str(aria.pk)})
    expect(said(page)).to_have_count(0)


def test_a_new_rule_reaches_chats_that_are_open(browser, agency, chat):
    page = chat()
    page.get_by_role("textbox").fill("moonlight")
    f.WordRuleFactory(agency=agency.agency, words="moonlight")
    browser.worker.evaluate("""async () => {
        const { rules } = await chrome.storage.local.get("rules");
        await chrome.storage.local.set({ rules: { ...rules, at: rules.at - 6 * 60_000 } });
    }""")
    expect(said(page)).to_be_visible()


def test_rules_are_kept_while_the_server_is_away(browser, agency, chat):
    page = chat()
    browser.worker.evaluate("""async () => {
        const { session } = await chrome.storage.local.get("session");
        session.server = "http://127.0.0.1:9";
        await chrome.storage.local.set({ session });
        const { rules } = await chrome.storage.local.get("rules");
        await chrome.storage.local.set({ rules: { ...rules, at: 0 } });
    }""")
    page.close()
    wait_for_rules(browser.open_chat())


def test_who_signs_out_is_left_alone(browser, chat):
    page = chat()
    browser.worker.evaluate("chrome.storage.local.clear()")
    expect_free(page)


def expect_free(page) -> None:
    """A sign-out reaches open pages by a message, which takes a moment."""
    for _ in range(20):
        page.get_by_role("textbox").fill("cash app")
        page.wait_for_timeout(100)
        if not said(page).count():
            return
        page.get_by_role("textbox").fill("")
    pytest.fail("The rules still hold.")
