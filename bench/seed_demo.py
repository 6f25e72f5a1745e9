"""How fast `seed_demo` makes messages, with everything that belongs to them."""

from __future__ import annotations

import os
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from integrations.demo.seeding import seed  # noqa: E402

CHATS, MESSAGES_PER_CHAT = 1_000, 200
TARGET = 20_000


def run() -> dict[str, dict[str, Any]]:
    """Seed an empty database once."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    begun = time.perf_counter()
    done = seed(now=timezone.now(), chats=CHATS, messages_per_chat=MESSAGES_PER_CHAT, password="measure-me-123")
    speed = done.messages / (time.perf_counter() - begun)
    call_command("flush", interactive=False, verbosity=0)
    return {"seed_demo": {"value": speed, "target": TARGET, "unit": "messages/s", "higher_is_better": True}}
