from enum import StrEnum


class AttributionEnum(StrEnum):
    BY_HAND = "by hand"
    LAST_WRITER = "last writer"
    ORIGINAL = "original"
    RULE = "rule"
    SENDER = "sender"
    SILENCE = "silence"
    STRANGER = "stranger"

    def __str__(self) -> str:
        return str(self.value)
