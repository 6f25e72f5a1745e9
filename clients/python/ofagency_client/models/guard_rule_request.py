from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum
from ..models.detector_enum import DetectorEnum
from ..models.guard_action_enum import GuardActionEnum
from ..models.guard_kind_enum import GuardKindEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="GuardRuleRequest")


@_attrs_define
class GuardRuleRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    title: str
    """ What it is called. """
    kind: GuardKindEnum
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "kind": kind,
            }
        )
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        kind = GuardKindEnum(d.pop("kind"))

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

        guard_rule_request = cls(
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
        )

        guard_rule_request.additional_properties = d
        return guard_rule_request

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
