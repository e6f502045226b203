"""HTML of messages and inline keyboards, refused where Telegram refuses them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .errors import ApiError, bad_request
from .wire import Json, as_list, as_object

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
    "tg-time": "date_time",
}
_PIECE = re.compile(r"<[^>]*>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|[^<&]+|&")
_TAG = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s[^>]*)?)>")
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""")
_TIME = re.compile(r"""unix\s*=\s*["']?(-?\d{1,12})["']?(?:\s+format\s*=\s*["']?(r|w?[dD]?[tT]?)["'])?""")
STYLES = {None, "primary", "success", "danger"}


@dataclass
class _Reader:
    source: str
    times: bool = True
    text: list[str] = field(default_factory=list)
    entities: list[dict[str, Json]] = field(default_factory=list)
    open: list[tuple[str, int, str]] = field(default_factory=list)
    length: int = 0

    def read(self) -> None:
        for piece, start in _pieces(self.source):
            if piece.startswith("<"):
                self._tag(piece, start)
            else:
                self._text(html.unescape(piece) if piece.startswith("&") else piece)
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')

    def _text(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text.encode("utf-16-le")) // 2

    def _tag(self, piece: str, start: int) -> None:
        at = len(self.source[:start].encode())
        match = _TAG.fullmatch(piece)
        if match is None:
            raise _unparsable(f"Unclosed start tag at byte offset {at}")
        closing, name, rest = match[1], match[2].lower(), match[3]
        if closing:
            self._close(name, at)
        elif name not in _KINDS or (name == "tg-time" and not self.times):
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {at}')
        else:
            self.open.append((name, self.length, rest))

    def _close(self, name: str, at: int) -> None:
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {at}")
        opened, offset, rest = self.open.pop()
        if name not in ("", opened):
            raise _unparsable(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"')
        if self.length > offset:
            self._entity(opened, offset, rest)

    def _entity(self, name: str, offset: int, rest: str) -> None:
        entity: dict[str, Json] = {"type": _KINDS[name], "offset": offset, "length": self.length - offset}
        if name == "a":
            href = _HREF.search(rest)
            if href is None:
                return
            entity["url"] = html.unescape(href[1])
        if name == "tg-time":
            entity |= _time(rest)
        self.entities.append(entity)


def _time(attributes: str) -> dict[str, Json]:
    found = _TIME.fullmatch(attributes.strip())
    if found is None:
        raise _unparsable("invalid date-time specified")
    return {"unix_time": int(found[1])} | ({"date_time_format": found[2]} if found[2] else {})


def _pieces(source: str) -> Iterator[tuple[str, int]]:
    return ((match[0], match.start()) for match in _PIECE.finditer(source))


def _unparsable(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def parse(text: str, mode: str, *, times: bool = True) -> tuple[str, list[dict[str, Json]]]:
    """Return the plain text, stripped, and its entities; offsets and lengths count UTF-16 units.

    The mode is empty or HTML; without `times` the tag `tg-time` is not known. Raises `ApiError` 400.
    """
    if not mode:
        return text.strip(), []
    if mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    reader = _Reader(text, times)
    reader.read()
    return "".join(reader.text).strip(), reader.entities


def keyboard(markup: Json, *, disabled: bool = True) -> list[list[dict[str, Json]]]:
    """Return the rows of an inline keyboard, [] for other markup or none; `disabled` buttons are known or not.

    Raises `ApiError` 400.
    """
    if not markup:
        return []
    rows = [[as_object(button) for button in as_list(row)] for row in as_list(as_object(markup).get("inline_keyboard"))]
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button, disabled=disabled)
    return [row for row in rows if row]


def _check_button(button: dict[str, Json], *, disabled: bool) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if button.get("style") not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not re.match(r"(https?|tg)://\S+$", str(button["url"])):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif "copy_text" not in button and not (disabled and isinstance(button.get("disabled"), dict)):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
