"""What an AI draft takes beyond the provider: our own code for each, the way of the first token to the page, and how
soon the chatter is told that a provider has failed.

The overhead is a whole request for one draft, from the service that makes it to the last row, at a provider that
answers at once. The first token is a whole word, as the last word is held back until it is one. A fault is told in so
many milliseconds beyond the time limit where the provider is too slow, and in so many from asking it on where it
refuses, breaks off or answers nonsense.
"""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import socket
import statistics
import time
from collections.abc import AsyncIterator
from typing import Any

import django

from bench.server import SECRET_KEY, server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# What is sealed here is opened by the server, which may go to loopback.
os.environ["ENCRYPTION_KEYS"] = SECRET_KEY
os.environ["AI_PRIVATE_ADDRESSES"] = "1"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from agencies.models import Agency, Membership  # noqa: E402
from agencies.scope import Actor  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.people import session_of  # noqa: E402
from chats import services  # noqa: E402
from chats.ai import asking, running  # noqa: E402
from chats.ai.providers.base import Answer, Situation  # noqa: E402
from chats.ai.threads import in_thread  # noqa: E402
from chats.ai.waiting import at_once  # noqa: E402
from chats.models import AIProvider, AISettings, Chat, ModelPrice  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402
from tests.ai_server import BAD_JSON, CUT, RESET, AIServer, Reply, ai_server  # noqa: E402

REQUESTS, WARM_UP, PAGES, TIMES = 200, 20, 60, 10
#: Seconds.
TIME_LIMIT = 1
FAULTS = {
    "never begins": Reply(waits=3),
    "stops half way": Reply(text="one two three", pause=TIME_LIMIT),
    "429": Reply(status=429),
    "500": Reply(status=500),
    "bad JSON": Reply(text="one two three", fails=BAD_JSON),
    "cut": Reply(text="one two three", fails=CUT),
    "reset": Reply(text="one two three", fails=RESET),
    "empty": Reply(text=""),
    "100 kB": Reply(text="word " * 20_000),
}
SLOW = ("never begins", "stops half way")
#: Milliseconds at the 95th percentile.
OVERHEAD, FIRST_TOKEN, BEYOND_LIMIT = 15, 30, 200
_OBSERVE = """() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const found of (document.getElementById("ai-panel")?.textContent ?? "").matchAll(/bench-(\\d+)/g))
      window.seen[found[1]] ??= performance.timeOrigin + performance.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def run() -> dict[str, dict[str, Any]]:
    """Measure the three."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=60, messages_per_chat=120, password="measure-me-123", rival=0.05)
    with ai_server() as provider:
        chat, actor = _desk(provider)
        overhead = _overhead(chat, actor)
        late = _faults(chat, actor, provider)
        with server() as port:
            first = _first_tokens(port, chat, provider)
    call_command("flush", interactive=False, verbosity=0)
    return {
        "ai_overhead_p95_ms": _row(overhead, OVERHEAD, "ms a draft"),
        "ai_first_token_p95_ms": _row(first, FIRST_TOKEN, "ms from provider to page"),
        "ai_fault_told_p95_ms": _row(late, BEYOND_LIMIT, "ms until a fault is told"),
    }


def _row(taken: list[float], target: float, unit: str) -> dict[str, Any]:
    value = statistics.quantiles(taken, n=20)[-1] * 1000
    print(f"median {statistics.median(taken) * 1000:.1f} {unit}", flush=True)
    return {"value": value, "target": target, "unit": unit, "higher_is_better": False}


def _desk(provider: AIServer) -> tuple[Chat, Actor]:
    agency = Agency.objects.get(slug="demo")
    with agency_scope(agency.pk):
        AISettings.objects.update_or_create(agency=agency, defaults={"drafts": 1})
        row = AIProvider(
            agency=agency, name="Bench", base_url=provider.url, model="bench", time_limit_seconds=TIME_LIMIT
        )
        row.api_key = "bench-key"
        row.save()
        ModelPrice.objects.create(agency=agency, model="bench", input_per_million=1, output_per_million=2)
        chat = Chat.objects.awaiting_reply().select_related("creator").first()
        owner = Membership.objects.select_related("agency", "user").get(agency=agency, user__email="owner@demo.test")
        assert chat is not None
        return chat, Actor.from_membership(owner)


