"""The demo with fans who write and buy: its creators connected to the stub of OnlyFansAPI.com."""

from __future__ import annotations

from agencies.models import Agency, Creator
from agencies.tenancy import agency_scope
from chats.models import Chat
from integrations.models import Connection
from integrations.providers.onlyfansapi.fake.platform import Fan, Platform

SLUG, KEY = "demo", "ofapi_demo"
#: Fans of each creator who take part: those who wrote last.
FANS = 12


def connect_demo(url: str) -> int:
    """Connect the demo agency's creators to the stub at `url`; return how many that are."""
    agency = Agency.objects.filter(slug=SLUG).first()
    if agency is None:
        return 0
    with agency_scope(agency.pk):
        creators = list(Creator.objects.filter(agency_id=agency.pk, is_active=True))
        for creator in creators:
            connection = Connection.objects.filter(agency_id=agency.pk, creator=creator).first() or Connection(
                agency=agency, creator=creator, provider="onlyfansapi", account_id=f"acct_{creator.pk.hex}"
            )
            connection.base_url, connection.status = url, Connection.Status.ACTIVE
            connection.api_key = KEY
            if not connection.sealed_webhook_secret:
                connection.renew_webhook_secret()
            connection.save()
    return len(creators)


def people_from_demo(platform: Platform, url: str, events_to: str) -> dict[str, tuple[str, str]]:
    """Put the creators that are connected to the stub at `url`, and their fans, onto the platform.

    Returns where each account's events go, below the address `events_to`, and what they are signed with.
    """
    deliver_to: dict[str, tuple[str, str]] = {}
    for connection in Connection.objects.filter(base_url=url, is_active=True):
        with agency_scope(connection.agency_id):
            creator = Creator.objects.get(agency_id=connection.agency_id, pk=connection.creator_id)
            account = platform.add_account(
                connection.account_id, creator.of_user_id or 1, creator.username, creator.display_name
            )
            account.price = creator.subscription_price
            chats = Chat.objects.filter(agency_id=connection.agency_id, creator=creator)
            for chat in chats.filter(last_message_at__isnull=False).order_by("-last_message_at")[:FANS]:
                platform.add_fan(account, Fan(chat.fan_of_id, chat.fan_display_name, chat.fan_username))
        address = f"{events_to}/webhooks/{connection.provider}/{connection.pk}/"
        deliver_to[connection.account_id] = address, connection.webhook_secrets[0]
    return deliver_to
