from enum import StrEnum


class PurposeEnum(StrEnum):
    DRAFT = "draft"
    REPLAY = "replay"
    SUMMARY = "summary"
    TEST = "test"
    TRANSLATION = "translation"

    def __str__(self) -> str:
        return str(self.value)