class _AtOnce:
    """A provider without a way to it."""

    def __init__(self, row: AIProvider) -> None:
        self.row = row

    async def stream(self, situation: Situation, *, number: int = 1) -> AsyncIterator[str | Answer]:
        """A draft of forty words."""
        for _ in range(40):
            yield "lovely "
        yield Answer("lovely " * 40, prompt_tokens=1000, completion_tokens=40)


def _overhead(chat: Chat, actor: Actor) -> list[float]:
    # As the web process does when it starts (`ofagency.asgi`).
    gc.freeze()
    usual, asking.provider_of = asking.provider_of, _AtOnce  # type: ignore[assignment]
    try:
        return at_once(_requests(chat, actor, WARM_UP + REQUESTS))[WARM_UP:]
    finally:
        asking.provider_of = usual
        gc.unfreeze()


async def _requests(chat: Chat, actor: Actor, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        started = time.perf_counter()
        request_id = await in_thread(_ask, chat, actor)
        await running.run_request(chat.agency_id, request_id)
        taken.append(time.perf_counter() - started)
        await asyncio.sleep(0.005)
    return taken


def _ask(chat: Chat, actor: Actor) -> Any:
    with agency_scope(chat.agency_id):
        return services.request_drafts(actor=actor, chat=chat, wanted=1).pk


def _faults(chat: Chat, actor: Actor, provider: AIServer) -> list[float]:
    """Seconds until a fault is told, without the time limit where that is what ends it; also of a server that is
    down."""

    async def told(reply: Reply) -> float:
        provider.replies = [reply]
        request_id, begun = await in_thread(_ask, chat, actor), 0.0
        async for data in running.run_of(chat.agency_id, request_id).follow():
            if data.startswith(b"event: who") and not begun:
                begun = time.perf_counter()
            if data.startswith(b"event: fault"):
                return time.perf_counter() - begun
        raise AssertionError("The fault was not told.")

    async def all_of(kind: str, reply: Reply) -> list[float]:
        taken = [await told(reply) - (TIME_LIMIT if kind in SLOW else 0) for _ in range(TIMES)]
        print(f"{kind}: {max(taken) * 1000:.1f} ms at most", flush=True)
        return taken

    async def each() -> list[float]:
        taken = [one for kind, reply in FAULTS.items() for one in await all_of(kind, reply)]
        with socket.socket() as deaf:
            deaf.bind(("127.0.0.1", 0))
            await in_thread(_move, chat, f"http://127.0.0.1:{deaf.getsockname()[1]}/v1")
            taken += await all_of("down", Reply())
        await in_thread(_move, chat, provider.url)
        return taken

    return at_once(each())


def _move(chat: Chat, url: str) -> None:
    with agency_scope(chat.agency_id):
        AIProvider.objects.filter(agency_id=chat.agency_id, name="Bench").update(base_url=url)


def _first_tokens(port: int, chat: Chat, provider: AIServer) -> list[float]:
    """Seconds from when the provider sends its first token until it stands on the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context()
        cookie = {"name": "sessionid", "value": session_of("owner@demo.test"), "url": f"http://127.0.0.1:{port}"}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/inbox/{chat.pk}/")
        page.locator("[data-live][data-listening=yes]").wait_for(state="attached")
        page.evaluate(_OBSERVE)
        page.locator("[data-ask-drafts]").click()
        page.locator("#ai-panel [data-anew]:enabled").wait_for()
        for number in range(PAGES):
            provider.replies = [Reply(text=f"bench-{number}\n and more of it", waits=0.05, pause=0.02)]
            _press(page, number)
        seen = page.evaluate("window.seen")
        browser.close()
    sent = {piece.strip(): at for piece, at in provider.sent if piece.startswith("bench-")}
    return [seen[str(number)] / 1000 - sent[f"bench-{number}"] for number in range(5, PAGES)]


def _press(page: Page, number: int) -> None:
    page.locator("#ai-panel [data-anew]").click()
    page.locator(f".ai-card[aria-busy=false]:has-text('bench-{number}')").wait_for()
    page.locator("#ai-panel [data-anew]:enabled").wait_for()
