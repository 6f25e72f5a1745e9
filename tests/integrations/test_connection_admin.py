"""Owners connect accounts, test them, fetch their data, and work events off once more."""

from __future__ import annotations

import pytest
from django.urls import reverse

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from integrations.models import Connection, InboundEvent, SyncRun
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "admin:integrations_connection_changelist"


@pytest.fixture
def owner(connected):
    return f.MembershipFactory(agency=connected.agency, role="owner")


@pytest.fixture
def client(owner):
    return client_of(owner.user)


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def form(**more: str) -> dict[str, str]:
    return {"syncs_messages": "on", "syncs_fans": "on", "syncs_transactions": "on", "sends_messages": "on", **more}


def act(client, name: str, *rows):
    address = reverse(f"admin:{rows[0]._meta.app_label}_{rows[0]._meta.model_name}_changelist")
    return client.post(address, {"action": name, "_selected_action": [str(row.pk) for row in rows]}, follow=True)


def test_a_new_connection_shows_the_secret_of_its_events_once_and_its_key_never(client, connected):
    creator = f.CreatorFactory(agency=connected.agency)
    body = form(creator=str(creator.pk), provider="onlyfansapi", account_id="acct_new", new_api_key="ofapi_very_secret")
    shown = client.post(reverse("admin:integrations_connection_add"), body)
    made = Connection.objects.get(account_id="acct_new")
    (secret,) = made.webhook_secrets
    assert secret in shown.content.decode()
    assert f"/webhooks/onlyfansapi/{made.pk}/" in shown.content.decode()
    assert made.api_key == "ofapi_very_secret"
    assert "ofapi_very_secret" not in made.sealed_api_key
    page = client.get(page_of(made)).content.decode()
    assert "ofapi_very_secret" not in page
    assert secret not in page


def test_a_connection_needs_a_key(client, connected):
    creator = f.CreatorFactory(agency=connected.agency)
    refused = client.post(
        reverse("admin:integrations_connection_add"),
        form(creator=str(creator.pk), provider="onlyfansapi", account_id="acct_new"),
    )
    assert "Give the key" in refused.content.decode()
    assert not Connection.objects.filter(account_id="acct_new").exists()


def test_an_account_is_connected_once(client, connected):
    creator = f.CreatorFactory(agency=connected.agency)
    body = form(creator=str(creator.pk), provider="onlyfansapi", account_id=connected.account_id, new_api_key="k")
    refused = client.post(reverse("admin:integrations_connection_add"), body)
    assert "connected already" in refused.content.decode()


def test_of_a_creators_connections_one_sends(client, connected):
    address = reverse("admin:integrations_connection_add")
    body = form(creator=str(connected.creator_id), provider="onlyfansapi", account_id="acct_new", new_api_key="k")
    assert "sends replies already" in client.post(address, body).content.decode()
    client.post(address, {name: value for name, value in body.items() if name != "sends_messages"})
    assert not Connection.objects.get(account_id="acct_new").sends_messages


def test_one_that_was_paused_meanwhile_does_not_send_beside_another(client, connected):
    act(client, "pause", connected)
    other = f.ConnectionFactory(creator=connected.creator)
    assert "sends replies already" in act(client, "resume", connected).content.decode()
    connected.refresh_from_db()
    assert not connected.is_active
    act(client, "pause", other)
    act(client, "resume", connected)
    connected.refresh_from_db()
    assert connected.is_active


def test_it_is_deleted_with_its_history(client, connected):
    f.SyncRunFactory(connection=connected)
    f.SyncedChatFactory(connection=connected, fan_of_id=7)
    f.InboundEventFactory(connection=connected)
    address = reverse("admin:integrations_connection_delete", args=[connected.pk])
    assert "Are you sure" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert not Connection.objects.filter(pk=connected.pk).exists()


def test_saving_without_a_key_keeps_the_one_that_is_stored(client, connected):
    client.post(page_of(connected), form(new_api_key=""))
    connected.refresh_from_db()
    assert connected.api_key == "ofapi_demo"


def test_replacing_the_key_is_in_the_audit_and_the_key_is_not(client, connected):
    client.post(page_of(connected), form(new_api_key="ofapi_other"))
    connected.refresh_from_db()
    assert connected.api_key == "ofapi_other"
    with agency_scope(connected.agency_id):
        events = AuditEvent.objects.filter(action="replaced key of connection")
        assert events.count() == 1
        assert "ofapi_other" not in str(list(AuditEvent.objects.values()))


def test_a_test_says_whose_account_it_is(client, connected):
    said = client.post(page_of(connected), form(integrations_connection_test="1"), follow=True)
    assert "It works: this is Luna Rose." in said.content.decode()


