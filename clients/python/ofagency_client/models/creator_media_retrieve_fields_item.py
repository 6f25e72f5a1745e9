from enum import StrEnum


class CreatorMediaRetrieveFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    DURATION = "duration"
    ID = "id"
    LAST_SENT_AT = "last_sent_at"
    MEDIA_TYPE = "media_type"
    OF_MEDIA_ID = "of_media_id"
    THUMBNAIL_URL = "thumbnail_url"

    def __str__(self) -> str:
        return str(self.value)
