"""`/consent`: one button [I object]; adopted if nobody presses it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.drafting.settings import Defaults, VoteSettings
from bot.views.ballot.filling import Drawing
from bot.views.ballot.own import group, group_over, over, private
from bot.views.ballot.reminding import reminder
from bot.views.votes import closed
from bot.wording.speech import speech
from core import voting
from core.journal import CLI
from core.methods import CONSENT, count_twice
from core.methods.model import Fault, Settings
from core.model import Definition, MemberId, Option, VoteState
from core.rules import Outcome
from core.store import ballots
from core.totals import UNIT, Totals
from tests.ballots import vote_on
from tests.people import Hall, code
from tests.podium import Podium, podium
from tests.talk import buttons
from tests.test_minutes import written as minutes
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
EN = speech("en")
ADOPT = Definition("Adopt?", (Option("a", ""),), method=CONSENT.name, majority="", abstain=False)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


# -- the count


@pytest.mark.parametrize(
    ("box", "outcome"),
    [
        ({}, Outcome.CARRIED),
        ({"": 3}, Outcome.CARRIED),
        ({"a": 1}, Outcome.REJECTED),
        ({"a": 1, "": 40}, Outcome.REJECTED),
    ],
)
def test_one_objection_is_enough_and_silence_agrees(box: dict[str, int], outcome: Outcome) -> None:
    settings = Settings(options=("a",), abstain=False)
    result = count_twice(CONSENT, {choice: Totals(n, n * UNIT) for choice, n in box.items()}, settings)
    decided = result.options[0].verdict
    assert decided is not None
    assert (decided.outcome, decided.checks, result.valid.heads) == (outcome, (), box.get("a", 0))


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        ("a", None),
        ("", None),
        ("b", Fault("unknown-option", "b")),
        ("a+a", Fault("too-many-marks", given=2, allowed=1)),
    ],
)
def test_nothing_but_an_objection_can_be_cast(choice: str, fault: Fault | None) -> None:
    assert CONSENT.check(choice, Settings(options=("a",), abstain=False)) == fault


def test_consent_has_one_option() -> None:
    assert CONSENT.fits(Settings(options=("a", "b"))) == Fault("options", given=2, allowed=1)


async def test_consent_cannot_be_secret(hall: Hall) -> None:
    drafted = await hall.run(voting.draft, await hall.event(), replace(ADOPT, secret=True), CLI)
    assert code(drafted) == "settings-consent-secret"


# -- the ballot


def test_ballot_has_one_button_and_another_to_take_it_back() -> None:
    vote = vote_on(ADOPT)
    shown = [private(EN, vote, Drawing(MemberId(1), 3, choice, None)) for choice in (None, "a", "")]
    assert [list(buttons([message])) for message in shown] == [
        ["7a · I object"],
        ["7a · I object", "I take my objection back"],
        ["7a · I object"],
    ]
    lines = [plain(message.text).splitlines() for message in shown]
    assert ["Whoever agrees need not do anything." in text for text in lines] == [True, False, True]
    assert list(buttons([group(EN, vote)])) == ["7a · I object"]
    assert plain(group(EN, vote).text).splitlines()[-1] == (
        "Whoever agrees need not do anything. To object, press. Only you see it here; your last press counts."
    )
    rule = "Adopted if nobody objects; who says nothing agrees. Whoever objects stands in the minutes."
    assert all(rule in text for text in lines)


def test_closed_ballot_says_what_stood() -> None:
    vote = replace(vote_on(ADOPT), state=VoteState.CLOSED)
    assert plain(over(EN, vote, Drawing(MemberId(1), 3, None, None)).text).splitlines()[-1] == "You did not object."


# -- typed and pressed


async def test_adopted_without_a_press_and_said_so(chair: Podium, tmp_path: Path) -> None:
    hall = chair.hall
    assert (await chair.lines("/consent Adopt?\ntext: The minutes of last year."))[0] == "Vote 1 “Adopt?” is open."
    for seconds in (120, 30, 10):
        hall.clock.forward(seconds)
        await hall.due()
    assert (await chair.vote(1)).outcome == "carried"
    told = await chair.lines("/result 1")
    for line in ("Objections: 0", "The question reached 0 of 5 on the roll", "Adopted: nobody objected."):
        assert line in told
    assert list(await chair.buttons("/result 1")) == ["Publish vote 1 to members"]
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    assert "**Adopted: nobody objected.**" in await minutes(hall)


@pytest.mark.parametrize("typed", ["/cast 1a", "1a", "1 object", "/cast 1 widerspruch"])
async def test_objection_is_typed_and_offers_the_chair_a_vote(chair: Podium, typed: str, tmp_path: Path) -> None:
    hall = chair.hall
    chair.talk.house = replace(chair.talk.house, defaults=Defaults(vote=VoteSettings(majority="two-thirds")))
    await chair.write("/consent Adopt?\ntext: The minutes of last year.\ntitle.de: Annehmen?")
    await chair.talk.write("telegram:3", typed)
    vote = await chair.vote(1)
    assert dict(await hall.run(ballots.box, vote.id)) == {"a": Totals(1, UNIT)}
    await hall.count(await hall.close(vote))
    assert (await chair.vote(1)).outcome == "objected"
    told, offered = await chair.lines("/result 1"), await chair.buttons("/result 1")
    assert told[1] == "Not adopted"
    assert "Somebody objects. Put it to the vote: /runoff 1" in told
    assert list(offered) == ["Publish vote 1 to members", "Put it to the vote"]
    await chair.press(offered["Put it to the vote"])
    drafted = (await chair.vote(2)).definition
    assert (drafted.title, drafted.text, drafted.titles, drafted.majority, drafted.follows, len(drafted.options)) == (
        "Adopt?", "The minutes of last year.", {"de": "Annehmen?"}, "at least 2/3 of yes_no", 1, 3,
    )  # fmt: skip
    assert await chair.write("/runoff 1") == ["The run-off of vote 1 is vote 2 already."]
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    assert "- 1a · I object: Name3 Surname3 (3)" in await minutes(hall)


@pytest.mark.parametrize("typed", ["1 yes", "1 ja", "1 nein", "1 no", "1b", "1 abstain"])
async def test_word_that_is_no_objection_records_none(chair: Podium, typed: str) -> None:
    await chair.write("/consent Adopt?")
    await chair.talk.write("telegram:3", typed)
    assert await chair.hall.run(ballots.box, (await chair.vote(1)).id) == {}


@pytest.mark.parametrize("typed", ["1 withdraw", "1 blank", "/cast 1 zurückgezogen"])
async def test_objection_can_be_taken_back_until_the_end(chair: Podium, typed: str) -> None:
    await chair.write("/consent Adopt?")
    await chair.talk.write("telegram:3", "1a")
    await chair.talk.write("telegram:3", typed)
    await chair.hall.count(await chair.hall.close(await chair.vote(1)))
    assert (await chair.vote(1)).outcome == "carried"
    assert "Objections taken back: 1" in await chair.lines("/result 1")
    assert await chair.write("/runoff 1") != []
    assert (await chair.vote(1)).number == 1


async def test_adopted_consent_has_no_run_off(chair: Podium) -> None:
    await chair.write("/consent Adopt?")
    await chair.hall.count(await chair.hall.close(await chair.vote(1)))
    refused = await chair.write("/runoff 1")
    assert (len(refused), refused[0].startswith("Vote 1")) == (1, True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("secret", "• secret: does not go with the method no-objection."),
        ("Mehrheit: zwei Drittel", "• majority: does not go with it: one objection is enough. With ballots: /vote"),
    ],
)
async def test_lines_that_do_not_go_with_consent_are_named(chair: Podium, line: str, told: str) -> None:
    assert (await chair.lines(f"/consent Adopt?\n{line}"))[1] == told


async def test_secret_defaults_do_not_stand_in_the_way(chair: Podium) -> None:
    defaults = Defaults(vote=VoteSettings(secret=True, majority="two-thirds", abstain=True))
    chair.talk.house = replace(chair.talk.house, defaults=defaults)
    await chair.write("/consent Adopt?")
    assert (await chair.vote(1)).definition == replace(ADOPT, time=30.0, abstain=True)


async def test_who_says_nothing_agrees_and_is_missing_nowhere(chair: Podium) -> None:
    await chair.write("/consent Thanks")
    assert (await chair.lines("/missing 1"))[0] == (
        "Vote 1 “Thanks”: 5 members have not objected. Whoever says nothing agrees, so nobody's vote is missing."
    )
    assert (await chair.talk.write("telegram:4", "/status"))[0].splitlines()[-1] == (
        "Vote 1 “Thanks”: you have not objected; whoever says nothing agrees. /ballot"
    )
    vote, drawing = await chair.vote(1), Drawing(MemberId(1), 3, None, None)
    ballot = private(EN, vote, drawing)
    late = [plain(reminder(EN, at, drawing, ballot, chair.hall.clock.now()).text).splitlines()[0] for at in (
        replace(vote, closes_at=None), replace(vote, closes_at=chair.hall.clock.now() + timedelta(seconds=20))
    )]  # fmt: skip
    assert late == [
        "Reminder: if you object, say so. Whoever says nothing agrees.",
        "Last call, it closes at 14:00:20: if you object, say so now.",
    ]


async def test_closed_consent_says_how_many_objected_and_not_how_many_voted(chair: Podium) -> None:
    vote = await chair.hall.open(ADOPT)
    await chair.hall.cast(vote, _1="a")
    await chair.hall.close(vote)
    shown = [closed(EN, await chair.vote(1)), group_over(EN, await chair.vote(1))]
    assert ["Objections: 1" in plain(message.text).splitlines() for message in shown] == [True, True]
