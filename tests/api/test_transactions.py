"""Programs record sales, say whose they are, and change the rules about them."""

from __future__ import annotations

import pytest

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from analytics.models import SalesRules, Transaction
from tests import factories as f

pytestmark = pytest.mark.django_db
NOON = "2026-03-02T12:00:00Z"


@pytest.fixture
def sale(world):
    """What a sale needs."""
    return {"creator": str(world.acme.creator.pk), "kind": "tip", "gross": "10.00", "occurred_at": NOON}


@pytest.fixture
def told(world):
    return f.TransactionFactory(creator=world.acme.creator, chat=world.acme.chat, of_transaction_id="t1")


class TestRecording:
    def test_the_fee_is_that_of_the_rules_where_it_is_not_given(self, world, owner, sale):
        with agency_scope(world.acme.agency.pk):
            SalesRules.objects.update(platform_fee_percent=15)
        made = owner.post("transactions/", sale)
        assert made.status_code == 201, made.content
        assert (made.json()["fee"], made.json()["net"]) == ("1.50", "8.50")

    def test_a_fee_that_is_given_counts(self, owner, sale):
        made = owner.post("transactions/", {**sale, "fee": "0.00"}).json()
        assert (made["fee"], made["net"]) == ("0.00", "10.00")

    def test_the_same_id_twice_is_refused_and_says_why(self, owner, pointers, sale):
        body = {**sale, "of_transaction_id": "mine-1"}
        assert owner.post("transactions/", body).status_code == 201
        again = owner.post("transactions/", body)
        assert pointers(again) == {""}
        assert "recorded already" in again.json()["errors"][0]["detail"]

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"gross": "-1.00"}, ""),
            ({"kind": "chargeback"}, "/gross"),
            ({"fee": "10.01"}, "/fee"),
            ({"net": "9.00"}, ""),
            ({"occurred_at": "2999-01-01T00:00:00Z"}, "/occurred_at"),
            ({"occurred_at": "0001-01-01T00:00:00Z"}, "/occurred_at"),
        ],
    )
    def test_what_cannot_be_is_refused(self, owner, pointers, sale, wrong, pointer):
        assert pointers(owner.post("transactions/", {**sale, **wrong})) == {pointer}

    def test_a_chargeback_names_what_it_takes_back(self, world, owner, sale, told):
        body = {**sale, "kind": "chargeback", "gross": "-10.00", "reverses": str(told.pk)}
        made = owner.post("transactions/", body).json()
        assert (made["of_transaction_id"], made["chat"]) == ("reversal of t1", str(world.acme.chat.pk))
        assert (made["fee"], made["net"]) == ("-2.00", "-8.00")

    @pytest.mark.parametrize("wrong", [{"kind": "tip", "gross": "1.00"}, {"of_transaction_id": "t2"}])
    def test_nothing_else_takes_something_back(self, owner, pointers, sale, told, wrong):
        body = {**sale, "kind": "chargeback", "gross": "-10.00", "reverses": str(told.pk), **wrong}
        assert pointers(owner.post("transactions/", body)) == {"/reverses"}

    def test_a_strangers_sale_cannot_be_taken_back(self, world, owner, pointers, sale):
        with agency_scope(world.rival.agency.pk):
            strange = Transaction.objects.first()
        body = {**sale, "kind": "chargeback", "gross": "-10.00", "reverses": str(strange.pk)}
        assert pointers(owner.post("transactions/", body)) == {"/reverses"}

    def test_a_changed_sum_changes_what_is_left(self, owner, told):
        changed = owner.patch(f"transactions/{told.pk}/", {"gross": "20.00"}).json()
        assert (changed["fee"], changed["net"]) == ("2.00", "18.00")


class TestWhoseItIs:
    def test_who_is_named_has_it_by_hand(self, world, owner, told):
        changed = owner.patch(f"transactions/{told.pk}/", {"attributed_to": str(world.acme.admin.pk)}).json()
        assert (changed["attributed_to"], changed["attribution"]) == (str(world.acme.admin.pk), "by hand")

    def test_null_makes_it_nobodys(self, owner, told):
        changed = owner.patch(f"transactions/{told.pk}/", {"attributed_to": None}).json()
        assert (changed["attributed_to"], changed["attribution"]) == (None, "by hand")

    def test_who_is_named_at_once_has_it_by_hand(self, world, owner, sale):
        made = owner.post("transactions/", {**sale, "attributed_to": str(world.acme.chatter.pk)}).json()
        assert made["attribution"] == "by hand"
        assert owner.post("transactions/", sale).json()["attribution"] == ""

    def test_it_can_be_left_to_the_rules_again(self, world, owner, told):
        owner.patch(f"transactions/{told.pk}/", {"attributed_to": str(world.acme.admin.pk)})
        left = owner.post(f"transactions/{told.pk}/by-rules/", {}).json()
        assert (left["attributed_to"], left["attribution"]) == (None, "")

    def test_a_member_of_another_agency_is_unknown(self, world, owner, pointers, told):
        body = {"attributed_to": str(world.rival.chatter.pk)}
        assert pointers(owner.patch(f"transactions/{told.pk}/", body)) == {"/attributed_to"}

    def test_the_reason_cannot_be_written(self, owner, told):
        assert owner.patch(f"transactions/{told.pk}/", {"attribution": "sender"}).json()["attribution"] == ""


class TestRules:
    def test_they_are_read_and_changed(self, owner):
        assert owner.get("sales-rules/").json()["window_hours"] == 24
        changed = owner.patch("sales-rules/", {"window_hours": 48, "renewal_rule": "last writer"})
        assert changed.status_code == 200, changed.content
        assert owner.get("sales-rules/").json() == changed.json()
        assert (changed.json()["window_hours"], changed.json()["applied_at"]) == (48, None)

    def test_an_agency_that_has_changed_nothing_has_the_usual_ones(self, world, owner):
        with agency_scope(world.acme.agency.pk):
            SalesRules.objects.all().delete()
        assert owner.get("sales-rules/").json()["platform_fee_percent"] == "20.00"
        assert owner.patch("sales-rules/", {"window_hours": 12}).json()["window_hours"] == 12
        with agency_scope(world.acme.agency.pk):
            assert SalesRules.objects.get().window_hours == 12

    def test_what_would_change_is_told_and_does_not(self, world, owner):
        told = owner.post("sales-rules/preview/", {"tip_rule": "nobody"}).json()
        assert set(told) == {"moves", "sales", "net", "charged", "charged_net"}
        assert owner.get("sales-rules/").json()["tip_rule"] == "last writer"
        with agency_scope(world.acme.agency.pk):
            assert not AuditEvent.objects.filter(object_type="analytics.salesrules").exists()

    def test_two_who_change_them_do_not_overwrite_each_other(self, owner):
        etag = owner.get("sales-rules/")["ETag"]
        assert owner.write("patch", "sales-rules/", {"window_hours": 48}, **{"If-Match": etag}).status_code == 200
        assert owner.write("patch", "sales-rules/", {"window_hours": 12}, **{"If-Match": etag}).status_code == 412

    def test_figures_that_make_no_sense_are_refused(self, owner, pointers):
        assert pointers(owner.patch("sales-rules/", {"window_hours": 0})) == {"/window_hours"}
        assert pointers(owner.post("sales-rules/preview/", {"platform_fee_percent": "101"})) == {
            "/platform_fee_percent"
        }

    def test_they_are_none_of_a_chatters_business(self, world, api):
        chatter = api(world.acme.keys["chatter"])
        assert chatter.get("sales-rules/").status_code == 403
        assert chatter.post("sales-rules/preview/", {}).status_code == 403
