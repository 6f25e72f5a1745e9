"""How owners set up the AI: settings, providers with their keys, prompts, and a look at what would be sent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.tenancy import agency_scope
from chats.ai.prompts import BUILT_IN
from chats.models import AICall, AIProvider, AISettings, PromptVersion
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/chats/aisettings/preview/"
KEY = "sk-MARKER-key"


@pytest.fixture
def owner(db):
    member = f.MembershipFactory(role="owner")
    member.client = client_of(member)
    return member


def page(owner, address: str, *args, **query) -> str:
    response = owner.client.get(reverse(f"admin:chats_{address}", args=args), query, follow=True)
    assert response.status_code == 200
    return response.content.decode()


class TestSettings:
    def test_the_usual_rules_to_begin_with(self, owner):
        assert 'name="token_budget" value="3000"' in page(owner, "aisettings_changelist")

    def test_there_is_one_row(self, owner):
        row = f.AISettingsFactory(agency=owner.agency)
        response = owner.client.get(reverse("admin:chats_aisettings_add"))
        assert response.url == reverse("admin:chats_aisettings_change", args=[row.pk])

    def test_the_months_costs_stand_beside_the_limit(self, owner):
        row = f.AISettingsFactory(agency=owner.agency, monthly_budget=Decimal(10))
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))
        f.AICallFactory(chat=chat, cost=Decimal("8.50"))
        f.AICallFactory(chat=f.ChatFactory(), cost=Decimal("99"))
        shown = page(owner, "aisettings_change", row.pk)
        assert "$8.50 of $10.00 (85 %)" in shown
        assert "More than 80 %" in shown

    def test_switches_are_saved(self, owner):
        row = f.AISettingsFactory(agency=owner.agency)
        data = {"drafts": 2, "expire_minutes": 30, "history_messages": 30, "token_budget": 3000,
                "monthly_budget": "", "team_language": "English"}  # fmt: skip
        owner.client.post(reverse("admin:chats_aisettings_change", args=[row.pk]), data)
        with agency_scope(owner.agency_id):
            saved = AISettings.objects.get(agency_id=owner.agency_id)
        assert (saved.drafts, saved.sends_names, saved.is_enabled) == (2, False, False)


class TestProviders:
    DATA = {"name": "Hosted", "kind": "openai", "place": 1, "is_active": "on", "time_limit_seconds": 5,
            "base_url": "https://ai.test/v1", "model": "small", "max_tokens": 100, "temperature": "0.80"}  # fmt: skip

    def add(self, owner, **changed) -> AIProvider:
        response = owner.client.post(
            reverse("admin:chats_aiprovider_add"), {**self.DATA, "new_api_key": KEY, **changed}
        )
        assert response.status_code == 302, response.context["errors"]
        return self.stored(owner)

    def stored(self, owner) -> AIProvider:
        with agency_scope(owner.agency_id):
            return AIProvider.objects.get(agency_id=owner.agency_id)

    def change(self, owner, row, **changed):
        return owner.client.post(
            reverse("admin:chats_aiprovider_change", args=[row.pk]), {**self.DATA, "new_api_key": "", **changed}
        )

    def test_the_key_goes_in_and_never_comes_out(self, owner):
        row = self.add(owner)
        assert row.api_key == KEY
        assert KEY not in row.sealed_api_key
        for shown in (page(owner, "aiprovider_change", row.pk), page(owner, "aiprovider_changelist"),
                      page(owner, "aiprovider_history", row.pk)):  # fmt: skip
            assert KEY not in shown
            assert row.sealed_api_key not in shown

    def test_a_new_one_can_be_tested_at_once(self, owner):
        data = {**self.DATA, "new_api_key": KEY, "_save": "Save"}
        response = owner.client.post(reverse("admin:chats_aiprovider_add"), data, follow=True)
        assert response.redirect_chain == [
            (reverse("admin:chats_aiprovider_change", args=[self.stored(owner).pk]), 302)
        ]
        assert "Save and test" in response.content.decode()

    def test_it_is_kept_if_none_is_typed(self, owner):
        row = self.add(owner)
        assert self.change(owner, row, place=2).status_code == 302
        assert (self.stored(owner).api_key, self.stored(owner).place) == (KEY, 2)

    def test_another_address_needs_the_key_anew(self, owner):
        row = self.add(owner)
        response = self.change(owner, row, base_url="https://thief.test/v1")
        assert "enter the key for it anew" in response.content.decode()
        assert self.stored(owner).base_url == "https://ai.test/v1"

    def test_a_service_needs_a_model(self, owner):
        response = owner.client.post(reverse("admin:chats_aiprovider_add"), {**self.DATA, "model": ""})
        assert "Say which model" in response.content.decode()

    def test_a_test_says_what_went_wrong_and_is_in_the_books(self, owner):
        row = self.add(owner, base_url="http://127.0.0.1:9/v1")
        self.change(owner, row, base_url="http://127.0.0.1:9/v1", chats_aiprovider_test="1")
        response = owner.client.get(reverse("admin:chats_aiprovider_changelist"))
        assert "It does not work:" in response.content.decode()
        assert KEY not in response.content.decode()
        with agency_scope(owner.agency_id):
            call = AICall.objects.get(agency_id=owner.agency_id)
        assert (call.purpose, call.provider, call.chat_id) == ("test", "Hosted", None)
        assert call.outcome != "ok"


class TestPrompts:
    def add(self, owner, template: str, **more):
        return owner.client.post(
            reverse("admin:chats_promptversion_add"), {"kind": "reply", "template": template, "remark": "", **more}
        )

    def versions(self, owner) -> list[PromptVersion]:
        with agency_scope(owner.agency_id):
            return list(PromptVersion.objects.filter(agency_id=owner.agency_id).order_by("number"))

    def test_the_prompt_in_use_is_what_one_begins_with(self, owner):
        assert "You write for {{ creator }}" in page(owner, "promptversion_add")
        f.PromptVersionFactory(agency=owner.agency, template="Ours now", is_current=True)
        assert "Ours now" in page(owner, "promptversion_add")
        assert "Translate the message" in page(owner, "promptversion_add", kind="translation")

    def test_adding_makes_the_next_version(self, owner):
        assert self.add(owner, "One {{ creator }}").status_code == 302
        assert self.add(owner, "Two {{ creator }}", use_now="on").status_code == 302
        assert [(v.number, v.is_current) for v in self.versions(owner)] == [(1, False), (2, True)]
        assert self.versions(owner)[0].created_by_id == owner.pk

    def test_a_template_that_does_not_work_is_refused_and_kept_in_the_form(self, owner):
        said = self.add(owner, "{% include 'admin/base.html' %} typed").content.decode()
        assert "cannot be read" in said
        assert "typed" in said
        assert self.versions(owner) == []

    def test_an_old_version_is_only_read(self, owner):
        row = f.PromptVersionFactory(agency=owner.agency, template="Old {{ creator }}")
        owner.client.post(reverse("admin:chats_promptversion_change", args=[row.pk]), {"template": "New"})
        assert self.versions(owner)[0].template == "Old {{ creator }}"
        assert 'name="template"' not in page(owner, "promptversion_change", row.pk)

    def test_it_is_put_into_use_by_its_button_and_from_the_list(self, owner):
        first = f.PromptVersionFactory(agency=owner.agency, is_current=True)
        second = f.PromptVersionFactory(agency=owner.agency)
        owner.client.post(
            reverse("admin:chats_promptversion_change", args=[second.pk]), {"chats_promptversion_use": "1"}
        )
        assert [v.is_current for v in self.versions(owner)] == [False, True]
        owner.client.post(
            reverse("admin:chats_promptversion_changelist"),
            {"action": "use_this_one", "_selected_action": [str(first.pk)]},
        )
        assert [v.is_current for v in self.versions(owner)] == [True, False]

    def test_what_is_new_is_shown_line_by_line(self, owner):
        f.PromptVersionFactory(agency=owner.agency, number=1, template="Be kind\nBe brief")
        row = f.PromptVersionFactory(agency=owner.agency, number=2, template="Be kind\nBe <b>bold</b>")
        shown = page(owner, "promptversion_change", row.pk)
        assert "<del>-Be brief</del>" in shown
        assert "<ins>+Be &lt;b&gt;bold&lt;/b&gt;</ins>" in shown

    def test_the_way_back_to_the_products_own(self, owner):
        f.PromptVersionFactory(agency=owner.agency, is_current=True)
        address = reverse("admin:chats_promptversion_built_in")
        shown = owner.client.get(address).content.decode()
        assert BUILT_IN["reply"].splitlines()[0][:40] in shown
        owner.client.post(address, {"kind": "reply"})
        assert not self.versions(owner)[0].is_current


class TestPreview:
    @pytest.fixture
    def chat(self, owner):
        chat = f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency), fan_display_name="Tom")
        f.MessageFactory(chat=chat, text="do you like <b>hiking</b>?")
        return chat

    def test_every_message_is_shown_to_the_letter(self, owner, chat):
        f.AIProviderFactory(agency=owner.agency, name="Hosted", base_url="https://ai.test/v1")
        shown = owner.client.get(PREVIEW, {"chat": chat.pk}).content.decode()
        assert "&lt;fan&gt;do you like ‹b>hiking‹/b>?&lt;/fan&gt;".replace(">", "&gt;") in shown
        assert "Rules that nothing else here can change" in shown
        assert "at ai.test for the model small-model" in shown
        assert "nothing leaves this machine" in shown

    def test_another_prompt_can_be_tried(self, owner, chat):
        version = f.PromptVersionFactory(agency=owner.agency, template="Try this for {{ creator }}")
        shown = owner.client.get(PREVIEW, {"chat": chat.pk, "prompt": version.pk}).content.decode()
        assert "Try this for" in shown

    def test_a_fan_is_found_by_name(self, owner, chat):
        f.ChatFactory(creator=chat.creator, fan_display_name="Jerry")
        shown = owner.client.post(PREVIEW, {"fan": "tom"}).content.decode()
        assert "Tom" in shown
        assert "Jerry" not in shown

    def test_nothing_of_another_agency_is_shown(self, owner, chat):
        other = f.MembershipFactory(role="owner")
        foreign = f.ChatFactory(creator=f.CreatorFactory(agency=other.agency), fan_display_name="MARKER")
        version = f.PromptVersionFactory(agency=other.agency)
        assert owner.client.get(PREVIEW, {"chat": foreign.pk}).status_code == 404
        assert owner.client.get(PREVIEW, {"chat": chat.pk, "prompt": version.pk}).status_code == 404
        assert owner.client.get(PREVIEW, {"chat": "nonsense"}).status_code == 404
        assert "No chat is found." in owner.client.post(PREVIEW, {"fan": "MARKER"}).content.decode()
        assert "MARKER" not in owner.client.get(PREVIEW).content.decode()

    def test_nothing_is_sent_and_nothing_is_kept(self, owner, chat):
        f.AIProviderFactory(agency=owner.agency, base_url="http://127.0.0.1:9/v1")
        owner.client.get(PREVIEW, {"chat": chat.pk})
        with agency_scope(owner.agency_id):
            assert not AICall.objects.filter(agency_id=owner.agency_id).exists()

    def test_a_chatter_does_not_get_there(self, owner, chat):
        chatter = client_of(f.MembershipFactory(agency=owner.agency))
        assert chatter.get(PREVIEW, {"chat": chat.pk}).status_code in (302, 403)


def test_the_persona_is_edited_with_the_creator(owner):
    creator = f.CreatorFactory(agency=owner.agency, persona_dos="Ask back")
    shown = owner.client.get(reverse("admin:agencies_creator_change", args=[creator.pk])).content.decode()
    for name in ("persona", "persona_dos", "persona_donts", "persona_facts", "languages"):
        assert f'name="{name}"' in shown
