"""One vote, item or entry that nobody can read: lists, minutes and papers show all others and name it."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from adapters.contract import plain
from adapters.memory import LIMITS
from adapters.memory.people import Shown
from bot.chat.call import allowed
from bot.drafting.lines import question_options
from bot.papers.bundle import papers
from bot.papers.verify import Wrong, check
from bot.wording.speech import speech
from core import floor, voting
from core.errors import Damaged
from core.forgetting import Forgotten, forget
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, VoteId
from core.store import events, spreading, votes
from core.store.engine import Store
from core.store.writer import Tx
from tests.meeting import AGM, SETTINGS, Meeting, event_of, played

VOTE = {
    "no JSON": "UPDATE wording SET definition = '{' WHERE vote_id = 1",
    "other fields": "UPDATE wording SET definition = '{\"title\": 7}' WHERE vote_id = 1",
    "unknown state": "UPDATE vote SET state = 'adjourned' WHERE id = 1",
    "a list for a table": "UPDATE vote SET answers = '[]' WHERE id = 1",
    "sums of another kind": "UPDATE vote SET box = '{\"a\": 5}' WHERE id = 1",
}
LOST = {
    "en": "Vote 1 cannot be read: damaged in the database, or written by another version."
    " Everything else goes on; the operator's log says where.",
    "de": "Nr. 1 lässt sich nicht lesen: in der Datenbank beschädigt oder von einer anderen Version geschrieben."
    " Alles andere geht weiter; wo es liegt, zeigt die Logdatei dem Betrieb.",
}
OTHERS = {
    "en": [
        "Vote 2 “Second”: counted, not published, Carried; 1 of 5 voted",
        "Vote 2 “Second”: counted, not published",
        "Counted and not published: Vote 2 “Second”",
        "### Vote 2 “Second”",
    ],
    "de": [
        "Abstimmung 2 „Second“: ausgezählt, nicht veröffentlicht, Angenommen; 1 von 5 Stimmen abgegeben",
        "Abstimmung 2 „Second“: ausgezählt, nicht veröffentlicht",
        "Ausgezählt und nicht veröffentlicht: Abstimmung 2 „Second“",
        "### Abstimmung 2 „Second“",
    ],
}
FAST = replace(LIMITS, group_per_minute=600)
ELSEWHERE = (
    "INSERT INTO item (event_id, number, title, titles) VALUES ('agm', 1, 'Opening', '{'), ('agm', 2, 'Fees', '{}')",
    "INSERT INTO role (member_id, role, event_id, meeting) VALUES (1, 'usher', 'agm', 1), (3, 'usher', 'agm', 1)",
    "INSERT INTO proxy (event_id, principal_id, holder_id, state, how, since) VALUES ('agm', 3, 5, 'sold', 'self', 0)",
    "UPDATE member SET groups = '{' WHERE id = 4",
    "UPDATE journal SET data = '{' WHERE seq = 5",
)
"""Rows of other kinds that were damaged, or that another version has written."""
ERRAND = (
    "INSERT INTO errand (act, kind, event_id, subject, who, missing, reminds, away, after, counted)"
    " SELECT 'roll', 'ballot', 'agm', id, '', 0, 0, 0, '', 0 FROM vote WHERE id = 1"
)
DENIED = (
    "Vote 1 cannot be read: it is damaged in the database, or another version has written it."
    " Nothing was recorded. Everything else goes on; the operator's log says where."
)


def _poison(folder: Path, *rows: str) -> None:
    with closing(sqlite3.connect(folder / "folkmoot.db")) as database:
        for row in rows:
            database.execute(row)
        database.commit()


async def _held(meeting: Meeting) -> None:
    """Two votes that were counted."""
    for number, title in enumerate(("First", "Second"), 1):
        await meeting.chair(f"/vote {title}")
        await meeting.chair(f"/open {number}")
        ballot = next(shown for shown in meeting.member(2).messages if title in shown.message.text)
        meeting.member(2).forge(ballot.message.rows[0][0].data, ballot.ref)
        await meeting.chair(f"/close {number}")
        await meeting.time.sleep(30)


async def _answer(meeting: Meeting, text: str) -> str:
    before = {shown.ref for shown in meeting.channel.messages}
    await meeting.chair(text)
    await meeting.time.sleep(30)
    found = [_text(shown) for shown in meeting.channel.messages if shown.ref not in before]
    return "\n".join(text for text in found if "Last change" not in text and "Letzte Änderung" not in text)


async def _papers(meeting: Meeting, language: str = "en") -> dict[str, bytes]:
    async with meeting.store.read() as tx:
        event = await events.existing(tx, AGM)
    return await papers(meeting.store, event, speech(language), "Club")


def _about(lines: Sequence[str], *words: str) -> list[str]:
    return [line for line in lines if any(word in line for word in words)]


@pytest.mark.parametrize(("language", "others"), OTHERS.items())
def test_lists_minutes_and_papers_show_all_other_votes_and_name_the_one_that_cannot_be_read(
    tmp_path: Path, language: str, others: list[str]
) -> None:
    async def play(meeting: Meeting) -> None:
        await _held(meeting)
        _poison(tmp_path, VOTE["no JSON"])
        for command in ("/votes", "/event", "/event close"):
            told.extend(_about((await _answer(meeting, command)).splitlines(), "Second", LOST[language]))
        found = await _papers(meeting, language)
        written = found["minutes.md"].decode().replace("\\", "").splitlines()
        told.extend(line.strip("*") for line in _about(written, "### ", LOST[language]))
        await _answer(meeting, "/minutes")
        files.extend(shown.message.file.name for shown in meeting.channel.messages if shown.message.file)
        for name, content in found.items():
            (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "papers" / name).write_bytes(content)
        await meeting.chair("/event close yes")
        ends.append(await forget(meeting.store.write, AGM))

    told: list[str] = []
    files: list[str] = []
    ends: list[object] = []
    with structlog.testing.capture_logs() as logs:
        played(tmp_path, play, settings=EventSettings(AGM, "Assembly", languages=(language,)), limits=FAST)
    assert told == [*(line for other in others[:3] for line in (other, LOST[language])), LOST[language], others[3]]
    assert files == ["minutes-agm.pdf", "minutes-agm.md", "agm.zip"]
    assert ends == [Forgotten(5, (), (1,))]
    assert {log["event"] for log in logs if log["log_level"] == "error"} == {"row.damaged"}
    with pytest.raises(Wrong, match="vote 1"):
        check(tmp_path / "papers")


@pytest.mark.anyio
@pytest.mark.parametrize("damage", VOTE)
async def test_vote_that_cannot_be_read_is_in_no_others_way(store: Store, tmp_path: Path, damage: str) -> None:
    async def drafts(tx: Tx) -> None:
        await floor.configure(tx, [SETTINGS])
        for title in ("First", "Second"):
            definition = Definition(title, question_options(abstain=True))
            allowed(await voting.draft(tx, await event_of(tx), definition, CLI))

    await store.write(drafts)
    _poison(tmp_path, VOTE[damage])
    async with store.read() as tx:
        found = await votes.of_event(tx, AGM)
        lost = [(row.what, row.number) for row in await votes.damaged(tx, AGM, found)]
        assert ([vote.number for vote in found], lost) == ([2], [("vote", 1)])
        assert [*await votes.by_ids(tx, [VoteId(1), VoteId(2)])] == [VoteId(2)]
        with pytest.raises(Damaged, match="vote 1"):
            await votes.by_number(tx, AGM, 1)


def test_what_belongs_to_a_damaged_vote_is_refused_in_a_sentence_and_the_rest_goes_on(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        for number, title in enumerate(("First", "Second"), 1):
            await meeting.chair(f"/vote {title}")
            await meeting.chair(f"/open {number}")
        _poison(tmp_path, VOTE["no JSON"], *ELSEWHERE)
        for title in ("First", "Second"):  # of one batch
            ballot = next(shown for shown in meeting.member(2).messages if title in shown.message.text)
            meeting.member(2).forge(ballot.message.rows[0][0].data, ballot.ref)
        await meeting.time.sleep(5)
        told.extend(toast.text for toast in meeting.member(2).toasts)
        told.extend([await _answer(meeting, command) for command in ("/close 1", "/agenda", "/proxy 3 4")])
        meeting.member(3).write("/status")
        await meeting.time.sleep(5)
        told.append(plain(meeting.member(3).messages[-1].message.text).splitlines()[0])
        lines.extend(_about((await _papers(meeting))["minutes.md"].decode().splitlines(), "Entry"))

    told: list[str] = []
    lines: list[str] = []
    played(tmp_path, play, limits=FAST)
    assert (told, lines) == (
        [
            DENIED,
            "Recorded: 2a · Yes",
            DENIED,
            f"Agenda of Assembly\n2. Fees\n{LOST['en'].replace('Vote', 'Item')}",
            "Name3 Surname3, member 3, gives the vote to Name4 Surname4, member 4: Assembly\n"
            "The principal is checked in: it works only after a check-out.\n"
            "A vote is open: it works from the next one on.",
            "You are Name3 Surname3, member 3.",
        ],
        [f"**{LOST['en'].replace('Vote 1', 'Entry 5 of the journal')}**"],
    )


def test_errand_that_cannot_be_carried_out_is_given_up_and_told_once(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote First")
        await meeting.chair("/open 1")
        _poison(tmp_path, VOTE["no JSON"], ERRAND)
        await meeting.chair("/vote Second")
        await meeting.chair("/open 2")
        await meeting.time.sleep(120)
        told.extend(text for text in meeting.told if "go on to everybody" in text)
        reached.extend(sum("Second" in text for text in map(_text, meeting.member(n).messages)) for n in range(1, 6))
        async with meeting.store.read() as tx:
            waiting.extend(await spreading.waiting(tx))

    told: list[str] = []
    reached: list[int] = []
    waiting: list[EventId] = []
    with structlog.testing.capture_logs() as logs:
        played(tmp_path, play)
    assert told == [
        "The messages about vote 1 cannot go on to everybody, because what is stored of it cannot be read. Whoever has"
        " none yet gets none. Everything else goes on. Tell the operator, whose log says where."
    ]
    assert (reached, waiting) == ([1] * 5, [])
    assert Counter(log["event"] for log in logs)["errand.given_up"] == 1


def _text(shown: Shown) -> str:
    return plain(shown.message.text)
