"""The pages of the admin that are no model's: their address below `/admin/reports/`, the view, and the name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpResponseBase

#: The admin site lets in only whom it lets in elsewhere; what they may see there the view asks, as everywhere.
PAGES: list[tuple[str, Callable[..., HttpResponseBase], str]] = []


def page_context(request: Any, title: str, **context: Any) -> dict[str, Any]:
    """What a page of the admin needs around its own content."""
    return {**admin.site.each_context(request), "title": title, **context}
