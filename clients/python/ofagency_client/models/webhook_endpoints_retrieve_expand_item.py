from enum import StrEnum


class WebhookEndpointsRetrieveExpandItem(StrEnum):
    CREATOR = "creator"

    def __str__(self) -> str:
        return str(self.value)
