"""Messages in bulk: a list of some, or a stream of millions, each line by itself right or wrong."""

from __future__ import annotations

import datetime as dt
import logging
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

import msgspec
import orjson
from django.db import DatabaseError
from django.http import FileResponse
from django.utils import timezone
from msgspec import Meta
from rest_framework import exceptions

from agencies.models import Agency, ApiKey, Creator
from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from chats.incoming import AHEAD, EARLIEST, MAX_ID, IncomingFan, IncomingMedia, IncomingMessage, problem_with
from chats.ingest import Recorded, record_messages

log = logging.getLogger(__name__)
NDJSON = "application/x-ndjson"
SOURCE = "bulk"
#: Rows of one request that is no stream, and rows of a stream that are written in one transaction.
MAX_ROWS, ROWS_AT_ONCE = 1_000, 5_000
#: Bytes of a line, and of what is read at once.
MAX_LINE, BLOCK = 1_000_000, 1 << 16
#: Bytes of lines that are written in one transaction.
BYTES_AT_ONCE = 8_000_000
#: Bytes of results that are kept in memory; more go to a temporary file.
KEPT_IN_MEMORY = 1_000_000

PlatformId = Annotated[int, Meta(ge=1, le=MAX_ID)]
Time = Annotated[dt.datetime, Meta(tz=True)]
Name = Annotated[str, Meta(max_length=120)]
LongName = Annotated[str, Meta(max_length=200)]
Url = Annotated[str, Meta(max_length=500)]

_PLACE = re.compile(r" - at `\$(.*)`$")
_MISSING = re.compile(r"^Object (?:missing required|contains unknown) field `(.*?)`")
#: Which field a message is refused for, by the reason of `chats.incoming`.
_FIELDS = {"date out of range": "sent_at", "price out of range": "price", "tip out of range": "tip_amount"}
_TIMES = ("unlocked_at", "read_at", "deleted_at")
_CENT = Decimal("0.01")


class MediaRow(msgspec.Struct, forbid_unknown_fields=True):
    """A reference to media on the platform."""

    of_media_id: PlatformId
    media_type: Literal["image", "video", "audio", "gif"]
    url: str = ""
    thumbnail_url: str = ""
    duration: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    is_preview: bool = False


class MessageRow(msgspec.Struct, forbid_unknown_fields=True):
    """A message as a client tells it. An unknown name is refused: with a typo in it, something would be lost."""

    fan_of_id: PlatformId
    of_message_id: PlatformId
    direction: Literal["in", "out", "unknown"]
    sent_at: Time
    creator: UUID | None = None
    creator_of_user_id: PlatformId | None = None
    fan_username: Name = ""
    fan_display_name: LongName = ""
    fan_avatar_url: Url = ""
    text: str = ""
    price: Decimal = Decimal(0)
    unlocked: bool | None = None
    unlocked_at: Time | None = None
    is_tip: bool = False
    tip_amount: Decimal | None = None
    read_at: Time | None = None
    deleted_at: Time | None = None
    media: list[MediaRow] = []


