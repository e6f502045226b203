"""`/fix`: title and text of an open vote are corrected, nothing else, and everybody can check that."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.drafting.lines import CORRECTABLE
from bot.papers import verify
from bot.views.ballot.filling import Drawing
from bot.views.ballot.own import group, private
from bot.wording.speech import speech
from core import corrections, voting
from core.definition import definition_hash
from core.errors import Refusal
from core.faults import Faulty
from core.journal import CLI
from core.model import Definition, MemberId, Option, VoteState
from core.outgoing import DeliveryState
from core.store import ballots, journal
from tests.ballots import vote_on
from tests.people import AGM, MOTION, START, Hall, code, done
from tests.podium import Podium, podium
from tests.test_minutes import written as minutes
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
EN = speech("en")
TYPO = replace(MOTION, title="Lnuch?", text="Lunch at noon.", titles={"de": "Mittagesen?"})
RIGHT = replace(MOTION, title="Lunch?", text="Lunch at one.", titles={"de": "Mittagessen?"})


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def fixes(hall: Hall) -> list[dict[str, object]]:
    async with hall.store.read() as tx:
        return [dict(entry.data) for entry in await journal.entries(tx, AGM) if entry.kind == "vote.fix"]


# -- what cannot be corrected


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        (TYPO, "fix-same"),
        (replace(RIGHT, options=(*MOTION.options[:2], Option("c", "Perhaps"))), "fix-more"),
        (replace(RIGHT, options=MOTION.options[:2]), "fix-more"),
        (replace(RIGHT, majority="at least 2/3 of yes_no"), "fix-more"),
        (replace(RIGHT, secret=True), "fix-more"),
        (replace(RIGHT, excluded=("1",)), "fix-more"),
        (replace(RIGHT, title=" "), "missing"),
    ],
)
async def test_anything_but_title_and_text_is_refused(hall: Hall, definition: Definition, why: str) -> None:
    vote = await hall.open(TYPO)
    refused = await hall.run(corrections.correct, vote, definition, CLI)
    assert isinstance(refused, Refusal)
    assert (refused.code, isinstance(refused, Faulty)) == (why, why == "missing")
    assert ((await hall.again(vote)).definition, await fixes(hall)) == (TYPO, [])


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ((), "fix-draft"),
        (("open", "close"), "fix-over"),
        (("open", "close", "count"), "fix-over"),
        (("open", "cancel"), "fix-over"),
    ],
)
async def test_vote_that_is_not_open_is_not_corrected(hall: Hall, way: tuple[str, ...], why: str) -> None:
    vote = await hall.draft(TYPO)
    for step in way:
        if step == "open":
            done(await hall.run(voting.open_vote, await hall.event(), vote, CLI))
        elif step == "cancel":
            done(await hall.run(voting.cancel, await hall.again(vote), "wrong", CLI, "Ann"))
        else:
            await (hall.close(vote) if step == "close" else hall.count(vote))
    assert code(await hall.run(corrections.correct, await hall.again(vote), RIGHT, CLI)) == why
    assert ((await hall.again(vote)).definition, await fixes(hall)) == (TYPO, [])


# -- what is corrected


async def test_votes_stand_and_the_journal_holds_both_wordings_and_hashes(hall: Hall) -> None:
    vote = await hall.open(TYPO)
    await hall.cast(vote, _1="a", _2="b")
    fixed = done(await hall.run(corrections.correct, await hall.again(vote), RIGHT, await hall.id(1)))
    assert (fixed.state, fixed.cast.heads, fixed.definition) == (VoteState.OPEN, 2, RIGHT)
    assert {choice: total.heads for choice, total in (await hall.run(ballots.box, vote.id)).items()} == {"a": 1, "b": 1}
    assert await fixes(hall) == [
        {
            "vote": 1,
            "before": {"title": "Lnuch?", "titles": {"de": "Mittagesen?"}, "text": "Lunch at noon."},
            "after": {"title": "Lunch?", "titles": {"de": "Mittagessen?"}, "text": "Lunch at one."},
            "was": definition_hash(TYPO),
            "definition": definition_hash(RIGHT),
        }
    ]


async def test_every_ballot_is_drawn_anew_first_for_those_who_have_not_voted(hall: Hall) -> None:
    vote = await hall.open(TYPO)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await hall.cast(vote, _1="a")
    done(await hall.run(corrections.correct, await hall.again(vote), RIGHT, CLI))
    again = [await hall.sent_to(state) for state in (DeliveryState.OUTDATED, DeliveryState.AGED)]
    assert [sorted(chat for _, _, chat in sent) for sent in again] == [
        ["telegram:2", "telegram:3", "telegram:4", "telegram:5"],
        ["telegram:1"],
    ]


@pytest.mark.parametrize("secret", [False, True])
async def test_papers_hold_after_corrections_and_tell_of_them(hall: Hall, tmp_path: Path, secret: bool) -> None:
    vote = await hall.open(replace(TYPO, secret=secret))
    for step in (replace(TYPO, title="Lunch!", secret=secret), replace(RIGHT, titles={}, text="", secret=secret)):
        done(await hall.run(corrections.correct, await hall.again(vote), step, CLI))
    await hall.cast(vote, _1="a", _2="b", _3="a")
    await hall.count(await hall.close(vote))
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    told = (await minutes(hall)).splitlines()
    assert [line for line in told if line.startswith("  - ")] == [
        "  - Title before: “Lnuch?”; afterwards: “Lunch!”",
        f"  - SHA-256 of text and rules before: {definition_hash(replace(TYPO, secret=secret))}; afterwards: "
        f"{definition_hash(replace(TYPO, title='Lunch!', secret=secret))}",
        "  - Text before: “Lunch at noon.”; afterwards: “–”",
        "  - Title before: “Lunch!”; afterwards: “Lunch?”",
        "  - Title (de) before: “Mittagesen?”; afterwards: “–”",
        f"  - SHA-256 of text and rules before: "
        f"{definition_hash(replace(TYPO, title='Lunch!', secret=secret))}; afterwards: "
        f"{definition_hash(replace(RIGHT, titles={}, text='', secret=secret))}",
    ]
    assert any(definition_hash(replace(RIGHT, titles={}, text="", secret=secret)) in line for line in told[-4:])


async def test_correction_that_changed_an_option_is_found_by_the_verifier(hall: Hall, tmp_path: Path) -> None:
    """As if software of somebody else had let the options be changed, with a journal that is whole."""
    vote = await hall.open(TYPO)
    done(await hall.run(corrections.correct, await hall.again(vote), RIGHT, CLI))
    await hall.count(await hall.close(vote))
    await written(hall, tmp_path)
    path, papers = tmp_path / "journal.jsonl", tmp_path / "event.json"
    about = json.loads(papers.read_text("utf-8"))
    about["votes"][0]["definition"]["options"][1]["text"] = "Never"
    entries, prev = [], verify.START
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["kind"] == "vote.fix":
            changed = verify.canonical(about["votes"][0]["definition"])
            entry["data"]["definition"] = hashlib.sha256(changed.encode()).hexdigest()
        entry["prev"] = prev
        entry["hash"] = prev = verify.entry_hash(entry)
        entries.append(verify.canonical(entry))
    about["journal"]["head"] = prev
    path.write_text("".join(f"{entry}\n" for entry in entries), "utf-8")
    papers.write_text(json.dumps(about), "utf-8")
    assert verdict(tmp_path) == "vote 1: a correction changed more than title and text"


# -- typed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "/fix 1 Dinner?\nmajority: two-thirds\n- Perhaps\nsecret",
            [
                "Nothing was changed. These 3 things cannot be:",
                *(
                    f"• {what}cannot change while a vote is open. Only title and text can be corrected; "
                    "for all else /cancel it and open it anew."
                    for what in ("majority: ", "", "secret: ")
                ),
                "Write it like this: /fix 7 NEW TITLE, text: NEW TEXT on the next line",
            ],
        ),
        ("/fix 1 Lunch?", ["Vote 1 has this wording already. Nothing has changed."]),
        ("/fix 2 Lunch?", ["There is no vote 2."]),
        ("/fix Dinner", ["“Dinner” is not the number of a vote. All votes: /votes"]),
    ],
)
async def test_what_cannot_be_typed_is_answered(chair: Podium, text: str, told: list[str]) -> None:
    await chair.hall.open()
    assert (await chair.lines(text))[: len(told)] == told
    assert await fixes(chair.hall) == []


async def test_chair_reads_old_and_new_and_what_to_do_if_it_means_something_else(chair: Podium) -> None:
    await chair.hall.cast(await chair.hall.open(TYPO), _1="a")
    assert await chair.lines("/fix 1 Lunch?\ntext: Lunch at one.\ntitle.de: Mittagessen?") == [
        "Vote 1 “Lunch?” is corrected. The ballots of 5 members change; the 1 vote stands.",
        "Title before: “Lnuch?”. Now: “Lunch?”.",
        "Title (de) before: “Mittagesen?”. Now: “Mittagessen?”.",
        "Text before: Lunch at noon.",
        "Text now: Lunch at one.",
        "If this changes what is voted on, end it instead: /cancel 1 WHY, and open it anew.",
    ]
    assert (await chair.vote(1)).definition == RIGHT


async def test_without_words_the_present_ones_are_shown_to_copy(chair: Podium) -> None:
    await chair.hall.open(TYPO)
    assert await chair.lines("/fix 1") == [
        "Vote 1 “Lnuch?” is open. Copy this and write it correctly; options and rules stay as they are:",
        "/fix 1 Lnuch?",
        "title.de: Mittagesen?",
        "text: Lunch at noon.",
    ]


def test_ballots_say_that_their_wording_was_corrected() -> None:
    vote = replace(vote_on(RIGHT), corrected_at=START, opened_at=START)
    mine, everybodys = private(EN, vote, Drawing(MemberId(1), 0, None, None)), group(EN, vote)
    line = "The wording was corrected at 14:00:00. A vote that is cast stands."
    assert [plain(message.text).splitlines()[1] for message in (mine, everybodys)] == [line, line]


def test_verifier_knows_the_words_that_can_be_corrected() -> None:
    assert set(verify.WORDS) == CORRECTABLE
