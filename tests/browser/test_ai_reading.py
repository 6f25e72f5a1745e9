"""Facts about the fan in the card, and translations in the thread and the reply box, in a real browser."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.tenancy import agency_scope
from chats.models import AIProvider, FanSummary, Message, Translation
from tests import factories as f
from tests.ai_server import Reply, ai_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server():
    with ai_server() as it:
        yield it


@pytest.fixture
def desk(db, server):
    """A chatter with the chat of Anna, who writes Spanish; summaries are on, and there is a hosted provider."""
    member = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    f.InboxSettingsFactory(agency=member.agency, undo_seconds=60)
    f.AISettingsFactory(agency=member.agency, writes_summaries=True)
    member.creator = creator
    member.chat = f.ChatFactory(creator=creator, fan_display_name="Anna", fan_language="Spanish")
    member.hola = f.MessageFactory(chat=member.chat, text="Hola guapa", sent_at=timezone.now())
    f.AIProviderFactory(agency=member.agency, name="Hosted", base_url=server.url, api_key="k", time_limit_seconds=3)
    return member


def opened(desk, log_in, **options):
    page = log_in(desk, **options)
    page.goto(f"/inbox/{desk.chat.pk}/")
    page.locator("[data-live][data-listening=yes]").wait_for(state="attached")
    return page


@pytest.fixture
def page(desk, log_in):
    return opened(desk, log_in)


def rows(desk, model):
    with agency_scope(desk.agency_id):
        return list(model.objects.filter(agency_id=desk.agency_id).order_by("created_at"))


class TestCard:
    def facts(self, server, *texts):
        facts = [{"text": text, "messages": [1]} for text in texts]
        server.replies = [Reply(text=json.dumps({"facts": facts}))]

    def test_facts_are_read_on_demand_and_lead_to_their_message(self, page, desk, server):
        old = f.MessageFactory(chat=desk.chat, text="I have a dog", sent_at=timezone.now() - dt.timedelta(days=3))
        card = page.locator("#fan-card")
        expect(card).to_contain_text("They come by themselves after 20 messages, or press Refresh now.")
        self.facts(server, "Has a dog.")
        card.get_by_role("button", name="Refresh now").click()
        expect(card.locator(".facts li")).to_have_count(1)
        expect(card.locator(".facts p")).to_have_text("Has a dog.")
        card.locator(".facts a").click()
        expect(page.locator(f"#message-{old.pk}")).to_have_class(re.compile("sought"))
        assert page.url.endswith(f"?at={old.pk}")

    def test_a_fact_is_removed_for_good_by_key_and_for_a_colleague_too(self, page, desk, server, log_in):
        f.FanSummaryFactory(chat=desk.chat, facts=[{"text": "Has a dog.", "messages": [str(desk.hola.pk)]}])
        page.reload()
        page.locator("[data-live][data-listening=yes]").wait_for(state="attached")
        other = f.MembershipFactory(agency=desk.agency, role="owner")
        colleague = log_in(other)
        colleague.goto(f"/inbox/{desk.chat.pk}/")
        colleague.locator("[data-live][data-listening=yes]").wait_for(state="attached")
        expect(colleague.locator(".facts li")).to_have_count(1)
        page.get_by_role("button", name="Remove: Has a dog.").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".facts li")).to_have_count(0)
        expect(colleague.locator(".facts li")).to_have_count(0)
        (summary,) = rows(desk, FanSummary)
        assert (summary.facts, summary.removed) == ([], ["Has a dog."])

    def test_why_there_are_none_is_said_and_what_is_typed_elsewhere_stays(self, page, desk, server):
        page.forgiven.append("422")
        server.replies = [Reply(text="no JSON")]
        page.locator("#id_note").fill("A note that is begun")
        page.get_by_role("button", name="Refresh now").click()
        expect(page.locator("#fan-card").get_by_role("alert")).to_have_text(
            "Hosted answered something that cannot be read."
        )
        expect(page.locator("#id_note")).to_have_value("A note that is begun")

    def test_the_language_is_chosen_from_a_list_and_the_reply_box_follows(self, page, desk):
        with agency_scope(desk.agency_id):
            type(desk.chat).objects.filter(agency_id=desk.agency_id).update(fan_language="")
        page.reload()
        expect(page.locator("#translate-reply")).to_be_hidden()
        page.get_by_text("Edit name, time zone and language").click()
        page.locator("#id_fan_language").focus()
        expect(page.locator("#languages option[value='Spanish']")).to_be_attached()
        page.locator("#id_fan_language").fill("Klingon")
        page.locator("#id_fan_language").press("Enter")
        expect(page.locator("#translate-reply")).to_be_visible()


class TestThread:
    def test_a_message_is_translated_under_the_original_and_a_colleague_sees_it(self, page, desk, server, log_in):
        colleague = log_in(f.MembershipFactory(agency=desk.agency, role="owner"))
        colleague.goto(f"/inbox/{desk.chat.pk}/")
        colleague.locator("[data-live][data-listening=yes]").wait_for(state="attached")
        server.replies = [Reply(text="Hello beautiful")]
        for each in (page, colleague):
            expect(each.locator(".translation")).to_have_count(0)
        page.locator("#messages").get_by_role("button", name="Translate").click()
        for each in (page, colleague):
            expect(each.locator(".translation .text")).to_have_text("Hello beautiful")
            expect(each.locator(".translation .text")).to_have_attribute("lang", "en")
            expect(each.locator(".bubble > .text")).to_have_text("Hola guapa")
            expect(each.locator(".bubble > .text")).to_have_attribute("lang", "es")
        expect(page.locator("#messages").get_by_role("button", name="Translate")).to_have_count(0)

    def test_a_fault_is_told_at_the_message_and_it_can_be_tried_again(self, page, desk, server):
        page.forgiven.append("422")
        server.replies = [Reply(status=500), Reply(text="Hello beautiful")]
        page.locator("#messages").get_by_role("button", name="Translate").click()
        expect(page.locator("#messages").get_by_role("alert")).to_have_text("Hosted had an error of its own (500).")
        page.locator("#messages").get_by_role("button", name="Translate").click()
        expect(page.locator(".translation .text")).to_have_text("Hello beautiful")

    def test_the_whole_chat_by_one_key(self, page, desk, server):
        for n in range(3):
            f.MessageFactory(chat=desk.chat, text=f"Hola {n}", sent_at=timezone.now())
        page.locator(".thread").focus()
        page.keyboard.press("t")
        expect(page.locator("#translate-state")).to_have_text("4 messages translated.")
        expect(page.locator(f"#message-{desk.hola.pk} .translation")).to_be_visible()
        page.get_by_role("button", name="Translate this chat").click()
        expect(page.locator("#translate-state")).to_have_text("Everything lately is translated already.")

    def test_without_a_provider_nothing_offers_it(self, page, desk):
        with agency_scope(desk.agency_id):
            AIProvider.objects.filter(agency_id=desk.agency_id).delete()
        page.reload()
        expect(page.locator("#messages .message")).to_be_visible()
        expect(page.locator("#messages").get_by_role("button", name="Translate")).to_have_count(0)
        expect(page.locator("#translate-reply")).to_be_hidden()
        expect(page.locator("#fan-card")).to_contain_text("once an owner or admin has set up a provider")


class TestReply:
    def translate(self, page, server, typed="How are you?", text="¿Cómo estás?"):
        server.replies = [Reply(text=text)]
        page.locator("#id_text").fill(typed)
        page.locator("#translate-reply").click()
        expect(page.locator("#id_text")).to_have_value(text)

    def test_it_takes_the_place_of_what_was_typed_and_both_are_shown_once_sent(self, page, desk, server):
        self.translate(page, server)
        expect(page.locator("#id_text")).to_be_focused()
        expect(page.locator("#id_text")).to_have_attribute("lang", "es")
        page.keyboard.press("Enter")
        sent = page.locator("#messages .message.out")
        expect(sent.locator(".bubble > .text")).to_have_text("¿Cómo estás?")
        expect(sent.locator(".translation")).to_contain_text("As typed (English)")
        expect(sent.locator(".translation .text")).to_have_text("How are you?")
        expect(page.locator("#id_typed_text")).to_have_value("")
        assert [row.text for row in rows(desk, Translation) if row.is_original] == ["How are you?"]

    def test_by_key(self, page, server):
        server.replies = [Reply(text="Hola")]
        page.locator("#id_text").fill("Hello")
        page.keyboard.press("Alt+t")
        expect(page.locator("#id_text")).to_have_value("Hola")

    def test_undo_and_back_again(self, page, desk, server):
        self.translate(page, server)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#id_text")).to_have_value("How are you?")
        expect(page.locator("#id_typed_text")).to_have_value("")
        page.get_by_role("button", name="Use it again").click()
        expect(page.locator("#id_text")).to_have_value("¿Cómo estás?")
        page.get_by_role("button", name="Undo").click()
        page.locator("#id_text").press("Enter")
        expect(page.locator("#messages .message.out")).to_contain_text("How are you?")
        assert rows(desk, Translation) == []

    def test_what_was_typed_outlives_a_reload(self, page, desk, server):
        self.translate(page, server)
        page.wait_for_function("localStorage.length === 0")
        page.reload()
        expect(page.locator("#id_text")).to_have_value("¿Cómo estás?")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#id_text")).to_have_value("How are you?")

    def test_it_comes_back_with_a_reply_that_is_taken_back(self, page, desk, server):
        self.translate(page, server)
        page.keyboard.press("Enter")
        expect(page.locator("#messages .message.out")).to_contain_text("leaves in")
        page.locator(".thread").focus()
        page.keyboard.press("z")
        expect(page.locator("#id_text")).to_have_value("¿Cómo estás?")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#id_text")).to_have_value("How are you?")

    def test_what_is_typed_meanwhile_is_not_lost(self, page, desk, server):
        server.replies = [Reply(text="¿Cómo estás?", waits=1)]
        page.locator("#id_text").fill("How are you?")
        page.locator("#translate-reply").click()
        page.locator("#id_text").fill("How are you, dear?")
        expect(page.locator("#composer")).to_contain_text("you have gone on typing")
        expect(page.locator("#id_text")).to_have_value("How are you, dear?")
        page.get_by_role("button", name="Use it").click()
        expect(page.locator("#id_text")).to_have_value("¿Cómo estás?")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#id_text")).to_have_value("How are you, dear?")

    def test_a_fault_is_a_sentence_and_the_text_stays(self, page, desk, server):
        page.forgiven.append("422")
        server.replies = [Reply(status=500)]
        page.locator("#id_text").fill("How are you?")
        page.locator("#translate-reply").click()
        expect(page.locator("#composer").get_by_role("alert")).to_have_text("Hosted had an error of its own (500).")
        expect(page.locator("#id_text")).to_have_value("How are you?")
        assert [row.text for row in rows(desk, Message)] == ["Hola guapa"]

    def test_on_a_phone(self, desk, log_in, server):
        phone = opened(desk, log_in, viewport={"width": 390, "height": 844})
        self.translate(phone, server)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
