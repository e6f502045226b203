"""The hall's screen: what it shows, to whom, and how often."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.chat.call import House
from bot.running import hall as running
from bot.running.clock import SystemTime
from bot.running.hall import Door
from bot.running.hall import Hall as Screen
from core import agenda, counting, decisions, floor, voting
from core.items import Item
from core.journal import CLI
from core.model import Event, EventSettings, Vote
from tests.people import AGM, MOTION, Hall, done

pytestmark = pytest.mark.anyio
TOKEN = "a-word-that-nobody-guesses"
SECRET = replace(MOTION, title="Nothing of this is shown yet")
HOUSE = House("Gartenfreunde e.V.", doors={"telegram": "https://t.me/garden_bot"})


def screen_of(hall: Hall, house: House = HOUSE) -> Screen:
    return Screen(hall.store, house, SystemTime(), Door("127.0.0.1", 0, TOKEN), 5)


@asynccontextmanager
async def served(screen: Screen) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(screen.app())) as client:
        yield client


class Viewer:
    """Reads one stream."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.ids: list[str] = []

    async def frame(self) -> dict[str, str]:
        """The next event, comments left out."""
        found: dict[str, str] = {}
        while not ("data" in found and found.get("event") != "clock"):
            found = {}
            while line := (await asyncio.wait_for(self.response.content.readline(), 10)).decode().rstrip("\n"):
                key, _, value = line.partition(": ")
                found[key] = value
        self.ids.append(found["id"])
        return found

    async def shown(self, language: str = "en") -> dict[str, Any]:
        view: dict[str, Any] = json.loads((await self.frame())["data"])["views"][language]
        return view

    async def silent(self, seconds: float = 0.3) -> bool:
        """Whether nothing comes."""
        try:
            await asyncio.wait_for(self.frame(), seconds)
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def watching(client: TestClient[Any, Any], seen: str = "", query: str = "") -> AsyncIterator[Viewer]:
    headers = {"Last-Event-ID": seen} if seen else {}
    async with client.get(f"/{TOKEN}/events{query}", headers=headers) as response:
        assert response.status == 200
        yield Viewer(response)


async def counted(hall: Hall, **choices: str) -> Vote:
    vote = await hall.open()
    await hall.cast(vote, **choices)
    await hall.close(vote)
    await hall.count(vote)
    return await hall.again(vote)


# -- who sees it


@pytest.mark.parametrize(
    "path", ["/", "/wrong/", "/wrong/events", f"/{TOKEN}", f"/{TOKEN[:-1]}/", f"/{TOKEN}/x", "/é/"]
)
async def test_wrong_address_is_not_found_without_a_hint(hall: Hall, path: str) -> None:
    async with served(screen_of(hall)) as client:
        answer = await client.get(path, allow_redirects=False)
        assert (answer.status, await answer.text()) == (404, "404: Not Found")


async def test_other_methods_look_like_a_wrong_address(hall: Hall) -> None:
    async with served(screen_of(hall)) as client:
        answer = await client.post(f"/{TOKEN}/", data=b"x")
        assert (answer.status, await answer.text()) == (404, "404: Not Found")


