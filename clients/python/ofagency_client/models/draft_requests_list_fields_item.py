from enum import StrEnum


class DraftRequestsListFieldsItem(StrEnum):
    ARM = "arm"
    CHAT = "chat"
    CREATED_AT = "created_at"
    FINISHED_AT = "finished_at"
    ID = "id"
    IN_REPLY_TO = "in_reply_to"
    PROBLEM = "problem"
    PROMPT_VERSION = "prompt_version"
    REQUESTED_BY = "requested_by"
    STARTED_AT = "started_at"
    STATUS = "status"
    WANTED = "wanted"

    def __str__(self) -> str:
        return str(self.value)
