"""Typst: templates of ours, to which texts of people come as data and never as markup."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst

_TEMPLATES = files("bot.papers") / "typst"
PIXELS_PER_INCH = 144
LONGEST_BESIDE = 20_000
"""Characters of a document that a process sets which goes on: Typst keeps what it has set, hundreds of megabytes."""
_LONGEST_RUN = re.compile(r"([^\s-]{22})(?=[^\s-])")
_AT_HAND = re.compile("[\\s\u0021-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026\u2032-\u203a×✓–—]*")
"""Letters that the fonts in the wheel have: there is no need to look."""
_NOWHERE = "\U000f0000"
"""A character that no font has."""
INSTEAD = "▯"
"""In the place of letters that no font here has."""


class NotSet(Exception):
    """A page could not be set; the text says it all the same."""


class TooLong(Exception):
    """A document has more characters than may be set in this process."""


def png(template: str, data: Mapping[str, object]) -> bytes:
    """One page as a picture. Raises `NotSet`; takes some milliseconds, so call it aside."""
    return _set(template, _written(data), "png")


def pdf(template: str, data: Mapping[str, object], longest: float = math.inf) -> bytes:
    """A document that screen readers can read: PDF/UA, or what comes nearest to it. Raises `NotSet`, `TooLong`."""
    texts = _written(data)
    if len(texts) > longest:
        raise TooLong
    try:
        return _set(template, texts, "pdf", ["ua-1"])
    except NotSet:
        return _set(template, texts, "pdf")


def _written(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _set(template: str, texts: str, kind: Literal["png", "pdf"], standards: Sequence[typst.PDFStandard] = ()) -> bytes:
    import typst  # large, and only needed once there is a result

    source = (_TEMPLATES / template).read_bytes()
    try:
        return typst.compile(
            source,
            format=kind,
            ppi=PIXELS_PER_INCH,
            font_paths=_fonts(),
            sys_inputs={"data": texts},
            pdf_standards=list(standards),
        )
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            # a panic in Rust is no Exception in Python, and would end the task that asked
            raise NotSet(str(error)) from None
        raise


@cache
def _fonts() -> typst.Fonts:
    """Those in the wheel, and for the scripts that they lack those of the machine."""
    import typst

    return typst.Fonts()


def breakable(text: str) -> str:
    """The same to read, with places at which a very long word may be broken."""
    return _LONGEST_RUN.sub("\\1\u200b", text)


def drawable(text: str) -> str:
    """The text, with `INSTEAD` for letters that would be drawn as empty boxes."""
    if _AT_HAND.fullmatch(text):
        return text
    shown = "".join(sign if _has(sign) else INSTEAD for sign in text)
    return re.sub(f"{INSTEAD}+", INSTEAD, shown)


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    """Whether a font has it: else it is drawn as what no font has."""
    return bool(_AT_HAND.fullmatch(sign)) or _drawn(sign) != _drawn(_NOWHERE)


@lru_cache(maxsize=1024)
def _drawn(sign: str) -> bytes:
    return png("sign.typ", {"sign": sign})
