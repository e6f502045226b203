"""One vote, two networks: 200 members on Telegram and 50 on a real Synapse, in the same event."""

import asyncio
from pathlib import Path

import pytest

from bot.bench.botapi.people import Person
from tests.homeserver import shared
from tests.matrix_phone import new_name
from tests.two_networks import Assembly, Member, assembly, each

pytestmark = pytest.mark.anyio


async def check_in(a: Assembly) -> None:
    """On Telegram by the button; on Matrix by the poll, and by the word."""

    async def on_telegram(person: Person) -> None:
        await person.sees("Check-in is open", seconds=60)
        await person.press("Check in", seconds=60)

    def on_matrix(member: Member) -> None:
        member.shown("Check-in is open", a.bot.user)
        if a.members.index(member) % 2:
            member.press("Check in")
        else:
            member.phone.write(member.room, "here")

    here = [on_telegram(person) for person in a.people]
    await asyncio.gather(*here, each(a.members[1:], on_matrix))


async def vote(a: Assembly) -> dict[str, str]:
    """Everybody votes, on Matrix in each of the ways that there are; what everybody chose, by number."""
    chosen = {str(number): "abc"[number % 3] for number in range(1, len(a.people) + len(a.members))}

    async def on_telegram(person: Person) -> None:
        await person.sees("1a · Yes", seconds=60)
        await person.press(f"1{chosen[str(person.id)]}", seconds=60)

    def on_matrix(member: Member) -> None:
        place = a.members.index(member)
        letter = chosen[str(len(a.people) + place)]
        ballot, number = member.shown("1a · Yes", a.bot.user), "abc".index(letter) + 1
        match place % 5:
            case 0:
                member.press({"a": "1a · Yes", "b": "1b · No", "c": "1c · Abstain"}[letter])
            case 1:
                member.phone.write(member.room, f"1{letter}")
            case 2:
                member.phone.write(member.room, str(number), reply_to=ballot.event)
            case 3:
                member.phone.write(member.room, f"!cast 1{letter}")
            case 4:
                member.phone.react(member.room, ballot.event, f"{number}\ufe0f\u20e3")
        member.shown(f"Recorded: 1{letter}", a.bot.user)

    here = [on_telegram(person) for person in a.people]
    await asyncio.gather(*here, each(a.members[1:], on_matrix))
    return chosen


async def test_one_vote_when_members_are_on_two_networks(tmp_path: Path) -> None:
    async with assembly(tmp_path, shared(), new_name("two"), telegram=200, matrix=50) as a:
        await a.start()
        await each(a.members, Member.come)
        telegram, matrix = await a.chair_on_telegram(a.people[0]), await a.bound_on_matrix(a.members[1])
        a.people[0].write("/event open", telegram)
        matrix.phone.write(matrix.room, "!registration open")
        desk = await a.bound_on_matrix(a.members[2], "desk")
        desk.phone.write(desk.room, "!find Name7 Surname")
        await asyncio.to_thread(desk.shown, "Name7 Surname", a.bot.user)
        await check_in(a)
        await telegram.sees("Present 250 of 250", seconds=30)
        await asyncio.to_thread(matrix.shown, "Present 250 of 250", a.bot.user)

        matrix.phone.write(matrix.room, "!vote Budget")
        preview = await asyncio.to_thread(matrix.shown, "Open vote 1", a.bot.user)
        opening = preview.labels.index("Open vote 1") + 1
        matrix.phone.write(matrix.room, str(opening), reply_to=preview.event)
        chosen = await vote(a)
        await telegram.sees("voted 250 of 250", seconds=30)
        await asyncio.to_thread(matrix.shown, "voted 250 of 250", a.bot.user)
        assert await a.stored() == chosen

        await both_networks_of_one_member(a)
        a.people[0].write("/close 1", telegram)
        result = await telegram.sees("Read aloud", seconds=30)
        assert (await asyncio.to_thread(matrix.shown, "Read aloud", a.bot.user)).body.count("250") == (
            result.text.count("250")
        )
        matrix.phone.write(matrix.room, "!publish 1")
        await a.people[-1].sees("Carried" if "Carried" in result.text else "Rejected", seconds=60)


async def both_networks_of_one_member(a: Assembly) -> None:
    """Member 1 has one ballot; the last accepted press wins, and both messages show it."""
    person, member = a.people[0], a.members[0]
    # cast on Telegram, perhaps while this ballot was on its way
    await asyncio.to_thread(member.shown, "Recorded: 1b", a.bot.user)
    member.press("1a · Yes")
    await person.sees("Recorded: 1a", seconds=30)
    answer = await person.press("1c", seconds=30)
    assert answer is not None
    assert "1c" in answer.text
    await asyncio.to_thread(member.shown, "Recorded: 1c", a.bot.user)
    member.phone.write(member.room, "1b")
    await person.sees("Recorded: 1b", seconds=30)
    assert ((await a.stored())["1"], len(await a.stored())) == ("b", 250)
