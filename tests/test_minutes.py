import ast
import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.papers import minutes, minutes_record
from bot.papers.files import make
from bot.papers.markdown import md
from bot.papers.minutes import minutes_markdown
from bot.wording.choices import name
from bot.wording.speech import LANGUAGES, TEXTS, speech
from core import (
    accounts,
    attendance,
    countdown,
    counting,
    floor,
    paper,
    rehearsing,
    roles,
    roster,
    substitution,
    voting,
)
from core.errors import refuse
from core.journal import CLI, record_many
from core.lifecycle import EVENT
from core.model import EventSettings, Purpose, Role
from core.roster import Row
from core.rules import Base
from core.store import events, journal
from core.store.engine import Store
from tests.people import AGM, MOTION, Clock, Hall, done

pytestmark = pytest.mark.anyio
EN = speech("en")


async def written(hall: Hall, language: str = "en") -> str:
    event = await hall.event()
    async with hall.store.read() as tx:
        return await minutes_markdown(tx, event, speech(language), "Allotment Club")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>x</b> *_[](", r"\<b\>x\</b\> \*\_\[\]("),
        ("# 1\n- 2", r"\# 1 - 2"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("2027-03-20", "2027-03-20"),
        ("a|b `c` &amp; ~d~ $e$", r"a\|b \`c\` \&amp; \~d\~ \$e\$"),
        ("\u202eevil\u0000 name", "evil name"),
    ],
)
def test_text_of_users_shows_as_it_is(text: str, shown: str) -> None:
    assert md(text) == shown


async def test_minutes_of_nothing_are_minutes(hall: Hall) -> None:
    text = await written(hall)
    assert text.startswith("# Minutes: Assembly\n\n- Organisation: Allotment Club\n")
    assert "Present at the end: 5 of 5 entitled.\nArrivals: 5. Departures: 0.\n" in text


async def test_minutes_tell_a_vote_with_rule_counts_names_and_hashes(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="a", _3="b", _4="")
    counted = await hall.count(await hall.close(vote))
    text = await written(hall)
    for line in (
        "### Vote 1 “Lunch?”",
        "- Majority: simple (more than 1/2 of yes and no votes). A tie: rejected.",
        "- On the roll: 5; present at opening: 5; voted: 4",
        "| 1a · Yes | 2 |",
        "| 1c · Abstain | 0 |",
        "| Blank | 1 |",
        "- Opened 14:00 on 9 May 2026, closed 14:00",
        "**Carried: 2 yes of 3 yes and no votes (66.7 %), needed more than 1/2 of yes and no votes = 2; present 5.**",
        "- 1a · Yes: Name1 Surname1 (1) and Name2 Surname2 (2)",
        "- Blank: Name4 Surname4 (4)",
    ):
        assert line in text.splitlines()
    async with hall.store.read() as tx:
        entries = await journal.entries(tx, counted.event)
    board = next(str(entry.data["board"]) for entry in entries if entry.kind == "vote.count")
    definition = next(str(entry.data["definition"]) for entry in entries if entry.kind == "vote.open")
    assert f"- Vote 1 “Lunch?”: SHA-256 of text and rules: {definition}; of the ballots: {board}" in text
    assert f"Journal: {len(entries)} entries, the last with hash {entries[-1].hash}." in text


async def test_cancelled_vote_stands_with_its_reason(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(voting.cancel, vote, "wrong *wording* " + "<" * 900, CLI, "Ann"))
    text = await written(hall)
    assert "## Cancelled and void votes\n\n- Vote 1 “Lunch?”: wrong \\*wording\\* " in text


async def test_arrivals_are_counted_not_listed_and_stand_between_the_acts(hall: Hall) -> None:
    await hall.check_out(1, 2)
    done(await hall.run(floor.announce, await hall.event(), "present", "Lunch\n# now", CLI))
    await hall.check_in(1)
    day, course = (await written(hall)).split("## What happened\n\n")[1].split("\n\n")[:2]
    assert day == "**9 May 2026**"
    assert [line.removeprefix("- 14:00 ") for line in course.splitlines()] == [
        "The roster was imported: 5 new, 0 changed.",
        "The meeting was opened. Present: 0 of 5 entitled.",
        "arrivals 5, departures 2",
        r"Announcement to those present: Lunch # now".replace("#", r"\#"),
        "arrivals 1, departures 0",
    ]


@pytest.mark.parametrize(
    ("quorum", "language", "told"),
    [
        ("none", "en", "The meeting was opened. Present: 3 of 4 entitled."),
        ("1/2", "en", "The meeting was opened. Present: 3 of 4 entitled. The meeting had a quorum: 3, needed 2."),
        (
            "4", "de", "Die Versammlung wurde eröffnet. Anwesend: 3 von 4 Stimmberechtigten. "
            "Die Versammlung war nicht beschlussfähig: 3, nötig 4.",
        ),
        (
            "3 by weight", "de", "Die Versammlung wurde eröffnet. Anwesend: 3 von 4 Stimmberechtigten. "
            "Die Versammlung war beschlussfähig: 3,75, nötig 3.",
        ),
    ],
)  # fmt: skip
async def test_opening_is_told_with_who_was_there_and_the_finding_of_a_quorum(
    store: Store, clock: Clock, quorum: str, language: str, told: str
) -> None:
    hall = Hall(store, clock)
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum=quorum)])
    await hall.run(roster.import_rows, [Row(str(n), f"Name{n}", weight=1_250_000) for n in range(1, 5)], CLI)
    await hall.check_in(1, 2, 3)
    done(await hall.run(floor.change_state, await hall.event(), "open", CLI))
    assert f" {told}\n" in await written(hall, language)


