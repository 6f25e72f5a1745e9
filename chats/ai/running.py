"""Requests for drafts at work: several drafts side by side, each from the first provider that answers.

A run goes on when the page that asked for it goes away, so that what was paid for is kept.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from chats.ai.asking import Asked, StoppedError, ask, awake
from chats.ai.cards import draft_frame
from chats.ai.keeping import Job, Written, begin, fail, keep
from chats.ai.screen import Screen
from chats.ai.threads import in_thread
from chats.live.frames import frame
from chats.models import AICall, AIProvider, DraftRequest

log = logging.getLogger(__name__)
#: Seconds in which providers are asked for a whole request, however many there are; and what the rest of it may take.
MOST_SECONDS, SLACK = 300.0, 30.0
#: Seconds in which drafts that end one after another are written down together.
TOGETHER = 0.005
#: Seconds after which silence is broken, and how; proxies close what says nothing for a minute.
HEARTBEAT, BEAT = 20.0, b": still here\n\n"
BROKEN = "Something went wrong here. Ask again in a moment."
BUDGET = "This month's AI budget is used up: only free providers are asked."
#: Requests that this process works on.
_runs: dict[UUID, Run] = {}
_tasks: set[asyncio.Task[None]] = set()


def run_of(agency_id: UUID, request_id: UUID) -> Run:
    """The run of a request in this process, begun if there is none. Call on the loop."""
    run = _runs.get(request_id)
    if run is None:
        run = _runs[request_id] = Run(agency_id, request_id)
        task = asyncio.get_running_loop().create_task(run.go())
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)
    return run


async def run_request(agency_id: UUID, request_id: UUID) -> None:
    """Work on a request until its end; for whoever shows it to nobody."""
    await Run(agency_id, request_id).go()


class Run:
    """One request, and what the page is told of it."""

    def __init__(self, agency_id: UUID, request_id: UUID) -> None:
        self.agency_id, self.request_id = agency_id, request_id
        #: Whether the request was another process's, or had ended.
        self.is_foreign = False
        self._frames: list[bytes] = []
        self._is_over = False
        self._news = asyncio.Event()
        self._written: list[Written] = []
        self._asked: list[Asked] = []
        self._faults: dict[str, None] = {}
        self._job: Job | None = None
        self._kept = 0
        self._until = time.monotonic() + MOST_SECONDS

    async def follow(self) -> AsyncIterator[bytes]:
        """All that was told and will be, from the start."""
        at = 0
        while True:
            while at < len(self._frames):
                yield self._frames[at]
                at += 1
            if self._is_over:
                return
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await self._news.wait()
            except TimeoutError:
                yield BEAT

    def _tell(self, kind: str, **facts: Any) -> None:
        self._frames.append(frame(kind, facts))
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def go(self) -> None:
        """Work on it. Never raises."""
        try:
            async with asyncio.timeout(MOST_SECONDS + SLACK):
                await self._work()
        except Exception as error:
            # Tracebacks of providers could quote what was said; the kind of the error has to do.
            log.error("ai_request_broke", extra={"request": str(self.request_id), "reason": type(error).__name__})
            await self._break_off()
        finally:
            _runs.pop(self.request_id, None)
            self._is_over = True
            self._wake()

    async def _break_off(self) -> None:
        try:
            try:
                await self._keep(end={**self._end(), "problem": BROKEN})
            finally:
                await in_thread(fail, self.agency_id, self.request_id, BROKEN)
        except Exception as error:
            log.error("ai_request_lost", extra={"request": str(self.request_id), "reason": type(error).__name__})
        self._tell("done", words=BROKEN)

    async def _work(self) -> None:
        self._job = job = await in_thread(begin, self.agency_id, self.request_id)
        if job is None:
            self.is_foreign = True
            return
        providers = self._choose(job)
        async with asyncio.TaskGroup() as group:
            pending = {
                group.create_task(self._write(job, number, providers)) for number in range(1, job.request.wanted + 1)
            }
            while pending:
                _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                if pending:
                    _, pending = await asyncio.wait(pending, timeout=TOGETHER)
                await self._keep(end=None if pending else self._end())
        self._tell("done", words="")

    def _choose(self, job: Job) -> list[AIProvider]:
        """Who may be asked now, told where somebody may not."""
        affordable = job.setup.within_budget(job.providers)
        if len(affordable) < len(job.providers):
            self._say(BUDGET)
        providers = awake(affordable)
        for row in affordable:
            if row not in providers:
                self._say(f"{row.name} has asked us to wait. {providers[0].name} answers now.")
        return providers

    def _say(self, words: str) -> None:
        """Tell the chatter what did not go as it should, each thing once."""
        if words not in self._faults:
            self._faults[words] = None
            self._tell("fault", words=words)

    async def _write(self, job: Job, number: int, providers: list[AIProvider]) -> None:
        """One draft, from the first provider that answers."""
        words = "Nobody is there to write it: an admin can set up a provider."
        for row, following in zip(providers, [*providers[1:], None], strict=True):
            if time.monotonic() >= self._until:
                break
            self._tell("who", number=number, name=row.name)
            screen = Screen(job, lambda text: self._tell("piece", number=number, text=text))
            asked = await ask(row, job.situation, number=number, take=screen.take, until=self._until)
            asked = self._look_at_all(screen, asked)
            self._asked.append(asked)
            if screen.held_because:
                self._written.append(Written(number, asked, screen.text, screen.seen, screen.held_because))
                return
            if asked.answer:
                self._written.append(Written(number, asked, screen.shown, screen.seen))
                if asked.answer.is_cut:
                    self._say(f"{row.name} came to its limit of {row.max_tokens} tokens: the draft may end too early.")
                return
            words = asked.problem.words if asked.problem else ""
            if screen.shown:
                self._tell("clear", number=number)
            is_only_empty = asked.told.outcome == AICall.Outcome.EMPTY and number > 1
            if following:
                self._say(f"{words} {following.name} answers now.")
            elif not is_only_empty:
                self._say(words)
        self._tell("none", number=number, words=words)

    def _look_at_all(self, screen: Screen, asked: Asked) -> Asked:
        """The guard's last look, at the whole text."""
        screen.close()
        if asked.answer:
            try:
                screen.shown = screen.finish(asked.answer.text)
            except StoppedError:
                asked.told.outcome = AICall.Outcome.STOPPED
        return asked

    def _end(self) -> dict[str, str]:
        has_some = self._kept or self._written
        status = DraftRequest.Status.DONE if has_some else DraftRequest.Status.FAILED
        return {"status": status, "problem": " ".join(self._faults)}

    async def _keep(self, end: dict[str, str] | None) -> None:
        """Write down what is whole by now; only then can it be used or rejected."""
        job, written, asked = self._job, self._written, self._asked
        if job is None or not (written or asked or end):
            return
        self._written, self._asked = [], []
        try:
            rows = await in_thread(keep, job, written, asked, end)
        except Exception:
            # It was all or nothing, so it can be tried once more.
            self._written, self._asked = [*written, *self._written], [*asked, *self._asked]
            raise
        for row in rows:
            self._kept += 1
            self._frames.append(draft_frame(row))
        self._wake()
