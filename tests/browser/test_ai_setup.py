"""An owner sets up the AI: a provider, a prompt, and a look at what would be sent."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from tests import factories as f
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_what_would_be_sent_is_found_by_the_fans_name(world, log_in, viewport, scheme):
    f.PromptVersionFactory(agency=world.acme.agency, template="Second try as {{ creator }}", remark="shorter")
    page = log_in(world.acme.owner, viewport=viewport, scheme=scheme)
    page.goto("/admin/chats/aisettings/preview/")
    page.get_by_label("Fan").fill("acme-main")
    page.get_by_label("Fan").press("Enter")
    page.get_by_role("link", name="acme-main-fan").click()
    expect(page.get_by_text("nothing leaves this machine")).to_be_visible()
    expect(page.get_by_label("system").locator("pre")).to_contain_text("Rules that nothing else here can change")
    expect(page.get_by_label("user").first.locator("pre")).to_contain_text("<fan>acme-main-question</fan>")
    page.get_by_label("With the prompt").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("system").locator("pre")).to_contain_text("Second try as")
    picture(page, f"preview-{scheme}")
    assert violations(page, {"include": ["#main"]} if page.locator("#main").count() else None) == []


def test_a_prompt_is_written_and_put_into_use_and_the_way_back(world, log_in):
    page = log_in(world.acme.owner)
    page.goto("/admin/chats/promptversion/add/")
    page.get_by_label("Template").fill("Write as {{ fan }}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing is called fan.")).to_be_visible()
    expect(page.get_by_label("Template")).to_have_value("Write as {{ fan }}")
    page.get_by_label("Template").fill("Write as {{ creator }}")
    page.get_by_label("Use it at once").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="drafts of replies, version", exact=False).first.click()
    expect(page.locator(".prompt-changes ins").first).to_be_visible()
    picture(page, "version")
    page.goto("/admin/chats/promptversion/built-in/")
    picture(page, "built-in")
    page.get_by_role("button", name="Use this one").click()
    expect(page.get_by_role("button", name="Use this one")).to_have_count(0)


def test_a_provider_without_a_model_keeps_what_was_typed(world, log_in):
    page = log_in(world.acme.owner)
    page.goto("/admin/chats/aiprovider/add/")
    page.get_by_label("Name").fill("Hosted")
    page.get_by_label("Kind").select_option("openai")
    page.get_by_label("Address").fill("https://ai.test/v1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Say which model")).to_be_visible()
    expect(page.get_by_label("Address")).to_have_value("https://ai.test/v1")
    page.get_by_label("Kind").select_option("playbook")
    expect(page.get_by_label("Address")).to_be_hidden()
    picture(page, "provider")


def test_the_settings_show_the_months_costs(world, log_in):
    page = log_in(world.acme.owner)
    page.goto("/admin/chats/aisettings/")
    expect(page.get_by_text("without a limit")).to_be_visible()
    picture(page, "settings")
    page.get_by_role("link", name="See exactly what would be sent").click()
    expect(page.get_by_label("Fan")).to_be_visible()
