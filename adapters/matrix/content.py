"""Messages as the contents of events. Pure.

Matrix has no buttons. They become a numbered list at the end of the text, and where a message asks
for it a poll (MSC3381, under the unstable names that clients use). What a number means now stands in
the text's event and what the answers were called in the poll's, so that both can be read back from
the homeserver after a restart. The poll refers to its text with `m.reference`.
"""

from __future__ import annotations

import hashlib
import html
import mimetypes
import re
import struct
from collections.abc import Collection
from typing import Final

from adapters.contract import Button, File, Message, cut, plain
from adapters.parsing import Json, Object
from adapters.still import still

BUTTONS: Final = "org.folkmoot.buttons"
"""Pairs of label and data, in the order of their numbers."""
HAS_POLL: Final = "org.folkmoot.poll"
MEMBER: Final = "org.folkmoot.member"
"""In the creation of a private room: the person that it was made for."""
POLL: Final = "org.matrix.msc3381.poll."
STABLE_POLL: Final = "m.poll."
TEXT: Final = "org.matrix.msc1767.text"
MOST_ANSWERS: Final = 20
"""Of a poll, by MSC3381."""
QUESTION: Final = 300
PNG: Final = b"\x89PNG\r\n\x1a\n"
NOBODY: Final[Object] = {"m.mentions": {}}
"""Nobody is pinged, whatever names are in the text (MSC3952)."""
DOCUMENT: Final = ("filename", "url", "file", "info")
"""What says which document a message shows."""
_LABEL: Final = re.compile(r"[0-9]+[a-z]+ ")
_PREFORMATTED: Final = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def buttons(message: Message) -> tuple[Button, ...]:
    """What can be chosen, in the order of its numbers."""
    return tuple(button for row in message.rows for button in row if not button.url)


def wants_poll(message: Message) -> bool:
    """Whether a poll goes with the text."""
    return message.poll and 0 < len(buttons(message)) <= MOST_ANSWERS


def asks_other(body: str, labels: Collection[str], message: Message) -> bool:
    """Whether a message asks something else than the text with these choices that it takes the place of."""
    asked = question_of(body)
    other_choice = bool(labels) and set(labels).isdisjoint(button.label for button in buttons(message))
    return other_choice or (bool(asked) and asked != question_of(plain(message.text)))


def text(message: Message) -> Object:
    """The content of a text with its buttons."""
    body, markup = _bodies(message)
    content: Object = {
        "msgtype": "m.notice" if message.silent else "m.text",
        "body": body,
        "format": "org.matrix.custom.html",
        "formatted_body": markup,
        **NOBODY,
    }
    if found := buttons(message):
        content[BUTTONS] = [[button.label, button.data] for button in found]
    if wants_poll(message):
        content[HAS_POLL] = True
    return content


def notice(line: str) -> Object:
    """The content of a plain sentence that makes no sound."""
    return {"msgtype": "m.notice", "body": line, **NOBODY}


def file(message: Message, sent: File, uri: str, lock: Object | None = None) -> Object:
    """The content of a document or a picture with the message's text as its caption.

    `lock` opens a document that was uploaded encrypted.
    """
    kind = kind_of(sent)
    stored: Object = {
        "msgtype": "m.image" if kind.startswith("image/") else "m.file",
        "filename": sent.name,
        **({"file": {**lock, "url": uri}} if lock else {"url": uri}),
        "info": {"mimetype": kind, "size": len(sent.content), **_shape(sent.content)},
    }
    return captioned(stored, message)


def captioned(stored: Object, message: Message) -> Object:
    """A document's content with another text and other buttons."""
    parts = {**text(message), "msgtype": stored["msgtype"]}
    parts["body"] = parts["body"] or stored["filename"]
    return {**{key: stored[key] for key in DOCUMENT if key in stored}, **parts}


def _shape(document: bytes) -> Object:
    """Width and height of a PNG: clients keep room for it before they have it."""
    if not document.startswith(PNG) or len(document) < len(PNG) + 16:
        return {}
    width, height = struct.unpack_from(">II", document, len(PNG) + 8)
    return {"w": width, "h": height}


def kind_of(sent: File) -> str:
    """The media type, by the name that we gave it."""
    return mimetypes.guess_type(sent.name)[0] or "application/octet-stream"


def replacement(event: str, content: Object, before: str) -> Object:
    """An edit of a text whose body was `before`.

    Clients without edits show the beginning of the fallback and nothing else, so it says what is new. It is
    short: the whole event may have 64 kB.
    """
    shown: Object = {key: content[key] for key in ("msgtype", *DOCUMENT) if key in content}
    body = content["body"]
    return {
        **shown,
        "body": "* " + cut(news(before, body if isinstance(body, str) else ""), 200),
        **NOBODY,
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
    }


def news(before: str, after: str) -> str:
    """The lines of a text that it did not have before; all of it, if there are none."""
    known = set(before.splitlines())
    return "\n".join(line for line in after.splitlines() if line not in known) or after


def question_of(text: str) -> str:
    """What the poll to a plain text asks: its first line."""
    return cut(text.strip().partition("\n")[0], QUESTION)


def poll(message: Message, event: str) -> Object:
    """The content of the poll to a text; an answer's id is its button's data."""
    question = question_of(plain(message.text))
    answers: list[Json] = [{"id": button.data, TEXT: button.label} for button in buttons(message)]
    return {
        **NOBODY,
        TEXT: "\n".join([question, *_numbered(message)]),
        f"{POLL}start": {
            "kind": f"{POLL}undisclosed",
            "max_selections": 1,
            "question": {TEXT: question},
            "answers": answers,
        },
        "m.relates_to": {"rel_type": "m.reference", "event_id": event},
    }


def transaction(kind: str, key: str) -> str:
    """The transaction id of something that must exist once, whatever characters its key has."""
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def _bodies(message: Message) -> tuple[str, str]:
    """The text without and with markup."""
    links = [button for row in message.rows for button in row if button.url]
    numbered = _numbered(message)
    below = [*numbered, *(f"{button.label}: {button.url}" for button in links)]
    marked = [*map(_escaped, numbered), *(f'<a href="{_escaped(b.url)}">{_escaped(b.label)}</a>' for b in links)]
    gap = "\n\n" if below and message.text else ""
    return (plain(message.text) + gap + "\n".join(below), _breaks(message.text + gap + "\n".join(marked)))


def _numbered(message: Message) -> list[str]:
    """What can be chosen. A label that begins with what can be typed needs no number as well, though it has one."""
    return [
        still(button.label if _LABEL.match(button.label) else f"{number}. {button.label}")
        for number, button in enumerate(buttons(message), 1)
    ]


def _escaped(raw: str) -> str:
    return html.escape(raw)


def _breaks(markup: str) -> str:
    """Line breaks as HTML has them, except where they are breaks already."""
    parts = _PREFORMATTED.split(markup)
    return "".join(part if part.startswith("<pre>") else part.replace("\n", "<br>") for part in parts)
