"""What somebody could do to a whole bundle, with the hashes beside it written anew or not: it is found and named."""

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.papers.bundle import Papers, papers, summed
from bot.papers.verify import Wrong, canonical, check, entry_hash, main, read_journal
from bot.wording.speech import speech
from core import again, counting, decisions
from core.journal import CLI, record
from core.model import Definition, Option
from core.store.engine import Store, opened
from tests.people import AGM, MOTION, Clock, Hall, done
from tests.test_papers import full_hall

pytestmark = pytest.mark.anyio
SECRET = replace(MOTION, secret=True)
NAMES = ("Ada", "Bob", "Cleo", "Dora", "Emil", "Fay", "Gus")
RANKED = Definition(
    "Delegates", tuple(Option(label, name) for label, name in zip("abcdefg", NAMES, strict=True)),
    kind="election", method="scottish-stv", majority="", seats=2, maximum=7, secret=True,
)  # fmt: skip
PLURALITY = replace(RANKED, title="Speaker", method="plurality", seats=1, maximum=1, options=RANKED.options[:3])


async def made(hall: Hall) -> Papers:
    """The bundle, with something in the place of what a typesetter makes."""
    found = await papers(hall.store, await hall.event(), speech("en"), "Chess Club")
    return summed({**found, "minutes.pdf": b"%PDF of the minutes", "results/1.png": b"PNG 1", "results/2.png": b"2"})


def laid(folder: Path, found: Papers, *, anew: bool = True) -> str:
    """Put these papers there, the hashes beside them `anew` as somebody would on purpose; what the verifier says."""
    there = summed(found) if anew else found
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if there.get(path.relative_to(folder).as_posix()) != path.read_bytes():
            path.unlink()
    for name, content in there.items():
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    try:
        check(folder)
    except Wrong as wrong:
        return str(wrong)
    return ""


def votes_of(found: Papers, change: Callable[[list[dict[str, Any]]], object]) -> Papers:
    """The papers with these votes changed."""
    about = json.loads(found["event.json"])
    change(about["votes"])
    return {**found, "event.json": json.dumps(about).encode()}


# -- whole files, by mistake


