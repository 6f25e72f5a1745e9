"""What goes over the wire, compressed: opening a chat, and the first page with everything it loads."""

from __future__ import annotations

import gzip
import os
import re
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.people import Visitor, session_of  # noqa: E402
from bench.server import server  # noqa: E402
from integrations.demo.seeding import seed  # noqa: E402

CHAT_KB, PAGE_KB = 15, 120
GZIP = {"Accept-Encoding": "gzip"}


def run() -> dict[str, dict[str, Any]]:
    """Count the bytes of answers as a browser asks for them."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    seed(now=timezone.now(), chats=200, messages_per_chat=100, password="measure-me-123", rival=0.05)
    with server() as port:
        visitor = Visitor(port, session_of("chatter@demo.test"))
        page = visitor.ask("GET", "/inbox/", **GZIP)
        html = gzip.decompress(page).decode()
        chat = html.split('data-chat="')[1].split('"')[0]
        part = visitor.ask("GET", f"/inbox/{chat}/", **GZIP, **{"HX-Request": "true", "HX-Target": "conversation"})
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
        statics = sum(len(visitor.ask("GET", path, **GZIP)) for path in files)
    call_command("flush", interactive=False, verbosity=0)
    return {
        "chat_bytes": _row(len(part) / 1000, CHAT_KB, "kB, a chat of 50 messages"),
        "page_bytes": _row((len(page) + statics) / 1000, PAGE_KB, f"kB, with {len(files)} files"),
    }


def _row(value: float, target: float, unit: str) -> dict[str, Any]:
    return {"value": value, "target": target, "unit": unit, "higher_is_better": False}
