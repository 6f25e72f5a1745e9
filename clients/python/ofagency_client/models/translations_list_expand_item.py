from enum import StrEnum


class TranslationsListExpandItem(StrEnum):
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
