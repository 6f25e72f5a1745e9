from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.alert_kind_enum import AlertKindEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator


T = TypeVar("T", bound="AlertRulePart")


@_attrs_define
class AlertRulePart:
    """Some fields of AlertRule, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    name: str | Unset = UNSET
    """ What the alerts are called. """
    kind: AlertKindEnum | Unset = UNSET
    """ * `reply_time` - reply time
    * `longest_wait` - longest wait
    * `fans_waiting` - fans waiting
    * `sales` - sales
    * `fan_spending` - spending of a fan """
    creator: Creator | None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    limit: str | Unset = UNSET
    """ Minutes, fans, per cent or dollars, as the kind says. """
    window_minutes: int | Unset = UNSET
    """ Reply time: the replies of so many minutes back from now count. """
    least_usual: str | Unset = UNSET
    """ Sales: hours that usually bring fewer dollars are not judged. """
    quiet_minutes: int | Unset = UNSET
    """ So long behind an alert that is over no other is raised. About a fan's spending there is one in 24 hours.
    """
    flags_fan: bool | Unset = UNSET
    """ Spending of a fan: tag the chat “flag:spending”, so that chatters see it in the fan card. """
    is_active: bool | Unset = UNSET
    """ Whether it raises alerts. What is open is over without. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.creator import Creator  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        name = self.name

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        creator: dict[str, Any] | None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        elif isinstance(self.creator, Creator):
            creator = self.creator.to_dict()
        else:
            creator = self.creator

        limit = self.limit

        window_minutes = self.window_minutes

        least_usual = self.least_usual

        quiet_minutes = self.quiet_minutes

        flags_fan = self.flags_fan

        is_active = self.is_active

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if kind is not UNSET:
            field_dict["kind"] = kind
        if creator is not UNSET:
            field_dict["creator"] = creator
        if limit is not UNSET:
            field_dict["limit"] = limit
        if window_minutes is not UNSET:
            field_dict["window_minutes"] = window_minutes
        if least_usual is not UNSET:
            field_dict["least_usual"] = least_usual
        if quiet_minutes is not UNSET:
            field_dict["quiet_minutes"] = quiet_minutes
        if flags_fan is not UNSET:
            field_dict["flags_fan"] = flags_fan
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        name = d.pop("name", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: AlertKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = AlertKindEnum(_kind)

        def _parse_creator(data: object) -> Creator | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0_type_0 = UUID(data)

                return creator_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                creator_type_1 = Creator.from_dict(data)

                return creator_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Creator | None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        limit = d.pop("limit", UNSET)

        window_minutes = d.pop("window_minutes", UNSET)

        least_usual = d.pop("least_usual", UNSET)

        quiet_minutes = d.pop("quiet_minutes", UNSET)

        flags_fan = d.pop("flags_fan", UNSET)

        is_active = d.pop("is_active", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        alert_rule_part = cls(
            id=id,
            name=name,
            kind=kind,
            creator=creator,
            limit=limit,
            window_minutes=window_minutes,
            least_usual=least_usual,
            quiet_minutes=quiet_minutes,
            flags_fan=flags_fan,
            is_active=is_active,
            created_at=created_at,
        )

        return alert_rule_part
