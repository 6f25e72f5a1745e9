from enum import StrEnum


class TranslationsRetrieveExpandItem(StrEnum):
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
