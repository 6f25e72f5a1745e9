from enum import StrEnum


class GuardEventsListKind(StrEnum):
    COERCION = "coercion"
    MINOR = "minor"
    OFF_PLATFORM = "off platform"
    OTHER = "other"
    PERSONAL_DATA = "personal data"
    SELF_HARM = "self harm"

    def __str__(self) -> str:
        return str(self.value)
