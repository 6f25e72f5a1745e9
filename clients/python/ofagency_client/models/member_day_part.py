from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="MemberDayPart")


@_attrs_define
class MemberDayPart:
    """Some fields of MemberDay, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    member: Member | Unset | UUID = UNSET
    """ The member, by id. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    day: datetime.date | Unset = UNSET
    """ On the agency's clocks. """
    received: int | Unset = UNSET
    """ Messages from fans. """
    sent: int | Unset = UNSET
    """ Messages to fans, mass messages too. """
    mass_sent: int | Unset = UNSET
    """ Of these, mass messages. """
    ppv_sent: int | Unset = UNSET
    """ Of those sent, PPVs. """
    ppv_known: int | Unset = UNSET
    """ PPVs of which it is known whether they were bought. """
    ppv_unlocked: int | Unset = UNSET
    """ PPVs that were bought, on the day on which they were sent. """
    ppv_sent_value: str | Unset = UNSET
    """ Dollars that all PPVs sent would have brought. """
    ppv_unlocked_value: str | Unset = UNSET
    """ Dollars that those bought have brought. """
    replies: int | Unset = UNSET
    """ Answers to fans who waited; mass messages are none. """
    reply_seconds: int | Unset = UNSET
    """ Seconds that these fans had waited. """
    turns: int | Unset = UNSET
    """ Times that we began to write, after the fan or first. """
    turns_answered: int | Unset = UNSET
    """ Times that the fan began to write after us. """
    ai_sent: int | Unset = UNSET
    """ Messages sent that an AI had drafted. """
    fans_chatted: int | Unset = UNSET
    """ Fans who were sent something. """
    sales: int | Unset = UNSET
    """ Payments, chargebacks aside. """
    subscriptions_sold: int | Unset = UNSET
    """ First payments of subscriptions. """
    renewals_sold: int | Unset = UNSET
    """ Payments for renewals. """
    tips_received: int | Unset = UNSET
    """ How often a tip was given. """
    gross: str | Unset = UNSET
    """ Dollars that fans paid, less what was taken back. """
    fee: str | Unset = UNSET
    """ Dollars that the platform kept. """
    net: str | Unset = UNSET
    """ Dollars that are left. """
    net_subscription: str | Unset = UNSET
    """ Net dollars of first payments of subscriptions. """
    net_renewal: str | Unset = UNSET
    """ Net dollars of renewals. """
    net_tip: str | Unset = UNSET
    """ Net dollars of tips. """
    net_ppv: str | Unset = UNSET
    """ Net dollars of pay-per-view messages. """
    net_post: str | Unset = UNSET
    """ Net dollars of paid posts. """
    net_stream: str | Unset = UNSET
    """ Net dollars of paid streams. """
    net_chargeback: str | Unset = UNSET
    """ Net dollars that were taken back; negative. """
    received_by_hour: list[int] | Unset = UNSET
    """ 24 counts: of 0:00 to 0:59, and so on. """
    sent_by_hour: list[int] | Unset = UNSET
    """ As above. """
    net_by_hour: list[str] | Unset = UNSET
    """ As above, in dollars. """
    reply_classes: list[int] | Unset = UNSET
    """ Replies by class of time; see `analytics.reply_times`. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        member: dict[str, Any] | str | Unset
        if isinstance(self.member, Unset):
            member = UNSET
        elif isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member.to_dict()

        creator: dict[str, Any] | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator.to_dict()

        day: str | Unset = UNSET
        if not isinstance(self.day, Unset):
            day = self.day.isoformat()

        received = self.received

        sent = self.sent

        mass_sent = self.mass_sent

        ppv_sent = self.ppv_sent

        ppv_known = self.ppv_known

        ppv_unlocked = self.ppv_unlocked

        ppv_sent_value = self.ppv_sent_value

        ppv_unlocked_value = self.ppv_unlocked_value

        replies = self.replies

        reply_seconds = self.reply_seconds

        turns = self.turns

        turns_answered = self.turns_answered

        ai_sent = self.ai_sent

        fans_chatted = self.fans_chatted

        sales = self.sales

        subscriptions_sold = self.subscriptions_sold

        renewals_sold = self.renewals_sold

        tips_received = self.tips_received

        gross = self.gross

        fee = self.fee

        net = self.net

        net_subscription = self.net_subscription

        net_renewal = self.net_renewal

        net_tip = self.net_tip

        net_ppv = self.net_ppv

        net_post = self.net_post

        net_stream = self.net_stream

        net_chargeback = self.net_chargeback

        received_by_hour: list[int] | Unset = UNSET
        if not isinstance(self.received_by_hour, Unset):
            received_by_hour = self.received_by_hour

        sent_by_hour: list[int] | Unset = UNSET
        if not isinstance(self.sent_by_hour, Unset):
            sent_by_hour = self.sent_by_hour

        net_by_hour: list[str] | Unset = UNSET
        if not isinstance(self.net_by_hour, Unset):
            net_by_hour = self.net_by_hour

        reply_classes: list[int] | Unset = UNSET
        if not isinstance(self.reply_classes, Unset):
            reply_classes = self.reply_classes

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if member is not UNSET:
            field_dict["member"] = member
        if creator is not UNSET:
            field_dict["creator"] = creator
        if day is not UNSET:
            field_dict["day"] = day
        if received is not UNSET:
            field_dict["received"] = received
        if sent is not UNSET:
            field_dict["sent"] = sent
        if mass_sent is not UNSET:
            field_dict["mass_sent"] = mass_sent
        if ppv_sent is not UNSET:
            field_dict["ppv_sent"] = ppv_sent
        if ppv_known is not UNSET:
            field_dict["ppv_known"] = ppv_known
        if ppv_unlocked is not UNSET:
            field_dict["ppv_unlocked"] = ppv_unlocked
        if ppv_sent_value is not UNSET:
            field_dict["ppv_sent_value"] = ppv_sent_value
        if ppv_unlocked_value is not UNSET:
            field_dict["ppv_unlocked_value"] = ppv_unlocked_value
        if replies is not UNSET:
            field_dict["replies"] = replies
        if reply_seconds is not UNSET:
            field_dict["reply_seconds"] = reply_seconds
        if turns is not UNSET:
            field_dict["turns"] = turns
        if turns_answered is not UNSET:
            field_dict["turns_answered"] = turns_answered
        if ai_sent is not UNSET:
            field_dict["ai_sent"] = ai_sent
        if fans_chatted is not UNSET:
            field_dict["fans_chatted"] = fans_chatted
        if sales is not UNSET:
            field_dict["sales"] = sales
        if subscriptions_sold is not UNSET:
            field_dict["subscriptions_sold"] = subscriptions_sold
        if renewals_sold is not UNSET:
            field_dict["renewals_sold"] = renewals_sold
        if tips_received is not UNSET:
            field_dict["tips_received"] = tips_received
        if gross is not UNSET:
            field_dict["gross"] = gross
        if fee is not UNSET:
            field_dict["fee"] = fee
        if net is not UNSET:
            field_dict["net"] = net
        if net_subscription is not UNSET:
            field_dict["net_subscription"] = net_subscription
        if net_renewal is not UNSET:
            field_dict["net_renewal"] = net_renewal
        if net_tip is not UNSET:
            field_dict["net_tip"] = net_tip
        if net_ppv is not UNSET:
            field_dict["net_ppv"] = net_ppv
        if net_post is not UNSET:
            field_dict["net_post"] = net_post
        if net_stream is not UNSET:
            field_dict["net_stream"] = net_stream
        if net_chargeback is not UNSET:
            field_dict["net_chargeback"] = net_chargeback
        if received_by_hour is not UNSET:
            field_dict["received_by_hour"] = received_by_hour
        if sent_by_hour is not UNSET:
            field_dict["sent_by_hour"] = sent_by_hour
        if net_by_hour is not UNSET:
            field_dict["net_by_hour"] = net_by_hour
        if reply_classes is not UNSET:
            field_dict["reply_classes"] = reply_classes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_member(data: object) -> Member | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)

                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            member_type_1 = Member.from_dict(data)

            return member_type_1

        member = _parse_member(d.pop("member", UNSET))

        def _parse_creator(data: object) -> Creator | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            creator_type_1 = Creator.from_dict(data)

            return creator_type_1

        creator = _parse_creator(d.pop("creator", UNSET))

        _day = d.pop("day", UNSET)
        day: datetime.date | Unset
        if isinstance(_day, Unset):
            day = UNSET
        else:
            day = datetime.date.fromisoformat(_day)

        received = d.pop("received", UNSET)

        sent = d.pop("sent", UNSET)

        mass_sent = d.pop("mass_sent", UNSET)

        ppv_sent = d.pop("ppv_sent", UNSET)

        ppv_known = d.pop("ppv_known", UNSET)

        ppv_unlocked = d.pop("ppv_unlocked", UNSET)

        ppv_sent_value = d.pop("ppv_sent_value", UNSET)

        ppv_unlocked_value = d.pop("ppv_unlocked_value", UNSET)

        replies = d.pop("replies", UNSET)

        reply_seconds = d.pop("reply_seconds", UNSET)

        turns = d.pop("turns", UNSET)

        turns_answered = d.pop("turns_answered", UNSET)

        ai_sent = d.pop("ai_sent", UNSET)

        fans_chatted = d.pop("fans_chatted", UNSET)

        sales = d.pop("sales", UNSET)

        subscriptions_sold = d.pop("subscriptions_sold", UNSET)

        renewals_sold = d.pop("renewals_sold", UNSET)

        tips_received = d.pop("tips_received", UNSET)

        gross = d.pop("gross", UNSET)

        fee = d.pop("fee", UNSET)

        net = d.pop("net", UNSET)

        net_subscription = d.pop("net_subscription", UNSET)

        net_renewal = d.pop("net_renewal", UNSET)

        net_tip = d.pop("net_tip", UNSET)

        net_ppv = d.pop("net_ppv", UNSET)

        net_post = d.pop("net_post", UNSET)

        net_stream = d.pop("net_stream", UNSET)

        net_chargeback = d.pop("net_chargeback", UNSET)

        received_by_hour = cast(list[int], d.pop("received_by_hour", UNSET))

        sent_by_hour = cast(list[int], d.pop("sent_by_hour", UNSET))

        net_by_hour = cast(list[str], d.pop("net_by_hour", UNSET))

        reply_classes = cast(list[int], d.pop("reply_classes", UNSET))

        member_day_part = cls(
            id=id,
            member=member,
            creator=creator,
            day=day,
            received=received,
            sent=sent,
            mass_sent=mass_sent,
            ppv_sent=ppv_sent,
            ppv_known=ppv_known,
            ppv_unlocked=ppv_unlocked,
            ppv_sent_value=ppv_sent_value,
            ppv_unlocked_value=ppv_unlocked_value,
            replies=replies,
            reply_seconds=reply_seconds,
            turns=turns,
            turns_answered=turns_answered,
            ai_sent=ai_sent,
            fans_chatted=fans_chatted,
            sales=sales,
            subscriptions_sold=subscriptions_sold,
            renewals_sold=renewals_sold,
            tips_received=tips_received,
            gross=gross,
            fee=fee,
            net=net,
            net_subscription=net_subscription,
            net_renewal=net_renewal,
            net_tip=net_tip,
            net_ppv=net_ppv,
            net_post=net_post,
            net_stream=net_stream,
            net_chargeback=net_chargeback,
            received_by_hour=received_by_hour,
            sent_by_hour=sent_by_hour,
            net_by_hour=net_by_hour,
            reply_classes=reply_classes,
        )

        return member_day_part
