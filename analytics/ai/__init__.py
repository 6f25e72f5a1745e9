"""Whether AI drafts earn their keep: what became of them, against messages without, in trials, and tried again.

Nothing is claimed of a difference without an interval, nor where there are too few cases (`intervals`).
"""
