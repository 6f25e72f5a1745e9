"""Keeps the statistics up to date: from what has changed to what it adds up to.

What has changed (`agencies.changes`) says which days of which chats are stale. These are read anew from the messages
and put in the place of what was counted before; fans, creators and members are then added up from the days. Nothing is
ever added to a sum, so any order of events, and counting twice, ends in the same. A recount is the same with all days
stale.
"""
