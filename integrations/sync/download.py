"""Downloading ahead: a thread calls the service while what came before is written."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
#: Pages that may wait to be written: some megabytes, and work for a few seconds.
AHEAD = 40
_END = object()


class Ahead(Generic[Item]):
    """What an iterator gives, made in a thread. An error of the iterator is raised behind what came before it.

    Use as a context: leaving it ends the thread after the call that it is making.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._made: queue.Queue[Any] = queue.Queue(AHEAD)
        self._is_left = threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)

    def __enter__(self) -> Ahead[Item]:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_left.set()
        while self._thread.is_alive():
            # Whoever waits for a place in the queue gets one.
            self._drain()
            self._thread.join(0.1)

    def _drain(self) -> None:
        while not self._made.empty():
            self._made.get_nowait()

    def _make(self) -> None:
        try:
            for item in self._items:
                self._made.put(item)
                if self._is_left.is_set():
                    return
            self._made.put(_END)
        except Exception as error:
            self._made.put(error)

    def together(self, enough: int, size: Any) -> Iterator[list[Item]]:
        """What is there, as lists: one at least, and no more than makes `enough` in sum of `size(item)`."""
        ended: Any = None
        while ended is None:
            some: list[Item] = []
            weight = 0
            while weight < enough and ended is None and (not some or not self._made.empty()):
                made = self._made.get()
                if made is _END or isinstance(made, Exception):
                    ended = made
                else:
                    some.append(made)
                    weight += size(made)
            if some:
                yield some
        if ended is not _END:
            raise ended
