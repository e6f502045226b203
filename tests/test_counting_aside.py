"""Counts of large boxes: made outside of any transaction, once, and checked against what stands when they are used."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.chat.call import House
from bot.running.rendering import render
from core import casting, counting, inquest, results
from core.casting import Cast
from core.elections import sitting
from core.errors import Refusal
from core.journal import CLI
from core.methods import METHODS, model
from core.model import Acceptance, Vote, VoteState
from core.outgoing import DeliveryKind
from core.results import Uncounted
from core.store import votes
from core.store.engine import folder
from core.totals import UNIT, Totals
from tests.elected import BOARD
from tests.meeting import Meeting, played
from tests.people import MOTION, Hall, done
from tests.talk import Talk


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every box is large, and none rides with its vote."""
    monkeypatch.setattr("core.results.SMALL", 0)
    monkeypatch.setattr("core.results._kept", type(results._kept)())


async def closed(hall: Hall, *choices: str) -> Vote:
    vote = await hall.open(BOARD)
    wishes = [Cast(f"telegram:{number}", vote.id, choice) for number, choice in enumerate(choices, start=1)]
    await hall.run(casting.cast, wishes)
    return await hall.close(vote)


async def told(hall: Hall, number: int) -> list[str]:
    return [kind for kind, subject, _ in await hall.sent_to() if subject == number]


@pytest.mark.anyio
async def test_large_box_is_not_counted_in_the_transaction(hall: Hall) -> None:
    vote = await closed(hall, "a+b", "a")
    hall.clock.forward(10)
    with pytest.raises(results.Uncounted) as missing:
        await hall.due()
    assert missing.value.vote.number == 1
    assert (await hall.again(vote)).state is VoteState.CLOSED
    await results.work_out(hall.store, missing.value)
    assert [vote.number for vote in (await hall.due()).counted] == [1]
    after = await hall.again(vote)
    assert (after.state, after.outcome) == (VoteState.COUNTED, "elected")
    assert await hall.run(votes.box, vote.id) == {"a+b": Totals(1, UNIT), "a": Totals(1, UNIT)}


@pytest.mark.anyio
@pytest.mark.parametrize("changed", ["cast", "closed_at", "drawn", "definition"])
async def test_count_of_what_was_changed_meanwhile_is_not_used(hall: Hall, changed: str) -> None:
    vote = await closed(hall, "a+b", "a")
    await results.work_out(hall.store, Uncounted(vote))
    other = {
        "cast": Totals(3, 3 * UNIT),
        "closed_at": hall.clock.now(),
        "drawn": ("b",),
        "definition": replace(vote.definition, seats=1),
    }
    hall.clock.forward(1)
    after = replace(vote, **{changed: hall.clock.now() if changed == "closed_at" else other[changed]})
    assert results.kept(vote) is not None
    with pytest.raises(Uncounted):
        await hall.run(counting.count, after, CLI)


@pytest.mark.anyio
async def test_counts_that_differ_leave_a_file_without_names(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    right = METHODS[BOARD.method]

    def wrong(ballots: model.Ballots, terms: model.Settings) -> model.Result:
        return replace(right.count(ballots, terms), blank=Totals(1, UNIT))

    monkeypatch.setattr("core.definition.METHODS", {BOARD.method: replace(right, recount=wrong)})
    vote = await closed(hall, "a+b", "a")
    await results.work_out(hall.store, Uncounted(vote))
    refused = await hall.run(counting.count, vote, CLI)
    assert refused == Refusal("counts-differ", {"number": 1, "file": "counts-differ-agm-1.json"})
    async with hall.store.read() as tx:
        file = folder(tx) / inquest.name_of(vote)
    left = json.loads(file.read_text(encoding="utf-8"))
    assert (left["box"], left["first"]["blank"], left["second"]["blank"]) == (
        {"a+b": [1, UNIT], "a": [1, UNIT]},
        [0, 0],
        [1, UNIT],
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert "telegram" not in file.read_text(encoding="utf-8")
    with pytest.raises(Uncounted):  # asked again, it is counted again
        await hall.run(counting.count, await hall.again(vote), CLI)


@pytest.mark.anyio
async def test_input_that_needs_a_count_keeps_no_other_waiting(hall: Hall) -> None:
    talk = Talk(hall)
    await closed(hall, "a+b", "a")
    second = await hall.open(MOTION)
    await results.work_out(hall.store, Uncounted(await hall.run(votes.by_id, 1)))
    done(await hall.run(counting.count, await hall.run(votes.by_id, 1), CLI))
    results._kept.clear()
    answers = await talk.give(talk.said("telegram:1", "/result 1"), talk.said("telegram:3", f"{second.number}a"))
    assert (await hall.again(second)).cast.heads == 1
    assert len(answers) == 2


def test_box_is_counted_aside_and_the_refusal_of_an_elected_one_too(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await m.chair("/elect 2 Board\nmethod: block\n- #1 Name1 Surname1\n- #2 Name2 Surname2\n- #3 Name3 Surname3")
        await m.chair("/open 1")
        for number, label in enumerate(("1a", "1a", "1b", "1b", "1c"), start=1):
            m.member(number).write(f"/cast {label}")
        await m.time.sleep(5)
        await m.chair("/close 1")
        await m.time.sleep(30)
        vote = await m.vote()
        assert (vote.state, vote.cast.heads, sitting(vote)) == (VoteState.COUNTED, 5, ("a", "b"))
        await m.chair("/publish 1")
        results._kept.clear()  # as in another process
        await m.chair("/accept 1 1b no")
        vote = await m.vote()
        assert (vote.answers, sitting(vote)) == ({"b": Acceptance.DECLINED}, ("a", "c"))
        assert any("Name3" in text for text in m.told)

    played(tmp_path, play)


@pytest.mark.anyio
async def test_result_whose_count_went_with_its_process_waits_for_another_count(hall: Hall) -> None:
    vote = await closed(hall, "a+b", "a")
    await results.work_out(hall.store, Uncounted(vote))
    counted = done(await hall.run(counting.count, vote, CLI))
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    results._kept.clear()
    waiting = [one for one in await hall.waiting() if one.kind is DeliveryKind.RESULT]
    async with hall.store.read() as tx:
        with pytest.raises(Uncounted) as missing:
            await render(House("Club"), tx, waiting)
        await results.work_out(hall.store, missing.value)
        told = await render(House("Club"), tx, waiting)
    assert [plain(one.message.text)[:6] for one in told if one.message] == ["Result"] * len(waiting)


@pytest.mark.anyio
async def test_large_box_does_not_ride_with_its_vote(hall: Hall) -> None:
    vote = await closed(hall, "a+b", "a")
    await results.work_out(hall.store, Uncounted(vote))
    counted = done(await hall.run(counting.count, vote, CLI))
    assert counted.box == {"a+b": Totals(1, UNIT), "a": Totals(1, UNIT)}
    big = {f"{number}": [1, UNIT] for number in range(votes.SMALL_BOX)}
    after = await hall.run(votes.change, vote.id, box=big)
    assert (after.box, len(await hall.run(votes.box, vote.id) or ())) == (None, votes.SMALL_BOX)
