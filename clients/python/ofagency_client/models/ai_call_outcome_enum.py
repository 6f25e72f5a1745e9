from enum import StrEnum


class AICallOutcomeEnum(StrEnum):
    CUT = "cut"
    EMPTY = "empty"
    FAILED = "failed"
    LIMITED = "limited"
    MALFORMED = "malformed"
    OK = "ok"
    REFUSED = "refused"
    STOPPED = "stopped"
    TIMEOUT = "timeout"
    TOO_LONG = "too long"
    UNREACHABLE = "unreachable"

    def __str__(self) -> str:
        return str(self.value)
