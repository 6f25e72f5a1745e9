"""Two who do something at once, each in a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

#: Seconds in which the second gets as far as it comes without the first.
HEAD_START = 1.0


def at_once(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What comes of `second`, in a connection of its own, begun while the transaction of `first` is still open."""
    outcome: list[Any] = []

    def work() -> None:
        try:
            outcome.append(second())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(HEAD_START)
    thread.join()
    return outcome[0]
