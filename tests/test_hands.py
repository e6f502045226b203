"""`/hand`: a show of hands is put on record with its rule, and has no ballots."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.counts import hands
from bot.drafting.settings import Defaults, VoteSettings
from core import floor
from core import hands as by_hand
from core.elections import next_round
from core.errors import Refusal
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, Option, VoteState
from core.store import journal, votes
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, START, Hall, code, done
from tests.podium import Podium, podium
from tests.test_minutes import written as minutes
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
NOT = "The show of hands was not recorded"
ADJOURN = replace(MOTION, title="Adjourn?", majority="more than 1/2 of yes_no")


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


# -- what people type


@pytest.mark.parametrize(
    ("lines", "counted", "rest"),
    [
        (["34:12:3"], {"yes": 34, "no": 12, "abstain": 3}, []),
        (["34 12"], {"yes": 34, "no": 12}, []),
        (["yes 34, no 12, abstentions: 3"], {"yes": 34, "no": 12, "abstain": 3}, []),
        (["34 dafür", "12 dagegen", "Enthaltungen: 3"], {"yes": 34, "no": 12, "abstain": 3}, []),
        (["Ja-Stimmen 34", "majority: two-thirds", "no: 0"], {"yes": 34, "no": 0}, ["majority: two-thirds"]),
        (["no abstain", "text: 3 things", ""], {}, ["no abstain", "text: 3 things"]),
        (["34:12:3", "yes: 35"], None, []),
        (["yes yes", "3 4 5 6", "perhaps 3"], {}, ["yes yes", "3 4 5 6", "perhaps 3"]),
    ],
)
def test_counts_are_read_in_every_way_that_people_write_them(
    lines: list[str], counted: dict[str, int] | None, rest: list[str]
) -> None:
    assert hands(lines) == (counted, rest)


# -- what cannot be on record


@pytest.mark.parametrize(
    ("definition", "shown", "why"),
    [
        (ADJOURN, {"a": 4, "b": 2}, "hand-too-many"),
        (ADJOURN, {"a": 0}, "hand-none"),
        (replace(ADJOURN, majority="more than 1/2 of yes_no by weight"), {"a": 3}, "hand-weight"),
        (replace(ADJOURN, quorum="6"), {"a": 3}, "hand-no-quorum"),
        (replace(ADJOURN, group="nobody"), {"a": 3}, "unknown-group"),
        (replace(ADJOURN, excluded=("1", "2", "3", "4", "5")), {"a": 1}, "hand-nobody"),
        (replace(ADJOURN, method="plurality", options=(Option("a", "A"), Option("b", "B"))), {"a": 1}, "hand-question"),
    ],
)
async def test_impossible_hands_leave_nothing(
    hall: Hall, definition: Definition, shown: dict[str, int], why: str
) -> None:
    before = await hall.run(journal.head, AGM)
    assert code(await hall.run(by_hand.take, await hall.event(), definition, shown, CLI, "Ann")) == why
    assert (await hall.run(votes.of_event, AGM), await hall.run(journal.head, AGM)) == ([], before)


async def test_meeting_that_is_not_open_shows_no_hands(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(EventId("other"), "Other")])
    outcome = await hall.run(by_hand.take, await hall.event(EventId("other")), ADJOURN, {"a": 1}, CLI, "Ann")
    assert code(outcome) == "event-not-open"


# -- what is


async def test_show_of_hands_is_counted_by_its_rule_on_the_roll_of_the_moment(hall: Hall) -> None:
    await hall.check_out(5)
    vote = done(
        await hall.run(by_hand.take, await hall.event(), replace(ADJOURN, time=90.0), {"a": 2, "b": 1}, CLI, "A")
    )
    assert (vote.state, vote.outcome, vote.opened_at, vote.closed_at, vote.closed_by) == (
        VoteState.COUNTED, "carried", START, START, "A",
    )  # fmt: skip
    assert (vote.roll, vote.cast, vote.entitled.heads, vote.definition.time) == (
        Totals(4, 4 * UNIT), Totals(3, 3 * UNIT), 5, None,
    )  # fmt: skip
    assert ("counted", vote.id, "telegram:-1") not in await hall.sent_to()


@pytest.mark.parametrize(
    ("rule", "shown", "outcome"),
    [
        ("more than 1/2 of yes_no", {"a": 2, "b": 2}, "tie"),
        ("at least 2/3 of yes_no", {"a": 2, "b": 1}, "carried"),
        ("more than 1/2 of present", {"a": 2, "c": 1}, "rejected"),
        ("more than 1/2 of yes_no", {"c": 3}, "no_result"),
    ],
)
async def test_rule_decides_about_hands_as_about_ballots(
    hall: Hall, rule: str, shown: dict[str, int], outcome: str
) -> None:
    definition = replace(ADJOURN, majority=rule)
    assert done(await hall.run(by_hand.take, await hall.event(), definition, shown, CLI, "Ann")).outcome == outcome


async def test_run_off_of_tied_hands_has_ballots(hall: Hall) -> None:
    definition = replace(ADJOURN, tie="runoff")
    vote = done(await hall.run(by_hand.take, await hall.event(), definition, {"a": 1, "b": 1}, CLI, "Ann"))
    following = next_round(vote)
    assert not isinstance(following, Refusal)
    assert (following.by_hand, following.follows) == (False, vote.number)


async def test_papers_tell_of_hands_and_hold(hall: Hall, tmp_path: Path) -> None:
    done(await hall.run(by_hand.take, await hall.event(), ADJOURN, {"a": 3, "b": 1}, await hall.id(1), "Name1"))
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    text = await minutes(hall)
    for line in (
        "- 14:00 Vote 1 “Adjourn?”: decided by show of hands. · by Name1 Surname1 (1)",
        "- By show of hands, counted in the hall; there are no ballots.",
        "| 1a · Yes | 3 |",
        "**Carried by show of hands: 3 yes of 4 yes and no votes (75.0 %), "
        "needed more than 1/2 of yes and no votes = 3; present 5.**",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize(("what", "value"), [("counts", {"a": [2, 2 * UNIT], "b": [2, 2 * UNIT]}), ("result", None)])
async def test_changed_hands_are_found(hall: Hall, tmp_path: Path, what: str, value: object) -> None:
    done(await hall.run(by_hand.take, await hall.event(), ADJOURN, {"a": 3, "b": 1}, CLI, "Ann"))
    await written(hall, tmp_path)
    path = tmp_path / "event.json"
    about = json.loads(path.read_text("utf-8"))
    about["votes"][0][what] = value
    path.write_text(json.dumps(about), "utf-8")
    assert verdict(tmp_path).startswith("vote 1: ")


# -- typed


async def test_hands_are_typed_read_published_and_listed(chair: Podium) -> None:
    assert await chair.write("/hand Adjourn? 3:1\nmajority: two-thirds") == [
        "Vote 1 “Adjourn?” is on record. The result follows; read it aloud."
    ]
    assert (await chair.lines("/result 1"))[2:4] == ["", "1a · Yes: 3 (75.0 %)"]
    assert "Hands counted: 4 of 5 who may vote (80.0 %)" in await chair.lines("/result 1")
    assert await chair.write("/votes") == ["Votes\nVote 1 “Adjourn?”: counted, not published, Carried; 4 of 5 voted"]
    assert (await chair.write("/publish 1"))[0] == "Published to members: Vote 1 “Adjourn?”"
    sent = await chair.hall.sent_to()
    assert sorted(chat for kind, _, chat in sent if kind == "result") == [f"telegram:{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/hand", "Write it like this: /hand TITLE, 34:12:3 on the next line"),
        ("/hand Adjourn?", "Write it like this: /hand TITLE, 34:12:3 on the next line"),
        ("/hand Adjourn? 3:1\nyes 3", f"{NOT}: one of the numbers is there twice."),
        ("/hand Adjourn? 3:1:1\nno abstain", f"{NOT}: its rule has no abstentions, and some were counted."),
        (
            "/hand Adjourn? 4:2",
            f"{NOT}: 6 hands, but only 5 who are checked in may vote. Count again, or check the others in first.",
        ),
    ],
)
async def test_what_cannot_be_taken_is_answered(chair: Podium, text: str, told: str) -> None:
    assert await chair.write(text) == [told]


async def test_secret_hands_are_refused(chair: Podium) -> None:
    assert (await chair.lines("/hand Adjourn? 3:1\ngeheim"))[:2] == [
        "Nothing was changed. This cannot be:",
        "• secret: is not possible: everybody sees hands. With ballots: /vote",
    ]


async def test_defaults_that_are_secret_do_not_stand_in_the_way(chair: Podium) -> None:
    chair.talk.house = replace(chair.talk.house, defaults=Defaults(vote=VoteSettings(secret=True)))
    await chair.write("/hand Adjourn? 3:1")
    vote = await chair.vote(1)
    assert (vote.definition.secret, vote.definition.by_hand) == (False, True)


async def test_show_of_hands_belongs_to_an_item_like_any_vote(chair: Podium) -> None:
    await chair.write("/agenda\nReports\nElections")
    await chair.write("/hand Adjourn?\nitem: 2\n3:1")
    assert (await chair.vote(1)).definition.item == 2
    told = await chair.lines("/hand Adjourn?\nitem: 3\n3:1")
    assert told[1] == "• item: There is no item 3 on the agenda. It has 2; /agenda shows them."


# -- /quick


async def test_quick_vote_opens_closes_counts_and_offers_to_publish(chair: Podium) -> None:
    hall = chair.hall
    told = await chair.lines("/quick Adjourn?\nmajority: two-thirds")
    assert told[0] == "Vote 1 “Adjourn?” is open."
    vote = await chair.vote(1)
    assert (vote.definition.time, vote.definition.majority) == (30.0, "at least 2/3 of yes_no")
    await hall.cast(vote, _1="a", _2="a", _3="b")
    for seconds in (120, 30, 10):
        hall.clock.forward(seconds)
        await hall.due()
    assert (await chair.vote(1)).outcome == "carried"
    assert list(await chair.buttons("/result 1")) == ["Publish vote 1 to members"]


async def test_quick_vote_lasts_as_long_as_its_line_says(chair: Podium) -> None:
    await chair.write("/quick Adjourn?\nZeit: 2m")
    assert (await chair.vote(1)).definition.time == 120.0


async def test_quick_vote_that_cannot_open_stays_a_draft_with_its_preview(chair: Podium) -> None:
    why, preview = await chair.write("/quick Adjourn?\nquorum: 9")
    assert why == "Vote 1 was not opened: no quorum. Present: 5, needed: 9"
    assert ("Vote 1 “Adjourn?”" in preview, (await chair.vote(1)).state) == (True, VoteState.DRAFT)


@pytest.mark.parametrize(
    ("who", "word"), [("telegram:3", "blank"), ("telegram:3", "Enthaltung"), ("telegram:1", "leer")]
)
async def test_help_says_what_abstaining_and_a_blank_ballot_are(chair: Podium, who: str, word: str) -> None:
    (told,) = await chair.talk.write(who, f"/help {word}")
    assert [line.split(":")[0] for line in told.splitlines()[:2]] == ["Abstain", "Blank"]
