"""OnlyFansAPI.com's CSV of transactions: each counts once, also beside what the service tells by itself."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Creator
from analytics.ledger import IncomingTransaction, record_transactions
from analytics.models import Transaction
from chats.ingest import IncomingFan
from integrations.providers.importing import parse_time

pytestmark = pytest.mark.django_db
HEADER = [
    "fan_id", "fan_name", "type", "status", "amount", "fee_amount", "net_amount", "vat_amount", "description",
    "onlyfans_created_at", "created_at",
]  # fmt: skip
AT = "2025-03-01 12:00:00"


def line(**told) -> dict[str, object]:
    return {
        "fan_id": 7, "fan_name": "Rob", "type": "tip", "status": "done", "amount": "10.00", "fee_amount": "2.00",
        "net_amount": "8.00", "vat_amount": "0", "description": "Tip from Rob", "onlyfans_created_at": AT,
        "created_at": AT, **told,
    }  # fmt: skip


@pytest.fixture
def load(scope, tmp_path):
    def run(*lines, header=HEADER, **options):
        path = tmp_path / "transactions.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(lines)
        out = io.StringIO()
        options = {"creator": "luna", **options}
        call_command("import_onlyfansapi", path, agency=scope.slug, json=True, stdout=out, **options)
        return json.loads(out.getvalue())

    return run


def told_by_the_service(scope, of_id: str = "5T1") -> int:
    """The same tip, as an event tells it."""
    creator = Creator.objects.get(username="luna")
    one = IncomingTransaction(of_id, "tip", Decimal(10), Decimal(2), parse_time(AT), IncomingFan(7))
    return record_transactions(agency_id=scope.pk, creator_id=creator.pk, transactions=[one], source="onlyfansapi")


def test_a_line_becomes_a_transaction_of_the_creator_and_the_fan(load):
    summary = load(line())
    assert (summary["transactions"], summary["created"], summary["skipped"]) == (1, 1, 0)
    row = Transaction.objects.get()
    assert (row.kind, row.gross, row.fee, row.net) == ("tip", Decimal(10), Decimal(2), Decimal(8))
    assert (row.chat.fan_of_id, row.chat.fan_display_name, row.creator.username) == (7, "Rob", "luna")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"type": "message"}, "ppv"),
        ({"type": "new_subscription"}, "subscription"),
        ({"type": "recurring_subscription"}, "renewal"),
        ({"type": "post"}, "post"),
        ({"type": "stream"}, "stream"),
        ({"type": "", "description": "Payment for message from <a href='/tipper'>x</a>"}, "ppv"),
    ],
)
def test_what_it_was_for(load, told, kind):
    load(line(**told))
    assert Transaction.objects.get().kind == kind


def test_again_it_changes_nothing(load):
    lines = [line(), line(), line(amount="5.00", fee_amount="1.00")]
    assert load(*lines)["created"] == 3
    assert load(*lines)["created"] == 0
    assert Transaction.objects.count() == 3


def test_what_the_service_has_told_is_not_counted_again(load, scope):
    load(line(amount="3.00", fee_amount="0.60"))
    told_by_the_service(scope)
    assert load(line(), line(amount="3.00", fee_amount="0.60"))["created"] == 0
    assert load(line(), line(), line(amount="3.00", fee_amount="0.60"))["created"] == 1
    assert Transaction.objects.filter(gross=10).count() == 2


def test_what_the_service_tells_later_gets_its_id_and_is_not_counted_again(load, scope):
    load(line(), line())
    assert [told_by_the_service(scope, of_id) for of_id in ("5T1", "5T1", "5T2", "5T3")] == [0, 0, 0, 1]
    assert set(Transaction.objects.values_list("of_transaction_id", flat=True)) == {"5T1", "5T2", "5T3"}
    assert load(line(), line())["created"] == 0


def test_what_was_taken_back_is_written_beside_it(load):
    load(line(status="undo"))
    assert sorted(Transaction.objects.values_list("kind", "net")) == [("chargeback", Decimal(-8)), ("tip", Decimal(8))]


def test_without_an_account_the_creator_must_be_named(load):
    with pytest.raises(CommandError, match="--creator"):
        load(line(), creator=None)


def test_where_the_account_is_named_its_creator_gets_the_money(load):
    header = [*HEADER, "account_username"]
    load(line(account_username="aria"), line(account_username="mia"), header=header, creator=None)
    assert set(Transaction.objects.values_list("creator__username", flat=True)) == {"aria", "mia"}


def test_a_dry_run_writes_nothing(load):
    assert load(line(), dry_run=True)["transactions"] == 1
    assert not Transaction.objects.exists()
    assert not Creator.objects.exists()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"amount": "many"}, "amount is not a number"),
        ({"amount": "-5"}, "amount out of range"),
        ({"amount": "1e12"}, "amount out of range"),
        ({"type": "x", "description": ""}, "what it was for is not known"),
        ({"onlyfans_created_at": "yesterday"}, "date unreadable"),
        ({"onlyfans_created_at": ""}, "date missing"),
        ({"fan_id": "seven"}, "fan without an id"),
    ],
)
def test_a_line_that_cannot_be_true_is_skipped_with_the_reason(load, told, reason):
    assert load(line(**told), line())["skipped_reasons"] == {reason: 1}
    assert Transaction.objects.count() == 1


def test_money_without_a_fan_is_still_money(load):
    load(line(fan_id="", fan_name=""))
    assert Transaction.objects.get().chat is None
