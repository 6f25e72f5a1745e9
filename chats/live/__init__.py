"""What happens in chats, told to every open inbox that may know of it.

`announce` is called in the transaction that changes something: it writes a `ChatEvent` and a NOTIFY, which
PostgreSQL delivers at commit. In each web process a `Hub` listens, renders what changed once, and hands it to
the streams whose people may see the creator. Who was away says how far they were (`Last-Event-ID`) and is
told the rest from the events.
"""
