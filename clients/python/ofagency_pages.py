"""Lists are read by pages; here they are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit


def every(read: Callable[..., Any], **wanted: Any) -> Iterator[Any]:
    """All rows of a list, page after page: `every(chats_list.sync, client=client, unread=True)`.

    Raises `RuntimeError` with what the API has said where it gives no page.
    """
    while True:
        page = read(**wanted)
        if not hasattr(page, "results"):
            raise RuntimeError(getattr(page, "detail", "The API gives no page."))
        yield from page.results
        if not page.next_:
            return
        wanted["cursor"] = parse_qs(urlsplit(page.next_).query)["cursor"][0]
