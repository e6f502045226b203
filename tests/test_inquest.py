"""Two counts that differ leave a file for the inquest, whatever the method; chair and operator hear of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.papers.minutes import minutes_markdown
from bot.wording.speech import speech
from core import casting, counting, inquest
from core.casting import Cast
from core.errors import Refusal, refuse
from core.journal import CLI
from core.methods import CONSENT, METHODS
from core.methods.model import Form
from core.model import Definition, Option, Purpose, Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import events
from tests.elected import alarms
from tests.people import AGM, MOTION, Hall

pytestmark = pytest.mark.anyio
ELECTION = Definition(
    "Board", tuple(Option(label, name) for label, name in zip("abc", ("Ada", "Bo", "Cleo"), strict=True)),
    kind="election", majority="", maximum=3,
)  # fmt: skip
CHOICES = {
    Form.SINGLE: ("a", "b"),
    Form.MARKS: ("a+b", "c"),
    Form.RANKING: ("a>b", "c>b>a"),
    Form.ANSWERS: ("a:yes b:no c:yes", "a:yes b:abstain c:no"),
}


@pytest.fixture(params=sorted(METHODS))
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One whose second count is wrong."""
    name: str = request.param
    miscounts(monkeypatch, name)
    return name


def miscounts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    right = METHODS[name]
    wrong = replace(right, recount=lambda ballots, terms: replace(right.recount(ballots, terms), vacant=7))
    monkeypatch.setattr("core.definition.METHODS", {**METHODS, name: wrong})


async def closed(hall: Hall, method: str, *, secret: bool = False) -> Vote:
    way = METHODS[method]
    definition = replace(MOTION if way.question else ELECTION, method=method, secret=secret)
    if method == CONSENT.name:
        definition = replace(definition, options=(Option("a", ""),))
    if way.form is Form.SINGLE:
        definition = replace(definition, maximum=1)
    if way.form is Form.ANSWERS:
        definition = replace(definition, majority="simple")
    vote = await hall.open(definition)
    choices = ("a", "a") if way.question else CHOICES[way.form]
    wishes = [Cast(f"telegram:{number}", vote.id, choices[number % 2]) for number in range(1, 6)]
    assert [one for one in await hall.run(casting.cast, wishes) if isinstance(one, Refusal)] == []
    return await hall.close(vote)


SECRET = sorted((name, secret) for name in METHODS for secret in (False, True) if name != CONSENT.name or not secret)


@pytest.mark.parametrize(("method", "secret"), SECRET, indirect=["method"])
async def test_file_of_any_method_holds_ballots_and_both_counts_and_nobody(
    hall: Hall, tmp_path: Path, method: str, secret: bool
) -> None:
    vote = await closed(hall, method, secret=secret)
    told = await hall.run(counting.count, vote, CLI)
    assert told == refuse("counts-differ", number=1, file="counts-differ-agm-1.json")
    file = tmp_path / inquest.name_of(vote)
    text = file.read_text(encoding="utf-8")
    left = json.loads(text)
    assert (left["second"]["vacant"], sum(heads for heads, _ in left["box"].values())) == (7, 5)
    assert [word for word in ("telegram", "Surname", "m-") if word in text] == []
    assert (file.stat().st_mode & 0o777, (await hall.again(vote)).state) == (0o600, VoteState.CLOSED)


async def differing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Vote:
    """A vote of the meeting whose two counts differ, before it is counted; the chairs have a channel."""
    await hall.run(events.put_channel, "telegram:-100", AGM, Purpose.CHAIR)
    miscounts(monkeypatch, MOTION.method)
    return await closed(hall, MOTION.method)


async def disputes(hall: Hall) -> int:
    """How often the chairs are told that two counts differ, and of the file."""
    return len([one for one in await hall.waiting() if one.kind is DeliveryKind.DISPUTED])


async def test_file_that_cannot_be_written_is_said_to_be_missing_and_comes_with_the_next_count(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    vote = await differing(hall, monkeypatch)
    in_the_way = tmp_path / inquest.name_of(vote)
    in_the_way.mkdir()
    told = await hall.run(counting.count, vote, CLI)
    missing = refuse("counts-differ-unwritten", number=1, file="counts-differ-agm-1.json")
    assert (told, await alarms(hall), [*tmp_path.glob("*.part")]) == (missing, [missing], [])
    assert await disputes(hall) == 0  # which would speak of a file that is not there
    in_the_way.rmdir()
    assert (await hall.run(counting.count, await hall.again(vote), CLI)) == refuse("counts-differ", **missing.data)
    operator = "the two counts of vote 1 of agm differ; counts-differ-agm-1.json: {}"
    assert [one.message for one in caplog.records] == [operator.format("Is a directory"), operator.format("kept")]
    assert (in_the_way.is_file(), len(await alarms(hall)), await disputes(hall)) == (True, 1, 1)


async def test_file_is_for_the_owner_alone_and_whole_also_where_others_left_one(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = await differing(hall, monkeypatch)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs")
    left = tmp_path / inquest.name_of(vote)
    left.write_text("older")
    left.chmod(0o666)
    left.with_suffix(".part").symlink_to(elsewhere)
    await hall.run(counting.count, vote, CLI)
    assert (left.stat().st_mode & 0o777, json.loads(left.read_text())["vote"]) == (0o600, 1)
    assert elsewhere.read_text() == "theirs"


async def test_minutes_say_that_the_counts_differ_and_give_no_result(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = await differing(hall, monkeypatch)
    await hall.run(counting.count, vote, CLI)
    minutes = await hall.run(minutes_markdown, await hall.event(), speech("en"), "Club")
    assert minutes.count("the two counts differ") == 1
    assert [word for word in ("Carried", "Rejected", "5 yes") if word in minutes] == []
