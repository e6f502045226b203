"""Words that were probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection


def nearest(word: str, known: Collection[str], least: float = 0.6, fold: Callable[[str], str] = str.casefold) -> str:
    """The known word that was probably meant; "" if none is near, which none is to what is twice as long."""
    if len(word) > 2 * max(map(len, known), default=0):
        return ""
    folded = {fold(name): name for name in known}
    return next((folded[hit] for hit in difflib.get_close_matches(fold(word), folded, 1, least)), "")
