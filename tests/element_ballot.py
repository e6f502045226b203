"""A secret election as a member sees it in Element: ballot, receipt and result, in an encrypted room on a real Synapse.

`python -m tests.element_ballot .github/element.png` draws the picture of docs/matrix.md.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.browser import browsing
from tests.element_app import TIMELINE, element
from tests.homeserver import LIMITS_OFF, Homeserver
from tests.matrix_phone import Phone
from tests.matrix_sealed import SealedPhone
from tests.two_networks import Member, assembly, each

MEDIA = {"enable_authenticated_media": False}
"""Element fetches media by a service worker, which a bundle of its interface alone has not got."""
DRAFT = "/elect 1 Chair of the board\nsecret\nroll: entitled\n- Ada Quell\n- Bo Zugvogel"
WIDTH, SCALE = 3 * (TIMELINE["width"] + 2) + 4 * 24, 0.67
PANELS = ("1 · The ballot", "2 · After voting", "3 · The result")


class Seen(NamedTuple):
    """Pictures as base64, and the timeline at the end."""

    pictures: list[str]
    text: str


async def play(folder: Path, server: Homeserver) -> Seen:
    """Two of three voters have other apps."""
    (folder / "moot").mkdir()

    def phone(at: Homeserver, name: str) -> Phone:
        return Phone(at, name) if name == "el1" else SealedPhone(at, name)

    here = assembly(folder / "moot", server, "el", telegram=1, matrix=3, encrypted=True, app=phone)
    async with here as a, element(folder / "browser", a.members[1].phone) as app:
        await a.start()
        await each(a.members, Member.come)
        await app.enter(a.members[1].room)
        await a.chair_opens("/event open", "/registration open")
        await app.press("Check in")
        await app.shows("You are checked in")
        for line in (DRAFT, "/open 1"):
            a.people[0].write(line, a.chairs)
        await app.shows("1b · Bo Zugvogel")
        pictures = [await app.picture()]
        await app.press("1b · Bo Zugvogel")
        await app.shows("Recorded: Election 1")
        await app.shows("Message deleted by")
        pictures.append(await app.picture())
        for member, words in zip(a.members[2:], ("1a", "1b"), strict=True):
            await asyncio.to_thread(member.phone.write, member.room, words)
            await asyncio.to_thread(member.shown, "Recorded", a.bot.user)
        a.people[0].write("/close 1", a.chairs)
        await a.votes_when(lambda found: found[0].state.value == "counted")
        a.people[0].write("/publish 1", a.chairs)
        await app.shows("Turnout: 3 of 4")
        await app.until("!!document.querySelector('.mx_MImageBody img')?.naturalWidth")
        pictures.append(await app.picture())
        return Seen(pictures, await app.reads())


def page(pictures: list[str]) -> str:
    """The pictures beside each other, as one HTML page."""
    shown = "".join(
        f'<section><h2>{head}</h2><img src="data:image/png;base64,{picture}"></section>'
        for head, picture in zip(PANELS, pictures, strict=True)
    )
    style = "body{margin:0;font:22px sans-serif}main{display:flex;gap:24px;padding:24px;background:#e8ebee}"
    style += "h2{margin:0 0 14px;font-size:22px;text-align:center}img{display:block;border:1px solid #c3c8cd}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><main>{shown}</main>"


async def draw(out: Path) -> None:
    """Play it, and put the picture there."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "synapse").mkdir()
        server = Homeserver(folder / "synapse", {**LIMITS_OFF, **MEDIA})
        try:
            await asyncio.to_thread(server.start)
            seen = await play(folder, server)
        finally:
            server.kill()
        out.write_bytes(await drawn(folder, seen.pictures))


async def drawn(folder: Path, pictures: list[str]) -> bytes:
    """The pictures beside each other, as one."""
    (folder / "page.html").write_text(page(pictures), "utf-8")
    async with browsing(folder / "drawing", f"file://{folder}/page.html") as tab:
        # the tab is an empty page at first, which is complete too
        await tab.until("document.images.length && [...document.images].every((image) => image.naturalWidth)")
        height = await tab.says("document.querySelector('main').offsetHeight")
        await tab.resize(WIDTH, height, SCALE)
        return await tab.picture()


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
