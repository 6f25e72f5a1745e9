"""What comes of a draft, word by word: names put back, looked at by the guard, and only then shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from chats.ai.asking import StoppedError
from chats.ai.context import put_names_back
from chats.ai.keeping import Job
from chats.guard.looking import Seen, held_because, look
from chats.word_rules import matching

#: Characters without a space after which a text is taken for one of a script that sets none, and of these held back.
UNSPACED, HELD = 40, 10
#: Characters in front of what is new that the guard looks at again: longer than any phrase of a rule. The whole text is
#: looked at when it is whole; to do that with each word would keep everybody else on the loop waiting.
LOOKED_BACK = 200


class Screen:
    """Shows one draft. The last word is held back until it is whole: nobody knows yet what it will be."""

    def __init__(self, job: Job, show: Callable[[str], None]) -> None:
        self._job, self._show = job, show
        self._raw, self._looked = "", ""
        #: What the page has.
        self.shown = ""
        self.seen: tuple[Seen, ...] = ()
        #: Why nothing more is shown.
        self.held_because = ""
        self._loop = asyncio.get_running_loop()
        self._next: asyncio.Handle | None = None

    def take(self, piece: str) -> None:
        """One more piece; those that come at once are shown together. Raises `StoppedError` if no more is wanted."""
        if self.held_because:
            raise StoppedError
        self._raw += piece
        self._next = self._next or self._loop.call_soon(self._show_more)

    def _show_more(self) -> None:
        self._next = None
        whole = self._whole_words()
        if len(whole) > len(self._looked):
            self._looked = whole
            text = put_names_back(whole, self._job.situation.names)
            with suppress(StoppedError):
                self._let_through(text, _ending(text, len(self.shown) - LOOKED_BACK))

    def close(self) -> None:
        """Show nothing more."""
        if self._next:
            self._next.cancel()

    def finish(self, text: str) -> str:
        """The whole draft, as it may be shown. Raises `StoppedError`."""
        self.seen = ()
        final = put_names_back(text, self._job.situation.names).strip()
        self._let_through(final, final)
        return final

    @property
    def text(self) -> str:
        """What has come so far, shown or not."""
        return put_names_back(self._raw, self._job.situation.names).strip()

    def _whole_words(self) -> str:
        raw = self._raw
        end = max(raw.rfind(" "), raw.rfind("\n")) + 1
        return raw if end == len(raw) else raw[: max(end, len(raw) - HELD if len(raw) - end > UNSPACED else 0)]

    def _let_through(self, text: str, looked_at: str) -> None:
        found = look(self._job.guard, looked_at, side="team") if self._job.guard else []
        known = {one.rule.pk for one in self.seen}
        self.seen = (*self.seen, *(one for one in found if one.rule.pk not in known))
        words = self._job.setup.blocked_words and matching(self._job.setup.blocked_words, looked_at)
        self.held_because = held_because(self.seen, words)
        if self.held_because:
            raise StoppedError
        if text.startswith(self.shown) and len(text) > len(self.shown):
            self._show(text[len(self.shown) :])
            self.shown = text


def _ending(text: str, start: int) -> str:
    """`text` from the word on that begins at `start` or before it."""
    return text[max(text.rfind(" ", 0, start), 0) :] if start > 0 else text