async def test_every_file_that_is_changed_cut_or_gone_is_named(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    assert laid(tmp_path / "out", found, anew=False) == ""
    missed = []
    for name, content in found.items():
        places = {0, len(content) // 3, len(content) // 2, len(content) - 1}
        changed = [bytes([*content[:place], content[place] ^ 1, *content[place + 1 :]]) for place in places]
        for what in (*changed, content[:-1], content[: len(content) // 2], b"", content * 2, content + b"\n", None):
            others = {other: there for other, there in found.items() if other != name or what is not None}
            said = laid(tmp_path / "out", {**others, **({name: what} if what is not None else {})}, anew=False)
            of_a_vote = name == "event.json" and said.startswith(("vote ", "no entry of journal.jsonl"))
            missed += [] if name in said or of_a_vote else [(name, what, said)]
    assert missed == []


async def test_two_files_that_are_swapped_are_named(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    names, missed = sorted(found), []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            said = laid(tmp_path / "out", {**found, one: found[other], other: found[one]}, anew=False)
            missed += [] if one in said or other in said else [(one, other, said)]
    assert missed == []


async def test_file_that_belongs_to_no_vote_is_named(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    more = {**found, "boards/9.csv": b"code,choice\n"}
    assert laid(tmp_path / "out", more, anew=False).startswith("boards/9.csv: it is none of these papers")
    for name in ("minutes.md", "event.json", "boards/1.csv"):
        sums = b"".join(line for line in found["SHA256SUMS"].splitlines(keepends=True) if name.encode() not in line)
        said = laid(tmp_path / "out", {**found, "SHA256SUMS": sums}, anew=False)
        assert said == f"SHA256SUMS: {name} is missing"


async def test_hashes_are_read_by_the_usual_tool_too(store: Store, clock: Clock) -> None:
    found = await made((await full_hall(store, clock))[0])
    lines = found["SHA256SUMS"].decode().splitlines()
    names = sorted(found.keys() - {"SHA256SUMS"})
    assert lines == [f"{hashlib.sha256(found[name]).hexdigest()}  {name}" for name in names]


# -- on purpose, with the hashes beside them written anew


async def test_files_of_another_meeting_are_found(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    async with opened(f"sqlite:///{tmp_path}/other.db", clock) as another:
        other = await made((await full_hall(another, clock))[0])
    checked = [name for name in found if name.endswith((".jsonl", ".json", ".csv")) and found[name] != other[name]]
    said = {name: laid(tmp_path / "out", {**found, name: other[name]}) for name in checked}
    assert {name: text for name, text in said.items() if name not in text and "journal.jsonl" not in text} == {}


async def test_ballot_more_and_receipt_twice_are_found(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    board = found["boards/1.csv"]
    first = board.splitlines(keepends=True)[1]
    for changed in (board + b"ZZZZZ-ZZZZZ,a\n", board + first, board[: -len(first)]):
        assert laid(tmp_path / "out", {**found, "boards/1.csv": changed}).startswith("boards/1.csv: not the file")


async def test_result_of_an_older_bundle_is_found(hall: Hall, tmp_path: Path) -> None:
    vote = await counted(hall, SECRET, ["a", "a", "b", "b", "a"])
    old = await made(hall)
    done(await hall.run(again.repeat, await hall.event(), await hall.again(vote), "one was missing", CLI, "Ann"))
    new = await made(hall)
    mixed = {**new, "event.json": old["event.json"], "boards/1.csv": old["boards/1.csv"]}
    assert laid(tmp_path / "out", mixed).startswith("event.json: it was written when the journal had")
    (result,) = json.loads(old["event.json"])["votes"]
    told = votes_of({**new, "boards/1.csv": old["boards/1.csv"]}, lambda votes: votes.__setitem__(0, result))
    assert laid(tmp_path / "out", told) == "vote 1: it is counted here, and void in the journal"
    as_void = {**result, "state": "void"}
    told = votes_of({**new, "boards/1.csv": old["boards/1.csv"]}, lambda votes: votes.__setitem__(0, as_void))
    assert laid(tmp_path / "out", told) == "vote 1: it has a result, and in the journal it is void"
    assert laid(tmp_path / "out", new) == ""


async def test_vote_that_is_left_out_or_there_twice_is_found(store: Store, clock: Clock, tmp_path: Path) -> None:
    found = await made((await full_hall(store, clock))[0])
    for place in range(len(json.loads(found["event.json"])["votes"])):
        said = laid(tmp_path / "out", votes_of(found, lambda votes, place=place: votes.pop(place)))
        assert said == f"event.json: vote {place + 1} is missing, which the journal says was opened"
    said = laid(tmp_path / "out", votes_of(found, lambda votes: votes.append(votes[0])))
    assert said == "event.json: vote 1 stands in it twice"


async def counted(hall: Hall, definition: Definition, choices: list[str], *, publish: bool = False) -> Any:
    vote = await hall.open(definition)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)})
    await hall.close(vote)
    after = await hall.count(vote)
    if publish:
        done(await hall.run(counting.publish, await hall.event(), [after], CLI))
    return after


async def test_published_sums_of_few_ballots_cannot_be_changed(hall: Hall, tmp_path: Path) -> None:
    await counted(hall, SECRET, ["a", "a", "b", "c"], publish=True)
    found = await made(hall)
    assert laid(tmp_path / "out", found) == ""
    forged = votes_of(found, lambda votes: votes[0]["counts"].update(a=[3, 3_000_000], c=[0, 0]))
    assert laid(tmp_path / "out", forged).startswith("vote 1: what is shown of its ballots is not")
    hidden = votes_of(found, lambda votes: votes[0].update(counts=None, withheld="verdict"))
    assert laid(tmp_path / "out", hidden).startswith("vote 1: what is shown of its ballots is not")


async def test_board_that_was_published_cannot_be_held_back(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall = await Hall(store, clock).meet(5)
    three = replace(RANKED, options=RANKED.options[:3], maximum=3)
    await counted(hall, three, ["a>b", "b>a", "c", "a", "b"], publish=True)
    await counted(hall, replace(three, secret=False), ["a>b", "b>a", "c", "a", "b"])
    found = await made(hall)
    for place in (0, 1):
        gone = {name: content for name, content in found.items() if name != f"boards/{place + 1}.csv"}
        held = votes_of(gone, lambda v, place=place: v[place].update(board="", counts=None, withheld="signatures"))
        assert laid(tmp_path / "out", held).startswith(f"vote {place + 1}: what is shown of its ballots is not")
    assert laid(tmp_path / "out", found) == ""


async def test_lots_are_those_of_the_journal(hall: Hall, tmp_path: Path) -> None:
    drawn = await counted(hall, PLURALITY, ["a", "b", "a", "b", "c"])
    done(await hall.run(decisions.draw, drawn, ["b"], CLI))
    seeded = await counted(hall, PLURALITY, ["a", "b", "a", "b", "c"])
    done(await hall.run(decisions.draw_by_seed, seeded, "some public words", CLI))
    found = await made(hall)
    assert laid(tmp_path / "out", found) == ""
    other = {"outcome": "elected", "elected": ["a"], "tied": []}
    forgeries = [(0, {"drawn": ["a"]}), (0, {"drawn": [], "seed": "5"}), (1, {"seed": "5"}), (1, {"seed": ""})]
    for place, forged in forgeries:
        changed = votes_of(found, lambda v, place=place, forged=forged: v[place].update(forged, result=other))
        assert laid(tmp_path / "out", changed) == f"vote {place + 1}: its lots are not those in the journal"


async def test_weights_of_a_named_vote_are_those_of_the_journal(hall: Hall, tmp_path: Path) -> None:
    await counted(hall, replace(MOTION, majority="more than 1/2 of yes_no by weight"), ["a", "a", "b"])
    found = await made(hall)
    (code, _), *_ = [line.split(",") for line in found["boards/1.csv"].decode().splitlines()[1:]]
    heavier = votes_of(found, lambda votes: votes[0]["weights"].update({code: 5_000_000}))
    assert laid(tmp_path / "out", heavier).startswith("vote 1: how many chose what, or their weight, is not")


# -- the journal


async def test_text_with_every_kind_of_line_end_verifies(hall: Hall, tmp_path: Path) -> None:
    text = "one\u2028two\u2029three\x85four\x0bfive\x1csix\r\nseven"
    await hall.run(record, AGM, "note", CLI, text=text)
    found = await made(hall)
    (note,) = [entry for entry in read_journal(found["journal.jsonl"].decode()) if entry["kind"] == "note"]
    assert (laid(tmp_path / "out", found), note["data"]["text"]) == ("", text)


async def test_nothing_can_stand_in_an_entry_that_its_hash_does_not_cover(hall: Hall, tmp_path: Path) -> None:
    await hall.run(record, AGM, "note", CLI, text="as it was said")
    found = await made(hall)
    lines = found["journal.jsonl"].splitlines(keepends=True)
    last = lines[-1].decode()
    for more in (
        last.replace('{"at"', '{"aside":"something else","at"', 1),
        last.replace('"data":{', '"data":{"text":"something else"},"data":{', 1),
        last.replace('"seq"', ' "seq"', 1),
        last.replace("\n", "\r\n"),
    ):
        changed = {**found, "journal.jsonl": b"".join([*lines[:-1], more.encode()])}
        assert laid(tmp_path / "out", changed).startswith(f"journal.jsonl, entry {len(lines)}: it was changed")


# -- whatever anybody writes there

values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**25) | st.floats() | st.text(max_size=5) | st.just("a>b"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "vote", "x"]), inner, max_size=3),
    max_leaves=6,
)


def chained(entries: list[dict[str, Any]]) -> bytes:
    """A journal of these entries, each with its right hash, as somebody could write it anew."""
    lines, prev = [], "0" * 64
    for number, entry in enumerate(entries, 1):
        whole = {**entry, "seq": number, "prev": prev}
        whole["hash"] = prev = entry_hash(whole)
        lines.append(canonical(whole))
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    import asyncio

    async def hold() -> Papers:
        async with opened(f"sqlite:///{tmp_path_factory.mktemp('fuzz')}/x.db", clock := Clock()) as store:
            hall, _ = await full_hall(store, clock)
            return await made(hall)

    return asyncio.run(hold())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.lists(st.integers(0, 40), min_size=2, max_size=5), values), min_size=1, max_size=3),
    agreed=st.booleans(),
)
def test_whatever_stands_in_the_papers_is_refused_in_a_sentence(
    bundle: Papers,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: list[tuple[list[int], Any]],
    agreed: bool,
) -> None:
    """The chain and all hashes are right, so that the reader gets to see what was put there."""
    about = json.loads(bundle["event.json"])
    entries = [json.loads(line) for line in bundle["journal.jsonl"].splitlines()]
    for path, value in changes:
        _put([about, about.get("votes"), *(entry["data"] for entry in entries)], path, value)
    if agreed:
        _agree(about.get("votes"), entries)
    journal = chained(entries)
    about["journal"] = {"entries": len(entries), "head": json.loads(journal.splitlines()[-1])["hash"]}
    told = json.dumps(about).encode(errors="replace")
    laid(tmp_path / "out", {**bundle, "event.json": told, "journal.jsonl": journal})
    code = main([str(tmp_path / "out")])
    said = capsys.readouterr().out
    assert (code in (0, 1), said.splitlines()[-1].startswith(("Everything holds.", "WRONG: "))) == (True, True)


