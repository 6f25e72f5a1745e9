"""An account with a past, for a first fetching that has something to fetch."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from integrations.demo import content
from integrations.demo.conversation import Line, Talk
from integrations.providers.onlyfansapi.fake.platform import Account, Fan, Message, Platform, Transaction

KINDS = {"image": "photo", "video": "video", "audio": "audio", "gif": "gif"}


def add_history(platform: Platform, *, chats: int, messages: int) -> Account:
    """Add an account with so many chats of so many messages each; the same numbers give the same talk."""
    random, now = Random("history"), platform.now()
    creator = content.CREATORS["demo"][0]
    account = platform.add_account("acct_0123456789abcdef0123456789abcdef", 400_001, creator.username, creator.name)
    account.price = Decimal(creator.price)
    chatter, talk = content.CHATTERS["demo"]["chatter"], Talk(random, now=now, zone=dt.UTC)
    for number in range(chats):
        name = f"{random.choice(content.FIRST_NAMES)} {random.choice(content.SURNAMES)}"
        fan = Fan(610_000 + number, name, f"{name.lower().replace(' ', '.')}{number}")
        start = now - dt.timedelta(days=random.randint(1, 300))
        fan.periods = [(start, start + dt.timedelta(days=30), account.price)]
        platform.add_fan(account, fan)
        account.transactions.append(Transaction(f"5S{number:06d}", "new_subscription", account.price, start, fan))
        for line in talk.converse(length=messages, writing=lambda at: ("", chatter), news=()).lines:
            _say(platform, account, fan, random, line)
    return account


def _say(platform: Platform, account: Account, fan: Fan, random: Random, line: Line) -> None:
    """Put one line of the talk, and the money it brought, into the account, without telling anybody."""
    message = Message(
        platform.next_id(), line.direction == "out", line.text, line.sent_at, line.price, bool(line.unlocked),
        line.tip is not None,
        tuple((random.randrange(10**9), KINDS[kind], seconds or 0) for kind, seconds in line.media),
    )  # fmt: skip
    account.chats[fan.id].append(message)
    paid = line.tip or (line.price if line.unlocked else None)
    if paid:
        kind = "tip" if line.tip else "message"
        account.transactions.append(Transaction(f"5H{message.id:x}", kind, paid, line.sent_at, fan))
