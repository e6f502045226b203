import base64
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from core import accounts, counting, floor, roster
from core import journal as acts
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, MemberId, Option, Purpose
from core.roster import Row
from core.store import journal, tables
from core.store.journal import Entry
from core.store.writer import Tx
from tests.people import AGM, Hall, done

pytestmark = pytest.mark.anyio
OTHER = EventId("other")


def first_bad(entries: Iterable[Entry]) -> int | None:
    """The number of the first entry that does not follow from the one before; None if the chain holds."""
    prev, expected = journal.START, 1
    for entry in entries:
        sound = journal.entry_hash(prev, entry.seq, entry.at, entry.kind, entry.by, entry.data)
        if (entry.seq, entry.prev, entry.hash) != (expected, prev, sound):
            return expected
        prev, expected = entry.hash, expected + 1
    return None


async def assembly_day(hall: Hall) -> list[Entry]:
    """A chain with people, a vote, a result, an announcement."""
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b", _3="a")
    await hall.close(vote)
    await hall.count(vote)
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], await hall.id(1)))
    await hall.check_out(3)
    return await hall.run(journal.entries, AGM)


def changed(number: int, **values: object) -> Callable[[list[Entry]], list[Entry]]:
    def change(entries: list[Entry]) -> list[Entry]:
        at = number - 1
        return [*entries[:at], replace(entries[at], **values), *entries[at + 1 :]]

    return change


@pytest.mark.parametrize(
    ("tamper", "bad"),
    [
        (changed(4, kind="vote.cancel"), 4),
        (changed(4, by="m-somebody"), 4),
        (changed(4, data={}), 4),
        (changed(4, prev="0" * 64), 4),
        (changed(4, hash="0" * 64), 4),
        (changed(4, seq=5), 4),
        (lambda entries: [*entries[:3], *entries[4:]], 4),
        (lambda entries: entries[1:], 1),
        (lambda entries: [entries[0], entries[2], entries[1], *entries[3:]], 2),
        (lambda entries: [*entries[:2], entries[1], *entries[2:]], 3),
    ],
)
async def test_tampering_names_the_first_bad_entry(
    hall: Hall, tamper: Callable[[list[Entry]], list[Entry]], bad: int
) -> None:
    assert first_bad(tamper(await assembly_day(hall))) == bad


async def test_entry_moved_in_time_is_found(hall: Hall) -> None:
    entries = await assembly_day(hall)
    entries[5] = replace(entries[5], at=entries[5].at + timedelta(milliseconds=1))
    assert first_bad(entries) == 6


async def test_entry_rewritten_with_its_own_hash_breaks_the_next(hall: Hall) -> None:
    entries = await assembly_day(hall)
    old = entries[3]
    forged = journal.entry_hash(old.prev, old.seq, old.at, old.kind, "m-somebody", old.data)
    entries[3] = replace(old, by="m-somebody", hash=forged)
    assert first_bad(entries) == 5


async def test_truncated_chain_shows_only_in_its_head(hall: Hall) -> None:
    entries = await assembly_day(hall)
    head = await hall.run(journal.head, AGM)
    assert (first_bad(entries[:-2]), entries[-1].hash == head, entries[-3].hash == head) == (None, True, False)


async def test_chain_of_a_day_holds(hall: Hall) -> None:
    entries = await assembly_day(hall)
    assert (first_bad(entries), [entry.seq for entry in entries]) == (None, list(range(1, len(entries) + 1)))


async def test_chain_of_one_instant_with_microseconds_holds(hall: Hall) -> None:
    hall.clock.forward(0.123456)
    await hall.check_out(1)
    assert first_bad(await hall.run(journal.entries, AGM)) is None


async def test_pseudonym_is_stable_in_an_event_and_another_in_the_next(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(OTHER, "Next")])
    ids = [await hall.id(1), await hall.id(2)]
    here, again = await hall.run(journal.pseudonyms, AGM, ids), await hall.run(journal.pseudonyms, AGM, ids[:1])
    there = await hall.run(journal.pseudonyms, OTHER, ids)
    assert again == {ids[0]: here[ids[0]]}
    assert len({*here.values(), *there.values()}) == 4


async def test_pseudonyms_of_a_chain_lead_back_to_the_people(hall: Hall) -> None:
    await hall.check_out(2)
    last = (await hall.run(journal.entries, AGM))[-1]
    assert (await hall.run(journal.people, AGM))[str(last.data["member"])] == await hall.id(2)


async def test_journal_of_an_open_vote_holds_no_person_and_no_choice(hall: Hall) -> None:
    member = Row("secret-number", "Ann Ortega", "ann@example.org", accounts=("telegram:123456789",))
    done(await hall.run(roster.import_rows, [member], CLI))
    ann = await hall.id("secret-number")
    done(await hall.run(accounts.invite, AGM, [ann], ann))
    await hall.run(accounts.link, AGM, ann)
    done(await hall.run(floor.open_registration, await hall.event(), ann))
    done(await hall.run(floor.check_in_selves, await hall.event(), [ann]))
    code = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, ann)
    ann_herself = await hall.run(accounts.person, "telegram:123456789")
    assert ann_herself
    done(await hall.run(floor.bind, "telegram:-100987654321", code, ann_herself))
    vote = await hall.open(Definition("Hats?", (Option("x-q", "Yes"), Option("x-r", "No"), Option("x-s", "Abstain"))))
    assert len(await hall.cast(vote, _123456789="x-r", _1="x-q")) == 2
    text = json.dumps([[entry.by, entry.kind, entry.data] for entry in await hall.run(journal.entries, AGM)])
    leaks = ["Ann", "Ortega", "secret-number", "example.org", "123456789", "987654321", code, "x-q", "x-r", "Hats"]
    assert [leak for leak in leaks if leak in text] == []


@pytest.mark.parametrize("count", [1, 2, 7000])
async def test_pseudonym_is_a_keyed_hash_of_the_member(hall: Hall, count: int) -> None:
    key = await hall.run(_pseudonym_key)
    members = [MemberId(number) for number in range(7, 7 + count)]
    digests = {member: hmac.digest(key, b"%d" % member, "sha256")[:10] for member in members}
    named = await hall.run(journal.pseudonyms, AGM, members)
    assert named == {member: "m-" + base64.b32encode(digests[member]).decode().lower() for member in members}


async def _pseudonym_key(tx: Tx) -> bytes:
    await journal.pseudonyms(tx, AGM, [MemberId(7)])
    return bytes((await tx.db.scalars(select(tables.pseudonym_key.c.key))).one())


async def test_member_and_actor_are_named_by_pseudonym(hall: Hall) -> None:
    ann, bob = await hall.id(1), await hall.id(2)
    names = await hall.run(journal.pseudonyms, AGM, [ann, bob])
    await hall.store.write(lambda tx: acts.record(tx, AGM, "test", ann, member=bob, title="Lunch?"))
    last = (await hall.run(journal.entries, AGM))[-1]
    assert (last.by, last.data) == (names[ann], {"member": names[bob], "title": "Lunch?"})