async def test_quorum_by_weight_that_is_lost_is_told_in_the_numbers_of_the_language(store: Store, clock: Clock) -> None:
    hall = Hall(store, clock)
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="2 by weight")])
    await hall.run(roster.import_rows, [Row(str(n), f"Name{n}", weight=1_250_000) for n in range(1, 5)], CLI)
    done(await hall.run(floor.change_state, await hall.event(), "open", CLI))
    await hall.check_in(1, 2)
    await hall.run(attendance.tell_quorum, AGM)
    await hall.check_out(2)
    await hall.run(attendance.tell_quorum, AGM)
    assert "Die Versammlung war nicht mehr beschlussfähig: 1,25 anwesend, 2 nötig." in await written(hall, "de")


@pytest.mark.parametrize(("there", "kinds"), [((), 1), ((1, 2), 0)])
async def test_quorum_that_is_reached_after_the_opening_is_told(
    store: Store, clock: Clock, there: tuple[int, ...], kinds: int
) -> None:
    hall = Hall(store, clock)
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="2")])
    await hall.run(roster.import_rows, [Row(str(n), f"Name{n}") for n in range(1, 5)], CLI)
    await hall.check_in(*there)
    done(await hall.run(floor.change_state, await hall.event(), "open", CLI))
    await hall.run(attendance.tell_quorum, AGM)
    await hall.check_in(3, 4)
    await hall.run(attendance.tell_quorum, AGM)
    assert (await written(hall, "de")).count("Die Versammlung war beschlussfähig: 2 anwesend, 2 nötig.") == kinds


async def test_what_was_cast_in_the_chat_has_another_word_than_all_that_was_cast(hall: Hall) -> None:
    for number in (3, 4):
        await hall.run(paper.check_in, await hall.event(), await hall.member(number), CLI)
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b")
    closed = await hall.close(vote)
    for teller in (1, 2):
        done(await hall.run(paper.tally, closed, {"a": 1}, await hall.id(teller)))
    await hall.count(closed)
    text = await written(hall, "de")
    assert "geschlossen, abgegeben im Chat 2." in text
    assert "; abgegeben: 3" in text


async def test_minutes_of_two_days_name_both_in_the_zone_of_the_meeting(hall: Hall) -> None:
    vote = await hall.open()
    hall.clock.forward(9 * 3600)
    await hall.check_out(1)
    hall.clock.forward(3600)
    await hall.check_out(2)
    await hall.count(await hall.close(vote))
    async with hall.store.read() as tx:
        text = await minutes_markdown(tx, await hall.event(), speech("de", "Europe/Berlin"), "Kleingärtner")
    course = text.split("## Verlauf\n\n")[1]
    assert "- Zeitangaben: Europe/Berlin\n" in text
    assert [line for line in course.splitlines() if line.startswith("**") and "2026" in line] == [
        "**09.05.2026**",
        "**10.05.2026**",
    ]
    assert "- Eröffnet 09.05.2026, 16:00 Uhr, geschlossen 10.05.2026, 02:00 Uhr" in course
    assert re.findall(r"\d\d:\d\d:\d\d", text) == []


