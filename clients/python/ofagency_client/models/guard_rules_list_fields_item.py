from enum import StrEnum


class GuardRulesListFieldsItem(StrEnum):
    ACTION = "action"
    ADVICE = "advice"
    CREATED_AT = "created_at"
    DETECTOR = "detector"
    ID = "id"
    IS_ACTIVE = "is_active"
    KEY = "key"
    KIND = "kind"
    PHRASES = "phrases"
    STOPS_DRAFTS = "stops_drafts"
    TITLE = "title"
    WATCHES_FAN = "watches_fan"
    WATCHES_TEAM = "watches_team"

    def __str__(self) -> str:
        return str(self.value)
