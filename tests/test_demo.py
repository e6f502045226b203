"""The demo, held by forty members, and by five whose election ends in a tie."""

import json
import re
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from structlog.testing import capture_logs

from adapters.contract import plain
from bot.demo import run as demo
from bot.demo.crowd import Crowd
from bot.demo.run import run
from bot.demo.script import LOT
from bot.demo.world import INTERVAL, Held, hold
from bot.papers import pictures

SIZE = 40
Told: TypeAlias = Counter[str]


@dataclass(frozen=True, slots=True)
class Run:
    """A demo on the command line, and what it held."""

    code: int
    told: dict[str, Any]
    faults: str
    held: Held


def run_once(folder: Path, patch: pytest.MonkeyPatch, members: int, seed: int) -> Run:
    """As in another process, which has drawn no pictures yet."""
    found: list[Held] = []

    def kept(size: int, seed: int, database: Path) -> Held:
        found.append(hold(size, seed, database))
        return found[-1]

    patch.setattr(demo, "hold", kept)
    patch.setattr(pictures, "_kept", OrderedDict())
    with capture_logs(), redirect_stdout(StringIO()) as told, redirect_stderr(StringIO()) as faults:
        code = run(members, seed, folder, as_json=True)
    return Run(code, json.loads(told.getvalue()), faults.getvalue(), found[0])


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    return hold(SIZE, 7, tmp_path_factory.mktemp("demo") / "demo.db")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        return run_once(tmp_path_factory.mktemp("small"), patch, 5, 1)


@pytest.fixture(scope="module")
def untrue(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The first one again, which looks at other answers than its members were told."""
    stands, said = Crowd.stands, Crowd.said
    untrue: dict[int, Callable[[Told], Told]] = {1: twice, 3: backwards}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Crowd, "stands", lambda self, vote: untrue.get(vote, Counter)(stands(self, vote)))
        patch.setattr(Crowd, "said", lambda self, vote: dict(list(said(self, vote).items())[1:]))
        return run_once(tmp_path_factory.mktemp("untrue"), patch, SIZE, 7)


@pytest.mark.parametrize("members", [-3, 0, 4, 20_001])
def test_demo_of_impossible_size_is_one_sentence(
    members: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(members, out=tmp_path)
    told = f"folkmoot: the demo takes 5 to 20000 members, not {members}\n"
    assert (code, capsys.readouterr()) == (2, ("", told))


def test_demo_that_counted_what_nobody_was_told_says_so(untrue: Run) -> None:
    found = re.findall("the demo found a fault: (vote .: .*?) (?:Counter|{)", untrue.faults)
    told = ["vote 1: members were told", "vote 3: members were told", "vote 3: the elected said"]
    assert (untrue.code, found) == (1, told)


def twice(stands: Told) -> Told:
    return stands + stands


def backwards(stands: Told) -> Told:
    return Counter({">".join(reversed(choice.split(">"))): heads for choice, heads in stands.items()})


def test_demo_finds_what_its_members_were_told(held: Held) -> None:
    assert held.faults == []


def test_demo_brings_every_vote_to_its_end(held: Held) -> None:
    told = [(vote.id, vote.method, vote.state) for vote in held.outcome.votes]
    assert told == [
        (1, "yes-no-abstain", "published"),
        (2, "yes-no-abstain", "published"),
        (3, "scottish-stv", "published"),
        (4, "yes-no-abstain", "cancelled"),
    ]


def test_elected_answer_and_the_next_in_line_replaces_who_declined(held: Held) -> None:
    messages = [(plain(line.shown.message.text), len(line.edited)) for line in held.chair.lines if line.shown]
    ((text, edits),) = [message for message in messages if message[0].startswith("Do they accept?")]
    accepted, declined = re.findall("· (.+): has accepted", text), re.findall("Declined: .* · (.+)[.]", text)
    elected = held.outcome.votes[2].elected
    assert (sorted(accepted), len(elected)) == (sorted(elected), 3)
    assert (len(declined), set(declined) & set(elected), edits > 0) == (1, set(), True)


def test_tie_is_decided_by_a_lot(small: Run) -> None:
    drawn = [line.typed for line in small.held.chair.lines if line.typed.startswith("/lot")]
    elected = small.held.outcome.votes[2].elected
    assert (drawn, len(elected), small.held.faults) == ([f"/lot 3 seed {LOT}"], 3, [])


def test_chair_channel_is_edited_at_most_once_an_interval(held: Held) -> None:
    live = max(held.chair.lines, key=lambda line: len(line.edited))
    assert len(live.edited) > 10
    # an edit may wait behind answers in the channel, so single gaps are shorter: what counts is how many there are
    assert len(live.edited) <= (live.edited[-1] - live.edited[0]) / INTERVAL + 1


def test_same_seed_is_the_same_assembly(held: Held, untrue: Run) -> None:
    first, again = held.outcome, untrue.held.outcome
    # what codes and keys drew by chance may be a byte more or less in a file
    assert (again.votes, replace(again.chair_channel, bytes=0)) == (first.votes, replace(first.chair_channel, bytes=0))


def test_other_seed_is_another_assembly(small: Run, tmp_path: Path) -> None:
    assert hold(5, 2, tmp_path / "demo.db").outcome.votes != small.held.outcome.votes


def test_json_has_the_promised_shape(small: Run) -> None:
    told = small.told
    vote = told["votes"][0]
    assert (small.code, small.held.faults) == (0, [])
    assert list(told) == ["members", "present", "votes", "chair_channel", "out", "seconds"]
    assert list(vote) == ["id", "title", "method", "state", "entitled", "cast", "counts", "verdict", "elected"]
    assert list(vote["counts"]) == ["Yes", "No", "Abstain"]
    assert list(told["chair_channel"]) == ["sent", "edited", "bytes"]
    results = [f"result {vote['id']}" for vote in told["votes"] if vote["verdict"]]
    assert list(told["out"]) == sorted(["bundle", "channel", "database", "minutes", "pdf", "roster", *results])
    assert [path for path in told["out"].values() if not Path(path).is_file()] == []


def test_demo_shows_the_channel_and_what_to_do_next(
    small: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "hold", lambda *_: small.held)
    assert run(5, 1, tmp_path) == 0
    printed = capsys.readouterr().out
    expected = (
        "/event open",
        "Adopt the agenda",
        "First places: ",
        "Hold the seats: ",
        str(tmp_path / "minutes-demo.md"),
        str(tmp_path / "minutes.pdf"),
        str(tmp_path / "results" / "1.png"),
        "folkmoot init",
    )
    assert [text for text in expected if text not in printed] == []