async def test_weights_have_a_column_where_they_differ(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("2", "Name2 Surname2", weight=2_500_000)], CLI))
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="a")
    await hall.count(await hall.close(vote))
    assert "| 1a · Yes | 2 | 3.5 |" in (await written(hall)).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_minutes_end_with_lines_to_sign_on_and_the_checksums_last(hall: Hall, language: str) -> None:
    vote = await hall.open()
    await hall.count(await hall.close(vote))
    text, spoken = await written(hall, language), speech(language)
    body, annex = text.split(f"## {spoken.toast('minutes-annex')}\n")
    assert [line.split(":")[0] for line in body.splitlines() if line.endswith("." * 60)] == [
        f"- {spoken.toast(key)}" for key in ("minutes-signed", "minutes-chairs", "minutes-takers")
    ]
    assert (re.findall(r"[0-9a-f]{64}", body), len(re.findall(r"[0-9a-f]{64}", annex))) == ([], 3)


async def test_lengths_of_time_in_the_minutes_are_said_as_people_say_them(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(countdown.close_in, vote, timedelta(days=2), CLI))
    assert "last call, 2 days." in await written(hall)


async def test_names_are_restored_from_their_pseudonyms(hall: Hall) -> None:
    done(await hall.run(roles.give, await hall.event(), "2", Role.CHAIR, await hall.id(1)))
    text = await written(hall)
    assert "Role of Name2 Surname2 (2): chair. · by Name1 Surname1 (1)" in text
    assert "- Chair: Name2 Surname2\n" in text


async def test_notes_detached_accounts_and_substitutes_are_in_the_minutes(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("9", "Zoe", votes=False)], CLI))
    assert await hall.run(floor.note, await hall.event(), "The beamer failed.", await hall.id(1)) is None
    done(await hall.run(accounts.unbind, await hall.event(), await hall.member(2), "", CLI))
    await hall.run(substitution.swap, await hall.event(), await hall.member(3), await hall.member(9), CLI)
    text = await written(hall)
    for line in (
        "Note: The beamer failed. · by Name1 Surname1 (1)",
        "Accounts of Name2 Surname2 (2) were detached.",
        "A substitute stepped in: Zoe (9).",
    ):
        assert line in text


async def test_entry_of_a_kind_that_is_not_known_is_still_there(hall: Hall) -> None:
    await hall.run(record_many, (await hall.event()).id, "moon.landed", CLI, [(None, {"where": 1})])
    assert "- 14:00 moon.landed\n" in await written(hall)


async def test_five_thousand_items_render_in_german_too(hall: Hall) -> None:
    acts = [(None, {"to": "present", "text": f"Punkt {number}"}) for number in range(5000)]
    await hall.run(record_many, (await hall.event()).id, "announcement", CLI, acts)
    assert (await written(hall, "de")).count("Durchsage an die Anwesenden: Punkt") == 5000


async def test_roster_file_disarms_formulas_and_has_a_name_of_ours(hall: Hall) -> None:
    await hall.run(roster.import_rows, [Row("9", "=HYPERLINK(1)", votes=False, weight=1_500_000)], CLI)
    await hall.check_in("9")
    message = await make(hall.store, "", await hall.event(), "roster present", EN)
    assert message.file
    table = list(csv.reader(io.StringIO(message.file.content.decode("utf-8-sig"))))
    assert message.file.name == "roster-present-agm.csv"
    assert table[0] == ["number", "name", "email", "weight", "votes", "groups", "present", "networks", "reachable"]
    assert ["9", "'=HYPERLINK(1)", "", "1.5", "no", "", "yes", "", "no"] in table
    assert ["1", "Name1 Surname1", "", "1", "yes", "", "yes", "telegram", "yes"] in table


async def test_minutes_file_is_markdown(hall: Hall) -> None:
    await hall.draft(MOTION)
    message = await make(hall.store, "Club", await hall.event(), "minutes", EN)
    assert message.file
    assert (message.file.name, message.file.content[:9]) == ("minutes-agm.md", b"# Minutes")


