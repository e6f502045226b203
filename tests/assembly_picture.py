"""A vote as the chair and a member see it: a real run on the Bot API server.

`python -m tests.assembly_picture .github/assembly.png` draws the README's picture of it, with Debian's chromium.
"""

from __future__ import annotations

import asyncio
import html
import sys
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.secret_ballot import Shown, bubble, draw, phones
from tests.served import PATIENCE, Served, served

SIZE, MEMBER = 12, 2
TYPED = "/vote Move the office to Linz?\nmajority: at least 2/3 of valid\ntext: The lease in Graz ends in June."


async def page(folder: Path) -> str:
    """Play it, and show three screens of it."""
    async with served(folder, SIZE) as at:
        await at.bound()
        chair, member = at.member(1), at.member(MEMBER)
        for typed, answer in ((TYPED, "Only you read this"), ("/open 1", "is open.")):
            chair.write(typed, at.channel)
            await at.channel.sees(answer, seconds=PATIENCE)
        ballot = await at.shows(member, "1a")
        before = Shown.of(ballot)
        answer = await member.press("1a", ballot, seconds=PATIENCE)
        assert answer
        for number in {*range(1, SIZE)} - {MEMBER}:
            assert await at.member(number).press("1b" if number in (5, 9) else "1a", seconds=PATIENCE)
        card = Shown.of(await at.channel.sees(f"voted {SIZE - 1} of {SIZE}", seconds=PATIENCE))
        result = await _published(at)
        toast = f'<div class="alert">{html.escape(answer.text)}</div>'
        return phones(
            {
                "1 · The chair’s card, pinned": f"{_typed(TYPED)}{_typed('/open 1')}{bubble(card)}",
                "2 · A member’s phone": f"{bubble(before)}{toast}",
                "3 · The result on every phone": result,
            }
        )


async def _published(at: Served) -> str:
    """What members get: the picture, and the figures below it."""
    for typed, answer in (("/close 1", "Voting is over"), ("/result 1", "Read aloud"), ("/publish 1", "Published")):
        at.member(1).write(typed, at.channel)
        await at.channel.sees(answer, seconds=PATIENCE)
    message = await at.shows(at.member(MEMBER), "Carried")
    assert message.document
    picture = b64encode(message.document).decode()
    return f'<img class="bubble" src="data:image/png;base64,{picture}">{bubble(Shown.of(message))}'


def _typed(text: str) -> str:
    return f'<div class="bubble typed">{html.escape(text)}</div>'


async def _main(out: Path) -> None:
    with TemporaryDirectory() as folder:
        await draw(await page(Path(folder)), Path(folder), out)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
