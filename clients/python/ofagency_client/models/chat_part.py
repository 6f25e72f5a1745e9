from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.blank_enum import BlankEnum
from ..models.direction_enum import DirectionEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="ChatPart")


@_attrs_define
class ChatPart:
    """Some fields of Chat, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    fan_of_id: int | Unset = UNSET
    """ The fan, by the platform's id. """
    fan_username: str | Unset = UNSET
    """ The fan's user name on the platform. """
    fan_display_name: str | Unset = UNSET
    """ The fan's name on the platform. """
    fan_custom_name: str | Unset = UNSET
    """ What the team calls the fan. """
    fan_avatar_url: str | Unset = UNSET
    """ The fan's picture on the platform. """
    fan_timezone: str | Unset = UNSET
    """ IANA name, if known. """
    fan_language: str | Unset = UNSET
    """ What replies are translated into, as in: Spanish. """
    subscription_active: bool | None | Unset = UNSET
    """ Unknown if no source has told. """
    subscription_price: None | str | Unset = UNSET
    """ Dollars a month. """
    subscription_expires_at: datetime.datetime | None | Unset = UNSET
    """ When the fan's subscription ends, or has ended. """
    first_message_at: datetime.datetime | None | Unset = UNSET
    """ When the conversation began. """
    last_message_at: datetime.datetime | None | Unset = UNSET
    """ When either side wrote last. """
    last_message_preview: str | Unset = UNSET
    """ How the last message begins. """
    last_message_direction: BlankEnum | DirectionEnum | Unset = UNSET
    awaiting_reply_since: datetime.datetime | None | Unset = UNSET
    """ The first message of the fan that nobody has answered. """
    unread_count: int | Unset = UNSET
    """ Messages of the fan that nobody has seen. """
    tags: list[str] | Unset = UNSET
    """ Words that the team has put on the fan. """
    assigned_to: Member | None | Unset | UUID = UNSET
    """ The member who takes care of this fan; null: everybody. """
    snoozed_until: datetime.datetime | None | Unset = UNSET
    """ Not in the queue before. """
    queue_rank: float | None | Unset = UNSET
    """ Place in the queue, smallest first; empty: not in it. """
    inbox_rank: float | Unset = UNSET
    """ By which the inbox orders: a text that compares. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.member import Member  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        creator: dict[str, Any] | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator.to_dict()

        fan_of_id = self.fan_of_id

        fan_username = self.fan_username

        fan_display_name = self.fan_display_name

        fan_custom_name = self.fan_custom_name

        fan_avatar_url: str | Unset
        if isinstance(self.fan_avatar_url, Unset):
            fan_avatar_url = UNSET
        else:
            fan_avatar_url = self.fan_avatar_url

        fan_timezone = self.fan_timezone

        fan_language = self.fan_language

        subscription_active: bool | None | Unset
        if isinstance(self.subscription_active, Unset):
            subscription_active = UNSET
        else:
            subscription_active = self.subscription_active

        subscription_price: None | str | Unset
        if isinstance(self.subscription_price, Unset):
            subscription_price = UNSET
        else:
            subscription_price = self.subscription_price

        subscription_expires_at: None | str | Unset
        if isinstance(self.subscription_expires_at, Unset):
            subscription_expires_at = UNSET
        elif isinstance(self.subscription_expires_at, datetime.datetime):
            subscription_expires_at = self.subscription_expires_at.isoformat()
        else:
            subscription_expires_at = self.subscription_expires_at

        first_message_at: None | str | Unset
        if isinstance(self.first_message_at, Unset):
            first_message_at = UNSET
        elif isinstance(self.first_message_at, datetime.datetime):
            first_message_at = self.first_message_at.isoformat()
        else:
            first_message_at = self.first_message_at

        last_message_at: None | str | Unset
        if isinstance(self.last_message_at, Unset):
            last_message_at = UNSET
        elif isinstance(self.last_message_at, datetime.datetime):
            last_message_at = self.last_message_at.isoformat()
        else:
            last_message_at = self.last_message_at

        last_message_preview = self.last_message_preview

        last_message_direction: str | Unset
        if isinstance(self.last_message_direction, Unset):
            last_message_direction = UNSET
        elif isinstance(self.last_message_direction, DirectionEnum):
            last_message_direction = self.last_message_direction.value
        else:
            last_message_direction = self.last_message_direction.value

        awaiting_reply_since: None | str | Unset
        if isinstance(self.awaiting_reply_since, Unset):
            awaiting_reply_since = UNSET
        elif isinstance(self.awaiting_reply_since, datetime.datetime):
            awaiting_reply_since = self.awaiting_reply_since.isoformat()
        else:
            awaiting_reply_since = self.awaiting_reply_since

        unread_count = self.unread_count

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        assigned_to: dict[str, Any] | None | str | Unset
        if isinstance(self.assigned_to, Unset):
            assigned_to = UNSET
        elif isinstance(self.assigned_to, UUID):
            assigned_to = str(self.assigned_to)
        elif isinstance(self.assigned_to, Member):
            assigned_to = self.assigned_to.to_dict()
        else:
            assigned_to = self.assigned_to

        snoozed_until: None | str | Unset
        if isinstance(self.snoozed_until, Unset):
            snoozed_until = UNSET
        elif isinstance(self.snoozed_until, datetime.datetime):
            snoozed_until = self.snoozed_until.isoformat()
        else:
            snoozed_until = self.snoozed_until

        queue_rank: float | None | Unset
        if isinstance(self.queue_rank, Unset):
            queue_rank = UNSET
        else:
            queue_rank = self.queue_rank

        inbox_rank = self.inbox_rank

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if fan_of_id is not UNSET:
            field_dict["fan_of_id"] = fan_of_id
        if fan_username is not UNSET:
            field_dict["fan_username"] = fan_username
        if fan_display_name is not UNSET:
            field_dict["fan_display_name"] = fan_display_name
        if fan_custom_name is not UNSET:
            field_dict["fan_custom_name"] = fan_custom_name
        if fan_avatar_url is not UNSET:
            field_dict["fan_avatar_url"] = fan_avatar_url
        if fan_timezone is not UNSET:
            field_dict["fan_timezone"] = fan_timezone
        if fan_language is not UNSET:
            field_dict["fan_language"] = fan_language
        if subscription_active is not UNSET:
            field_dict["subscription_active"] = subscription_active
        if subscription_price is not UNSET:
            field_dict["subscription_price"] = subscription_price
        if subscription_expires_at is not UNSET:
            field_dict["subscription_expires_at"] = subscription_expires_at
        if first_message_at is not UNSET:
            field_dict["first_message_at"] = first_message_at
        if last_message_at is not UNSET:
            field_dict["last_message_at"] = last_message_at
        if last_message_preview is not UNSET:
            field_dict["last_message_preview"] = last_message_preview
        if last_message_direction is not UNSET:
            field_dict["last_message_direction"] = last_message_direction
        if awaiting_reply_since is not UNSET:
            field_dict["awaiting_reply_since"] = awaiting_reply_since
        if unread_count is not UNSET:
            field_dict["unread_count"] = unread_count
        if tags is not UNSET:
            field_dict["tags"] = tags
        if assigned_to is not UNSET:
            field_dict["assigned_to"] = assigned_to
        if snoozed_until is not UNSET:
            field_dict["snoozed_until"] = snoozed_until
        if queue_rank is not UNSET:
            field_dict["queue_rank"] = queue_rank
        if inbox_rank is not UNSET:
            field_dict["inbox_rank"] = inbox_rank
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

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

        fan_of_id = d.pop("fan_of_id", UNSET)

        fan_username = d.pop("fan_username", UNSET)

        fan_display_name = d.pop("fan_display_name", UNSET)

        fan_custom_name = d.pop("fan_custom_name", UNSET)

        def _parse_fan_avatar_url(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        fan_avatar_url = _parse_fan_avatar_url(d.pop("fan_avatar_url", UNSET))

        fan_timezone = d.pop("fan_timezone", UNSET)

        fan_language = d.pop("fan_language", UNSET)

        def _parse_subscription_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        subscription_active = _parse_subscription_active(
            d.pop("subscription_active", UNSET)
        )

        def _parse_subscription_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subscription_price = _parse_subscription_price(
            d.pop("subscription_price", UNSET)
        )

        def _parse_subscription_expires_at(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                subscription_expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return subscription_expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        subscription_expires_at = _parse_subscription_expires_at(
            d.pop("subscription_expires_at", UNSET)
        )

        def _parse_first_message_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_message_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_message_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        first_message_at = _parse_first_message_at(d.pop("first_message_at", UNSET))

        def _parse_last_message_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_message_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_message_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_message_at = _parse_last_message_at(d.pop("last_message_at", UNSET))

        last_message_preview = d.pop("last_message_preview", UNSET)

        def _parse_last_message_direction(
            data: object,
        ) -> BlankEnum | DirectionEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_message_direction_type_0 = DirectionEnum(data)

                return last_message_direction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            last_message_direction_type_1 = BlankEnum(data)

            return last_message_direction_type_1

        last_message_direction = _parse_last_message_direction(
            d.pop("last_message_direction", UNSET)
        )

        def _parse_awaiting_reply_since(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                awaiting_reply_since_type_0 = datetime.datetime.fromisoformat(data)

                return awaiting_reply_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        awaiting_reply_since = _parse_awaiting_reply_since(
            d.pop("awaiting_reply_since", UNSET)
        )

        unread_count = d.pop("unread_count", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        def _parse_assigned_to(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                assigned_to_type_0_type_0 = UUID(data)

                return assigned_to_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assigned_to_type_1 = Member.from_dict(data)

                return assigned_to_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        assigned_to = _parse_assigned_to(d.pop("assigned_to", UNSET))

        def _parse_snoozed_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snoozed_until_type_0 = datetime.datetime.fromisoformat(data)

                return snoozed_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        snoozed_until = _parse_snoozed_until(d.pop("snoozed_until", UNSET))

        def _parse_queue_rank(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        queue_rank = _parse_queue_rank(d.pop("queue_rank", UNSET))

        inbox_rank = d.pop("inbox_rank", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        chat_part = cls(
            id=id,
            creator=creator,
            fan_of_id=fan_of_id,
            fan_username=fan_username,
            fan_display_name=fan_display_name,
            fan_custom_name=fan_custom_name,
            fan_avatar_url=fan_avatar_url,
            fan_timezone=fan_timezone,
            fan_language=fan_language,
            subscription_active=subscription_active,
            subscription_price=subscription_price,
            subscription_expires_at=subscription_expires_at,
            first_message_at=first_message_at,
            last_message_at=last_message_at,
            last_message_preview=last_message_preview,
            last_message_direction=last_message_direction,
            awaiting_reply_since=awaiting_reply_since,
            unread_count=unread_count,
            tags=tags,
            assigned_to=assigned_to,
            snoozed_until=snoozed_until,
            queue_rank=queue_rank,
            inbox_rank=inbox_rank,
            created_at=created_at,
        )

        return chat_part
