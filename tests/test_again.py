"""Votes that are opened again, repeated or cancelled: by name and in secret, and what everybody sees of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.buttons import Act, CastPrivate, encode
from bot.chat.seen import act_on
from core import again, casting, countdown, counting, floor, proxies, secrecy, secret
from core.casting import Cast
from core.journal import CLI
from core.model import Definition, EventSettings, How, Option, Vote, VoteState
from core.outgoing import DeliveryState
from core.store import ballots, journal, rolls, secrets
from core.store.keys import NoKey
from core.totals import UNIT, Totals
from tests.meeting import AGM, Meeting, played
from tests.people import Hall, code, done
from tests.podium import BEN, Podium, podium
from tests.talk import Talk

pytestmark = pytest.mark.anyio
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))
SECRET = replace(QUESTION, secret=True)
ELECTION = Definition(
    "Chair", (Option("a", "Ann"), Option("b", "Ben")), kind="election", method="plurality", majority="", runoff="2",
)  # fmt: skip
both = pytest.mark.parametrize("definition", [QUESTION, SECRET], ids=["named", "secret"])


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def reopened(hall: Hall, vote: Vote, why: str = "too early") -> Vote:
    return done(await hall.run(again.reopen, await hall.event(), await hall.again(vote), why, CLI))


async def repeated(hall: Hall, vote: Vote) -> again.Repeated:
    return done(await hall.run(again.repeat, await hall.event(), await hall.again(vote), "a mistake", CLI, "Ann"))


def has_key(hall: Hall, public: bytes) -> bool:
    try:
        return bool(hall.store.keys.find(public))
    except NoKey:
        return False


# -- opened again


async def test_reopening_needs_a_reason_and_a_meeting_that_goes_on(hall: Hall) -> None:
    vote = await hall.close(await hall.open(QUESTION))
    assert code(await hall.run(again.reopen, await hall.event(), vote, " ", CLI)) == "reason-missing"
    assert code(await hall.run(again.reopen, await hall.event(), vote, "x" * 1001, CLI)) == "text-long"
    await hall.run(floor.change_state, await hall.event(), "pause", CLI)
    assert code(await hall.run(again.reopen, await hall.event(), vote, "why", CLI)) == "event-not-open"
    assert (await hall.again(vote)).state is VoteState.CLOSED


@both
async def test_reopened_vote_keeps_its_ballots_and_takes_more(hall: Hall, definition: Definition) -> None:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="b")
    closed = await hall.close(vote)
    late = await hall.cast(vote, _3="a")
    opened = await reopened(hall, closed)
    assert ([code(outcome) for outcome in late], opened.state, opened.cast, opened.closed_at, opened.count_at) == (
        ["too-late"], VoteState.OPEN, Totals(2, 2 * UNIT), None, None,
    )  # fmt: skip
    hall.clock.forward(60)
    assert (await hall.due()).counted == []
    await hall.cast(vote, _1="b", _3="b")
    await hall.close(vote)
    counted = await hall.count(vote)
    assert counted.box == {"b": Totals(3, 3 * UNIT)}
    assert [entry.kind for entry in await hall.run(journal.entries, AGM) if entry.kind.startswith("vote.")] == [
        "vote.draft", "vote.open", "vote.close", "vote.reopen", "vote.close", "vote.count",
    ]  # fmt: skip


@both
async def test_counted_vote_is_not_opened_again(hall: Hall, definition: Definition) -> None:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="b")
    await hall.close(vote)
    counted = await hall.count(vote)
    refused = await hall.run(again.reopen, await hall.event(), counted, "why", CLI)
    assert (code(refused), (await hall.again(vote)).state) == ("reopen-late", VoteState.COUNTED)


async def test_secret_vote_goes_on_with_the_same_key_and_destroys_nothing(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b")
    sealed = await hall.run(secrets.envelopes, vote.id)
    closed = await hall.close(vote)
    await secrets.scrub(hall.store)
    opened = await reopened(hall, closed)
    await secrets.scrub(hall.store)
    assert (opened.seal, has_key(hall, opened.seal)) == (vote.seal, True)
    assert await hall.run(secrets.envelopes, vote.id) == sealed
    # what is half filled in from now on is sealed to a key of its own, which is there
    assert (opened.marks_seal != vote.marks_seal, has_key(hall, opened.marks_seal), has_key(hall, vote.marks_seal)) == (
        True, True, False,
    )  # fmt: skip


async def test_half_filled_ballots_can_be_filled_in_again(hall: Hall) -> None:
    board = replace(ELECTION, options=(*ELECTION.options, Option("c", "Cem")), method="block", maximum=2, secret=True)
    vote, me = await hall.open(board), await hall.id(1)
    wish = Cast("telegram:1", vote.id, "")
    await hall.run(casting.mark, [casting.Fill(wish, "a", 1)])
    await hall.close(vote)
    opened = await reopened(hall, vote)
    assert (await hall.run(ballots.standing, opened, [me]))[me].marks is None
    await hall.run(casting.mark, [casting.Fill(wish, "b", 1)])
    assert (await hall.run(ballots.standing, opened, [me]))[me].marks == "b"


async def test_committee_that_has_opened_the_box_ends_the_voting(hall: Hall) -> None:
    pair = secrecy.new_key()
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", committee=(pair.public.hex(),))])
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b")
    closed = await hall.close(vote)
    await reopened(hall, closed)
    closed = await hall.close(vote)
    opened = done(await hall.run(handed_in, closed, [pair.private]))
    await hall.run(secret.hand_in, closed, opened)
    refused = await hall.run(again.reopen, await hall.event(), await hall.again(vote), "why", CLI)
    assert code(refused) == "reopen-unlocked"


async def handed_in(_: object, vote: Vote, keys: list[bytes]) -> object:
    return secret.handed_in(vote, keys)


async def test_timed_vote_has_its_whole_time_again(hall: Hall) -> None:
    vote = await hall.open(replace(QUESTION, time=60))
    done(await hall.run(countdown.start_countdown, vote, CLI))
    hall.clock.forward(61)
    assert [each.id for each in (await hall.due()).closed] == [vote.id]
    opened = await reopened(hall, vote)
    assert (opened.closes_at, opened.start_by is not None) == (None, True)
    hall.clock.forward(121)
    (started,) = (await hall.due()).started
    assert started.closes_at is not None
    assert (started.closes_at - hall.clock.now()).total_seconds() == 60


async def test_vote_that_closes_when_all_have_voted_stays_open_once_it_was_opened_again(hall: Hall) -> None:
    vote = await hall.open(replace(QUESTION, close_when_all=True))
    await hall.cast(vote, _1="a", _2="a", _3="a", _4="a", _5="a")
    assert [each.id for each in (await hall.due()).closed] == [vote.id]
    await reopened(hall, vote)
    await hall.cast(vote, _5="b")
    hall.clock.forward(300)
    happened = await hall.due()
    assert (happened.closed, happened.counted, (await hall.again(vote)).state) == ([], [], VoteState.OPEN)


async def test_proxy_that_ended_while_it_was_closed_is_over_and_others_hold(hall: Hall) -> None:
    await hall.check_out(2, 3, 4)
    for principal, holder in ((2, 1), (3, 1), (4, 5)):
        given = await hall.run(
            proxies.give, await hall.event(), await hall.member(principal), await hall.member(holder), How.SELF, CLI
        )
        done(given)
    vote = await hall.open(SECRET)
    await hall.run(
        casting.cast, [Cast("telegram:1", vote.id, "a", whose=await hall.id(number)) for number in (2, 3)]
    )  # fmt: skip
    await hall.close(vote)
    await hall.check_in(2)
    done(await hall.run(proxies.take_back, await hall.event(), await hall.member(3), CLI))
    await reopened(hall, vote)
    assert await hall.run(rolls.holders, vote.id) == {await hall.id(4): await hall.id(5)}
    outcomes = await hall.run(
        casting.cast,
        [
            Cast("telegram:1", vote.id, "b", whose=await hall.id(2)),
            Cast("telegram:2", vote.id, "b"),
            Cast("telegram:3", vote.id, "b"),
        ],
    )
    assert [code(outcome) for outcome in outcomes] == ["proxy-taken-back", "", ""]
    await hall.close(vote)
    assert (await hall.count(vote)).box == {"b": Totals(2, 2 * UNIT)}


# -- what people see of it


async def test_members_get_the_ballot_again_and_old_buttons_are_good_or_say_so(chair: Podium) -> None:
    hall, talk = chair.hall, chair.talk
    vote, me = await hall.open(QUESTION), await hall.id(3)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await hall.run(casting.confirm, [(vote.id, me, 1)])
    await press(talk, vote, "a", 1)
    await hall.close(vote)
    assert ("ballot", 1, "telegram:3") in await hall.sent_to(DeliveryState.STALE)
    await chair.write("/reopen 1 counted on my fingers")
    assert ("ballot", 1, "telegram:3") in await hall.sent_to()
    assert (await press(talk, vote, "b", 1))[0].startswith("Recorded")
    await hall.run(casting.confirm, [(vote.id, me, 2)])
    assert (await press(talk, vote, "a", 1))[0].startswith("That was an old ballot of vote 1. Nothing changed.")


async def press(talk: Talk, vote: Vote, choice: str, rendering: int) -> list[str]:
    me = await talk.hall.id(3)
    tag = casting.tag(vote, me, rendering)
    return await talk.press("telegram:3", encode(CastPrivate(vote.id, rendering, tag, choice)))


@pytest.mark.parametrize(("line", "why"), [("/reopen 1 a mistake", "a mistake"), ("/reopen 1", "closed too early")])
async def test_chair_reopens_by_typing(chair: Podium, line: str, why: str) -> None:
    vote = await chair.hall.open(QUESTION)
    await chair.hall.cast(vote, _1="a")
    await chair.write("/close 1")
    assert await chair.lines(line) == [
        "Vote 1 “Budget” is open again. The one vote that was cast stands. Everybody gets the ballot once more.",
        "5 on the roll as before; whoever has come meanwhile does not vote in it.",
        f"Reason: {why}",
        "It has no deadline: /close 1, or /extend 1 3m to set one.",
    ]
    (entry,) = await chair.hall.run(journal.of_kind, AGM, "vote.reopen")
    assert entry.data == {"vote": 1, "why": why, "cast": 1}
    assert await chair.write("/reopen 1 again") == ["Vote 1 is already open."]


async def test_old_buttons_of_a_closing_change_nothing_after_it(chair: Podium) -> None:
    hall = chair.hall
    vote = await hall.open(QUESTION)
    close, closed = act_on(vote, Act.CLOSE), await hall.close(vote)
    count, reopen = act_on(closed, Act.COUNT), act_on(closed, Act.REOPEN)
    assert (await chair.press(reopen))[0] == "Vote 1 “Budget” is open again."
    stale = [(await chair.press(data, BEN))[0] for data in (close, count, reopen)]
    assert stale == ["Vote 1 “Budget” was opened again meanwhile. Nothing was changed."] * 3
    hall.clock.forward(1)
    await hall.close(vote)
    stale = [(await chair.press(data, BEN))[0] for data in (count, reopen)]
    assert stale == ["Vote 1 “Budget” was opened again and closed since. This is how it stands."] * 2
    assert (await hall.again(vote)).state is VoteState.CLOSED


# -- repeated


@both
@pytest.mark.parametrize("close", [False, True])
async def test_repeating_destroys_what_was_cast_unopened(hall: Hall, definition: Definition, close: bool) -> None:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="b")
    if close:
        await hall.close(vote)
    void, draft = await repeated(hall, vote)
    await secrets.scrub(hall.store)
    assert (void.state, void.reason, draft.state, draft.number, draft.definition) == (
        VoteState.VOID, "a mistake", VoteState.DRAFT, 2, definition,
    )  # fmt: skip
    assert (await hall.run(ballots.box, vote.id), await hall.run(secrets.envelopes, vote.id)) == ({}, {})
    assert (has_key(hall, vote.seal), await hall.run(secrets.board, vote.id)) == (False, [])
    assert [code(outcome) for outcome in await hall.cast(vote, _1="a")] == ["vote-void"]
    assert (await hall.due()).counted == []


async def test_repeating_a_published_vote_takes_its_result_back(chair: Podium) -> None:
    hall = chair.hall
    vote = await hall.open(replace(SECRET, receipts=True))
    await hall.cast(vote, _1="a", _2="b", _3="a", _4="a", _5="c")
    await hall.close(vote)
    await hall.count(vote)
    board = await hall.run(secrets.board, vote.id)
    await chair.write("/publish 1")
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    said = await chair.write("/repeat 1 two voted twice")
    assert said[0].splitlines() == [
        "Vote 1 “Budget” is void: its result does not count any more. Vote 2 repeats it: the draft is below.",
        "Reason: two voted twice",
    ]
    assert said[1].startswith("Draft · Vote 2 “Budget”")
    assert ("result", 1, "telegram:3") in await hall.sent_to()
    assert await chair.write("/result 1", "telegram:3", "") == ["Vote 1 is void: there is no result."]
    assert await hall.run(secrets.board, vote.id) == board
    assert await chair.write("/publish 1") == ["Vote 1 is void, so it cannot be published."]


@pytest.mark.parametrize("typed", ["/repeat 1", "/repeat 1 yes", "/repeat 1 Ja"])
async def test_repeating_asks_for_the_reason_and_a_yes_is_none(chair: Podium, typed: str) -> None:
    vote = await chair.hall.open(QUESTION)
    await chair.hall.cast(vote, _1="a", _2="a")
    assert (await chair.lines(typed))[0] == (
        "Make Vote 1 “Budget” void and vote once more? All 2 ballots are destroyed unopened."
    )
    assert (await chair.hall.again(vote)).state is VoteState.OPEN
    assert await chair.write("/repeat 9 why") == ["There is no vote 9."]


async def test_vote_with_a_run_off_is_not_repeated_under_it(hall: Hall) -> None:
    vote = await hall.open(replace(ELECTION, majority="more than 1/2 of valid"))
    await hall.cast(vote, _1="a", _2="b")
    await hall.close(vote)
    await hall.count(vote)
    chair = await podium(hall)
    await chair.write("/runoff 1")
    assert await chair.write("/repeat 1 why") == ["Vote 2 is the run-off of vote 1. Cancel or repeat that one first."]
    await chair.write("/open 2")
    _, draft = await repeated(hall, await chair.vote(2))
    assert (draft.definition.follows, draft.definition.round) == (1, 2)


async def test_list_of_votes_and_minutes_tell_it(chair: Podium) -> None:
    vote = await chair.hall.open(QUESTION)
    await chair.write("/close 1")
    await chair.write("/reopen 1 too early")
    await chair.write("/repeat 1 wrong options")
    assert (await chair.lines("/votes"))[1:] == ["Vote 1 “Budget”: void", "Vote 2 “Budget”: draft"]
    assert (await chair.hall.again(vote)).state is VoteState.VOID
    assert await chair.write("/reopen 1 why") == ["Vote 1 is void, so it cannot be opened again."]
    assert await chair.write("/cast 1a", "telegram:3", "") == [
        "Vote 1 is void and is repeated. Nothing was cast; the new ballot comes by itself."
    ]


@both
async def test_cancelling_a_closed_vote_takes_the_buttons_away(chair: Podium, definition: Definition) -> None:
    hall = chair.hall
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="b")
    closed = await hall.close(vote)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await chair.write("/cancel 1 wrong text")
    await secrets.scrub(hall.store)
    assert ("closed", 1, "telegram:-100") in await hall.sent_to(DeliveryState.STALE)
    assert (await chair.press(act_on(closed, Act.REOPEN)))[0].startswith("Vote 1 is cancelled, so it cannot be")
    assert (has_key(hall, vote.seal), code(await hall.run(counting.count, await hall.again(vote), CLI))) == (
        False, "vote-not-possible",
    )  # fmt: skip


def test_vote_is_opened_again_in_the_undo_window_and_members_go_on(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Budget\nsecret\nreceipts: off")
        await meeting.chair("/open 1")
        await meeting.press(2, "1a · Yes")
        meeting.member(1).write("/close 1", chat=meeting.channel)
        await meeting.time.sleep(4)
        meeting.member(1).write("/reopen 1 the hall was not ready", chat=meeting.channel)
        await meeting.time.sleep(15)
        assert (await meeting.vote()).state is VoteState.OPEN
        assert await meeting.press(3, "1b · No") == (
            "Recorded: Vote 1 “Budget”. You can change it until the vote closes."
        )
        newest = meeting.member(2).messages[-1].message
        assert "Voting goes on." in newest.text
        assert "the hall was not ready" in newest.text
        assert "Recorded." in newest.text
        await meeting.chair("/close 1")
        await meeting.time.sleep(15)
        vote = await meeting.vote()
        assert (vote.state, vote.cast.heads) == (VoteState.COUNTED, 2)

    played(tmp_path, play)
