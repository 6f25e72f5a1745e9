"""What the ORM adds so that the agency goes along with every query."""

from __future__ import annotations

import pytest
from django.db import connection, models, transaction
from django.db.models import Count, Prefetch
from django.test.utils import CaptureQueriesContext

from agencies.models import Creator
from agencies.tenancy import TenantForeignKey, TenantPolicy, TenantPrimaryKey, TenantReference, agency_scope
from chats.models import Chat, Message
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(world):
    with agency_scope(world.acme.agency.pk):
        yield world.acme


def test_a_join_compares_the_agency(acme):
    sql = str(Message.objects.filter(chat__fan_username="x").query)
    assert '"chats_chat"."agency_id" = ("chats_message"."agency_id")' in sql


def test_a_reverse_join_compares_the_agency(acme):
    sql = str(Chat.objects.filter(messages__text="x").query)
    assert '"agency_id" = ' in sql.partition("JOIN")[2].partition("WHERE")[0]


def test_following_a_reference_asks_with_the_agency(acme):
    message = Message.objects.first()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert message.chat.agency_id == message.agency_id
    assert "agency_id" in queries[0]["sql"].partition("WHERE")[2]


def test_saving_an_existing_row_names_the_agency(acme):
    with CaptureQueriesContext(connection) as queries:
        acme.chat.save(update_fields=["fan_username"])
    assert "agency_id" in queries[0]["sql"].partition("WHERE")[2]


def test_grouping_with_annotations_works_under_composite_keys(acme):
    counts = dict(Chat.objects.annotate(n=Count("messages")).values_list("pk", "n"))
    assert counts == {acme.chat.pk: 2, acme.other_chat.pk: 2}


def test_select_related_and_prefetch_follow_tenant_references(acme, django_assert_num_queries):
    with django_assert_num_queries(2):
        chats = Chat.objects.select_related("creator", "fan_stats").prefetch_related(
            Prefetch("messages", Message.objects.order_by("sent_at"))
        )
        assert [(c.creator.agency_id, c.fan_stats.total_spent, len(c.messages.all())) for c in chats] == [
            (acme.agency.pk, 0, 2)
        ] * 2


def test_excluding_over_a_reverse_reference_works(acme):
    assert set(Chat.objects.exclude(messages__text="acme-main-question")) == {acme.other_chat}


def test_deleting_a_chat_takes_its_rows_along(acme):
    acme.chat.delete()
    assert not Message.objects.filter(chat_id=acme.chat.pk).exists()


def test_deleting_a_member_keeps_what_they_wrote(acme):
    writer = f.MembershipFactory(agency=acme.agency)
    message = f.MessageFactory(chat=acme.chat, direction="out", sent_by=writer)
    writer.delete()
    assert Message.objects.get(pk=message.pk).sent_by is None


def test_constraints_survive_deconstruction():
    for constraint in (
        TenantPrimaryKey(name="a"),
        TenantReference(field="chat", name="b"),
        TenantPolicy(name="c"),
    ):
        path, args, kwargs = constraint.deconstruct()
        assert type(constraint)(*args, **kwargs) == constraint
        assert path.startswith("agencies.tenancy.")


def test_a_tenant_reference_is_made_without_djangos_own_constraint():
    field = TenantForeignKey("chats.Chat", on_delete=models.CASCADE)
    assert field.db_constraint is False
    assert "db_constraint" not in field.deconstruct()[3]


def test_a_scope_takes_an_id_and_nothing_else():
    with pytest.raises(ValueError, match="badly formed"), agency_scope("'; DROP TABLE chats_chat; --"):
        pass


@pytest.mark.django_db(transaction=True)
def test_the_scope_ends_with_its_transaction():
    agency = f.AgencyFactory()
    f.ChatFactory(creator=f.CreatorFactory(agency=agency))
    with agency_scope(agency.pk):
        assert Chat.objects.count() == 1
    assert Chat.objects.count() == 0
    assert connection.scoped_agency_id == ""


@pytest.mark.django_db(transaction=True)
def test_an_error_inside_a_scope_rolls_everything_back():
    agency = f.AgencyFactory()
    with pytest.raises(ZeroDivisionError), agency_scope(agency.pk):
        f.ChatFactory(creator=f.CreatorFactory(agency=agency))
        _ = 1 / 0
    with agency_scope(agency.pk):
        assert Chat.objects.count() == 0


@pytest.mark.django_db(transaction=True)
class TestTheFirstScopeOfAConnection:
    """It opens its transaction together with the scope; nothing else may be different."""

    def test_it_is_in_a_transaction_and_sees_its_rows(self):
        creator = f.CreatorFactory()
        with agency_scope(creator.agency_id):
            assert connection.in_atomic_block
            assert connection.connection.info.transaction_status.name == "INTRANS"
            assert list(Creator.objects.all()) == [creator]
        assert connection.connection.info.transaction_status.name == "IDLE"
        assert not Creator.objects.exists()

    def test_an_error_rolls_everything_back(self):
        agency = f.AgencyFactory()
        with pytest.raises(ZeroDivisionError), agency_scope(agency.pk):
            Creator.objects.create(agency=agency, username="gone")
            _ = 1 / 0
        with agency_scope(agency.pk):
            assert not Creator.objects.exists()

    def test_inside_an_open_transaction_it_joins(self):
        creator = f.CreatorFactory()
        with transaction.atomic():
            assert not Creator.objects.exists()
            with agency_scope(creator.agency_id):
                assert Creator.objects.count() == 1
            assert not Creator.objects.exists()

    def test_a_connection_that_died_is_replaced(self):
        creator = f.CreatorFactory()
        connection.connection.close()
        connection.close_if_unusable_or_obsolete()
        with agency_scope(creator.agency_id):
            assert Creator.objects.count() == 1
