from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.blank_enum import BlankEnum
from ..models.detector_enum import DetectorEnum
from ..models.guard_action_enum import GuardActionEnum
from ..models.guard_kind_enum import GuardKindEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="GuardRulePart")


@_attrs_define
class GuardRulePart:
    """Some fields of GuardRule, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    key: str | Unset = UNSET
    """ Of a rule that comes with the product. """
    title: str | Unset = UNSET
    """ What it is called. """
    kind: GuardKindEnum | Unset = UNSET
    """ * `minor` - fan may be a minor
    * `self harm` - threat of self-harm
    * `coercion` - coercion or threat
    * `off platform` - payment or meeting outside the platform
    * `personal data` - personal data of the creator
    * `other` - Other """
    phrases: str | Unset = UNSET
    """ One on each line, in any case; * stands for any ending, as in “meet*”. """
    detector: BlankEnum | DetectorEnum | Unset = UNSET
    watches_fan: bool | Unset = UNSET
    """ Whether it looks at what fans write. """
    watches_team: bool | Unset = UNSET
    """ Whether it looks at drafts and at what the team sends. """
    action: GuardActionEnum | Unset = UNSET
    """ * `block` - refuse to send, and flag the chat
    * `flag` - flag the chat """
    stops_drafts: bool | Unset = UNSET
    """ No AI drafts in a flagged chat until it is looked at. """
    advice: str | Unset = UNSET
    """ What the chatter reads. """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        key = self.key

        title = self.title

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        phrases = self.phrases

        detector: str | Unset
        if isinstance(self.detector, Unset):
            detector = UNSET
        elif isinstance(self.detector, DetectorEnum):
            detector = self.detector.value
        else:
            detector = self.detector.value

        watches_fan = self.watches_fan

        watches_team = self.watches_team

        action: str | Unset = UNSET
        if not isinstance(self.action, Unset):
            action = self.action.value

        stops_drafts = self.stops_drafts

        advice = self.advice

        is_active = self.is_active

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if key is not UNSET:
            field_dict["key"] = key
        if title is not UNSET:
            field_dict["title"] = title
        if kind is not UNSET:
            field_dict["kind"] = kind
        if phrases is not UNSET:
            field_dict["phrases"] = phrases
        if detector is not UNSET:
            field_dict["detector"] = detector
        if watches_fan is not UNSET:
            field_dict["watches_fan"] = watches_fan
        if watches_team is not UNSET:
            field_dict["watches_team"] = watches_team
        if action is not UNSET:
            field_dict["action"] = action
        if stops_drafts is not UNSET:
            field_dict["stops_drafts"] = stops_drafts
        if advice is not UNSET:
            field_dict["advice"] = advice
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        key = d.pop("key", UNSET)

        title = d.pop("title", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: GuardKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = GuardKindEnum(_kind)

        phrases = d.pop("phrases", UNSET)

        def _parse_detector(data: object) -> BlankEnum | DetectorEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                detector_type_0 = DetectorEnum(data)

                return detector_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            detector_type_1 = BlankEnum(data)

            return detector_type_1

        detector = _parse_detector(d.pop("detector", UNSET))

        watches_fan = d.pop("watches_fan", UNSET)

        watches_team = d.pop("watches_team", UNSET)

        _action = d.pop("action", UNSET)
        action: GuardActionEnum | Unset
        if isinstance(_action, Unset):
            action = UNSET
        else:
            action = GuardActionEnum(_action)

        stops_drafts = d.pop("stops_drafts", UNSET)

        advice = d.pop("advice", UNSET)

        is_active = d.pop("is_active", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        guard_rule_part = cls(
            id=id,
            key=key,
            title=title,
            kind=kind,
            phrases=phrases,
            detector=detector,
            watches_fan=watches_fan,
            watches_team=watches_team,
            action=action,
            stops_drafts=stops_drafts,
            advice=advice,
            is_active=is_active,
            created_at=created_at,
        )

        return guard_rule_part
