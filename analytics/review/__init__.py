"""Quality control: every message the team has sent, with what came of it, and what somebody thinks of it.

Messages are found without an index of their own: those of members along `chats_message_by_member`, which also knows
what failed, was deleted or left a second ago; those without a sender (imports, keys, former members) along the threads
of the chats that have something without a sender on that day, by the statistics (`ChatDay`), and of all chats in which
somebody wrote within a day, so that it does not matter how far the statistics are counted.
"""
