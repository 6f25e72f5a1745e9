"""Every page a person can open draws without complaint, and ours are accessible (WCAG 2.2 AA by axe)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin

from agencies.checks import our_models
from agencies.models import User
from tests.browser.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def violations(page, context=None) -> list[str]:
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [f"{v['id']}: {node['html'][:150]} {node['failureSummary']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_inbox_is_accessible(world, log_in, viewport, scheme):
    page = log_in(world.acme.chatter, viewport=viewport, scheme=scheme)
    assert violations(page) == []
    page.goto(f"/inbox/{world.acme.chat.pk}/")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_around_it_are_accessible(world, log_in, open_page, scheme):
    stranger = open_page(scheme=scheme)
    stranger.forgiven += ["status of 404", "status of 403"]  # the pages that are refused on purpose
    for address in ("/accounts/login/", "/accounts/password/reset/", "/nowhere/"):
        stranger.goto(address)
        assert violations(stranger) == [], address
    page = log_in(world.acme.chatter, scheme=scheme)
    for address in ("/agencies/switch/", "/you/", "/accounts/sessions/", "/admin/"):
        page.goto(address)
        assert violations(page) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_start_page_of_the_admin_is_accessible(world, log_in, scheme):
    page = log_in(world.acme.owner, scheme=scheme)
    assert violations(page, {"include": [".start-figures", ".start-columns"]}) == []


def test_every_list_of_the_admin_and_every_row_draws(world, log_in):
    page = log_in(world.acme.owner)
    for model in our_models():
        if model not in admin.site._registry or model is User:
            continue
        response = page.goto(f"/admin/{model._meta.app_label}/{model._meta.model_name}/")
        assert response.status == 200, model
        # A model of which an agency has one row shows that row.
        if "/change/" not in page.url:
            page.locator("#result_list a[href*='/change/']").first.click()
            page.wait_for_load_state()
        assert "/change/" in page.url, model


def test_the_api_docs_draw_without_leaving_the_machine(world, log_in, address):
    page = log_in(world.acme.owner)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/docs/")
    page.get_by_text("/api/v1/agencies/").first.wait_for()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
