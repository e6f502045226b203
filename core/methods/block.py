"""Block vote: from `minimum` to `maximum` marks, as many as seats by default, cumulated where allowed."""

from core.methods.marks import candidates, method
from core.methods.model import Form, Settings


def _highest(settings: Settings) -> int:
    return candidates(settings) * settings.cumulate


def _maximum(settings: Settings) -> int:
    return min(settings.seats, _highest(settings))


METHOD = method("block", Form.MARKS, highest=_highest, maximum=_maximum, cumulative=True)
