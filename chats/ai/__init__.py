"""AI replies: from what a provider is told to what became of its drafts. A person sends; nothing here ever does.

`context` says what a provider is told, `providers` ask, `running` tells the page and keeps the books, `deciding` is
what people do with drafts.
"""
