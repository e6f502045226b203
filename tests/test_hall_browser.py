"""The hall's screen in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from core import counting, voting
from core.journal import CLI
from tests.browser import CHROMIUM, browsing
from tests.people import MOTION, Hall, done
from tests.test_hall import TOKEN, screen_of

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (apt install chromium)")]
SHOWN = "document.querySelector('h1').textContent"


async def test_page_shows_texts_as_texts_and_follows_what_happens(hall: Hall, tmp_path: Path) -> None:
    screen = screen_of(hall)
    named = replace(MOTION, title="<img src=x onerror=alert(1)>")
    vote = await hall.open(named)
    async with TestServer(screen.app()) as server, browsing(tmp_path, str(server.make_url(f"/{TOKEN}/"))) as page:
        await page.until(f"{SHOWN} === 'Assembly'")
        assert await page.says("document.querySelector('#votes h3').textContent") == f"Vote 1 “{named.title}”"
        assert await page.says("document.querySelectorAll('#votes img').length") == 0
        await hall.cast(vote, _1="a", _2="a")
        await screen.tick()
        await page.until("document.querySelector('#votes').textContent.includes('Voted: 2 of 5')")
        await hall.close(vote)
        await hall.count(vote)
        await screen.tick()
        await page.until("document.querySelector('#votes').textContent.includes('The result follows')")
        assert await page.says("document.querySelector('#result').hidden") is True
        done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
        await screen.tick()
        await page.until("document.querySelector('#result .verdict')?.textContent === 'Carried'")
        assert "Carried" in await page.says("document.querySelector('#news').textContent")
        assert await page.says("document.querySelectorAll('#joining svg[role=img]').length") == 1
        assert (await page.picture()).startswith(b"\x89PNG")


async def test_drafts_that_nobody_was_shown_do_not_reach_the_page(hall: Hall, tmp_path: Path) -> None:
    screen = screen_of(hall)
    draft = await hall.draft(replace(MOTION, title="Later"))
    async with TestServer(screen.app()) as server, browsing(tmp_path, str(server.make_url(f"/{TOKEN}/"))) as page:
        await page.until(f"{SHOWN} === 'Assembly'")
        assert await page.says("document.body.textContent.includes('Later')") is False
        done(await hall.run(voting.show, await hall.event(), draft, CLI))
        await screen.tick()
        await page.until("document.querySelector('#next').textContent.includes('Later')")


SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
FITS = "document.documentElement.scrollHeight <= innerHeight"


async def test_page_is_as_large_as_fits_so_that_the_last_row_can_read_it(hall: Hall, tmp_path: Path) -> None:
    screen = screen_of(hall)
    async with TestServer(screen.app()) as server, browsing(tmp_path, str(server.make_url(f"/{TOKEN}/"))) as page:
        await page.until(f"{SHOWN} === 'Assembly'")
        quiet = await page.says(SIZE)
        await hall.open(replace(MOTION, title="Board", text="Whoever stands here. " * 60))
        await screen.tick()
        await page.until("document.querySelector('#votes h3') !== null")
        full = await page.says(SIZE)
        assert (await page.says(FITS), quiet > 31, full < quiet, full >= 14) == (True, True, True, True)


BARS = "document.querySelector('#result .bars')"
OLD = f"{BARS} === null ? 'none' : {BARS}.offsetParent === null ? 'verdict' : 'whole'"


async def test_while_people_vote_the_last_result_leaves_the_room_to_them(hall: Hall, tmp_path: Path) -> None:
    screen, vote = screen_of(hall), await hall.open()
    await hall.cast(vote, _1="a", _2="a")
    await hall.close(vote)
    done(await hall.run(counting.publish, await hall.event(), [await hall.count(vote)], CLI))
    async with TestServer(screen.app()) as server, browsing(tmp_path, str(server.make_url(f"/{TOKEN}/"))) as page:
        await page.until(f"{OLD} === 'whole'")
        await hall.open(replace(MOTION, title="Board"))
        await screen.tick()
        await page.until("document.querySelector('#votes h3') !== null")
        assert await page.says(OLD) == "verdict"
        assert await page.says("document.querySelector('#result .verdict').textContent") == "Carried"
