from enum import StrEnum


class WebhookEndpointsListExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
