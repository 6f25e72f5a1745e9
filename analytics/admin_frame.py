"""What a page of the admin needs around its own content."""

from __future__ import annotations

from typing import Any

from django.contrib import admin


def page_context(request: Any, title: str, **context: Any) -> dict[str, Any]:
    """The frame's context, and the page's."""
    return {**admin.site.each_context(request), "title": title, **context}
