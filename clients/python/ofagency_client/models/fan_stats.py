from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FanStats")


@_attrs_define
class FanStats:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    updated_at: datetime.datetime
    """ When it was changed last. """
    total_tips: str | Unset = UNSET
    """ Dollars in tips. """
    total_ppv_purchased: str | Unset = UNSET
    """ Dollars for offers. """
    total_subscriptions: str | Unset = UNSET
    """ Dollars for subscriptions. """
    total_spent: str | Unset = UNSET
    """ Dollars in all. """
    messages_sent: int | Unset = UNSET
    """ By us, to the fan. """
    messages_received: int | Unset = UNSET
    """ From the fan. """
    ppv_sent: int | Unset = UNSET
    """ Offers that the fan was sent. """
    ppv_unlocked: int | Unset = UNSET
    """ Offers that the fan has bought. """
    avg_response_time_seconds: int | None | Unset = UNSET
    """ Seconds until we answer. """
    last_purchase_at: datetime.datetime | None | Unset = UNSET
    """ When the fan bought or tipped last. """
    purchases: int | Unset = UNSET
    """ Payments, chargebacks aside. """
    turns: int | Unset = UNSET
    """ How often we wrote, after the fan or first. """
    turns_answered: int | Unset = UNSET
    """ How many of them the fan answered. """
    engagement_score: int | Unset = UNSET
    """ 0 to 100: recency 25 %, frequency 25 %, spending 30 %, replies 20 %, each compared with the creator's other
    fans. 0: has never written or bought, or is not compared yet. """
    recency_score: int | Unset = UNSET
    """ Per cent of the fans who last wrote or bought earlier than this one. """
    frequency_score: int | Unset = UNSET
    """ Per cent of the fans who wrote or bought on fewer of the last 30 days. """
    spending_score: int | Unset = UNSET
    """ Per cent of the fans who have spent less in all. """
    reply_score: int | Unset = UNSET
    """ Per cent of the fans who answer us less often. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        updated_at = self.updated_at.isoformat()

        total_tips = self.total_tips

        total_ppv_purchased = self.total_ppv_purchased

        total_subscriptions = self.total_subscriptions

        total_spent = self.total_spent

        messages_sent = self.messages_sent

        messages_received = self.messages_received

        ppv_sent = self.ppv_sent

        ppv_unlocked = self.ppv_unlocked

        avg_response_time_seconds: int | None | Unset
        if isinstance(self.avg_response_time_seconds, Unset):
            avg_response_time_seconds = UNSET
        else:
            avg_response_time_seconds = self.avg_response_time_seconds

        last_purchase_at: None | str | Unset
        if isinstance(self.last_purchase_at, Unset):
            last_purchase_at = UNSET
        elif isinstance(self.last_purchase_at, datetime.datetime):
            last_purchase_at = self.last_purchase_at.isoformat()
        else:
            last_purchase_at = self.last_purchase_at

        purchases = self.purchases

        turns = self.turns

        turns_answered = self.turns_answered

        engagement_score = self.engagement_score

        recency_score = self.recency_score

        frequency_score = self.frequency_score

        spending_score = self.spending_score

        reply_score = self.reply_score

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "updated_at": updated_at,
            }
        )
        if total_tips is not UNSET:
            field_dict["total_tips"] = total_tips
        if total_ppv_purchased is not UNSET:
            field_dict["total_ppv_purchased"] = total_ppv_purchased
        if total_subscriptions is not UNSET:
            field_dict["total_subscriptions"] = total_subscriptions
        if total_spent is not UNSET:
            field_dict["total_spent"] = total_spent
        if messages_sent is not UNSET:
            field_dict["messages_sent"] = messages_sent
        if messages_received is not UNSET:
            field_dict["messages_received"] = messages_received
        if ppv_sent is not UNSET:
            field_dict["ppv_sent"] = ppv_sent
        if ppv_unlocked is not UNSET:
            field_dict["ppv_unlocked"] = ppv_unlocked
        if avg_response_time_seconds is not UNSET:
            field_dict["avg_response_time_seconds"] = avg_response_time_seconds
        if last_purchase_at is not UNSET:
            field_dict["last_purchase_at"] = last_purchase_at
        if purchases is not UNSET:
            field_dict["purchases"] = purchases
        if turns is not UNSET:
            field_dict["turns"] = turns
        if turns_answered is not UNSET:
            field_dict["turns_answered"] = turns_answered
        if engagement_score is not UNSET:
            field_dict["engagement_score"] = engagement_score
        if recency_score is not UNSET:
            field_dict["recency_score"] = recency_score
        if frequency_score is not UNSET:
            field_dict["frequency_score"] = frequency_score
        if spending_score is not UNSET:
            field_dict["spending_score"] = spending_score
        if reply_score is not UNSET:
            field_dict["reply_score"] = reply_score

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        total_tips = d.pop("total_tips", UNSET)

        total_ppv_purchased = d.pop("total_ppv_purchased", UNSET)

        total_subscriptions = d.pop("total_subscriptions", UNSET)

        total_spent = d.pop("total_spent", UNSET)

        messages_sent = d.pop("messages_sent", UNSET)

        messages_received = d.pop("messages_received", UNSET)

        ppv_sent = d.pop("ppv_sent", UNSET)

        ppv_unlocked = d.pop("ppv_unlocked", UNSET)

        def _parse_avg_response_time_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        avg_response_time_seconds = _parse_avg_response_time_seconds(
            d.pop("avg_response_time_seconds", UNSET)
        )

        def _parse_last_purchase_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_purchase_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_purchase_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_purchase_at = _parse_last_purchase_at(d.pop("last_purchase_at", UNSET))

        purchases = d.pop("purchases", UNSET)

        turns = d.pop("turns", UNSET)

        turns_answered = d.pop("turns_answered", UNSET)

        engagement_score = d.pop("engagement_score", UNSET)

        recency_score = d.pop("recency_score", UNSET)

        frequency_score = d.pop("frequency_score", UNSET)

        spending_score = d.pop("spending_score", UNSET)

        reply_score = d.pop("reply_score", UNSET)

        fan_stats = cls(
            id=id,
            chat=chat,
            updated_at=updated_at,
            total_tips=total_tips,
            total_ppv_purchased=total_ppv_purchased,
            total_subscriptions=total_subscriptions,
            total_spent=total_spent,
            messages_sent=messages_sent,
            messages_received=messages_received,
            ppv_sent=ppv_sent,
            ppv_unlocked=ppv_unlocked,
            avg_response_time_seconds=avg_response_time_seconds,
            last_purchase_at=last_purchase_at,
            purchases=purchases,
            turns=turns,
            turns_answered=turns_answered,
            engagement_score=engagement_score,
            recency_score=recency_score,
            frequency_score=frequency_score,
            spending_score=spending_score,
            reply_score=reply_score,
        )

        fan_stats.additional_properties = d
        return fan_stats

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
