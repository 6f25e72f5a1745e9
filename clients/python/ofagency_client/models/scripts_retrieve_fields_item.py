from enum import StrEnum


class ScriptsRetrieveFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    ID = "id"
    IS_ACTIVE = "is_active"
    OF_MEDIA_IDS = "of_media_ids"
    PRICE = "price"
    SHORTCUT = "shortcut"
    TEXT = "text"
    TITLE = "title"

    def __str__(self) -> str:
        return str(self.value)
