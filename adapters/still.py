"""What others wrote, with nothing in it that can be tapped or that pings anybody."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""Invisible. In what others wrote it keeps apart what a client would make a command, a mention or a link of."""
_CALLS = r"(?<![\w/<>])/(?=\w)|(?<!\w)@(?=\w)|(?<!\w)#(?=\w*[^\W\d_])|(?<![\w$])\$(?=[A-Z1])"
_SCHEMES = rf":(?=//)|(?<=[^\W\d_]):(?=[^\s\d{JOINER}])|(?:(?<=(?i:tel))|(?<=(?i:sms))):(?=\d)"
_IN_LINKS = rf"{_SCHEMES}|(?<!\])[.．。｡](?=[^\W\d_]|(?<=\d.)\d{{1,3}}\.\d{{1,3}}\.\d)"
"""Behind a scheme, before a top-level domain, in an address of four numbers."""
_GAP = "[ ()/.-]{0,2}"
_DATE = r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}"
_AMOUNT = r"[1-9]\d{0,2}(?:\.\d{3})+(?![()/.-]?\d)|(?:0|[1-9]\d*)\.\d+(?![()/.-]\d)"
"""With points between thousands, or before decimals."""
_DIGITS = rf"(?:(?:\+|00)\d|\d{_GAP}\d{_GAP}\d)(?:{_GAP}\d){{6,16}}"
_TELEPHONE = rf"(?<!\w)(?<!\d[.,])(?!(?:{_DATE}|{_AMOUNT})\b)(?P<number>{_DIGITS})(?!\w)"
"""Or a bank card's number; no part of a hash or a code, which are compared and copied."""
_LINKS = re.compile(rf"(?=[/@#$:.．。｡+\d])(?:{_TELEPHONE}|{_CALLS}|{_IN_LINKS})")
"""Asked first what it can begin with, which most letters cannot: in names that is five times as fast."""
_PILL = r"(?i:matrix\.to/)"
"""Shown by clients as a person or a room of theirs."""
_ADDRESS_OR_CALL = re.compile(
    rf"(?=[hH/@#$:.])(?:((?i:https?)://(?!\S*{_PILL})\S+)|{_CALLS}|{_SCHEMES}|\.(?<=(?i:matrix)\.)(?=(?i:to)/))"
)


def still(text: str, *, links: bool = False) -> str:
    """The text with nothing in it that can be tapped or that pings: only addresses of the web may stay `links`."""
    if links:
        return _ADDRESS_OR_CALL.sub(lambda found: found[1] or found[0] + JOINER, text)
    return _LINKS.sub(_apart, text)


def _apart(found: re.Match[str]) -> str:
    if found["number"]:
        return re.sub(r"(?:\d\D*){3}", lambda three: three[0] + JOINER, found[0])
    return found[0] + JOINER
