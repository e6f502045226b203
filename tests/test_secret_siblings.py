"""Secret votes beside and after one another and in proxies' hands, and faults of trust.md 3.2 that are theirs."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.views.live import Scene, drawing
from bot.wording.speech import speech
from core import accounts, again, casting, counting, elections, floor, roster, voting
from core.casting import Cast
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, VoteState
from core.roster import Row
from core.store import ballots, secrets
from core.store.keys import NoKey
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Hall, code, done
from tests.proxied import RULES, away, cast_for
from tests.test_secret_votes import RECEIPTS, SECRET, files, recorded

pytestmark = pytest.mark.anyio
OTHER = EventId("bgm")
SPEAKER = replace(
    MOTION, title="Speaker", kind="election", method="plurality", majority="more than 1/2 of valid", secret=True
)


async def keys_of(hall: Hall, *seals: bytes) -> list[bool]:
    """Whether these keys are still there."""
    found = []
    for seal in seals:
        try:
            found.append(bool(hall.store.keys.find(seal)))
        except NoKey:
            found.append(False)
    return found


# -- two at once


async def test_two_meetings_at_once_keep_their_ballots_and_keys_apart(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly"), EventSettings(OTHER, "Board meeting")])
    await hall.run(floor.change_state, await hall.event(OTHER), "open", CLI)
    other = await hall.event(OTHER)
    for number in range(1, 6):
        await hall.run(floor.check_in, other, await hall.member(number), CLI)
    here = await hall.open(SECRET)
    drafted = done(await hall.run(voting.draft, other, SECRET, CLI))
    there = done(await hall.run(voting.open_vote, await hall.event(OTHER), drafted, CLI))
    one = await hall.id(1)
    await hall.cast(here, _1="a", _2="a", _3="b")
    await hall.cast(there, _1="b", _2="b", _3="b", _4="c")
    stolen = Cast("telegram:1", there.id, "a", 0, casting.tag(here, one, 0))
    assert code((await hall.run(casting.cast, [stolen]))[0]) == "ballot-forged"
    await hall.close(here)
    counted = await hall.count(here)
    await secrets.scrub(hall.store)
    assert counted.box == {"a": Totals(2, 2 * UNIT), "b": Totals(1, UNIT)}
    assert (len(await hall.run(secrets.envelopes, there.id)), await keys_of(hall, here.seal, there.seal)) == (
        4,
        [False, True],
    )
    await hall.close(there)
    assert (await hall.count(there)).box == {"b": Totals(3, 3 * UNIT), "c": Totals(1, UNIT)}


async def test_envelope_of_another_vote_stops_the_count(hall: Hall) -> None:
    """Whoever can write into the database copies an envelope from one box into another."""
    first, second = await hall.open(SECRET), await hall.open(SECRET)
    await hall.cast(first, _1="a", _2="a", _3="a")
    await hall.cast(second, _1="b", _2="b", _3="b")
    (taken, _), *_ = (await hall.run(secrets.envelopes, first.id)).values()
    await hall.run(ballots.put_envelopes, second, {await hall.id(1): taken}, Totals())
    assert code(await hall.run(counting.count, await hall.close(second), CLI)) == "secret-unreadable"


# -- one after another


async def test_run_off_of_a_secret_election_is_secret_and_has_a_key_of_its_own(hall: Hall) -> None:
    first = await hall.open(SPEAKER)
    await hall.cast(first, _1="a", _2="a", _3="b", _4="b", _5="c")
    await hall.close(first)
    counted = await hall.count(first)
    definition = elections.next_round(counted)
    assert isinstance(definition, Definition)
    second = await hall.open(definition)
    await secrets.scrub(hall.store)
    assert (second.definition.secret, second.seal != first.seal) == (True, True)
    assert await keys_of(hall, first.seal, second.seal) == [False, True]
    old = Cast("telegram:1", second.id, "a", 0, casting.tag(first, await hall.id(1), 0))
    assert code((await hall.run(casting.cast, [old]))[0]) == "ballot-forged"
    await hall.cast(second, _1="a", _2="a", _3="b", _4="b", _5="b")
    await hall.close(second)
    assert (await hall.count(second)).box == {"a": Totals(2, 2 * UNIT), "b": Totals(3, 3 * UNIT)}


async def test_repeated_vote_takes_no_ballot_and_no_key_over(hall: Hall, tmp_path: Path) -> None:
    first = await hall.open(SECRET)
    await hall.cast(first, _1="a", _2="b", _3="c")
    boxes = [box for box, _ in (await hall.run(secrets.envelopes, first.id)).values()]
    await hall.close(first)
    event, closed = await hall.event(), await hall.again(first)
    repeated = done(await hall.run(again.repeat, event, closed, "one was missing", CLI, "Ann"))
    second = done(await hall.run(voting.open_vote, await hall.event(), repeated.draft, CLI))
    await secrets.scrub(hall.store)
    content = files(tmp_path)
    assert ([content.count(box) for box in boxes], await keys_of(hall, first.seal)) == ([0, 0, 0], [False])
    late = Cast("telegram:1", first.id, "a", 0, casting.tag(first, await hall.id(1), 0))
    assert code((await hall.run(casting.cast, [late]))[0]) == "vote-void"
    assert (await hall.run(secrets.envelopes, second.id), second.cast) == ({}, Totals())


async def test_vote_reopened_twice_counts_each_member_once(hall: Hall) -> None:
    vote = await hall.open(RECEIPTS)
    for choice in ("a", "b"):
        recorded(await hall.cast(vote, _1=choice, _2=choice, _3=choice))
        await hall.close(vote)
        event, closed = await hall.event(), await hall.again(vote)
        done(await hall.run(again.reopen, event, closed, "too early", CLI))
    last = recorded(await hall.cast(vote, _1="c"))
    await hall.close(vote)
    counted = await hall.count(vote)
    board = dict(await hall.run(secrets.board, vote.id))
    assert counted.box == {"b": Totals(2, 2 * UNIT), "c": Totals(1, UNIT)}
    assert (len(board), board[last[0].code]) == (3, "c")


# -- proxies


async def test_ballots_of_one_holder_have_nothing_in_common(hall: Hall) -> None:
    await hall.run(floor.configure, [replace(RULES, proxies=3)])
    await away(hall, 1, 3, 4, 5)
    vote = await hall.open(RECEIPTS)
    recorded(await hall.cast(vote, _1="a", _2="b"))
    assert await cast_for(hall, vote, 1, "a", 3, 4, 5) == ["", "", ""]
    boxes = [box for box, _ in (await hall.run(secrets.envelopes, vote.id)).values()]
    # neither the one-time key that a box begins with, nor any of what follows
    assert (len({box[:32] for box in boxes}), len({box[32:64] for box in boxes}), len({*map(len, boxes)})) == (5, 5, 1)
    await hall.close(vote)
    counted = await hall.count(vote)
    board = await hall.run(secrets.board, vote.id)
    assert (counted.box, board == sorted(board), len({line for line, _ in board})) == (
        {"a": Totals(4, 4 * UNIT), "b": Totals(1, UNIT)},
        True,
        5,
    )


# -- faults of trust.md 3.2


async def test_34_last_missing_voter_changes_nothing_but_the_total(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="a", _3="a", _4="a")

    async def seen() -> str:
        now = await hall.again(vote)
        return drawing(speech("en"), Scene(await hall.event(), (), [now], timedelta(0), {})).partition("((Button")[0]

    before = await seen()
    await hall.cast(vote, _5="b")
    after = await hall.again(vote)
    total = before.replace("4 of 5", "5 of 5 · <b>everybody has voted</b>")
    assert (after.state, after.count_at, await seen()) == (VoteState.OPEN, None, total)


async def test_40_key_that_was_overwritten_and_not_removed_goes_at_the_next_scrubbing(
    hall: Hall, tmp_path: Path
) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    await hall.close(vote)
    await hall.count(vote)
    (file,) = tmp_path.rglob(f"{vote.seal.hex()}.key")
    file.write_bytes(b"\x5a" * 32)  # and then the process was killed
    assert (await secrets.scrub(hall.store), list(tmp_path.rglob("*.key"))) == (2, [])
    assert (await hall.again(vote)).box == {choice: Totals(1, UNIT) for choice in "abc"}


async def test_73_account_that_was_taken_over_casts_no_more_and_its_envelope_is_replaced(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    one = await hall.id(1)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    (before, _) = (await hall.run(secrets.envelopes, vote.id))[one]
    done(await hall.run(accounts.unbind, await hall.event(), await hall.member(1), "", CLI))
    assert code((await hall.cast(vote, _1="a"))[0]) == "not-bound"
    done(await hall.run(roster.import_rows, [Row("1", "Ann", accounts=("telegram:77",))], CLI))
    recorded(await hall.cast(vote, _77="c"))
    (after, _) = (await hall.run(secrets.envelopes, vote.id))[one]
    await hall.close(vote)
    assert (before != after, (await hall.count(vote)).box) == (
        True,
        {"b": Totals(1, UNIT), "c": Totals(2, 2 * UNIT)},
    )