def _put(tree: list[Any], path: list[int], value: Any) -> None:
    """Put it somewhere in these."""
    owner: Any = tree[path[0] % len(tree)]
    for step in path[1:]:
        if not isinstance(owner, dict | list) or not owner:
            return
        key = (list(owner) if isinstance(owner, dict) else range(len(owner)))[step % len(owner)]
        if step == path[-1] or not isinstance(owner[key], dict | list):
            owner[key] = deepcopy(value)
            return
        owner = owner[key]


def _agree(votes: Any, entries: list[dict[str, Any]]) -> None:
    """Give openings the hash of what stands in event.json now, so that the definition itself is read."""
    for vote in votes if isinstance(votes, list) else []:
        if isinstance(vote, dict) and isinstance(vote.get("definition"), dict | list | str):
            frozen = hashlib.sha256(canonical(vote["definition"]).encode(errors="replace")).hexdigest()
            for entry in entries:
                if isinstance(entry["data"], dict) and entry["data"].get("vote") == vote.get("number"):
                    entry["data"] |= {"definition": frozen} if "definition" in entry["data"] else {}


@given(content=st.binary(max_size=60) | st.sampled_from([b"[" * 100_000, b'"\\ud800"', b"1e999", b"NaN", b"9" * 5000]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_of_any_kind_are_refused_in_a_sentence(bundle: Papers, tmp_path: Path, content: bytes) -> None:
    for name in ("journal.jsonl", "event.json", "boards/1.csv", "SHA256SUMS"):
        assert laid(tmp_path / "out", {**bundle, name: content}, anew=False) != ""