async def test_rehearsal_leaves_nothing_in_the_minutes_and_is_never_published_afterwards(hall: Hall) -> None:
    await hall.run(events.set_event, (await hall.event()).id, rehearsal=True)
    await hall.run(record_many, (await hall.event()).id, "event.rehearsal", CLI, [(None, {"on": True})])
    tried = await hall.open()
    await hall.cast(tried, _1="a")
    counted = await hall.count(await hall.close(tried))
    await hall.run(rehearsing.end, await hall.event(), CLI, "Ann", "over")
    done(await hall.run(floor.change_state, await hall.event(), "open", CLI))
    await hall.check_in(1, 2, 3, 4, 5)
    real = await hall.open()
    assert [line for line in (await written(hall)).splitlines() if "Vote 1" in line or "REHEARSAL" in line] == []
    assert f"Vote {real.number} “Lunch?”: opened." in await written(hall)
    refused = await hall.run(counting.publish, await hall.event(), [counted], CLI)
    assert refused == refuse("rehearsal-over", number=1)
    assert name(EN, counted) == "REHEARSAL: Vote 1 “Lunch?”"


def recorded() -> set[str]:
    """The kinds of journal entries that the core writes."""
    kinds: set[str] = set()
    for path in (Path(__file__).parents[1] / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_many"):
                words = [
                    item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)
                ]
                kinds |= {word for word in words if re.fullmatch(r"[a-z]+(\.[a-z-]+)?", word)}
    acts = {f"event.{act}" for ways in EVENT.values() for act in ways}
    return kinds | acts | {"proxy.off", "proxy.declined", "election.accept", "election.decline"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_entry_has_a_sentence_in_every_language(language: str) -> None:
    silent = minutes_record.QUIET | minutes.COMINGS | {"event.rehearsal"}
    said = {kind for kind in recorded() - silent if _said(language, kind)}
    assert recorded() - silent - said == set()


def _said(language: str, kind: str) -> bool:
    return f"minutes-act-{kind.replace('.', '-')} =" in "".join(
        path.read_text("utf-8") for path in (TEXTS / language).glob("*.ftl")
    )


async def test_no_word_of_the_machine_is_in_german_minutes(hall: Hall) -> None:
    acts = [
        *(("member.role", {"role": role}) for role in [*Role, "none"]),
        *(("channel.bound", {"purpose": purpose}) for purpose in Purpose),
        *(("channel.lost", {"purpose": purpose}) for purpose in Purpose),
        *(("announcement", {"to": to, "text": "!"}) for to in ("present", "all", "absent")),
    ]
    ann = await hall.id(1)
    for kind, data in acts:
        await hall.run(record_many, (await hall.event()).id, kind, CLI, [(ann, data)])
    for base in Base:
        majority = "more than 1/2 of weight" if base is Base.WEIGHT else f"at least 2/3 of {base}"
        vote = await hall.open(replace(MOTION, majority=majority, quorum="1/4 of entitled"))
        await hall.cast(vote, _1="a")
        await hall.count(await hall.close(vote))
    words = {*Role, *Purpose, "present", "all", "absent", *Base, "none", "of", "at least", "more than"}
    text = (await written(hall, "de")).partition("## Verlauf")[2]
    assert {word for word in words if re.search(rf"\b{word}\b", text)} == set()


async def test_minutes_end_with_what_was_decided_and_who_was_there(hall: Hall) -> None:
    guests = [Row("8", "Fay Guest", votes=False), Row("9", "Émile Guest", votes=False)]
    await hall.run(roster.import_rows, guests, CLI)
    await hall.check_in(8, 9)
    for choices in ({"_1": "a", "_2": "a"}, {"_1": "a", "_2": "b"}):
        vote = await hall.open()
        await hall.cast(vote, **choices)
        await hall.close(vote)
        counted = await hall.count(vote)
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    lines = (await written(hall)).splitlines()
    at, there = lines.index("## Decided"), lines.index("## Annex: attendance list")
    assert lines[at + 2 : at + 4] == [
        "- Vote 1 “Lunch?”: Carried. Not published.",
        "- Vote 2 “Lunch?”: Tie. A tie counts as rejected.",
    ]
    *most, last = (f"Name{number} Surname{number} ({number})" for number in range(1, 6))
    everybody = f"{', '.join(most)} and {last}"
    assert lines[there + 2 : there + 4] == [
        f"- Members with a vote, checked in at some time (5): {everybody}",
        "- Guests (2): Émile Guest (9) and Fay Guest (8)",
    ]


@pytest.mark.parametrize(
    ("why", "told"), [("", "draft deleted"), ("no mover", "draft deleted, never opened. Reason: no mover")]
)
async def test_draft_that_is_taken_away_was_no_vote(hall: Hall, why: str, told: str) -> None:
    done(await hall.run(voting.cancel, await hall.draft(), why, CLI, "Ann"))
    assert [line.split(": ", 1)[1] for line in (await written(hall)).splitlines() if "“Lunch?”: " in line] == [told]
