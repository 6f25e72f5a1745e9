from enum import StrEnum


class AiCallsListPurpose(StrEnum):
    DRAFT = "draft"
    REPLAY = "replay"
    SUMMARY = "summary"
    TEST = "test"
    TRANSLATION = "translation"

    def __str__(self) -> str:
        return str(self.value)
