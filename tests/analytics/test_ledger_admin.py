"""Owners read the ledger, take it along as a file, record sales, say whose they are, and set the rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from analytics.models import SalesRules, Transaction
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
LEDGER, RULES = "/admin/analytics/transaction/", "/admin/analytics/salesrules/"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def client(world):
    return client_of(world.acme.owner)


@pytest.fixture
def creator(world):
    return f.CreatorFactory(agency=world.acme.agency, username="only-here")


@pytest.fixture
def message(creator):
    return f.MessageFactory(chat=f.ChatFactory(creator=creator))


@pytest.fixture
def sale(creator, message, world):
    return f.TransactionFactory(
        creator=creator, chat=message.chat, message=message, occurred_at=NOON, day=NOON.date(), kind="ppv",
        attributed_to=world.acme.chatter, attribution="sender", of_transaction_id="t-one",
    )  # fmt: skip


def page(client, address, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode()


class TestList:
    def test_it_adds_up_what_is_filtered(self, client, creator, sale):
        f.TransactionFactory(creator=creator, gross="1000.00", fee="200.00", net="800.00", kind="tip")
        assert "$1,010.00" in page(client, LEDGER, creator__id__exact=str(creator.pk))
        assert "$8.00" in page(client, LEDGER, creator__id__exact=str(creator.pk), kind__exact="ppv")

    @pytest.mark.parametrize(
        ("filters", "is_there"),
        [
            ({"day_from": "2026-03-02", "day_to": "2026-03-02"}, True),
            ({"day_from": "2026-03-03"}, False),
            ({"kind__exact": "ppv"}, True),
            ({"kind__exact": "tip"}, False),
            ({"attribution__exact": "sender"}, True),
            ({"attribution__exact": "silence"}, False),
        ],
    )
    def test_it_can_be_narrowed(self, client, sale, filters, is_there):
        lines = text_of(client.get(f"{LEDGER}download.csv", filters))
        assert ("t-one" in lines) == is_there

    def test_it_says_why_and_leads_to_the_message(self, client, sale, message):
        found = page(client, LEDGER)
        assert "sent the message that was bought" in found
        assert f"/inbox/{message.chat_id}/?at={message.pk}" in found

    def test_a_file_holds_what_the_list_does(self, client, sale):
        first, *lines = text_of(client.get(f"{LEDGER}download.csv", {"kind__exact": "ppv"})).splitlines()
        assert first.endswith("Time,Creator,Fan,Kind,Gross,Fee,Net,Member,Why,OnlyFans id")
        (line,) = [line for line in lines if "t-one" in line]
        assert "pay-per-view,10.00,2.00,8.00" in line
        book = client.get(f"{LEDGER}download.xlsx")
        assert b"".join(book.streaming_content).startswith(b"PK")

    def test_it_takes_as_many_queries_for_more_sales(self, client, creator, django_assert_max_num_queries):
        for _ in range(20):
            f.TransactionFactory(creator=creator, chat=f.ChatFactory(creator=creator))
        with django_assert_max_num_queries(20):
            page(client, LEDGER)


class TestWhoseItIs:
    def test_one_sale_is_given_and_left_to_the_rules(self, world, client, sale):
        address = f"{LEDGER}{sale.pk}/give/"
        assert "sent the message that was bought" in page(client, address)
        for to, expected in (
            (str(world.acme.admin.pk), (world.acme.admin.pk, "by hand")), ("nobody", (None, "by hand")),
            ("rules", (None, "")),
        ):  # fmt: skip
            client.post(address, {"to": to})
            with agency_scope(sale.agency_id):
                sale.refresh_from_db()
            assert (sale.attributed_to_id, sale.attribution) == expected

    def test_many_are_given_at_once(self, world, client, sale, creator):
        other = f.TransactionFactory(creator=creator)
        chosen = {"action": "give", "_selected_action": [str(sale.pk), str(other.pk)]}
        assert "2 sales" in client.post(LEDGER, chosen).content.decode()
        client.post(LEDGER, {**chosen, "to": str(world.acme.admin.pk)})
        with agency_scope(sale.agency_id):
            given = Transaction.objects.filter(attribution="by hand", attributed_to=world.acme.admin)
            assert given.count() == 2

    def test_nobody_of_another_agency_gets_it(self, world, client, sale):
        client.post(f"{LEDGER}{sale.pk}/give/", {"to": str(world.rival.chatter.pk)})
        with agency_scope(sale.agency_id):
            sale.refresh_from_db()
        assert sale.attribution == "sender"


class TestRecording:
    def test_a_sale_is_recorded_with_the_fee_of_the_rules(self, client, world, creator, message):
        form = {"creator": creator.pk, "chat": message.chat_id, "kind": "tip", "gross": "30.00", "fee": "",
                "occurred_at_0": "2026-03-02", "occurred_at_1": "12:00"}  # fmt: skip
        response = client.post(f"{LEDGER}add/", form)
        assert response.status_code == 302, response.context["errors"]
        with agency_scope(world.acme.agency.pk):
            made = Transaction.objects.get(gross=30)
            assert AuditEvent.objects.filter(object_id=str(made.pk)).count() == 1
        assert (made.fee, made.net) == (Decimal(6), Decimal(24))

    def test_the_same_id_twice_is_refused_in_words(self, client, creator, sale):
        form = {"creator": creator.pk, "kind": "tip", "gross": "30.00", "of_transaction_id": "t-one",
                "occurred_at_0": "2026-03-02", "occurred_at_1": "12:00"}  # fmt: skip
        assert "recorded already" in client.post(f"{LEDGER}add/", form).content.decode()


class TestRules:
    def form(self, **values):
        return {
            "window_hours": 24, "tip_rule": "last writer", "subscription_rule": "nobody", "renewal_rule": "nobody",
            "post_rule": "nobody", "stream_rule": "nobody", "platform_fee_percent": "20", **values,
        }  # fmt: skip

    def test_what_would_change_is_shown_with_names_and_nothing_is_saved(self, world, client, sale):
        with agency_scope(sale.agency_id):
            rules = SalesRules.objects.get()
        shown = client.post(f"{RULES}preview/", self.form(window_hours=48)).content.decode()
        assert "would be somebody else’s" in shown
        assert str(world.acme.chatter) in shown
        with agency_scope(sale.agency_id):
            rules.refresh_from_db()
        assert rules.window_hours == 24

    def test_what_is_wrong_is_said(self, client):
        assert "cannot hold" in client.post(f"{RULES}preview/", self.form(window_hours=0)).content.decode()

    def test_they_are_saved_and_applied(self, world, client):
        saved = client.post(RULES, follow=True)
        address = saved.redirect_chain[-1][0]
        shown = client.post(address, {**self.form(window_hours=48), "_save": ""}, follow=True).content.decode()
        assert "being applied to all sales" in shown
        assert "Applied to 0 of 2 sales" in shown
        with agency_scope(world.acme.agency.pk):
            assert SalesRules.objects.get().window_hours == 48
            assert AuditEvent.objects.filter(object_type="analytics.salesrules").count() == 1

    def test_an_agency_without_any_begins_with_the_usual_ones(self, world, client):
        with agency_scope(world.acme.agency.pk):
            SalesRules.objects.all().delete()
        assert "The usual rules hold" in page(client, f"{RULES}add/")
        client.post(f"{RULES}add/", {**self.form(), "_save": ""})
        with agency_scope(world.acme.agency.pk):
            assert SalesRules.objects.count() == 1