def test_a_test_says_what_is_wrong_and_the_connection_needs_attention(client, connected, account):
    account.is_authenticated = False
    said = client.post(page_of(connected), form(integrations_connection_test="1"), follow=True)
    assert "The account is signed out" in said.content.decode()
    start = client.get(reverse("admin:index")).content.decode()
    assert f"{connected.creator} at OnlyFansAPI.com needs attention" in start


def test_a_service_that_is_away_changes_nothing_about_the_account(client, connected, service):
    service.fault("GET", status=503)
    said = client.post(page_of(connected), form(integrations_connection_test="1"), follow=True)
    assert "It does not work" in said.content.decode()
    connected.refresh_from_db()
    assert connected.status == "active"


def test_a_renewed_secret_is_shown_once(client, connected):
    shown = client.post(page_of(connected), form(integrations_connection_new_secret="1"))
    connected.refresh_from_db()
    new, old = connected.webhook_secrets
    assert new in shown.content.decode()
    assert old == f.WEBHOOK_SECRET


@pytest.mark.parametrize(
    ("action", "kind"), [("fetch_everything", "first"), ("fetch_news", "news"), ("find_gaps", "repair")]
)
def test_fetching_is_started_once_at_a_time(client, connected, action, kind):
    act(client, action, connected)
    again = act(client, action, connected)
    assert "being fetched already" in again.content.decode()
    with agency_scope(connected.agency_id):
        assert SyncRun.objects.get().kind == kind


def test_a_fetching_is_paused_and_resumed(client, connected):
    run = f.SyncRunFactory(connection=connected, status="running", chats_total=10, chats_done=4, phase="messages")
    page = client.get(page_of(run)).content.decode()
    assert "4 of 10 chats" in page
    act(client, "pause", run)
    with agency_scope(connected.agency_id):
        run.refresh_from_db()
        assert run.status == "paused"
    act(client, "resume", run)
    with agency_scope(connected.agency_id):
        run.refresh_from_db()
        assert run.status == "waiting"


def test_a_page_with_something_under_way_loads_itself_again(client, connected):
    assert "Refresh" not in client.get(page_of(connected))
    f.SyncRunFactory(connection=connected, status="running")
    assert client.get(page_of(connected))["Refresh"]


def test_a_paused_connection_fetches_nothing(client, connected):
    act(client, "pause", connected)
    refused = act(client, "fetch_everything", connected)
    assert "paused" in refused.content.decode()
    act(client, "resume", connected)
    connected.refresh_from_db()
    assert connected.is_active


def test_what_was_put_aside_is_shown_as_text_and_can_be_worked_off_again(client, connected):
    event = f.InboundEventFactory(
        connection=connected, status="quarantined", body=b'{"event":"x","text":"<script>alert(1)</script>"}'
    )
    page = client.get(page_of(event)).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert(1)" not in page
    act(client, "replay", event)
    with agency_scope(connected.agency_id):
        event.refresh_from_db()
        assert (event.status, event.reason) == ("waiting", "")


def test_an_event_that_is_no_json_can_be_looked_at(client, connected):
    event = f.InboundEventFactory(connection=connected, status="quarantined", body=b"\xff{nonsense")
    assert "{nonsense" in client.get(page_of(event)).content.decode()


def test_nobody_types_an_event_or_a_fetching(client, connected):
    event = f.InboundEventFactory(connection=connected)
    assert client.post(page_of(event), {"status": "done"}).status_code in (302, 403)
    with agency_scope(connected.agency_id):
        assert InboundEvent.objects.get().status == "waiting"


def test_the_list_costs_the_same_for_one_and_for_many(client, connected, django_assert_max_num_queries):
    for _ in range(5):
        f.ConnectionFactory(creator=f.CreatorFactory(agency=connected.agency))
    with django_assert_max_num_queries(16):
        client.get(reverse(LIST))


def test_events_are_subscribed_to_with_a_secret_that_nobody_has_to_copy(client, connected, service):
    for _ in range(2):
        client.post(page_of(connected), form(integrations_connection_subscribe="1"))
    (hook,) = service.webhooks
    connected.refresh_from_db()
    assert hook["url"] == f"http://testserver/webhooks/onlyfansapi/{connected.pk}/"
    assert hook["secret"] == connected.webhook_secrets[0]
    assert hook["account_ids"] == [connected.account_id]
    assert "messages.ppv.unlocked" in hook["events"]


def test_a_service_that_takes_no_subscription_leaves_the_secret_as_it_was(client, connected, service):
    service.fault("webhooks", times=9, status=422, body=b'{"error":"x","errors":{"endpoint_url":["Not reachable."]}}')
    said = client.post(page_of(connected), form(integrations_connection_subscribe="1"), follow=True)
    assert "Not reachable." in said.content.decode()
    connected.refresh_from_db()
    assert connected.webhook_secrets == [f.WEBHOOK_SECRET]
