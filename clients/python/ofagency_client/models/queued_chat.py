from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.chat import Chat


T = TypeVar("T", bound="QueuedChat")


@_attrs_define
class QueuedChat:
    """The chat to answer next, and why; null and no reasons while nobody waits."""

    chat: Chat | None
    """ The chat, by id. """
    reasons: list[str]
    """ Why this chat, in a few words each. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat import Chat  # noqa: PLC0415

        chat: dict[str, Any] | None
        if isinstance(self.chat, Chat):
            chat = self.chat.to_dict()
        else:
            chat = self.chat

        reasons = self.reasons

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chat": chat,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_chat(data: object) -> Chat | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                chat_type_0 = Chat.from_dict(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Chat | None, data)

        chat = _parse_chat(d.pop("chat"))

        reasons = cast(list[str], d.pop("reasons"))

        queued_chat = cls(
            chat=chat,
            reasons=reasons,
        )

        queued_chat.additional_properties = d
        return queued_chat

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
