from enum import StrEnum


class TranslationsRetrieveFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    ID = "id"
    IS_ORIGINAL = "is_original"
    LANGUAGE = "language"
    MESSAGE = "message"
    MODEL = "model"
    PROVIDER = "provider"
    TEXT = "text"

    def __str__(self) -> str:
        return str(self.value)
