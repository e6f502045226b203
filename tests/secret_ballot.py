"""A member's phone before and after a secret ballot, and the receipt on the board: a real run on the Bot API server.

`python -m tests.secret_ballot .github/secret.png` draws the README's picture of it, with Debian's chromium.
"""

from __future__ import annotations

import asyncio
import html
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.botapi.chats import Message
from core import counting, voting
from core.journal import CLI
from core.model import Definition, Option, Vote
from core.store import events
from core.store.writer import Tx
from tests.browser import browsing
from tests.people import done
from tests.served import AGM, PATIENCE, served

SIZE, ME = 9, 2
BOARD = Definition(
    "Chair of the board", (Option("a", "Ada Quell"), Option("b", "Bo Zugvogel")), kind="election", method="plurality",
    majority="", secret=True, receipts=True,
)  # fmt: skip
LINES = 5
"""Of the board, that the picture shows around the receipt."""


@dataclass(frozen=True)
class Shown:
    """A bubble on the screen: HTML as Telegram takes it, and the labels below."""

    text: str
    labels: Sequence[str] = ()

    @classmethod
    def of(cls, message: Message) -> Shown:
        return cls(message.html, tuple(message.labels))


@dataclass(frozen=True)
class Screens:
    before: Shown
    alert: str
    """What the phone says over the ballot after the press: the receipt code, once."""
    after: Shown
    result: Shown
    caption: Shown
    board: bytes
    code: str


async def screens(folder: Path) -> Screens:
    """Play it: one member votes for the second candidate, the others for either."""
    async with served(folder, SIZE) as at:
        vote = await at.opened(BOARD.title, BOARD)
        me = at.member(ME)
        ballot = await at.shows(me, "1a")
        before = Shown.of(ballot)
        answer = await me.press("1b", ballot, seconds=PATIENCE)
        assert answer
        code = next(word.strip(".") for word in answer.text.split() if len(word.strip(".")) == 11 and "-" in word)
        after = Shown.of(await at.shows(me, "Recorded"))
        for number in {*range(1, SIZE + 1)} - {ME}:
            assert await at.member(number).press("1a" if number % 3 else "1b", seconds=PATIENCE)
        await at.store.write(lambda tx: _end(tx, vote))
        result = Shown.of(await at.shows(me, "All ballots without names"))
        me.write("/result 1 board")
        file = await at.shows(me, "receipt code is")
        assert file.document
        return Screens(before, answer.text, after, result, Shown.of(file), file.document, code)


async def _end(tx: Tx, vote: Vote) -> None:
    closed = done(await voting.close(tx, await voting.fresh(tx, vote), CLI, "Ann"))
    counted = done(await counting.count(tx, closed, CLI))
    done(await counting.publish(tx, await events.existing(tx, AGM), [counted], CLI))


STYLE = """
body { margin: 0; width: 1200px; font: 15px/1.4 "DejaVu Sans", sans-serif; background: #fff; color: #17212b }
main { display: flex; gap: 24px; padding: 24px }
section { flex: 1; border: 8px solid #17212b; border-radius: 28px; background: #cfdde6; padding: 14px }
h2 { margin: 0 0 12px; font-size: 15px; text-align: center }
.bubble { background: #fff; border-radius: 14px; padding: 10px 14px; white-space: pre-wrap; overflow-wrap: anywhere }
.key { background: #5b7f95; color: #fff; border-radius: 8px; padding: 8px; margin-top: 5px; text-align: center }
.alert { background: #17212b; color: #fff; border-radius: 14px; padding: 12px 14px; margin: 12px 0 }
pre { background: #fff; border-radius: 14px; padding: 10px 14px; margin: 12px 0 0 }
pre { font: 15px/1.6 "DejaVu Sans Mono", monospace }
mark { background: #ffe08a } .bubble + .bubble { margin-top: 12px } .typed { background: #dcf2d4 }
img.bubble { width: 100%; box-sizing: border-box }
"""


def page(seen: Screens) -> str:
    """Three phones beside each other, as one HTML page."""
    lines = seen.board.decode().splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith(seen.code))
    first = max(1, min(place - LINES // 2, len(lines) - LINES))
    around = [f"<mark>{line}</mark>" if line.startswith(seen.code) else line for line in lines[first : first + LINES]]
    more = ["…"] if first > 1 else [], ["…"] if first + LINES < len(lines) else []
    board = "<br>".join([lines[0], *more[0], *around, *more[1]])
    screens_ = {
        "1 · The ballot": bubble(seen.before),
        "2 · After voting": f'<div class="alert">{html.escape(seen.alert)}</div>{bubble(seen.after)}',
        "3 · The receipt on the board": f"{bubble(seen.result)}{bubble(seen.caption)}<pre>{board}</pre>",
    }
    return phones(screens_)


def phones(screens_: Mapping[str, str]) -> str:
    """Screens beside each other, by what stands above them."""
    drawn = "".join(f"<section><h2>{head}</h2>{content}</section>" for head, content in screens_.items())
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main>{drawn}</main>"


def bubble(shown: Shown) -> str:
    """A message with its buttons."""
    keys = "".join(f'<div class="key">{html.escape(label)}</div>' for label in shown.labels)
    return f'<div class="bubble">{shown.text}</div>{keys}'


async def draw(shown: str, folder: Path, out: Path) -> None:
    """Put a picture of a page there."""
    (folder / "page.html").write_text(shown, "utf-8")
    async with browsing(folder / "browser", f"file://{folder}/page.html") as tab:
        await tab.until("document.readyState === 'complete'")
        height = await tab.says("document.querySelector('main').offsetHeight")
        size = {"width": 1200, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await tab.call("Emulation.setDeviceMetricsOverride", **size)
        out.write_bytes(await tab.picture())


async def _main(out: Path) -> None:
    with TemporaryDirectory() as folder:
        await draw(page(await screens(Path(folder))), Path(folder), out)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
