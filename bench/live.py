"""From the commit of a fan's message to its text in a real browser's page, with 50 pages connected.

Beside it, in the same run: a bare NOTIFY to a bare LISTEN, event streams' memory, and what pages take while
200 of them are open.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import threading
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
django.setup()

import psutil  # noqa: E402
import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from agencies.models import Agency  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.people import Visitor, session_of  # noqa: E402
from bench.server import server  # noqa: E402
from chats.ingest import IncomingMessage, record_messages  # noqa: E402
from chats.live.announce import current_cursor  # noqa: E402
from chats.models import Chat  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

CONNECTED, MESSAGES, PAUSE = 50, 200, 0.05
STREAMS, PAGES = 200, 150
#: The targets: times the bare round trip, plus seconds; MB; times the page without streams.
TIMES, PLUS, MEGABYTES, SLOWER = 5, 0.020, 0.5, 1.2
_OBSERVE = """() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const found of document.getElementById("messages").textContent.matchAll(/bench-(\\d+)/g))
      window.seen[found[1]] ??= performance.timeOrigin + performance.now();
  }).observe(document.getElementById("messages"), { childList: true, subtree: true });
}"""


def run() -> dict[str, dict[str, Any]]:
    """Measure the way of a message, then many streams."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=200, messages_per_chat=50, password="measure-me-123", rival=0.05)
    raw = statistics.median(_round_trips())
    with server() as port:
        session = session_of("owner@demo.test")
        visitor = Visitor(port, session)
        worker = max(psutil.process_iter(["cmdline"]), key=lambda p: _is_worker(p, port)).pid
        alone, before = _page_time(visitor), psutil.Process(worker).memory_info().rss
        with Listeners(port, session, STREAMS):
            crowded = _page_time(visitor)
            per_stream = (psutil.Process(worker).memory_info().rss - before) / STREAMS / 1_000_000
        with Listeners(port, session, CONNECTED - 1):
            ways = _ways(port, session)
    call_command("flush", interactive=False, verbosity=0)
    p99 = statistics.quantiles(ways, n=100)[-1]
    return {
        "live_p99_ms": _row(p99 * 1000, (TIMES * raw + PLUS) * 1000, "ms from commit to DOM"),
        "live_median_ms": _row(statistics.median(ways) * 1000, None, "ms from commit to DOM"),
        "notify_round_trip_ms": _row(raw * 1000, None, "ms, bare"),
        "stream_memory": _row(per_stream, MEGABYTES, f"MB each of {STREAMS}"),
        "page_with_streams": _row(crowded / alone, SLOWER, f"× ({STREAMS} streams ÷ none)"),
    }


def _row(value: float, target: float | None, unit: str) -> dict[str, Any]:
    return {"value": value, "target": target, "unit": unit, "higher_is_better": False}


def _is_worker(process: psutil.Process, port: int) -> int:
    """The web server's process that answers: the youngest that names the port."""
    command = " ".join(process.info["cmdline"] or [])
    parent = process.ppid()
    of_server = str(port) in command or (
        psutil.pid_exists(parent) and str(port) in " ".join(psutil.Process(parent).cmdline())
    )
    return process.pid if of_server else 0


def _round_trips() -> list[float]:
    parameters = connection.get_connection_params()
    address = {name: parameters[name] for name in ("dbname", "user", "host", "port") if parameters.get(name)}
    with (
        psycopg.connect(**address, autocommit=True) as listener,
        psycopg.connect(**address, autocommit=True) as speaker,
    ):
        listener.execute("LISTEN bench")
        taken = []
        for number in range(MESSAGES):
            started = time.perf_counter()
            speaker.execute(f"NOTIFY bench, '{number}'")
            for _ in listener.notifies(timeout=5, stop_after=1):
                taken.append(time.perf_counter() - started)
            time.sleep(0.005)
    return taken


def _page_time(visitor: Visitor) -> float:
    taken = []
    for _ in range(PAGES):
        started = time.perf_counter()
        visitor.ask("GET", "/inbox/")
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[PAGES // 3 :])


class Listeners:
    """So many pages listen, in a thread of their own."""

    def __init__(self, port: int, session: str, count: int) -> None:
        self.port, self.session, self.count = port, session, count

    def __enter__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        since = current_cursor()
        opening = [asyncio.run_coroutine_threadsafe(self._listen(since), self.loop) for _ in range(self.count)]
        self.tasks = [future.result(60) for future in opening]

    async def _listen(self, since: str) -> Any:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        writer.write(
            f"GET /inbox/events/?since={since} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: sessionid={self.session}\r\n\r\n".encode()
        )
        answer = await reader.readline()
        assert b"200" in answer, answer

        async def drain() -> None:
            while await reader.read(65536):
                pass

        return writer, self.loop.create_task(drain())

    def __exit__(self, *error: object) -> None:
        for writer, _ in self.tasks:
            self.loop.call_soon_threadsafe(writer.close)
        time.sleep(1)
        self.loop.call_soon_threadsafe(self.loop.stop)


def _ways(port: int, session: str) -> list[float]:
    """Seconds from each message's commit to its text in the page."""
    agency = Agency.objects.get(slug="demo")
    with agency_scope(agency.pk):
        chat = Chat.objects.in_inbox_order().first()
    assert chat is not None
    committed: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/inbox/{chat.pk}/")
        page.locator("[data-live][data-listening=yes]").wait_for(state="attached")
        page.evaluate(_OBSERVE)
        for number in range(MESSAGES):
            _say(chat, number)
            committed[str(number)] = time.time()
            time.sleep(PAUSE)
        page.wait_for_function(f"Object.keys(window.seen).length >= {MESSAGES}", timeout=20_000)
        seen = page.evaluate("window.seen")
        browser.close()
    return [seen[number] / 1000 - at for number, at in committed.items()]


def _say(chat: Chat, number: int) -> None:
    message = IncomingMessage(chat.fan_of_id, 90_000_000 + number, "in", timezone.now(), f"bench-{number}")
    record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=[message], source="bench")