async def test_event_that_is_not_there_is_not_found(hall: Hall) -> None:
    async with served(screen_of(hall)) as client:
        assert (await client.get(f"/{TOKEN}/events?event=other")).status == 404


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/hall.js", "/wrong/"])
async def test_every_answer_forbids_foreign_content_and_keeping(hall: Hall, path: str) -> None:
    async with served(screen_of(hall)) as client:
        headers = (await client.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


async def test_page_loads_nothing_from_elsewhere_and_reads_no_text_as_html() -> None:
    page = {name: running._PAGE.joinpath(name).read_text("utf-8") for name in ("index.html", "hall.js", "hall.css")}
    addresses = {name: text.replace("http://www.w3.org/2000/svg", "").count("://") for name, text in page.items()}
    assert addresses == {"index.html": 0, "hall.js": 0, "hall.css": 0}
    assert [
        word
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
        if word in page["hall.js"]
    ] == []


async def test_more_viewers_than_there_is_room_for_are_asked_to_come_later(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_VIEWERS", 1)
    async with served(screen_of(hall)) as client, watching(client):
        answer = await client.get(f"/{TOKEN}/events")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")


# -- what it shows


async def test_screen_shows_the_meeting_and_who_is_present(hall: Hall) -> None:
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        view = await viewer.shown()
        told = (view["organisation"], view["title"], view["state"], view["presence"])
        assert told == ("Gartenfreunde e.V.", "Assembly", "The meeting is open", ["Present 5 of 5"])
        assert (view["votes"], view["result"], view["codes"][0]["link"]) == ([], None, "https://t.me/garden_bot")


async def test_open_vote_shows_turnout_and_nothing_of_the_choices(hall: Hall) -> None:
    vote = await hall.open()
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        before = await viewer.shown()
    await hall.cast(vote, _1="a", _2="a", _3="b")
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        after = await viewer.shown()
    turnout = {"turnout": "Voted: 3 of 5", "share": 0.6}
    assert after == before | {"votes": [before["votes"][0] | turnout]}


@pytest.mark.parametrize("state", ["closed", "counted"])
async def test_result_is_not_shown_before_it_is_published(hall: Hall, state: str) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="a", _3="b")
    await hall.close(vote)
    if state == "counted":
        await hall.count(vote)
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        frame = await viewer.frame()
    view = json.loads(frame["data"])["views"]["en"]
    assert (view["result"], view["votes"][0]["clock"]) == (None, "Closed. The result follows.")
    assert "Carried" not in frame["data"]


async def test_published_result_has_its_bars_and_its_line(hall: Hall) -> None:
    vote = await counted(hall, _1="a", _2="a", _3="b")
    done(await hall.run(counting.publish, await hall.event(), [vote], CLI))
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        shown = (await viewer.shown())["result"]
    assert (shown["verdict"], shown["line"], shown["turnout"]) == (
        "Carried",
        "The line: 2 needed",
        "Turnout: 3 of 5 on the roll (60.0 %)",
    )
    yes = shown["bars"][0]
    assert (yes["label"], yes["number"], yes["share"], yes["line"]) == ("1a · Yes", "2 (66.7 %)", 2 / 3, 2 / 3)


async def test_latest_published_result_is_shown_though_its_number_is_lower(hall: Hall) -> None:
    first, second = await counted(hall, _1="a"), await counted(hall, _1="b")
    for vote in (second, first):
        done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        assert (await viewer.shown())["result"]["number"] == first.number


async def test_drafts_are_shown_once_members_were_shown_them(hall: Hall) -> None:
    draft = await hall.draft(SECRET)
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        hidden = await viewer.frame()
    done(await hall.run(voting.show, await hall.event(), draft, CLI))
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        view = await viewer.shown()
    assert ("Nothing of this" in hidden["data"], view["next"]) == (False, ["Vote 1 “Nothing of this is shown yet”"])


async def test_ruling_stands_beside_the_result(hall: Hall) -> None:
    vote = await counted(hall, _1="a")
    done(await hall.run(counting.publish, await hall.event(), [vote], CLI))
    done(await hall.run(decisions.rule, await hall.again(vote), "<b>void</b>", CLI))
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        assert (await viewer.shown())["result"]["ruling"] == "The chair has decided: <b>void</b>"


async def test_languages_of_the_event_come_together(hall: Hall) -> None:
    event: Event = await hall.event()
    await hall.run(floor.configure, [EventSettings(AGM, event.settings.title, languages=("de", "en"))])
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        shown = json.loads((await viewer.frame())["data"])
    assert (shown["languages"], shown["views"]["de"]["state"]) == (["de", "en"], "Die Versammlung ist eröffnet")


# -- how often


async def test_nothing_is_sent_when_nothing_changed(hall: Hall) -> None:
    screen = screen_of(hall)
    async with served(screen) as client, watching(client) as viewer:
        await viewer.frame()
        await screen.tick()
        assert await viewer.silent()


async def test_change_that_the_screen_does_not_show_is_not_sent(hall: Hall) -> None:
    screen = screen_of(hall)
    async with served(screen) as client, watching(client) as viewer:
        await viewer.frame()
        await hall.draft(SECRET)
        await screen.tick()
        assert await viewer.silent()


async def test_many_changes_in_an_interval_are_one_drawing_for_all(hall: Hall) -> None:
    screen, vote = screen_of(hall), await hall.open()
    async with served(screen) as client, watching(client) as one, watching(client) as other:
        await asyncio.gather(one.frame(), other.frame())
        for number in range(1, 5):
            await hall.cast(vote, **{f"_{number}": "a"})
        assert await one.silent()
        await screen.tick()
        seen = [view["votes"][0]["turnout"] for view in await asyncio.gather(one.shown(), other.shown())]
        assert (seen, one.ids == other.ids) == (["Voted: 4 of 5"] * 2, True)


async def test_reconnect_gets_only_what_it_has_not_seen(hall: Hall) -> None:
    screen, vote = screen_of(hall), await hall.open()
    async with served(screen) as client:
        async with watching(client) as viewer:
            seen = (await viewer.frame())["id"]
        async with watching(client, seen) as viewer:
            assert await viewer.silent()
        await hall.cast(vote, _1="a")
        async with watching(client, seen) as viewer:
            assert (await viewer.shown())["votes"][0]["turnout"] == "Voted: 1 of 5"


class Turned(SystemTime):
    """A clock to set."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


async def test_clock_that_is_set_is_told_with_the_next_drawing(hall: Hall) -> None:
    time = Turned()
    screen = Screen(hall.store, HOUSE, time, Door("127.0.0.1", 0, TOKEN), 5)
    async with served(screen) as client, client.get(f"/{TOKEN}/events") as response:

        async def clock() -> timedelta:
            async with asyncio.timeout(10):
                while await response.content.readline() != b"event: clock\n":
                    pass
            told = datetime.fromtimestamp(int((await response.content.readline()).partition(b": ")[2]) / 1000, UTC)
            return told - SystemTime().now()

        early = await clock()
        time.ahead = timedelta(hours=1)
        await hall.open()
        await screen.tick()
        late = max(await clock(), await clock())
        assert (abs(early) < timedelta(minutes=1), timedelta(minutes=59) < late) == (True, True)


async def test_drawing_has_the_same_id_after_a_restart(hall: Hall) -> None:
    ids = []
    for screen in (screen_of(hall), screen_of(hall)):
        async with served(screen) as client, watching(client) as viewer:
            ids.append((await viewer.frame())["id"])
    assert ids[0] == ids[1]


async def test_nobody_looks_and_nothing_is_drawn(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(hall)
    monkeypatch.setattr(screen, "_draw", None)  # would raise
    await screen.tick()
    assert screen._drawings == {}


async def test_viewer_who_takes_nothing_is_let_go(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "WRITE_SECONDS", 0.2)
    monkeypatch.setattr(running, "BEAT_SECONDS", 0.01)
    screen = screen_of(hall)
    async with served(screen) as client, asyncio.timeout(30):
        reader, writer = await asyncio.open_connection(client.host, client.port, limit=1)
        writer.write(f"GET /{TOKEN}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while AGM not in screen._drawings:
            await asyncio.sleep(0.01)
        screen._drawings[AGM] = running.Drawing("heavy", b"x" * 50_000_000)
        while screen._viewers:
            await asyncio.sleep(0.05)
        assert (reader.at_eof(), screen._watched) == (False, {})
        writer.transport.abort()


async def test_address_in_use_keeps_nobody_from_the_rest(hall: Hall) -> None:
    taken = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    screen = Screen(hall.store, HOUSE, SystemTime(), Door("127.0.0.1", port, TOKEN), 5)
    running_now = asyncio.create_task(screen.run())
    await asyncio.sleep(0.2)
    assert not running_now.done()
    running_now.cancel()
    taken.close()


async def test_screen_names_the_item_that_goes_on_and_the_one_that_comes_next(hall: Hall) -> None:
    screen = screen_of(hall)
    async with served(screen) as client, watching(client) as viewer:
        assert (await viewer.shown())["item"] == ""
        day = [Item(0, "Opening"), Item(0, "Budget", {"de": "Haushalt"}), Item(0, "Lunch")]
        done(await hall.run(agenda.put, await hall.event(), day, CLI))
        done(await hall.run(agenda.begin, await hall.event(), 2, CLI))
        await screen.tick()
        shown = await viewer.shown()
        assert (shown["item"], shown["next"], shown["news"]) == (
            "Item 2: Budget",
            ["Item 3: Lunch"],
            ["Item 2: Budget"],
        )


@pytest.mark.slow
async def test_thousand_viewers_get_each_drawing_once_and_cost_little(hall: Hall) -> None:
    """Prints the seconds of CPU, viewers included, that a drawing for all of them takes, and one that none needs."""
    screen, vote = screen_of(hall), await hall.open()
    async with served(screen) as client, AsyncExitStack() as stack:
        client.session.connector._limit = 0  # type: ignore[union-attr]  # all of them at once
        viewers = [await stack.enter_async_context(watching(client)) for _ in range(1000)]
        await asyncio.gather(*(viewer.frame() for viewer in viewers))
        cost = []
        for number in range(1, 6):
            await hall.cast(vote, **{f"_{number}": "a"})
            before = process_time()
            await screen.tick()
            await asyncio.gather(*(viewer.frame() for viewer in viewers))
            cost.append(process_time() - before)
        before = process_time()
        for _ in range(100):
            await screen.tick()
        print(f"1,000 viewers: {max(cost):.2f} s a drawing, {(process_time() - before) / 100:.4f} s for none")
        assert {len(set(viewer.ids)) for viewer in viewers} == {len(viewers[0].ids)} == {6}
        assert all(viewer.ids == viewers[0].ids for viewer in viewers)
