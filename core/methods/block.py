"""Block vote: from `minimum` to `maximum` marks, as many as seats by default, cumulated where allowed."""

from core.methods import marks

METHOD = marks.method("block", lambda settings: min(settings.seats, len(settings.options)))
