from enum import StrEnum


class ChatsRetrieveFieldsItem(StrEnum):
    ASSIGNED_TO = "assigned_to"
    AWAITING_REPLY_SINCE = "awaiting_reply_since"
    CREATED_AT = "created_at"
    CREATOR = "creator"
    FAN_AVATAR_URL = "fan_avatar_url"
    FAN_CUSTOM_NAME = "fan_custom_name"
    FAN_DISPLAY_NAME = "fan_display_name"
    FAN_LANGUAGE = "fan_language"
    FAN_OF_ID = "fan_of_id"
    FAN_TIMEZONE = "fan_timezone"
    FAN_USERNAME = "fan_username"
    FIRST_MESSAGE_AT = "first_message_at"
    ID = "id"
    INBOX_RANK = "inbox_rank"
    LAST_MESSAGE_AT = "last_message_at"
    LAST_MESSAGE_DIRECTION = "last_message_direction"
    LAST_MESSAGE_PREVIEW = "last_message_preview"
    QUEUE_RANK = "queue_rank"
    SNOOZED_UNTIL = "snoozed_until"
    SUBSCRIPTION_ACTIVE = "subscription_active"
    SUBSCRIPTION_EXPIRES_AT = "subscription_expires_at"
    SUBSCRIPTION_PRICE = "subscription_price"
    TAGS = "tags"
    UNREAD_COUNT = "unread_count"

    def __str__(self) -> str:
        return str(self.value)
