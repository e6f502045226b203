"""Member numbers are written in many ways and compared in one."""

from __future__ import annotations

import re
import unicodedata

_ZEROS = re.compile(r"^0+(?=\w)|\.0+$")


def tidied(text: str) -> str:
    """A number as it is kept: wide or raised characters become plain ones, and nothing invisible stays around it."""
    if text.isascii():
        return text.strip()
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf").strip()


def key(text: str) -> str:
    """What numbers are compared by: `A12` and ` a12` are the same."""
    return tidied(text).casefold()


def loose(text: str) -> str:
    """What is left if a spreadsheet may have had it: no leading zeros, no trailing `.0`.

    Two numbers that are alike in this and not the same are a mistake, not two members.
    """
    return _ZEROS.sub("", key(text))
