"""What was decided beside a count and typed wrongly is taken back until members know of it; then it is asked about."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from adapters.memory import Group, Person
from core import acceptance, counting
from core.elections import sitting
from core.journal import CLI
from core.model import Acceptance, Vote, VoteState
from core.store import journal
from tests.elected import BOARD, CALLED, LUNCH, counted, published
from tests.meeting import Meeting, played
from tests.people import AGM, Hall, done
from tests.podium import Podium, podium
from tests.talk import buttons
from tests.test_minutes import written as minutes
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
CHAIRS = replace(LUNCH, tie="chair")
ASKED = (
    f"{CALLED} is published: members get the new result at once, and this cannot be taken back. Is it meant so?\n"
    "Written: /"
)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def decisions_of(hall: Hall) -> list[str]:
    about = ("vote.lot", "vote.tie", "vote.ruling")
    async with hall.store.read() as tx:
        return [entry.kind for entry in await journal.entries(tx, AGM) if entry.kind.startswith(about)]


def facts(vote: Vote) -> tuple[object, ...]:
    return vote.outcome, vote.drawn, vote.seed, vote.ruling


# -- what cannot be taken back


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/lot 1 off", "Vote 1: no lot was drawn that could be taken back."),
        ("/ruling 1 zurück", "Vote 1: nothing was decided by you that could be taken back."),
    ],
)
async def test_nothing_was_decided(chair: Podium, text: str, told: str) -> None:
    await counted(chair.hall, "a+b", "a+d")
    assert await chair.write(text) == [told]
    assert await decisions_of(chair.hall) == []


@pytest.mark.parametrize("text", ["/lot 1 off", "/ruling 1 off"])
async def test_open_vote_has_nothing_to_take_back(chair: Podium, text: str) -> None:
    await chair.hall.open(BOARD)
    assert (await chair.write(text))[0].startswith("Vote 1 ")
    assert await decisions_of(chair.hall) == []


async def test_what_members_know_stays(chair: Podium) -> None:
    vote = await counted(chair.hall, "a+b", "a+d")
    await chair.write("/lot 1 b")
    done(await chair.hall.run(counting.publish, await chair.hall.event(), [await chair.hall.again(vote)], CLI))
    assert await chair.write("/lot 1 off") == [
        "Vote 1 is published: members know what was decided. Nothing of it can be taken back; "
        "a new round: /repeat 1 WHY"
    ]
    assert (await chair.vote(1)).drawn == ("b",)


async def test_seat_that_was_accepted_stays(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+d")
    await chair.write("/lot 1 b")
    await chair.write("/accept 1 b")
    assert await chair.write("/lot 1 off") == [
        "1b has accepted the seat already. First write that down otherwise: /accept 1 1b no"
    ]
    assert (await chair.vote(1)).drawn == ("b",)


async def test_lot_beside_a_run_off_is_refused(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+d")
    await chair.write("/runoff 1")
    assert await chair.write("/lot 1 b") == ["Vote 2 is the run-off of vote 1 already. Cancel it first: /cancel 2 WHY"]
    await chair.write("/cancel 2 we draw lots")
    await chair.write("/lot 1 b")
    assert (await chair.vote(1)).drawn == ("b",)


# -- before members know


@pytest.mark.parametrize("off", ["off", "zurück", "Off"])
@pytest.mark.parametrize("text", ["b", "seed 4 8 15"])
async def test_wrong_lot_is_taken_back_and_drawn_anew(chair: Podium, text: str, off: str, tmp_path: Path) -> None:
    vote = await counted(chair.hall, "a+b", "a+d")
    before = facts(vote)
    await chair.write(f"/lot 1 {text}")
    assert await chair.write(f"/lot 1 {off}") == [
        f"{CALLED}: what was drawn is taken back. The result comes anew, as it was counted."
    ]
    assert facts(await chair.vote(1)) == before
    await chair.write("/lot 1 dan")
    after = await chair.vote(1)
    assert (after.drawn, sitting(after)) == (("d",), ("a", "d"))
    assert await decisions_of(chair.hall) == ["vote.lot", "vote.lot.off", "vote.lot"]
    await written(chair.hall, tmp_path)
    assert verdict(tmp_path) == ""
    assert "the lot was taken back before the result was published" in await minutes(chair.hall)


@pytest.mark.parametrize("act", ["ruling", "lot"])
async def test_ruling_goes_with_the_tie_that_it_decided(chair: Podium, act: str, tmp_path: Path) -> None:
    vote = await counted(chair.hall, "a", "b", definition=CHAIRS)
    before = facts(vote)
    await chair.write("/ruling 1 yes: the older rule")
    await chair.write(f"/{act} 1 off")
    assert facts(await chair.vote(1)) == before
    await chair.write("/ruling 1 no")
    assert facts(await chair.vote(1)) == ("rejected", ("b",), "", "no")
    await written(chair.hall, tmp_path)
    assert verdict(tmp_path) == ""


async def test_ruling_beside_a_verdict_is_taken_back_alone(chair: Podium) -> None:
    await counted(chair.hall, "a", "b", definition=LUNCH)
    await chair.write("/lot 1 yes")
    await chair.write("/ruling 1 the statutes say so")
    await chair.write("/ruling 1 off")
    assert facts(await chair.vote(1)) == ("carried", ("a",), "", "")
    assert await decisions_of(chair.hall) == ["vote.lot", "vote.ruling", "vote.ruling.off"]


# -- once members know of the tie


@pytest.mark.parametrize(
    ("text", "typed"),
    [("dan", "lot 1 d yes"), ("1d b", "lot 1 d b yes"), ("seed 4 8 15", "lot 1 seed 4 8 15 yes")],
)
async def test_lot_in_a_published_vote_is_asked_about(chair: Podium, text: str, typed: str) -> None:
    await published(chair.hall, "a+b", "a+d")
    effects = await chair.effects(f"/lot 1 {text}")
    (post,) = effects.posts
    assert await chair.write(f"/lot 1 {text}") == [f"{ASKED}{typed}"]
    assert (await chair.vote(1)).drawn == ()
    ((label, data),) = buttons([post.message]).items()
    assert label == "Yes, it is meant so"
    assert (await chair.press(data))[-1].startswith(f"The lot is recorded: {CALLED}.")
    assert (await chair.vote(1)).outcome == "elected"


async def test_lot_in_a_published_vote_is_confirmed_by_typing(chair: Podium) -> None:
    await published(chair.hall, "a+b", "a+d")
    assert await chair.write("/lot 1 a yes") == ["1a is not in the tie of vote 1. Between whom a lot is open: /lot 1"]
    await chair.write("/lot 1 dan yes")
    assert sitting(await chair.vote(1)) == ("a", "d")


async def test_question_is_not_confirmed_by_what_was_drawn(chair: Podium) -> None:
    await published(chair.hall, "a", "b", definition=LUNCH)
    for text in ("yes", "no"):
        await chair.write(f"/lot 1 {text}")
        assert (await chair.vote(1)).drawn == ()
    await chair.write("/lot 1 no yes")
    assert (await chair.vote(1)).drawn == ("b",)


async def test_ruling_that_decides_a_published_tie_is_asked_about(chair: Podium) -> None:
    await published(chair.hall, "a", "b", definition=CHAIRS)
    told = await chair.write("/ruling 1 no: they all said yes")
    assert told[0].endswith("Written: /ruling 1 no: they all said yes\nyes")
    assert facts(await chair.vote(1)) == ("tie", (), "", "")
    await chair.write("/ruling 1 no: they all said yes\nyes")
    assert facts(await chair.vote(1)) == ("rejected", ("b",), "", "no: they all said yes")


async def test_ruling_that_decides_nothing_keeps_all_its_words(chair: Podium) -> None:
    await published(chair.hall, "a", "b", definition=LUNCH)
    await chair.write("/ruling 1 they all said\nyes")
    assert facts(await chair.vote(1)) == ("tie", (), "", "they all said\nyes")


async def test_answer_of_the_elected_does_not_bind_who_lost_nothing(chair: Podium) -> None:
    vote = await counted(chair.hall, "a+b", "a+d")
    await chair.write("/lot 1 b")
    done(
        await chair.hall.run(acceptance.answer, await chair.hall.again(vote), "a", Acceptance.ACCEPTED, CLI, chair=True)
    )
    await chair.write("/lot 1 off")
    assert ((await chair.vote(1)).drawn, (await chair.vote(1)).state) == ((), VoteState.COUNTED)


# -- what stands in the chats


def results(person: Person | Group) -> list[str]:
    """What came of vote 1, in the results that a chat shows."""
    texts = [plain(shown.message.text) for shown in person.messages]
    return [text.splitlines()[1] for text in texts if text.startswith("Result · Election 1")]


async def play_lots(meeting: Meeting) -> None:
    await meeting.chair("/elect 1 Chair\nmethod: plurality\n- Ada\n- Bob")
    await meeting.chair("/open 1")
    for number, label in enumerate(("1a · Ada", "1b · Bob", "1a · Ada", "1b · Bob"), 1):
        await meeting.press(number, label)
    await meeting.chair("/close 1")
    await meeting.time.sleep(30)
    shown = [results(meeting.channel)]
    for text in ("/lot 1 ada", "/lot 1 off", "/publish 1", "/lot 1 bob yes"):
        await meeting.chair(text)
        await meeting.time.sleep(30)
        shown.append(results(meeting.channel))
    assert shown == [["Tie"], ["Elected"], ["Tie"], ["Tie"], ["Elected"]]
    assert results(meeting.member(5)) == ["Elected"]


def test_chats_show_the_newest_result_alone(tmp_path: Path) -> None:
    played(tmp_path, play_lots)
