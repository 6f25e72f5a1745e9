"""The stub says what the service says: the vendor's own client takes each of its answers, checked against its types."""

from __future__ import annotations

from decimal import Decimal

import onlyfansapi
import pytest


@pytest.fixture
def client(service):
    """The vendor's client, which is told to refuse what its types do not allow."""
    with onlyfansapi.OnlyFansAPI(
        api_key="ofapi_demo", base_url=service.url, max_retries=0, _strict_response_validation=True
    ) as made:
        yield made


@pytest.fixture
def filled(service, account):
    """The account with a chat in which everything has happened, at whole dollars: the vendor's types know no other."""
    account.price = Decimal(10)
    platform, fan = service.platform, next(iter(account.fans))
    platform.subscribe(account, fan)
    platform.write(account, fan, from_creator=False, text="Hello <3", is_new=True)
    offer = platform.write(account, fan, from_creator=True, text="Look", price=Decimal(15), media=((5, "photo", 0),))
    platform.buy(account, fan, offer)
    platform.tip(account, fan, Decimal(5))
    return account


def test_it_says_whose_key_it_is(client):
    assert client.whoami.retrieve().team.name == "Demo"


def test_it_lists_accounts(client, account):
    (listed,) = client.accounts.list()
    assert (listed.id, listed.onlyfans_username) == (account.id, "luna.rose")


def test_it_lists_chats(client, filled):
    (chat,) = client.chats.list(filled.id, limit="100", skip_users="none").data
    assert (chat.fan.username, chat.unread_messages_count) == ("alexberg", 1)


def test_it_lists_messages_newest_first_and_says_how_to_go_on(client, filled):
    (fan,) = filled.chats
    first = client.chats.messages.list(str(fan), account=filled.id, limit="2")
    rest = client.chats.messages.list(str(fan), account=filled.id, limit="2", first_id=str(first.data[-1].id))
    ids = [message.id for page in (first, rest) for message in page.data]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 3
    assert first.api_pagination.next_page.startswith("https://app.onlyfansapi.com/api/")
    assert rest.api_pagination.next_page is None


def test_it_gives_one_message(client, filled):
    (fan,) = filled.chats
    message = filled.chats[fan][0]
    assert client.chats.messages.retrieve(str(message.id), account=filled.id, chat_id=str(fan)).data.id == message.id


def test_it_sends(client, filled):
    (fan,) = filled.chats
    sent = client.chats.messages.send(str(fan), account=filled.id, text="Hi", price=5, media_files=[77]).data
    assert (sent.text, sent.price, sent.is_free) == ("<p>Hi</p>", 5, False)


def test_it_lists_fans_and_transactions(client, filled):
    (fan,) = client.fans.list_all(filled.id, limit=20, type="all").data.list
    assert len(fan.subscribed_on_data.subscribes) == 1
    paid = client.transactions.list(filled.id, limit="2").data
    assert len(paid.list) == 2
    assert paid.has_more
    assert client.transactions.list(filled.id, limit="2", marker=str(paid.next_marker)).data.list[0].type


def test_it_takes_webhooks(client, account):
    made = client.webhooks.create(
        account_scope="inclusive", endpoint_url="https://crm.test/w/", events=["messages.received"],
        account_ids=[account.id], signing_secret="s3cret",
    )  # fmt: skip
    assert made.data.has_signing_secret


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        ({"text": "Hi", "price": 5}, onlyfansapi.UnprocessableEntityError),
        ({"text": "Hi", "price": 2, "media_files": [7]}, onlyfansapi.UnprocessableEntityError),
        ({}, onlyfansapi.UnprocessableEntityError),
    ],
)
def test_it_refuses_what_the_platform_refuses(client, account, ask, error):
    with pytest.raises(error):
        client.chats.messages.send(str(next(iter(account.fans))), account=account.id, **ask)


def test_it_knows_no_stranger_and_no_other_account(service, client, account):
    with pytest.raises(onlyfansapi.NotFoundError):
        client.chats.list("acct_unknown")
    with pytest.raises(onlyfansapi.AuthenticationError):
        onlyfansapi.OnlyFansAPI(api_key="wrong", base_url=service.url, max_retries=0).accounts.list()


def test_it_limits_calls_to_so_many_a_minute(service, client, account):
    service.per_minute = 2
    client.chats.list(account.id)
    client.chats.list(account.id)
    with pytest.raises(onlyfansapi.RateLimitError) as limited:
        client.chats.list(account.id)
    assert limited.value.response.headers["x-rate-limit-remaining-minute"] == "0"


def test_faults_come_when_asked_for_and_pass(service, client, account):
    service.fault("GET .*/chats$", status=503, body=b"<html>away</html>")
    with pytest.raises(onlyfansapi.InternalServerError):
        client.chats.list(account.id)
    assert client.chats.list(account.id).data == []


def test_a_deaf_service_does_what_it_is_asked_and_never_answers(service, client, account):
    (fan,) = account.chats
    service.fault("POST", deaf=True)
    with pytest.raises(onlyfansapi.APIConnectionError):
        client.chats.messages.send(str(fan), account=account.id, text="Hi")
    assert [message.text for message in account.chats[fan]] == ["Hi"]


def test_the_same_key_sends_once(client, account):
    (fan,) = account.chats
    for _ in range(2):
        client.chats.messages.send(str(fan), account=account.id, text="Hi", idempotency_key="one")
    assert len(account.chats[fan]) == 1
