"""What happened on a day, added up. Days are the agency's (`Agency.timezone`). `analytics.folding` writes them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models import Creator, Membership, TenantModel
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.models import Chat


def _count(help_text: str = "") -> models.PositiveIntegerField[int, int]:
    return models.PositiveIntegerField(default=0, help_text=help_text)


def _sum(help_text: str = "") -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text=help_text)


class MessageCounts(models.Model):
    """What is counted of messages that are neither deleted nor failed, and whose direction is known."""

    received = _count("Messages from fans.")
    sent = _count("Messages to fans, mass messages too.")
    mass_sent = _count("Of these, mass messages.")
    ppv_sent = _count("Of those sent, PPVs.")
    ppv_known = _count("PPVs of which it is known whether they were bought.")
    ppv_unlocked = _count("PPVs that were bought, on the day on which they were sent.")
    ppv_sent_value = _sum("Dollars that all PPVs sent would have brought.")
    ppv_unlocked_value = _sum("Dollars that those bought have brought.")
    replies = _count("Answers to fans who waited; mass messages are none.")
    reply_seconds = models.PositiveBigIntegerField(default=0, help_text="Seconds that these fans had waited.")
    turns = _count("Times that we began to write, after the fan or first.")
    turns_answered = _count("Times that the fan began to write after us.")
    ai_sent = _count("Messages sent that an AI had drafted.")

    class Meta:
        abstract = True


class ChatDay(MessageCounts, TenantModel):
    """One chat's messages of a day by who sent them; those of the fan, and those of nobody we know, have no member.

    What is added up further comes from here: when messages of a day change, only that day of that chat is read anew.
    """

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    chat = TenantForeignKey(Chat, on_delete=models.CASCADE, related_name="days", db_index=False)
    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="+", db_index=False)
    member_id = models.UUIDField(null=True, help_text="A plain id: who has left the team has written all the same.")
    day = models.DateField()
    marks = ArrayField(
        models.SmallIntegerField(),
        default=list,
        help_text="The hour of each message and the class of each reply time; see `analytics.folding.marks`.",
    )
    own_gap = models.PositiveIntegerField(
        null=True, help_text="If something was sent: days since the member had last written to this fan; 0 for never."
    )
    gap = models.PositiveIntegerField(
        null=True, help_text="The same of whoever wrote last; on the first row of the chat's day only."
    )
    offers = models.JSONField(null=True, help_text="Each PPV: message, offer, price, and whether it was bought.")

    class Meta:
        constraints = [
            *tenant_constraints("analytics_chatday", "chat", "creator"),
            models.UniqueConstraint(
                fields=["agency", "chat", "day", "member_id"], nulls_distinct=False, name="analytics_chatday_once"
            ),
        ]
        indexes = [models.Index(fields=["agency", "creator", "day"], name="analytics_chatday_day")]

    def __str__(self) -> str:
        return f"{self.chat} on {self.day}"


class DayTotals(MessageCounts):
    """What all chats of a creator, or those of one member, brought on a day."""

    fans_chatted = _count("Fans who were sent something.")
    sales = _count("Payments, chargebacks aside.")
    subscriptions_sold = _count()
    renewals_sold = _count()
    tips_received = _count()
    gross = _sum("Dollars that fans paid, less what was taken back.")
    fee = _sum("Dollars that the platform kept.")
    net = _sum("Dollars that are left.")
    net_subscription = _sum()
    net_renewal = _sum()
    net_tip = _sum()
    net_ppv = _sum()
    net_post = _sum()
    net_stream = _sum()
    net_chargeback = _sum()
    received_by_hour = ArrayField(models.IntegerField(), help_text="24 counts: of 0:00 to 0:59, and so on.")
    sent_by_hour = ArrayField(models.IntegerField(), help_text="As above.")
    net_by_hour = ArrayField(models.DecimalField(max_digits=12, decimal_places=2), help_text="As above, in dollars.")
    reply_classes = ArrayField(
        models.IntegerField(), help_text="Replies by class of time; see `analytics.reply_times`."
    )

    class Meta:
        abstract = True


class FansByGap(models.Model):
    """How many of the fans chatted had last been written to how many days before.

    Who counts how many fans were chatted in some days takes of each day those who had not been written to since these
    began: so each fan counts once, and no chat has to be looked at.
    """

    gaps = ArrayField(models.IntegerField(), default=list, help_text="Days, in order; 0 stands for never before.")
    fans_by_gap = ArrayField(models.IntegerField(), default=list, help_text="How many fans for each of `gaps`.")

    class Meta:
        abstract = True


class CreatorDay(DayTotals, FansByGap, TenantModel):
    """A creator's day."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            *tenant_constraints("analytics_creatorday", "creator"),
            models.UniqueConstraint(fields=["agency", "creator", "day"], name="analytics_creatorday_once"),
        ]
        indexes = [models.Index(fields=["agency", "day"], name="analytics_creatorday_day")]

    def __str__(self) -> str:
        return f"{self.creator} on {self.day}"


class MemberDay(DayTotals, FansByGap, TenantModel):
    """What a member did for a creator on a day, and what is attributed to them."""

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="creator_id", member="member_id")

    member = TenantForeignKey(Membership, on_delete=models.CASCADE, related_name="days", db_index=False)
    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            *tenant_constraints("analytics_memberday", "member", "creator"),
            models.UniqueConstraint(fields=["agency", "member", "creator", "day"], name="analytics_memberday_once"),
        ]
        indexes = [
            models.Index(fields=["agency", "creator", "day"], name="analytics_memberday_creator"),
            models.Index(fields=["agency", "day"], name="analytics_memberday_day"),
        ]

    def __str__(self) -> str:
        return f"{self.member} for {self.creator} on {self.day}"


class OfferDay(TenantModel):
    """How often something was offered on a day by somebody at a price, and how often it was bought.

    The same was offered where the media are the same, or where none are known, the words. A script's offers are those
    with its media.
    """

    IS_DERIVED: ClassVar[bool] = True
    SCOPE: ClassVar[Scope] = Scope(creator="creator_id")

    creator = TenantForeignKey(Creator, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    member_id = models.UUIDField(null=True, help_text="A plain id, as in `ChatDay`.")
    offer = models.UUIDField(help_text="A fingerprint of the media, or else of the words.")
    price = models.DecimalField(max_digits=10, decimal_places=2)
    sent = _count()
    known = _count("Of these, those of which it is known whether they were bought.")
    unlocked = _count("Of these, those that were.")
    message_id = models.UUIDField(help_text="One of the messages, to show what it was.")

    class Meta:
        ordering = ["-day"]
        constraints = [
            *tenant_constraints("analytics_offerday", "creator"),
            models.UniqueConstraint(
                fields=["agency", "creator", "day", "member_id", "offer", "price"],
                nulls_distinct=False,
                name="analytics_offerday_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} at {self.price} on {self.day}"
