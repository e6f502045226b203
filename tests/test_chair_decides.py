"""`/ruling` decides a tie where the rule leaves it to the chair; the computed verdict stays beside it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.views.card import rows
from bot.views.live import Scene, live
from bot.wording.speech import speech
from core import counting, floor
from core.ending import open_ties
from core.journal import CLI
from core.model import Definition, EventSettings, Option, Vote, VoteState
from core.store import journal, votes
from tests.people import AGM, MOTION, START, Hall, done
from tests.podium import ANN, BEN, CHAT, Podium, podium
from tests.talk import buttons
from tests.test_minutes import written as minutes
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
TIED = replace(MOTION, options=tuple(Option(label, "") for label in "abc"), tie="chair")
TRIO = tuple(Option(label, name) for label, name in zip("abc", ("Ada", "Bob", "Cleo"), strict=True))
SEAT = Definition("Chair", TRIO, kind="election", method="plurality", majority="", tie="chair")


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def tied(hall: Hall, definition: Definition = TIED) -> Vote:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="b")
    return await hall.count(await hall.close(vote))


async def kinds(hall: Hall) -> list[str]:
    async with hall.store.read() as tx:
        return [entry.kind for entry in await journal.entries(tx, AGM) if entry.kind in ("vote.ruling", "vote.tie")]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("yes", "carried"),
        ("No, because of the cost", "rejected"),
        ("ja: wegen der Kosten", "carried"),
        ("1b", "rejected"),
        ("carried: it is high time", "carried"),
        ("Abgelehnt", "rejected"),
    ],
)
async def test_chair_decides_a_tie_and_both_verdicts_are_kept(
    chair: Podium, text: str, outcome: str, tmp_path: Path
) -> None:
    await tied(chair.hall)
    assert (await chair.vote(1)).outcome == "tie"
    assert (await chair.write(f"/ruling 1 {text}"))[0].startswith("Vote 1 “Lunch?”: you have decided the tie for ")
    vote = await chair.vote(1)
    assert (vote.outcome, vote.ruling, await kinds(chair.hall)) == (outcome, text, ["vote.ruling", "vote.tie"])
    await written(chair.hall, tmp_path)
    assert verdict(tmp_path) == ""
    told = await chair.lines("/result 1")
    assert told[1] == {"carried": "Carried", "rejected": "Rejected"}[outcome]
    assert any("The chair decided the tie: " in line for line in told)
    assert "the chair has decided the tie between 1a · Yes and 1b · No for " in await minutes(chair.hall)


@pytest.mark.parametrize("text", ["the statutes say so", "perhaps yes", "Angenommen, es regnet, dann nicht"])
async def test_ruling_that_names_nothing_decides_nothing_and_says_so(chair: Podium, text: str) -> None:
    await tied(chair.hall)
    assert await chair.lines(f"/ruling 1 {text}") == [
        f"Recorded beside the result of Vote 1 “Lunch?”: {text}",
        "The tie is open as before. Begin with what you decide for: 1a · Yes or 1b · No.",
    ]
    assert ((await chair.vote(1)).outcome, await kinds(chair.hall)) == ("tie", ["vote.ruling"])


@pytest.mark.parametrize("tie", ["rejected", "runoff", "lot"])
async def test_tie_that_is_not_the_chairs_is_not_decided(chair: Podium, tie: str) -> None:
    await tied(chair.hall, replace(TIED, tie=tie))
    await chair.write("/ruling 1 yes")
    assert ((await chair.vote(1)).outcome, await kinds(chair.hall)) == ("tie", ["vote.ruling"])


async def test_what_is_no_tie_stays_what_it_is(chair: Podium) -> None:
    vote = await chair.hall.open(TIED)
    await chair.hall.cast(vote, _1="a")
    await chair.hall.count(await chair.hall.close(vote))
    await chair.write("/ruling 1 no")
    assert ((await chair.vote(1)).outcome, await kinds(chair.hall)) == ("carried", ["vote.ruling"])


async def test_second_chair_does_not_decide_it_again(chair: Podium) -> None:
    await tied(chair.hall)
    await chair.write("/ruling 1 yes")
    await chair.write("/ruling 1 no", BEN)
    vote = await chair.vote(1)
    assert (vote.outcome, vote.drawn, vote.ruling) == ("carried", ("a",), "no")


@pytest.mark.parametrize("text", ["Ada", "ada: the elder", "1a"])
async def test_chair_decides_who_gets_a_seat(chair: Podium, text: str, tmp_path: Path) -> None:
    await tied(chair.hall, SEAT)
    assert (await chair.vote(1)).outcome == "tie"
    await chair.write(f"/ruling 1 {text}")
    vote = await chair.vote(1)
    assert (vote.outcome, vote.drawn, vote.state) == ("elected", ("a",), VoteState.COUNTED)
    assert "Decided by the chair: 1a · Ada" in await chair.lines("/result 1")
    await written(chair.hall, tmp_path)
    assert verdict(tmp_path) == ""


async def test_decision_after_publication_is_told_to_members_again(chair: Podium) -> None:
    hall, vote = chair.hall, await tied(chair.hall)
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
    await chair.write("/ruling 1 yes\nyes")
    assert "result" in {kind for kind, _, _ in await hall.sent_to()}
    assert (await chair.vote(1)).outcome == "carried"


async def favours(chair: Podium, number: int = 1) -> dict[str, str]:
    """The buttons under a result that decide its tie."""
    shown = await chair.buttons(f"/result {number}")
    return {label: data for label, data in shown.items() if label.startswith(("I decide", "Drawn"))}


async def test_chair_decides_a_tie_by_one_tap(chair: Podium) -> None:
    await tied(chair.hall)
    shown = await favours(chair)
    assert list(shown) == ["I decide: Yes", "I decide: No"]
    (told,) = await chair.press(shown["I decide: No"])
    assert told.splitlines() == [
        "Vote 1 “Lunch?”: you have decided the tie for No. The count stays beside it.",
        "Until it is published you can take it back: /ruling 1 off",
    ]
    vote = await chair.vote(1)
    assert (vote.outcome, vote.ruling, await kinds(chair.hall)) == ("rejected", "No", ["vote.ruling", "vote.tie"])
    assert (await chair.press(shown["I decide: Yes"], BEN))[0].startswith("Vote 1 “Lunch?” stands differently by now.")
    assert ((await chair.vote(1)).outcome, await favours(chair)) == ("rejected", {})


async def test_tap_on_a_tie_that_members_know_is_asked_about(chair: Podium) -> None:
    vote = await tied(chair.hall)
    await chair.hall.run(counting.publish, await chair.hall.event(), [vote], CLI)
    effects = (await chair.talk.give(chair.talk.pressed(ANN, (await favours(chair))["I decide: Yes"], CHAT)))[0]
    assert (await chair.vote(1)).outcome == "tie"
    yes = buttons([post.message for post in effects.posts])["Yes, it is meant so"]
    await chair.press(yes)
    assert ((await chair.vote(1)).outcome, (await chair.vote(1)).ruling) == ("carried", "Yes")


@pytest.mark.parametrize("definition", [replace(TIED, tie="lot"), replace(SEAT, tie="lot")])
async def test_lot_that_was_drawn_is_written_down_by_one_tap(chair: Podium, definition: Definition) -> None:
    await tied(chair.hall, definition)
    shown = await favours(chair)
    await chair.press(next(data for label, data in shown.items() if label in ("Drawn: No", "Drawn: Bob")))
    assert ((await chair.vote(1)).drawn, await favours(chair)) == (("b",), {})


async def test_tie_of_which_nobody_decides_has_no_buttons(chair: Podium) -> None:
    await tied(chair.hall, replace(TIED, tie="rejected"))
    assert await favours(chair) == {}


async def on_card(chair: Podium) -> list[str]:
    """What the card says of votes that are counted or published."""
    held = await chair.hall.run(votes.of_event, AGM, VoteState.COUNTED)
    shown = [*await chair.hall.run(open_ties, await chair.hall.event()), *held]
    text = plain(live(speech("en"), Scene(await chair.hall.event(), [], shown, timedelta(0), {}), START).text)
    return [line for line in text.splitlines() if "published" in line]


@pytest.mark.parametrize(
    ("definition", "decided"),
    [
        (TIED, "/ruling 1 yes"),
        (replace(TIED, tie="lot"), "/lot 1 yes"),
        (replace(TIED, tie="runoff"), "/runoff 1"),
    ],
)
async def test_card_names_a_tie_until_it_is_decided(chair: Podium, definition: Definition, decided: str) -> None:
    vote = await tied(chair.hall, definition)
    assert await on_card(chair) == ["counted, not published yet · tie, not decided: /result 1"]
    done(await chair.hall.run(counting.publish, await chair.hall.event(), [vote], CLI))
    assert await on_card(chair) == ["published · tie, not decided: /result 1"]
    offered = rows(speech("en"), await chair.hall.event(), [await chair.vote(1)], ())
    assert [button.label for row in offered for button in row] == ["Open check-in", "Break"]
    await chair.write(decided)
    await chair.write(f"{decided} yes" if decided.startswith("/lot") else f"{decided}\nyes")
    assert await on_card(chair) == []


async def test_card_names_no_tie_that_the_rule_settles(chair: Podium) -> None:
    await tied(chair.hall, replace(TIED, tie="rejected"))
    assert await on_card(chair) == ["counted, not published yet"]


@pytest.mark.parametrize(("language", "yes"), [("en", "yes"), ("de", "ja")])
async def test_question_about_a_tie_that_members_know_says_yes_in_the_reader_s_language(
    hall: Hall, language: str, yes: str
) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", languages=(language,))])
    chair, vote = await podium(hall), await tied(hall)
    done(await hall.run(counting.publish, await hall.event(), [vote], CLI))
    assert (await chair.lines("/ruling 1 ja"))[-1] == yes
