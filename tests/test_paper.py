"""Members who vote on paper: at the desk, on the roll, in the chat, and by the desk's hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.contract import plain
from bot.running.rendering import render
from core import floor, paper, roles, roster, voting
from core.errors import refuse
from core.journal import CLI
from core.model import Definition, EventSettings, Late, Purpose, Role, RollBase, Vote, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from core.paper import OnPaper
from core.roster import Row
from core.store import ballots, events, journal, papers, presence
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Hall, code, done
from tests.podium import ANN, CHAT, Podium, podium
from tests.proxied import away, cast_for

pytestmark = pytest.mark.anyio
SECRET = replace(MOTION, secret=True)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def on_paper(hall: Hall, *numbers: int | str) -> list[OnPaper]:
    return [
        done(await hall.run(paper.check_in, await hall.event(), await hall.member(number), CLI)) for number in numbers
    ]


async def papers_of(hall: Hall, vote: Vote) -> Totals:
    return (await hall.again(vote)).papers.voters


async def told(hall: Hall, vote: Vote, kind: DeliveryKind = DeliveryKind.BALLOT) -> list[str]:
    return sorted(chat for what, subject, chat in await hall.sent_to() if (what, subject) == (kind, vote.id))


# -- on the roll


async def test_who_votes_on_paper_is_frozen_on_the_roll_and_gets_no_ballot(hall: Hall) -> None:
    await on_paper(hall, 4, 5)
    vote = await hall.open()
    assert (vote.roll.heads, vote.papers.voters, vote.missing) == (5, Totals(2, 2 * UNIT), 3)
    assert await told(hall, vote) == ["telegram:1", "telegram:2", "telegram:3"]
    assert {code(item) for item in await hall.cast(vote, _4="a", _5="b")} == {"on-paper"}
    assert (await hall.again(vote)).cast.heads == 0


async def test_chat_ballots_stop_at_once_in_an_open_vote(hall: Hall) -> None:
    vote = await hall.open()
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    (switched,) = await on_paper(hall, 4)
    assert ([v.number for v in switched.votes], switched.cast) == ([1], ())
    assert [code(item) for item in await hall.cast(vote, _4="a")] == ["on-paper"]
    assert await papers_of(hall, vote) == Totals(1, UNIT)
    assert await hall.sent_to(DeliveryState.OUTDATED) == [("ballot", vote.id, "telegram:4")]
    assert (await hall.again(vote)).reached == 4


async def test_vote_cast_in_the_chat_before_stands_and_no_paper_is_handed_out(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _4="a")
    (switched,) = await on_paper(hall, 4)
    assert (switched.votes, [v.number for v in switched.cast]) == ((), [1])
    assert [code(item) for item in await hall.cast(vote, _4="b")] == ["on-paper"]
    assert (await papers_of(hall, vote), dict(await hall.run(ballots.box, vote.id))) == (
        Totals(0, 0), {"a": Totals(1, UNIT)},
    )  # fmt: skip


async def test_who_goes_back_to_the_chat_does_so_from_the_next_vote_on(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open()
    assert await hall.run(paper.back_to_chat, await hall.event(), await hall.member(4), CLI)
    assert [code(item) for item in await hall.cast(vote, _4="a")] == ["on-paper"]
    later = await hall.open()
    assert [code(item) for item in await hall.cast(later, _4="a")] == [""]
    assert (await papers_of(hall, vote), await papers_of(hall, later)) == (Totals(1, UNIT), Totals(0, 0))


async def test_latecomer_on_paper_gets_on_the_roll_of_a_vote_that_takes_latecomers(hall: Hall) -> None:
    await hall.check_out(4)
    vote = await hall.open(replace(MOTION, late=Late.UNTIL_CLOSE))
    await hall.cast(vote, _3="a")
    await on_paper(hall, 3, 4)
    assert ((await hall.again(vote)).roll.heads, await papers_of(hall, vote)) == (5, Totals(1, UNIT))
    assert "telegram:4" not in await told(hall, vote)


async def test_absent_member_on_the_roll_of_all_votes_in_the_chat(hall: Hall) -> None:
    await on_paper(hall, 4)
    await hall.check_out(4)
    vote = await hall.open(replace(MOTION, roll=RollBase.ENTITLED))
    assert (await papers_of(hall, vote), [code(c) for c in await hall.cast(vote, _4="a")]) == (Totals(0, 0), [""])


async def test_whoever_casts_for_others_does_so_on_paper_too(hall: Hall) -> None:
    await away(hall, 5, 1, 2)
    await on_paper(hall, 5)
    vote = await hall.open()
    assert (vote.roll.heads, vote.papers.voters.heads, await told(hall, vote)) == (5, 3, ["telegram:3", "telegram:4"])
    await hall.check_in(1)
    assert [code(item) for item in await hall.cast(vote, _1="a")] == ["on-paper"]
    assert await cast_for(hall, vote, 5, "a", 2) == ["on-paper"]
    assert (await papers_of(hall, vote)).heads == 3


async def test_everybody_has_voted_when_only_papers_are_out(hall: Hall) -> None:
    await on_paper(hall, 4, 5)
    vote = await hall.open(replace(MOTION, close_when_all=True))
    await hall.cast(vote, _1="a", _2="a")
    assert (await hall.due()).closed == []
    await hall.cast(vote, _3="a")
    assert [closed.number for closed in (await hall.due()).closed] == [vote.number]


async def test_confirming_presence_does_not_lose_those_who_have_nothing_to_press_on(hall: Hall) -> None:
    await on_paper(hall, 4)
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    hall.clock.forward(301)
    await hall.due()
    ids = [await hall.id(number) for number in range(1, 6)]
    assert await hall.run(presence.among, AGM, ids) == {await hall.id(4)}


async def test_nobody_on_paper_costs_one_look(hall: Hall) -> None:
    vote = await hall.open()
    assert await hall.run(papers.outstanding, vote) == {}


@pytest.mark.parametrize("settings", [EventSettings(AGM, "Assembly", entitled="delegates")])
async def test_guest_gets_no_paper(hall: Hall, settings: EventSettings) -> None:
    await hall.run(floor.configure, [settings])
    assert code(await hall.run(paper.check_in, await hall.event(), await hall.member(1), CLI)) == "paper-guest"


async def test_weights_of_papers_must_not_name_secret_ballots(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("4", "Four", weight=3 * UNIT)], CLI))
    await on_paper(hall, 4, 5)
    heavy = replace(SECRET, majority="more than 1/2 of yes_no by weight")
    vote = await hall.draft(heavy)
    refused = await hall.run(voting.open_vote, await hall.event(), vote, CLI)
    assert code(refused) == "secret-paper-weights"
    assert (await hall.open(SECRET)).papers.voters.heads == 2


# -- the desk casts


async def test_desk_casts_in_a_named_vote_and_the_journal_says_so_without_the_choice(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open()
    four, ann = await hall.member(4), await hall.id(1)
    assert await hall.run(paper.cast_at_desk, vote, four, "a", ann) == "a"
    assert await hall.run(paper.cast_at_desk, await hall.again(vote), four, "b", ann) == "b"
    assert (await hall.again(vote)).cast == Totals(1, UNIT)
    assert (await papers_of(hall, vote), dict(await hall.run(ballots.box, vote.id))) == (
        Totals(0, 0), {"b": Totals(1, UNIT)},
    )  # fmt: skip
    async with hall.store.read() as tx:
        written = [entry for entry in await journal.entries(tx, AGM) if entry.kind == "vote.cast-at-desk"]
    assert [dict(entry.data) | {"member": ""} for entry in written] == [
        {"vote": 1, "again": False, "member": ""},
        {"vote": 1, "again": True, "member": ""},
    ]


@pytest.mark.parametrize(
    ("definition", "number", "choice", "why"),
    [
        (SECRET, 4, "a", "desk-cast-secret"),
        (MOTION, 3, "a", "desk-cast-chat"),
        (MOTION, 4, "x", "choice-unknown-option"),
    ],
)
async def test_desk_casts_for_nobody_else(
    hall: Hall, definition: Definition, number: int, choice: str, why: str
) -> None:
    await on_paper(hall, 4)
    vote = await hall.open(definition)
    refused = await hall.run(paper.cast_at_desk, vote, await hall.member(number), choice, await hall.id(1))
    assert code(refused) == why
    assert (await hall.again(vote)).cast.heads == 0


async def test_desk_casts_once_where_cast_is_cast_and_nothing_after_the_end(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open(replace(MOTION, revote=False))
    four, ann = await hall.member(4), await hall.id(1)
    await hall.run(paper.cast_at_desk, vote, four, "a", ann)
    refused = await hall.run(paper.cast_at_desk, vote, four, "b", ann)
    assert refused == refuse("cast-is-cast", number=vote.number, choice=vote.label("a"))
    closed = await hall.close(vote)
    assert code(await hall.run(paper.cast_at_desk, closed, four, "a", ann)) == "too-late"


# -- typed and shown


async def test_desk_says_how_a_member_votes(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.lines("/checkin 4 paper") == [
        "Name4 Surname4, member 4, is checked in and votes on paper: Assembly. Ballots in the chat stop.",
        "Hand out a paper ballot now for: Vote 1 “Lunch?”",
    ]
    assert (await chair.lines("/checkin 4 papier"))[0] == (
        "Name4 Surname4, member 4, is checked in and votes on paper already: Assembly"
    )
    assert (await chair.lines("/checkin 4"))[1] == "Votes on paper. Back to the chat: /checkin 4 chat"
    assert await chair.lines("/checkin 4 chat") == [
        "Name4 Surname4, member 4, votes in the chat from the next vote on. "
        "In votes that are open the paper ballot stays."
    ]
    assert (await chair.lines("/checkin 4 pencil"))[0].startswith("I cannot read “pencil” after the number.")


async def test_member_is_told_at_once_and_what_stays_of_the_ballot_says_why(chair: Podium) -> None:
    hall, vote = chair.hall, await chair.hall.open()
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await chair.write("/checkin 4 paper")
    assert ("alarm", "telegram:4") in [(kind, chat) for kind, _, chat in await hall.sent_to()]
    stale = await hall.waiting(DeliveryState.OUTDATED)
    async with hall.store.read() as tx:
        (shown,) = await render(chair.talk.house, tx, stale)
    assert shown.message
    assert plain(shown.message.text).splitlines() == [
        "Vote 1 “Lunch?”", "You vote on paper here. The desk has your ballot.",
    ]  # fmt: skip
    assert await chair.talk.write("telegram:4", "/cast 1a") == [
        "You vote on paper in vote 1, so nothing can be cast here. If that is wrong, tell the desk."
    ]
    assert await chair.talk.write("telegram:4", "/ballot") == [
        "You vote on paper in vote 1, so nothing can be cast here. If that is wrong, tell the desk."
    ]
    assert (await hall.again(vote)).state is VoteState.OPEN


@pytest.mark.parametrize("chat", [CHAT, ""])
async def test_desk_types_a_vote_for_somebody(chair: Podium, chat: str) -> None:
    await chair.write("/checkin 4 paper")
    vote = await chair.hall.open()
    assert await chair.talk.write(ANN, "/cast 1b for 4", chat) == [
        "Vote 1 “Lunch?”, for Name4 Surname4, member 4: 1b · No is recorded, cast at the desk."
    ]
    assert dict(await chair.hall.run(ballots.box, vote.id)) == {"b": Totals(1, UNIT)}


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("/cast 1b", "For somebody who stands before you and votes on paper: /cast 7b for 17"),
        (
            "/cast 1b for 3",
            "Name3 Surname3 (3) does not vote on paper in vote 1. To have it so: /checkin 3 paper",
        ),
        ("/cast 1b for 99", "There is no member 99."),
    ],
)
async def test_desk_is_told_what_it_cannot_cast(chair: Podium, text: str, told_: str) -> None:
    await chair.write("/checkin 4 paper")
    await chair.hall.open()
    assert (await chair.write(text))[0].startswith(told_)


async def test_member_without_a_role_casts_for_nobody(chair: Podium) -> None:
    await chair.write("/checkin 4 paper")
    vote = await chair.hall.open()
    refused = await chair.talk.write("telegram:3", "/cast 1b for 4")
    assert (len(refused), (await chair.hall.again(vote)).cast.heads) == (1, 0)
    await chair.hall.run(events.put_channel, "telegram:-200", AGM, Purpose.DESK)
    await chair.talk.write("telegram:3", "/cast 1b for 4", "telegram:-200")
    assert (await chair.hall.again(vote)).cast.heads == 0


async def test_teller_is_no_desk(chair: Podium) -> None:
    done(await chair.hall.run(roles.give, await chair.hall.event(), "3", Role.TELLER, CLI))
    await chair.write("/checkin 4 paper")
    vote = await chair.hall.open()
    outcome = await chair.talk.write("telegram:3", "/cast 1b for 4")
    assert (outcome != [], (await chair.hall.again(vote)).cast.heads) == (True, 0)


async def test_desk_hears_that_nothing_reaches_who_has_no_account(chair: Podium) -> None:
    await chair.hall.run(roster.import_rows, [Row("77", "No Account")], CLI)
    await chair.write("/checkin 77 paper")
    assert (await chair.lines("/checkin 77 chat"))[1] == ("No account, so no ballot comes: /invite 77 or /pair 77 4711")
    assert (await chair.lines("/proxy 4 77"))[-1] == (
        "No Account, member 77, is not connected with me yet and gets no ballots so far."
    )
