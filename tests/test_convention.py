"""The main job over HTTP: a roster of 3,000, two meetings at once, private ballots and as many in a group."""

import asyncio
from pathlib import Path

import pytest

from bot.bench.botapi.people import Group, Person
from tests.convention import Convention, convention, seen, shown

CONFIG = """
[organisation]
name = "Federation"
language = "en"
timezone = "Europe/Berlin"
[storage]
url = "sqlite:///{folder}/folkmoot.db"
[telegram]
token_file = "{folder}/token"
api_url = "{url}"
[delivery]
ballots = "both"
outage = "1h"
[[event]]
id = "north"
title = "Northern assembly"
entitled = "north"
quorum = "1/6 of entitled"
[[event]]
id = "south"
title = "Southern assembly"
entitled = "south"
"""
NAMES = ("Müller;Jörg", "Иванова;Анна", '"Smith, jun.";Bob', "O'Neill;Zoë", '"<b>X</b>";Æsa')
SOUTH = range(501, 1001)
"""Northerners, the 500 before, redeem invitations and get private ballots; southerners, whose Telegram ids the
association knows, vote in their members' group."""


def roster() -> bytes:
    lines = ["Mitgliedsnummer;Nachname;Vorname;Gruppe;Telegram-ID;Bemerkung"]
    for number in range(1, 3001):
        group = "north" if number <= 500 else "south" if number <= 1000 else "elsewhere"
        known = str(number) if number in SOUTH else ""
        lines.append(f'{number};{NAMES[number % len(NAMES)]};{group};{known};"two\nlines; and ""quotes"""')
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


async def prepared(c: Convention) -> None:
    (c.folder / "members.csv").write_bytes(roster())
    columns = [
        "--map",
        "number=Mitgliedsnummer",
        "--map",
        "name=Vorname Nachname",
        "--map",
        "groups=Gruppe",
        "--map",
        "telegram=Telegram-ID",
    ]
    preview = await c.organise("members", "import", str(c.folder / "members.csv"), *columns, "--yes")
    assert "3,000" in preview or "3000" in preview
    await c.organise("members", "invite", "--event", "north", "--csv", str(c.folder / "invitations.csv"))


async def check_in(people: list[Person]) -> None:
    async def one(person: Person) -> None:
        await shown(person, "Check in")
        assert await person.press("Check in", seconds=200)

    await asyncio.gather(*(one(person) for person in people))


async def vote_in_private(person: Person, number: int, label: str) -> str:
    await shown(person, f"{number}{label}")
    answer = await person.press(f"{number}{label}", seconds=200)
    return answer.text if answer else ""


async def result(chair: Person, chat: Group, number: int) -> str:
    chair.write(f"/close {number}", chat)
    await chat.sees("Read aloud", seconds=200)
    return next(m.text for m in reversed(chat.messages) if "Read aloud" in m.text and f"Vote {number}" in m.text)


@pytest.mark.anyio
@pytest.mark.parametrize("each", [100, pytest.param(500, marks=pytest.mark.slow)])
async def test_two_assemblies_at_once_when_everybody_votes_over_http(tmp_path: Path, each: int) -> None:
    north_side, south_side = range(1, each + 1), SOUTH[:each]
    async with convention(tmp_path, CONFIG) as (c, start):
        await prepared(c)
        await start()
        for number in south_side:
            c.person(number).start("")
        await c.join(north_side)
        north, south = c.api.group(-100001, "Chairs north"), c.api.group(-100002, "Chairs south")
        members = c.api.group(-100003, "Members south")
        chair, other = c.person(1), c.person(501)
        await c.bind(chair, north, "north", "chair")
        await c.bind(other, south, "south", "chair")
        await c.bind(other, members, "south", "group")

        for person, chat in ((chair, north), (other, south)):
            person.write("/event open", chat)
            person.write("/registration open", chat)
        await asyncio.gather(
            check_in([c.person(number) for number in north_side]), check_in([c.person(number) for number in south_side])
        )
        await north.sees(f"Present {each} of 500", seconds=200)
        await south.sees(f"Present {each} of 500", seconds=200)

        chair.write("/vote Budget\nmajority: two-thirds\ntext: <b>All</b> of it & more", north)
        other.write("/vote Lunch?", south)
        await seen(lambda: any("Open vote 1" in label for m in north.messages for label in m.labels))
        await seen(lambda: any("Open vote 1" in label for m in south.messages for label in m.labels))
        await chair.press("Open vote 1", chat=north, seconds=120)
        await other.press("Open vote 1", chat=south, seconds=120)
        await seen(lambda: any("1a · Yes" in label for m in members.messages for label in m.labels))

        choices = {number: "abc"[number % 3] for number in (*north_side, *south_side)}
        private = [vote_in_private(c.person(number), 1, choices[number]) for number in north_side]
        ballot = next(m for m in members.messages if any("1a · Yes" in label for label in m.labels))
        group = [c.person(number).press(f"1{choices[number]}", ballot, members, seconds=200) for number in south_side]
        told, toasts = await asyncio.gather(asyncio.gather(*private), asyncio.gather(*group))
        assert [text.split(":")[0] for text in told] == ["Recorded"] * each
        assert [toast.text.split(":")[0] for toast in toasts if toast] == ["Recorded"] * each

        first, second = await asyncio.gather(result(chair, north, 1), result(other, south, 1))
        chair.write("/publish 1", north)
        await c.person(2).sees("Carried", seconds=200) if "Carried" in first else None
        await c.person(2).sees("Rejected", seconds=200) if "Rejected" in first else None
        counted = {number: choices[number] for number in north_side}
        throttled = c.api.world.throttled.total()
        edits = sum(entry.method == "editMessageText" and entry.chat == north.id for entry in c.api.world.log)

    yes, no = (list(counted.values()).count(letter) for letter in "ab")
    assert f"1a · Yes | {yes} |" in first
    assert f"1b · No | {no} |" in first
    assert "Rejected" in first
    assert f"Turnout: {each} of {each}" in first
    assert f"Turnout: {each} of {each}" in second
    assert throttled < 10  # ten times the speed turns 3 ms of jitter into a whole message
    assert edits > 0
