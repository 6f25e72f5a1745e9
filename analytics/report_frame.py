"""What the pages of the reports have around them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin


def page_context(request: Any, title: str, **context: Any) -> dict[str, Any]:
    """What a page of the admin needs around its own content."""
    return {**admin.site.each_context(request), "title": title, **context}
