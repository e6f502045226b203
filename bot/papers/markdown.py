"""Text of users inside Markdown."""

from __future__ import annotations

import re

from core.names import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$])")
_LINE_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")


def md(text: str) -> str:
    """Any text as one line of Markdown that shows exactly it."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))
    return _LINE_START.sub(r"\1\\", escaped)
