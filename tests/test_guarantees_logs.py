"""Nothing but the box tells what was chosen: logs at DEBUG, tracebacks, dead letters, journal and papers (G10)."""

import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.redact import where
from bot.papers.bundle import papers
from bot.wording.speech import speech
from core import assembly, casting, floor
from core.assembly import Buried
from core.casting import Cast, Fill, Recorded
from core.errors import Refusal
from core.journal import CLI
from core.store.engine import opened
from core.store.writer import Tx
from tests.people import Clock, Hall, done
from tests.test_secret_votes import BOARD, NAMES, recorded, spellings

pytestmark = pytest.mark.anyio
SECRETS = ["c>a>d>b", "d>c>b>a", "b>d>a>c", "a>c>b>d"]
PLACES = ("core.casting.secret.put", "core.secret.ballots.put_envelopes", "core.store.ballots._add_turnout")


@dataclass(frozen=True)
class Press:
    id: str
    cast: Cast


async def press(tx: Tx, batch: Sequence[Press]) -> list[Recorded | Refusal]:
    return await casting.cast(tx, [item.cast for item in batch])


async def broken(*arguments: object, **more: object) -> None:
    """An error that says all it was given, as the errors of libraries do."""
    raise RuntimeError(f"{arguments} {more}")


async def test_nothing_but_the_box_tells_what_was_chosen(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    async with opened(f"sqlite:///{tmp_path}/folkmoot.db", clock := Clock()) as store:
        hall = await Hall(store, clock).meet(12)
        vote = await hall.open(replace(BOARD, receipts=True))
        for place, name in enumerate(PLACES):
            with monkeypatch.context() as patch:
                patch.setattr(name, broken)
                casts = {number: Cast(f"telegram:{number}", vote.id, SECRETS[number]) for number in range(1, 4)}
                batch = [Press(f"{place}.{number}", cast) for number, cast in casts.items()]
                outcomes = await assembly.apply(store, "net", batch, str(place), press, once=lambda _: False)
            assert all(isinstance(outcome, Buried) for outcome in outcomes)
            told += [where(outcome.error) for outcome in outcomes if isinstance(outcome, Buried) and outcome.error]
        choices = {f"_{number}": SECRETS[number % 4] for number in range(1, 12)}
        codes = [item.code for item in recorded(await hall.cast(vote, **choices))]
        await hall.run(casting.mark, [Fill(Cast("telegram:12", vote.id, ""), "c", 1)])
        while_open = await papers(store, await hall.event(), speech("en"), "Chess Club")
        await hall.close(vote)
        await hall.count(vote)
        done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
        after = await papers(store, await hall.event(), speech("en"), "Chess Club")
        async with store.read() as tx:
            letters = [str(row) for row in await tx.db.execute(text("SELECT * FROM dead_letter"))]
    papers_ = [content.decode() for name, content in after.items() if name.startswith(("journal", "minutes"))]
    said = "\n".join([caplog.text, *told, *letters, *(content.decode() for content in while_open.values()), *papers_])
    hidden = [*SECRETS, *codes]
    assert (len(letters), len(caplog.records) > 0 or told != []) == (9, True)
    forms = {form.decode(): secret for secret in hidden for form in spellings(secret) if len(form) > 5}
    assert {secret for form, secret in forms.items() if form in said} == set()
    assert [name for name in NAMES if name not in said] == []  # options stand in the definition, so the search works


def test_a_traceback_that_holds_a_choice_is_told_by_its_places_alone() -> None:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError(SECRETS[0])
    whole = "".join(traceback.format_exception(caught.value))
    assert (SECRETS[0] in whole, SECRETS[0] in where(caught.value)) == (True, False)
