from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.media_type_enum import MediaTypeEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator


T = TypeVar("T", bound="CreatorMediaPart")


@_attrs_define
class CreatorMediaPart:
    """Some fields of CreatorMedia, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    of_media_id: int | Unset = UNSET
    """ The media, by the platform's id. """
    media_type: MediaTypeEnum | Unset = UNSET
    """ * `image` - Image
    * `video` - Video
    * `audio` - Audio
    * `gif` - Gif """
    thumbnail_url: str | Unset = UNSET
    """ A small picture; the address expires. """
    duration: int | None | Unset = UNSET
    """ Seconds. """
    last_sent_at: datetime.datetime | None | Unset = UNSET
    """ When it was in a message last. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
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

        of_media_id = self.of_media_id

        media_type: str | Unset = UNSET
        if not isinstance(self.media_type, Unset):
            media_type = self.media_type.value

        thumbnail_url = self.thumbnail_url

        duration: int | None | Unset
        if isinstance(self.duration, Unset):
            duration = UNSET
        else:
            duration = self.duration

        last_sent_at: None | str | Unset
        if isinstance(self.last_sent_at, Unset):
            last_sent_at = UNSET
        elif isinstance(self.last_sent_at, datetime.datetime):
            last_sent_at = self.last_sent_at.isoformat()
        else:
            last_sent_at = self.last_sent_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if of_media_id is not UNSET:
            field_dict["of_media_id"] = of_media_id
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if thumbnail_url is not UNSET:
            field_dict["thumbnail_url"] = thumbnail_url
        if duration is not UNSET:
            field_dict["duration"] = duration
        if last_sent_at is not UNSET:
            field_dict["last_sent_at"] = last_sent_at
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

        of_media_id = d.pop("of_media_id", UNSET)

        _media_type = d.pop("media_type", UNSET)
        media_type: MediaTypeEnum | Unset
        if isinstance(_media_type, Unset):
            media_type = UNSET
        else:
            media_type = MediaTypeEnum(_media_type)

        thumbnail_url = d.pop("thumbnail_url", UNSET)

        def _parse_duration(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        duration = _parse_duration(d.pop("duration", UNSET))

        def _parse_last_sent_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_sent_at = _parse_last_sent_at(d.pop("last_sent_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        creator_media_part = cls(
            id=id,
            creator=creator,
            of_media_id=of_media_id,
            media_type=media_type,
            thumbnail_url=thumbnail_url,
            duration=duration,
            last_sent_at=last_sent_at,
            created_at=created_at,
        )

        return creator_media_part
