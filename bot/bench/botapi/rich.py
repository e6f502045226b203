"""Rich messages, as far as blocks of text, tables and details go (Bot API 10.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .errors import bad_request
from .wire import Json, as_list, as_object

INTRODUCED = (10, 1)
LONGEST = 32_768
"""Characters of everything that is shown."""
_KINDS = ("html", "markdown", "blocks")


def rich_message(value: Json) -> dict[str, Json]:
    """What is to be shown, if it is what the Bot API describes. Raises `ApiError` 400."""
    message = as_object(value)
    if sum(kind in message for kind in _KINDS) != 1 or "blocks" not in message:
        raise bad_request("exactly one content of the rich message must be given; this server reads blocks")
    text = " ".join(_blocks(message["blocks"])).strip()
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST:
        raise bad_request("MESSAGE_TOO_LONG")
    return message


def shown(message: dict[str, Json]) -> str:
    """All of its text, a block a line."""
    return "\n".join(_blocks(message["blocks"]))


def _blocks(blocks: Json) -> Iterator[str]:
    for block in map(as_object, as_list(blocks)):
        kind = str(block.get("type"))
        if kind not in _READ:
            raise bad_request(f"unsupported block type {kind}")
        yield from _READ[kind](block)


def _paragraph(block: dict[str, Json]) -> Iterator[str]:
    yield _text(block.get("text"))


def _heading(block: dict[str, Json]) -> Iterator[str]:
    if block.get("size") not in range(1, 7):
        raise bad_request("invalid heading size")
    yield _text(block.get("text"))


def _details(block: dict[str, Json]) -> Iterator[str]:
    yield _text(block.get("summary"))
    yield from _blocks(block.get("blocks"))


def _table(block: dict[str, Json]) -> Iterator[str]:
    rows = [[as_object(cell) for cell in as_list(row)] for row in as_list(block.get("cells"))]
    if not rows or any(not row for row in rows):
        raise bad_request("table must not be empty")
    if "caption" in block:
        yield _text(block["caption"])
    for row in rows:
        yield " | ".join(_cell(cell) for cell in row)


def _cell(cell: dict[str, Json]) -> str:
    if cell.get("align") not in ("left", "center", "right") or cell.get("valign") not in ("top", "middle", "bottom"):
        raise bad_request("invalid alignment of a cell")
    return _text(cell.get("text", ""))


_READ: dict[str, Callable[[dict[str, Json]], Iterator[str]]] = {
    "paragraph": _paragraph,
    "footer": _paragraph,
    "heading": _heading,
    "details": _details,
    "table": _table,
}


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_text, value))
    return _text(as_object(value).get("text"))
