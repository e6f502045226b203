"""Secret votes while they are open: what a cast does, and what the files of the store hold of it (G1, G6, G12)."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core import casting, floor, proxies, roster, voting
from core.ballot import SEALED, Standing
from core.casting import Cast, Fill, Recorded
from core.journal import CLI
from core.model import Definition, EventSettings, How, Option, Vote
from core.roster import Row
from core.secrecy import Opener, new_key
from core.store import ballots, secrets
from core.store.keys import NoKey
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Hall, code, done

pytestmark = pytest.mark.anyio

SECRET = replace(MOTION, secret=True)
RECEIPTS = replace(SECRET, receipts=True)
NAMES = ("Ambrosius Quellwasser", "Philippa Zugvogel", "Wendelin Dampfschiff", "Kunigunde Xylophon")
BOARD = Definition(
    "Board", tuple(Option(label, name) for label, name in zip("abcd", NAMES, strict=True)), kind="election",
    method="scottish-stv", majority="", seats=2, maximum=4, secret=True,
)  # fmt: skip


def recorded(outcomes: Sequence[object]) -> list[Recorded]:
    assert all(isinstance(outcome, Recorded) for outcome in outcomes), outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, Recorded)]


async def inside(hall: Hall, vote: Vote) -> dict[str, str]:
    """What is in the envelopes, by member number: only the tests look before the box is opened."""
    opener = Opener(hall.store.keys.find(vote.seal))
    boxes = await hall.run(secrets.envelopes, vote.id)
    found = {number: boxes.get(await hall.id(number)) for number in range(1, 6)}
    return {str(number): opener.open(box[0])[1] for number, box in found.items() if box}


# -- what cannot be secret


async def test_vote_of_two_is_not_secret(hall: Hall) -> None:
    await hall.check_out(3, 4, 5)
    draft = await hall.draft(SECRET)
    refused = await hall.run(voting.open_vote, await hall.event(), draft, CLI)
    assert (code(refused), await hall.run(ballots.standing, draft, [await hall.id(1)])) == ("secret-few", {})


async def test_lone_weight_would_name_its_ballot(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=7 * UNIT)], CLI))
    weighty = replace(SECRET, majority="more than 1/2 of yes_no by weight")
    refused = await hall.run(voting.open_vote, await hall.event(), await hall.draft(weighty), CLI)
    by_heads = await hall.run(voting.open_vote, await hall.event(), await hall.draft(SECRET), CLI)
    assert (code(refused), code(by_heads)) == ("secret-weights", "")


# -- casting


async def test_cast_says_that_it_is_recorded_and_never_what(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    first, again = recorded(await hall.cast(vote, _1="a") + await hall.cast(vote, _1="b"))
    assert [(item.choice, item.before, item.code, item.changed) for item in (first, again)] == [
        (SEALED, None, "", True),
        (SEALED, SEALED, "", True),
    ]
    one = await hall.id(1)
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing(SEALED)}


async def test_last_accepted_choice_is_in_the_envelope(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    await hall.cast(vote, _1="b", _2="")
    assert (await inside(hall, vote), (await hall.again(vote)).cast) == (
        {"1": "b", "2": "", "3": "c"},
        Totals(3, 3 * UNIT),
    )


async def test_several_presses_in_one_batch_leave_the_last(hall: Hall) -> None:
    vote = await hall.open(RECEIPTS)
    wishes = [Cast("telegram:1", vote.id, choice) for choice in "abc"]
    last = recorded(list(await hall.run(casting.cast, wishes)))[-1]
    ((envelope, _),) = (await hall.run(secrets.envelopes, vote.id)).values()
    assert Opener(hall.store.keys.find(vote.seal)).open(envelope) == (last.code, "c")


async def test_cast_is_cast_where_the_rule_says_so_and_does_not_tell_what(hall: Hall) -> None:
    vote = await hall.open(replace(SECRET, revote=False))
    await hall.cast(vote, _1="a")
    (refused,) = await hall.cast(vote, _1="a")
    assert (code(refused), refused.data["choice"]) == ("cast-is-cast", SEALED)


async def test_press_on_a_retired_rendering_changes_nothing_and_does_not_tell_what_stands(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    one = await hall.id(1)
    await hall.cast(vote, _1="b")
    await hall.run(casting.confirm, [(vote.id, one, 2)])
    old = Cast("telegram:1", vote.id, "a", 1, casting.tag(vote, one, 1))
    (refused,) = await hall.run(casting.cast, [old])
    assert (code(refused), refused.data["choice"]) == ("ballot-retired", SEALED)
    assert await inside(hall, vote) == {"1": "b"}


async def test_each_cast_gets_a_code_of_its_own(hall: Hall) -> None:
    vote = await hall.open(RECEIPTS)
    first, again = recorded(await hall.cast(vote, _1="a") + await hall.cast(vote, _1="a"))
    assert (len(first.code), first.code == again.code) == (11, False)


async def test_half_filled_ballot_comes_back_from_its_seal(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    one = await hall.id(1)
    for option in "cab":
        await hall.run(casting.mark, [Fill(Cast("telegram:1", vote.id, ""), option, 1)])
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing(None, "c>a>b")}
    await hall.cast(vote, _1="c>a>b")
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing(SEALED)}


async def test_half_filled_ballot_whose_key_is_gone_is_empty(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    one = await hall.id(1)
    await hall.run(casting.mark, [Fill(Cast("telegram:1", vote.id, ""), "c", 1)])
    hall.store.keys.destroy(vote.marks_seal)
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing()}


async def test_ballot_taken_back_from_a_holder_stays_sealed(hall: Hall) -> None:
    await hall.check_out(1)
    one, two = await hall.member(1), await hall.member(2)
    done(await hall.run(proxies.give, await hall.event(), one, two, How.SELF, CLI))
    vote = await hall.open(SECRET)
    wish = Cast("telegram:2", vote.id, "b", whose=one.id)
    recorded(list(await hall.run(casting.cast, [wish])))
    await hall.check_in(1)
    assert (await inside(hall, vote), await hall.run(ballots.standing, vote, [one.id])) == (
        {"1": "b"},
        {one.id: Standing(SEALED)},
    )


# -- what the files hold


def files(tmp_path: Path) -> bytes:
    """Every byte of the store: database, log of changes, and what lies beside; not the keys."""
    kept = sorted(path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".key")
    assert kept
    return b"\0".join(path.read_bytes() for path in kept)


def spellings(text: str) -> Iterator[bytes]:
    """A text as it could stand in a file."""
    raw = text.encode()
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for shift in range(3):  # base64 depends on where the text begins
        yield base64.b64encode(b"\0" * shift + raw)[(4 if shift else 0) : -4]


def occurrences(tmp_path: Path, texts: list[str]) -> list[int]:
    content = files(tmp_path)
    return [content.count(spelling) for text in texts for spelling in spellings(text) if len(spelling) > 5]


RANKINGS = ["c>a>d>b", "d>c>b>a", "b>d>a>c"]


async def test_files_hold_nothing_of_a_secret_choice_while_it_is_open(hall: Hall, tmp_path: Path) -> None:
    vote = await hall.open(replace(BOARD, receipts=True))
    await hall.cast(vote, _4="a", _5="b")
    before = occurrences(tmp_path, [*NAMES, *RANKINGS])
    done_ = recorded(await hall.cast(vote, _1=RANKINGS[0], _2=RANKINGS[1], _3=RANKINGS[2], _4="c>d", _5="d"))
    for option in "cadb":
        await hall.run(casting.mark, [Fill(Cast("telegram:1", vote.id, ""), option, 1)])
    in_log = occurrences(tmp_path, RANKINGS)
    await hall.store.wipe()
    after = occurrences(tmp_path, [*NAMES, *RANKINGS])
    codes = occurrences(tmp_path, [item.code for item in done_])
    sizes = {len(box) for box, _ in (await hall.run(secrets.envelopes, vote.id)).values()}
    assert (before == after, sum(in_log), sum(codes), len(sizes)) == (True, 0, 0, 1)


async def test_files_of_a_named_vote_do_hold_choices_so_that_the_search_finds_what_it_should(
    hall: Hall, tmp_path: Path
) -> None:
    vote = await hall.open(replace(BOARD, secret=False))
    before = occurrences(tmp_path, RANKINGS)
    await hall.cast(vote, _1=RANKINGS[0], _2=RANKINGS[1], _3=RANKINGS[2])
    assert before != occurrences(tmp_path, RANKINGS)


async def test_cancelled_vote_leaves_nothing_that_can_be_opened(hall: Hall, tmp_path: Path) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    boxes = [box for box, _ in (await hall.run(secrets.envelopes, vote.id)).values()]
    done(await hall.run(voting.cancel, await hall.again(vote), "wrong text", CLI, "Ann"))
    assert await secrets.scrub(hall.store) == 2
    with pytest.raises(NoKey):
        hall.store.keys.find(vote.seal)
    content = files(tmp_path)
    assert ([content.count(box) for box in boxes], list(tmp_path.rglob("*.key"))) == ([0, 0, 0], [])


async def test_key_to_half_filled_ballots_ends_with_the_vote(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    await hall.run(casting.mark, [Fill(Cast("telegram:1", vote.id, ""), "c", 1)])
    await hall.close(vote)
    assert await secrets.scrub(hall.store) == 1
    with pytest.raises(NoKey):
        hall.store.keys.find(vote.marks_seal)
    assert hall.store.keys.find(vote.seal).public == vote.seal


async def test_scrubbing_can_be_repeated(hall: Hall) -> None:
    vote = await hall.open(SECRET)
    done(await hall.run(voting.cancel, await hall.again(vote), "wrong text", CLI, "Ann"))
    hall.store.keys.destroy(vote.seal)  # and then the process was killed
    assert [await secrets.scrub(hall.store), await secrets.scrub(hall.store)] == [2, 0]


async def test_committee_has_the_only_key(hall: Hall, tmp_path: Path) -> None:
    people = [new_key() for _ in range(3)]
    settings = EventSettings(AGM, "Assembly", committee=tuple(key.public.hex() for key in people), committee_needed=2)
    await hall.run(floor.configure, [settings])
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a")
    with pytest.raises(NoKey):
        hall.store.keys.find(vote.seal)
    assert len(list(tmp_path.rglob("*.key"))) == 1  # for what is half filled in
