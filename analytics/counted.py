"""Which messages count in statistics: those that stand, and have left or may still leave."""

#: As SQL, of `chats_message`.
COUNTED = "deleted_at IS NULL AND status <> 'failed'"