class RowError(Exception):
    """What is wrong with a row, and where: a JSON pointer within it."""

    def __init__(self, pointer: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.told = {"pointer": pointer, "code": code, "detail": detail}


class Told(NamedTuple):
    """A row that was read: whose message it is, and which."""

    number: int
    creator_id: UUID
    message: IncomingMessage
    fan: IncomingFan | None


class Reader:
    """Reads rows of one actor: their creators are the only ones there are."""

    def __init__(self, actor: Actor) -> None:
        rows = Creator.objects.visible_to(actor).values_list("pk", "of_user_id")
        self._creators = {pk: pk for pk, _ in rows}
        self._by_of_id = {of_id: pk for pk, of_id in rows if of_id}
        self._decode = msgspec.json.Decoder(MessageRow).decode
        self._latest = timezone.now() + AHEAD

    def read(self, number: int, text: bytes | msgspec.Raw) -> Told:
        """Raises `RowError`."""
        try:
            row = self._decode(text)
        except msgspec.ValidationError as error:
            raise _explained(str(error)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RowError("", "parse_error", f"This is no JSON: {error}.") from error
        message = IncomingMessage(
            row.fan_of_id, row.of_message_id, row.direction, row.sent_at, row.text, row.price, row.unlocked,
            row.unlocked_at, row.is_tip, row.tip_amount, row.read_at, row.deleted_at,
            [IncomingMedia(*msgspec.structs.astuple(media)) for media in row.media] if row.media else (),
        )  # fmt: skip
        self._check(row, message)
        is_named = row.fan_username or row.fan_display_name or row.fan_avatar_url
        fan = IncomingFan(row.fan_of_id, row.fan_username, row.fan_display_name, row.fan_avatar_url)
        return Told(number, self._creator(row), message, fan if is_named else None)

    def _creator(self, row: MessageRow) -> UUID:
        name = "creator" if row.creator else "creator_of_user_id"
        found = self._creators.get(row.creator) if row.creator else self._by_of_id.get(row.creator_of_user_id or 0)
        if found is None:
            told = row.creator or row.creator_of_user_id
            detail = f"There is no creator {told}." if told else "Name the creator, here or by creator_of_user_id."
            raise RowError(f"/{name}" if told else "/creator", "does_not_exist" if told else "required", detail)
        return found

    def _check(self, row: MessageRow, message: IncomingMessage) -> None:
        if problem := problem_with(message, self._latest):
            raise RowError(f"/{_FIELDS[problem]}", "invalid", f"Not possible: {problem}.")
        for name in ("price", "tip_amount"):
            amount = getattr(row, name)
            if amount and amount != amount.quantize(_CENT):
                raise RowError(f"/{name}", "invalid", "Not possible: parts of a cent.")
        for name in _TIMES:
            time = getattr(row, name)
            if time is not None and not EARLIEST <= time <= self._latest:
                raise RowError(f"/{name}", "invalid", "Not possible: date out of range.")


def _explained(problem: str) -> RowError:
    """The words of msgspec, and where it found that."""
    place = _PLACE.search(problem)
    path = re.sub(r"\.|\[(\d+)\]", lambda step: f"/{step[1] or ''}", place[1]) if place else ""
    words = problem[: place.start()] if place else problem
    if missing := _MISSING.match(words):
        return RowError(f"{path}/{missing[1]}", "required" if "missing" in words else "unknown_field", f"{words}.")
    return RowError(path, "invalid", f"{words}.")


@dataclass
class Summary:
    """What became of the rows."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def add(self, recorded: Recorded) -> None:
        self.created += recorded.created
        self.updated += recorded.updated
        self.unchanged += recorded.unchanged


@dataclass
class Intake:
    """Takes rows in, some at a time; knows what became of each."""

    actor: Actor
    agency_id: UUID
    reader: Reader
    wants_all: bool
    summary: Summary = field(default_factory=Summary)

    def take(self, rows: Iterable[tuple[int, bytes | msgspec.Raw]]) -> list[dict[str, Any]]:
        """Write rows, (number, JSON) each, and tell what became of them, by `number`; if not `wants_all`, of those only
        that were refused."""
        told: dict[UUID, list[Told]] = {}
        results = []
        for number, text in rows:
            self.summary.rows += 1
            try:
                row = self.reader.read(number, text)
            except RowError as error:
                self.summary.rejected += 1
                results.append({"number": number, "status": "rejected", "id": None, "errors": [error.told]})
            else:
                told.setdefault(row.creator_id, []).append(row)
        for creator_id, some in told.items():
            results += self._record(creator_id, some)
        return sorted(results, key=lambda result: result["number"])

    def _record(self, creator_id: UUID, rows: list[Told]) -> Iterator[dict[str, Any]]:
        recorded = record_messages(
            agency_id=self.agency_id,
            creator_id=creator_id,
            messages=[row.message for row in rows],
            source=SOURCE,
            fans=[row.fan for row in rows if row.fan],
            tells_outcomes=self.wants_all,
        )
        self.summary.add(recorded)
        told: set[tuple[int, int]] = set()
        for row in rows if self.wants_all else ():
            key = row.message.fan_of_id, row.message.of_message_id
            pk, status = recorded.outcomes[key]
            # What the repeats of a row tell went into the same message.
            yield {"number": row.number, "status": "unchanged" if key in told else status, "id": pk, "errors": []}
            told.add(key)

    def audit(self) -> None:
        """Write down that it was done."""
        with agency_scope(self.agency_id):
            agency = Agency.objects.get(pk=self.agency_id)
            record_audit(
                actor=self.actor, action="took in messages", row=agency, changes=msgspec.to_builtins(self.summary)
            )


def take_list(actor: Actor, agency_id: UUID, body: Any) -> dict[str, Any]:
    """Take in what came as `{"messages": […]}`, in the current transaction. Raises `ValidationError`."""
    try:
        messages = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        rows = msgspec.json.decode(messages.pop("messages"), type=list[msgspec.Raw])
    except (KeyError, msgspec.ValidationError) as error:
        raise exceptions.ValidationError({"messages": 'Send {"messages": [ … ]}.'}) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise exceptions.ParseError(f"This is no JSON: {error}.") from error
    if messages:
        raise exceptions.ValidationError(dict.fromkeys(messages, "There is no such field."))
    if not 1 <= len(rows) <= MAX_ROWS:
        limit = f"1 to {MAX_ROWS:,} messages at once; for more, send a stream ({NDJSON})."
        raise exceptions.ValidationError({"messages": limit})
    intake = Intake(actor, agency_id, Reader(actor), wants_all=True)
    results = intake.take(enumerate(rows))
    for result in results:
        for told in result["errors"]:
            told["pointer"] = f"/messages/{result['number']}{told['pointer']}"
    intake.audit()
    numbered = [{"index": result.pop("number"), **result} for result in results]
    return {**msgspec.to_builtins(intake.summary), "results": numbered}


class BrokenStreamError(exceptions.APIException):
    """The stream cannot be read any further."""

    status_code = 400
    default_code = "broken_stream"


def take_stream(actor: Actor, agency_id: UUID, blocks: Iterator[bytes], wanted: str) -> FileResponse:
    """Take in lines of JSON and answer with lines of results (`wanted`: all, rejected or none) and the summary.

    Some thousand lines at a time are written, each time in a transaction of their own; there must be none around.
    The results wait until everything is read, as many clients do not listen before. Raises `BrokenStreamError`.
    """
    with agency_scope(agency_id):
        intake = Intake(actor, agency_id, Reader(actor), wants_all=wanted == "all")
    with ExitStack() as open_file:
        # It goes over to the response, which closes it when all is sent.
        results = open_file.enter_context(tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))
        try:
            for some in _some(_lines(blocks), intake.summary):
                for result in _taken(intake, some):
                    if wanted != "none":
                        results.write(orjson.dumps({"line": result.pop("number"), **result}) + b"\n")
        finally:
            if intake.summary.rows:
                intake.audit()
        results.write(orjson.dumps({"summary": msgspec.to_builtins(intake.summary)}) + b"\n")
        results.seek(0)
        open_file.pop_all()
        return FileResponse(results, content_type=NDJSON)


class InterruptedStreamError(exceptions.APIException):
    """The database took no more."""

    status_code = 503
    default_code = "interrupted"


class ClosedStreamError(exceptions.APIException):
    """The key has been revoked, or has expired, while the stream came in."""

    status_code = 401
    default_code = "authentication_failed"


def _taken(intake: Intake, some: list[tuple[int, bytes]]) -> list[dict[str, Any]]:
    before, key = intake.summary.rows, intake.actor.api_key_id
    try:
        if key and not ApiKey.objects.get_usable_keys().filter(pk=key).exists():
            raise ClosedStreamError(f"The key opens nothing any more. {before:,} lines were dealt with.")
        return intake.take(some)
    except DatabaseError as error:
        log.exception("lines could not be written")
        said = f"The database took no more. {before:,} lines were dealt with; send it all again, which does no harm."
        raise InterruptedStreamError(said) from error


def _some(lines: Iterator[tuple[int, bytes]], summary: Summary) -> Iterator[list[tuple[int, bytes]]]:
    some: list[tuple[int, bytes]] = []
    size = 0
    try:
        for line in lines:
            some.append(line)
            size += len(line[1])
            if len(some) == ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
                yield some
                some, size = [], 0
    except BrokenStreamError as error:
        # What was read up to there is as good as any.
        if some:
            yield some
        raise BrokenStreamError(
            f"{error.detail} {summary.rows:,} lines before it were taken in; send it all again, which does no harm."
        ) from error
    if some:
        yield some


def _lines(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered from 1; empty ones are left out. Raises `BrokenStreamError` for one that is too long."""
    rest, number = b"", 0
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            number += 1
            if line.strip():
                yield number, line
        if len(rest) > MAX_LINE:
            raise BrokenStreamError(f"Line {number + 1} is longer than {MAX_LINE:,} bytes.")
    if rest.strip():
        yield number + 1, rest


def blocks_of(request: Any) -> Iterator[bytes]:
    """The body as it comes in, unpacked. Raises `BrokenStreamError` if it ends before its time."""
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("gzip", "identity"):
        raise exceptions.UnsupportedMediaType(encoding, "Only gzip is unpacked.")
    raw = _raw_blocks(request)
    return _unpacked(raw) if encoding == "gzip" else raw


def _raw_blocks(request: Any) -> Iterator[bytes]:
    length = request.headers.get("Content-Length")
    # Past Django, which takes a body without a length for none.
    stream, left = request.environ["wsgi.input"], int(length) if length else None
    while left is None or left > 0:
        try:
            block = stream.read(BLOCK if left is None else min(BLOCK, left))
        except OSError as error:
            raise BrokenStreamError("The stream has broken off, or nothing more of it came for too long.") from error
        if not block:
            break
        left = None if left is None else left - len(block)
        yield block
    if left:
        raise BrokenStreamError(f"The stream has broken off, {left:,} bytes before its end.")


def _unpacked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """By small pieces, whatever a packed block unpacks to."""
    packed = zlib.decompressobj(wbits=31)
    try:
        for block in blocks:
            while block:
                if packed.eof:  # several files may follow each other
                    packed = zlib.decompressobj(wbits=31)
                yield packed.decompress(block, BLOCK)
                block = packed.unused_data if packed.eof else packed.unconsumed_tail
    except zlib.error as error:
        raise BrokenStreamError(f"This is no gzip: {error}.") from error
    if not packed.eof:
        raise BrokenStreamError("The packed stream has broken off.")
