"""OnlyFansAPI.com's CSV of messages: every line arrives once, or says why not."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from agencies.models import Creator
from chats.models import Chat, Message
from integrations import services
from integrations.models import ImportRun
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
#: The header as the vendor writes it.
HEADER = [
    "account_id", "account_name", "account_username", "sent_by", "fan_id", "fan_username", "fan_name", "chat_id",
    "message_id", "message_text", "giphy_id", "locked_text", "price", "tip_amount", "is_free", "is_tip", "is_opened",
    "is_from_queue", "is_new", "is_reported_by_me", "is_couple_people_media", "is_markdown_disabled", "is_pinned",
    "is_liked", "is_media_ready", "media_count", "cancel_seconds", "can_purchase", "can_purchase_reason", "can_report",
    "can_be_pinned", "onlyfans_created_at", "onlyfans_changed_at",
]  # fmt: skip


def line(message_id=1, **told) -> dict[str, object]:
    return {
        "account_id": "acct_1", "account_username": "luna", "sent_by": "creator", "fan_id": 7, "fan_username": "rob",
        "fan_name": "Rob", "chat_id": 7, "message_id": message_id, "message_text": "<p>Hello</p>", "price": "0.00",
        "is_free": "true", "is_tip": "false", "is_opened": "false", "onlyfans_created_at": "2025-03-01 12:00:00",
        **told,
    }  # fmt: skip


@pytest.fixture
def load(scope, tmp_path):
    def run(*lines, header=HEADER, encoding="utf-8", **options):
        path = tmp_path / "export.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, header, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(lines)
        out = io.StringIO()
        call_command("import_onlyfansapi", path, agency=scope.slug, json=True, stdout=out, **options)
        return json.loads(out.getvalue())

    return run


def test_messages_go_to_the_creator_and_the_fan_of_their_line(load):
    summary = load(line(1), line(2, sent_by="fan"), line(3, account_username="aria", fan_id=8, fan_username="sue"))
    assert (summary["chats"], summary["messages"], summary["created"], summary["skipped"]) == (2, 3, 3, 0)
    assert set(Creator.objects.values_list("username", flat=True)) == {"luna", "aria"}
    chat = Chat.objects.get(fan_of_id=7)
    assert (chat.creator.username, chat.fan_username, chat.fan_display_name) == ("luna", "rob", "Rob")
    assert list(chat.messages.order_by("of_message_id").values_list("direction", "text", "source")) == [
        ("out", "Hello", "onlyfansapi"), ("in", "Hello", "onlyfansapi"),
    ]  # fmt: skip


def test_times_are_utc(load):
    load(line(1))
    assert Message.objects.get().sent_at == dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


def test_an_opened_offer_is_bought(load):
    load(line(1, price="9.99", is_opened="true"), line(2, price="25", is_opened="false"), line(3, is_opened="true"))
    offers = Message.objects.order_by("of_message_id").values_list("price", "is_ppv", "unlocked")
    assert list(offers) == [(Decimal("9.99"), True, True), (Decimal(25), True, False), (Decimal(0), False, None)]


def test_a_tip_has_its_amount(load):
    load(line(1, sent_by="fan", is_tip="true", tip_amount="15.50"), line(2, sent_by="fan", is_tip="1"))
    tips = Message.objects.order_by("of_message_id").values_list("is_tip", "tip_amount")
    assert list(tips) == [(True, Decimal("15.50")), (True, None)]


def test_a_byte_order_mark_and_lines_within_a_text_are_read(load):
    load(line(1, message_text='Two\nlines, "quoted"'), encoding="utf-8-sig")
    assert Message.objects.get().text == 'Two\nlines, "quoted"'


def test_columns_may_stand_anywhere_and_new_ones_may_come(load):
    assert load(line(1), header=[*reversed(HEADER), "something_new"])["created"] == 1


def test_importing_again_changes_nothing(load):
    lines = [line(1), line(2, sent_by="fan")]
    load(*lines)
    again = load(*lines)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"message_id": ""}, "message without an id"),
        ({"fan_id": "x"}, "fan without an id"),
        ({"sent_by": "nobody"}, "sent by neither creator nor fan"),
        ({"account_username": ""}, "account unknown"),
        ({"price": "nine"}, "price is not a number"),
        ({"price": "NaN"}, "price is not a number"),
        ({"is_tip": "maybe"}, "is_tip is neither true nor false"),
        ({"onlyfans_created_at": ""}, "date missing"),
        ({"onlyfans_created_at": "yesterday"}, "date unreadable"),
        ({"onlyfans_created_at": "1999-01-01 00:00:00"}, "date out of range"),
    ],
)
def test_a_line_that_cannot_be_imported_is_counted_by_its_reason_and_the_rest_goes_on(load, told, reason):
    summary = load(line(1) | told, line(2))
    assert (summary["created"], summary["skipped_reasons"]) == (1, {reason: 1})


def test_a_line_that_is_too_short_is_skipped(scope, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(",".join(HEADER) + "\nacct_1,Luna\n")
    out = io.StringIO()
    call_command("import_onlyfansapi", path, agency=scope.slug, stdout=out)
    assert "1 skipped: line with 2 columns instead of 33" in out.getvalue()


def test_another_csv_is_refused_with_what_it_lacks(load):
    with pytest.raises(CommandError, match="it lacks the columns message_text, is_tip"):
        load(line(1), header=[name for name in HEADER if name not in ("message_text", "is_tip")])
    assert not Chat.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00", "is not text in UTF-8"), (",".join(HEADER).encode() + b'\n"open', "is no CSV file at line 2")],
)
def test_what_is_no_csv_is_refused(scope, tmp_path, content, sentence):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_onlyfansapi", path, agency=scope.slug)


def test_a_missing_file_is_refused(scope, tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_onlyfansapi", tmp_path / "none.csv", agency=scope.slug)


def test_one_creator_is_not_named_for_several_accounts(load):
    with pytest.raises(CommandError, match="holds 2 accounts"):
        load(line(1), line(2, account_username="aria"), creator="luna")


def test_one_account_may_be_called_otherwise(load):
    load(line(1), creator="lunarose")
    assert Creator.objects.get().username == "lunarose"


def test_a_dry_run_writes_nothing(load):
    assert load(line(1), line(2, price="x"), dry_run=True)["skipped_reasons"] == {"price is not a number": 1}
    assert not Creator.objects.exists()
    assert not ImportRun.objects.exists()


def test_memory_holds_one_chunk_and_creators_go_across_chunks(load, monkeypatch):
    monkeypatch.setattr("integrations.providers.onlyfansapi.message_export.CHUNK", 2)
    assert load(*(line(number, fan_id=number) for number in range(1, 8)))["created"] == 7
    assert Creator.objects.count() == 1


def test_it_can_be_uploaded(scope):
    owner = f.MembershipFactory(agency=scope, role="owner")
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    writer.writerow(line(1))
    file = ContentFile(out.getvalue().encode(), name="export.csv")
    form = {"file": file, "source": "onlyfansapi", "creator": "", "new_creator": "", "account": "", "account_id": ""}
    assert client_of(owner).post("/admin/integrations/importrun/add/", form).status_code == 302
    run = ImportRun.objects.get()
    services.run_import(agency_id=scope.pk, run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.summary["created"], run.creator.username) == ("done", 1, "luna")
