"""Whatever people name: cleaned in one way, kept as it is shown, and compared as it is shown.

What is taken out cannot be seen and yet changes what is seen: signs that turn text around, that hide, that
break lines, tags, private signs, floods of accents. Joiners stay inside words and emoji, which need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u070f\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufffc\U00013430-\U00013455\U00016fe4\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{''.join(chr(plane + last) for plane in range(0x10000, 0xE0000, 0x10000) for last in (0xFFFE, 0xFFFF))}"
    "\U000e0000-\U000effff\U000f0000-\U0010ffff]"
)
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0\U0001d159]")
"""Spaces of any width, and letters that are drawn as nothing."""
_STRAY_JOINER = re.compile(
    "(?:^|(?<=[\\s\\u200c\\u200d]))[\\u200c\\u200d\\ufe0e\\ufe0f]+|[\\u200c\\u200d]+(?=\\s|$)"
    "|(?<=[\\ufe0e\\ufe0f])[\\ufe0e\\ufe0f]+"
)
_MOST_MARKS = 3
"""Accents on one letter; more than any living script needs after composition."""
_PERHAPS_MARKED = re.compile("[\u0300-\U0010ffff]")
"""No letter before is an accent, and most texts have no other."""
_IGNORED = re.compile("[\u200c\u200d\ufe0e\ufe0f]")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвнкмтгѵӏαορυνκιτχεβημζγıⅼ‐‑‒–—―−’‘ʼ`´“”„«»",
    "aeopcyxijshdqwbhkmtrvlaopuvkitxebhmzyil-------'''''\"\"\"\"\"",
)
"""After case folding: Cyrillic and Greek letters with Latin twins, dashes and quotes of all kinds."""


def clean(text: str) -> str:
    """Without what hides, breaks or turns text; lines stay lines, and no letter carries a tower of accents."""
    return text if text.isascii() and text.isprintable() else _cleaned(text)


@lru_cache(maxsize=512)
def _cleaned(text: str) -> str:
    """Kept, since a name is said over and over while its owner votes."""
    while (after := _once(text)) != text:
        text = after
    return text


def _once(text: str) -> str:
    """One round; what is taken out can bring together what goes next."""
    text = _BLANKS.sub(" ", _HIDDEN.sub("", _BREAKS.sub("\n", text)))
    return _STRAY_JOINER.sub("", _few_marks(unicodedata.normalize("NFC", text)))


def _few_marks(text: str) -> str:
    if not _PERHAPS_MARKED.search(text):
        return text
    kept, marks = [], 0
    for char in text:
        if not _IGNORED.match(char):  # what is not seen begins no new letter
            marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def tidied(name: str) -> str:
    """A name as it is kept: one line, single spaces, nothing around it; "" if nothing of it can be seen."""
    line = " ".join(clean(name).split())
    first = next((place for place, char in enumerate(line) if unicodedata.category(char)[0] not in "MZC"), None)
    return "" if first is None else line[first:]


def tidied_text(text: str) -> str:
    """A text of several lines as it is kept: no spaces at the ends of lines, at most one empty line between others."""
    lines = "\n".join(line.rstrip() for line in clean(text).split("\n"))
    seen = any(unicodedata.category(char)[0] not in "MZC" for char in lines)
    return re.sub(r"\n{3,}", "\n\n", lines).strip() if seen else ""


def numbered(name: str, number: str) -> str:
    """A member in a list of several: `Ann Miller (17)`."""
    return f"{name} ({number})"


def alike(name: str) -> str:
    """What two names share that look the same: case, width, composition and twins among letters make no difference."""
    folded = unicodedata.normalize("NFKC", tidied(name)).casefold()
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", folded))
    return " ".join(folded.translate(_LOOKALIKES).split())


def as_known(name: str, known: Collection[str]) -> str:
    """The one of these names that is meant, also where it is written otherwise; "" if none looks like it."""
    if name in known:
        return name
    return next((one for one in known if alike(one) == alike(name)), "")
