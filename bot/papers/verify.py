"""Check the papers of a meeting: `python verify.py FOLDER [HEAD…]`. Needs nothing but Python 3.11.

FOLDER is what `folkmoot export` wrote. HEADs are hashes of the journal that somebody kept while the meeting went on,
such as the last line of minutes sent then: against them nobody can have written the journal anew since.

What is checked, in this order; the first thing that is wrong is named:

1. journal.jsonl: every entry holds the hash of the one before, and its own hash is right.
2. The heads from the chat are hashes of entries of this journal, and event.json was written at its last entry.
3. Every vote that the journal says was opened stands in event.json, once, in the state that the journal leaves it in,
   with the text and the rules that the journal names for its opening; where its wording was corrected while it was
   open, nothing but title and text was.
4. Every board (the ballots, without names) is the file that the journal names for its count, and has as many
   ballots as were cast, and no more than people on the roll. Of a secret vote whose ballots could be told apart
   there is no board, and of some not even sums: then only the journal's own word is checked, and it says so.
   As much is shown of the ballots as the journal says was published.
   Paper ballots stand on the board with codes of their own, `paper-0001` and so on, as many as the journal says.
5. Every result comes out again when the ballots are counted here, by the plainest way that the rule allows:
   exact fractions, everything counted from the start at each stage. Lots are those in the journal.
6. Every file is the one whose hash SHA256SUMS holds. That finds mistakes, and files of another meeting; minutes and
   pictures that somebody changed on purpose, and their hash with them, show when they are compared with the lines
   that are printed here.

A board is a CSV file, `code,choice`. A choice is empty (blank), `abstain`, `a+c` (marks; `a` alone too),
`b>a=c` (a ranking) or `a:yes b:no` (an answer to each candidate).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

START = "0" * 64
WHOLE = 1_000_000
"""Weights in the papers are millionths."""
SUMS = "SHA256SUMS"
"""The hashes of all other files, as `sha256sum --check` reads them too."""
OPENINGS = ("vote.open", "vote.hand")
"""A show of hands begins and is counted in one act."""
BEGINNINGS = (*OPENINGS, "vote.fix")
"""Entries that hold the hash of a vote's text and rules."""
COUNTS = ("vote.count", "vote.hand")
CONTENT = ("seq", "at", "kind", "by", "data")
"""What an entry of the journal holds, beside its hash and the one before."""
LOTS = ("vote.lot", "vote.tie")
"""Entries about drawn lots, and about ties that the rule leaves to the chair."""
TAKEN_BACK = ("vote.lot.off", "vote.ruling.off")
STATES = {
    "vote.open": "open", "vote.reopen": "open", "vote.close": "closed", "vote.count": "counted",
    "vote.hand": "counted", "vote.publish": "published", "vote.cancel": "cancelled", "vote.repeat": "void",
}  # fmt: skip
"""In which state an entry leaves its vote."""
WORDS = ("title", "titles", "text")
"""What can be corrected in a vote while it is open."""
ENDED = {"cancelled": "cancelled", "void": "void and repeated"}
"""Votes without a result, some of which had one."""
STRANGE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, csv.Error)
"""What reading comes to if somebody has put something else in the place of a value."""
Ballot = tuple[str, int, int]
"""A choice, how many people made it, and their weight."""


class Wrong(Exception):
    """The papers do not hold."""


def main(arguments: Sequence[str]) -> int:
    """Check a folder, print what was found; 0 if everything holds, 1 if not, 2 if there is nothing to check."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        for line in check(Path(arguments[0]), arguments[1:]):
            print(line)
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    print("Everything holds.")
    return 0


def check(folder: Path, heads: Sequence[str] = ()) -> list[str]:
    """What was checked, a line each. Raises `Wrong` at the first thing that does not hold."""
    try:
        return _checks(folder, heads)
    except STRANGE as error:
        raise Wrong(f"these papers are not as they were written ({type(error).__name__} {error})") from None


def _checks(folder: Path, heads: Sequence[str]) -> list[str]:
    journal = read_journal(_text(folder, "journal.jsonl"))
    papers = _json(_text(folder, "event.json"), "event.json")
    try:
        _check_heads(papers["journal"], journal, heads)
        _check_votes([vote["number"] for vote in papers["votes"]], journal)
    except STRANGE:
        raise Wrong("event.json: not as it was written") from None
    votes = [f"vote {vote['number']}: {_checked(folder, vote, journal)}" for vote in papers["votes"]]
    files = _check_files(folder, {vote["board"] for vote in papers["votes"]} - {""})
    return [f"journal.jsonl: {len(journal)} entries, unbroken", f"{SUMS}: {files} files, unchanged", *votes]


def _check_heads(told: Mapping[str, Any], journal: Sequence[dict[str, Any]], heads: Sequence[str]) -> None:
    """Whether the journal goes as far as the heads from the chat, and exactly as far as these papers."""
    known = [START, *(entry["hash"] for entry in journal)]
    for head in [*heads, told["head"]]:
        if not any(digest.startswith(plain(head)) for digest in known):
            raise Wrong(
                f"no entry of journal.jsonl has the hash {head}: entries are missing at its end, or it is another one"
            )
    if (told["entries"], told["head"]) != (len(journal), known[-1]):
        had = f"it was written when the journal had {told['entries']} entries"
        raise Wrong(f"event.json: {had}, and this one has {len(journal)}")


def _check_votes(numbers: Sequence[int], journal: Sequence[dict[str, Any]]) -> None:
    """Whether every vote is there, once."""
    if doubled := [number for number in numbers if numbers.count(number) > 1]:
        raise Wrong(f"event.json: vote {doubled[0]} stands in it twice")
    for number in sorted(numbers):
        if not isinstance(number, int):
            raise Wrong(f"event.json: {number!r} is no number of a vote")
    begun = {entry["data"]["vote"] for entry in journal if entry["kind"] in OPENINGS}
    if lacking := begun - {*numbers} - _rehearsed(journal):
        raise Wrong(f"event.json: vote {min(lacking)} is missing, which the journal says was opened")


def _checked(folder: Path, vote: dict[str, Any], journal: Sequence[dict[str, Any]]) -> str:
    try:
        return check_vote(folder, vote, journal)
    except STRANGE as error:
        raise Wrong(
            f"event.json, vote {vote['number']}: not as it was written ({type(error).__name__} {error})"
        ) from None


def _check_files(folder: Path, boards: Collection[str]) -> int:
    """How many files are those whose hashes stand in SHA256SUMS; none is wanting there, and none too many."""
    found = set()
    for number, line in enumerate(_lines(_text(folder, SUMS), SUMS), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != len(START) or not name or name in found:
            raise Wrong(f"{SUMS}, line {number}: not a hash and the name of another file")
        if hashlib.sha256(_bytes(folder, name)).hexdigest() != digest:
            raise Wrong(f"{name}: not the file whose hash {SUMS} holds")
        found.add(name)
    there = {path.relative_to(folder).as_posix() for kind in ("boards", "results") for path in folder.glob(f"{kind}/*")}
    for name in sorted({"journal.jsonl", "event.json", "minutes.md", *boards} - found):
        raise Wrong(f"{SUMS}: {name} is missing")
    for name in sorted(there - found):
        raise Wrong(f"{name}: it is none of these papers, for {SUMS} does not name it")
    return len(found)


def _rehearsed(journal: Iterable[dict[str, Any]]) -> set[int]:
    """Votes of a rehearsal, which are in no papers."""
    found, on = set(), False
    for entry in journal:
        on = bool(entry["data"].get("on")) if entry["kind"] == "event.rehearsal" else on
        if on and entry["kind"] in OPENINGS:
            found.add(entry["data"]["vote"])
    return found


# -- the journal


def read_journal(text: str) -> list[dict[str, Any]]:
    """The entries of a journal, if each follows from the one before. Raises `Wrong`."""
    entries: list[dict[str, Any]] = []
    prev = START
    for number, line in enumerate(_lines(text, "journal.jsonl"), 1):
        entry = _json(line, f"journal.jsonl, line {number}")
        if not isinstance(entry, dict) or not isinstance(entry.get("data"), dict):
            raise Wrong(f"journal.jsonl, entry {number}: not an entry")
        # written in the one way that there is, so that nothing can stand in it that the hash does not cover
        same = line == canonical(entry) and entry.keys() == {*CONTENT, "prev", "hash"}
        if not same or (entry["seq"], entry["prev"], entry["hash"]) != (number, prev, entry_hash(entry)):
            raise Wrong(f"journal.jsonl, entry {number}: it was changed, or the one before it is missing")
        entries.append(entry)
        prev = entry["hash"]
    return entries


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 of the hash before and the entry's own content as JSON with sorted keys."""
    content = {key: entry.get(key) for key in CONTENT}
    return hashlib.sha256((str(entry.get("prev")) + canonical(content)).encode()).hexdigest()


def plain(head: str) -> str:
    """A hash as it stands in the journal; the chat may have shown its beginning in groups, `3f2a 91c0 …`.

    Raises `Wrong` if it is none: twenty signs are the least that nobody can make on purpose.
    """
    digits = "".join(head.split()).rstrip("….").lower()
    if len(digits) < 20 or not set(digits) <= set("0123456789abcdef"):
        raise Wrong(f"{head!r} is no hash of a journal: give it as it stands in the chat, in quotation marks")
    return digits


def canonical(content: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


# -- a vote


def check_vote(folder: Path, vote: dict[str, Any], journal: Sequence[dict[str, Any]]) -> str:
    """Text, ballots and result of one vote against the journal."""
    of_vote = [entry for entry in journal if entry["data"].get("vote") == vote["number"]]
    states = [STATES[entry["kind"]] for entry in of_vote if entry["kind"] in STATES]
    if states and vote["state"] != states[-1]:
        raise Wrong(f"vote {vote['number']}: it is {vote['state']} here, and {states[-1]} in the journal")
    frozen = hashlib.sha256(canonical(vote["definition"]).encode()).hexdigest()
    said = [entry["data"].get("definition") for entry in of_vote if entry["kind"] in BEGINNINGS]
    if not said or said[-1] != frozen:
        raise Wrong(f"vote {vote['number']}: its text or rules are not those that the journal names for its opening")
    if vote["title"] != vote["definition"]["title"]:
        raise Wrong(f"vote {vote['number']}: it has two titles")
    _check_corrections(vote, of_vote)
    _check_lots(vote, of_vote)
    counted = _count_entry(vote, of_vote)
    if counted is None:
        return f"{ENDED[vote['state']]}, so it has no result" if vote["state"] in ENDED else "never counted"
    ballots = _ballots(folder, vote, counted)
    _check_papers(folder, vote, counted)
    if ballots is None:
        return _withheld(vote, counted)
    if sum(heads for _, heads, _ in ballots) != vote["cast"][0] or vote["cast"][0] > vote["roll"][0]:
        raise Wrong(f"vote {vote['number']}: {sum(heads for _, heads, _ in ballots)} ballots, {vote['cast'][0]} cast")
    found = Count(vote, ballots).result()
    for what in ("outcome", "elected", "tied"):
        if found[what] != vote["result"][what]:
            raise Wrong(f"vote {vote['number']}: counted here, {what} is {found[what]}, not {vote['result'][what]}")
    _agree(vote, counted, found)
    return f"{len(ballots)} kinds of ballots, {vote['cast'][0]} cast, {found['outcome']}"


def _check_corrections(vote: dict[str, Any], of_vote: Sequence[dict[str, Any]]) -> None:
    """Corrections while it was open, backwards: with the old words in its place, each definition has its old hash.

    So nothing but title and text was ever changed.
    """
    definition = dict(vote["definition"])
    began = [entry["data"]["definition"] for entry in of_vote if entry["kind"] in OPENINGS]
    for entry in reversed([entry["data"] for entry in of_vote if entry["kind"] == "vote.fix"]):
        after = {key: definition[key] for key in WORDS if key in definition}
        now = hashlib.sha256(canonical(definition).encode()).hexdigest()
        definition = {key: value for key, value in definition.items() if key not in WORDS} | entry["before"]
        was = hashlib.sha256(canonical(definition).encode()).hexdigest()
        if (after, now, was) != (entry["after"], entry["definition"], entry["was"]):
            raise Wrong(f"vote {vote['number']}: a correction changed more than title and text")
    if began and hashlib.sha256(canonical(definition).encode()).hexdigest() != began[-1]:
        raise Wrong(f"vote {vote['number']}: it was opened with another text or other rules than it is corrected from")


def _check_lots(vote: dict[str, Any], of_vote: Sequence[dict[str, Any]]) -> None:
    """The lots that were drawn, and seeds that come from the board and the words that were spoken."""
    lots = [entry["data"] for entry in _standing(vote, of_vote) if entry["kind"] in LOTS]
    drawn = [label for lot in lots for label in lot.get("drawn", ())]
    seeds = [lot["seed"] for lot in lots if "seed" in lot]
    if (vote["drawn"], vote["seed"]) != (drawn, seeds[-1] if seeds else ""):
        raise Wrong(f"vote {vote['number']}: its lots are not those in the journal")
    for lot in (entry["data"] for entry in of_vote if entry["kind"] in LOTS and "seed" in entry["data"]):
        if hashlib.sha256(f"{lot['board']} {lot['words']}".encode()).hexdigest() != lot["seed"]:
            raise Wrong(f"vote {vote['number']}: its lot does not come from the words in the journal")


def _standing(vote: dict[str, Any], of_vote: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """What came after the last time that lots were taken back, which nobody can after members know of them."""
    kinds = [entry["kind"] for entry in of_vote]
    off = [place for place, entry in enumerate(of_vote) if entry["kind"] in TAKEN_BACK and entry["data"]["lots"]]
    if off and "vote.publish" in kinds[: off[-1]]:
        raise Wrong(f"vote {vote['number']}: its lots were taken back after the result was published")
    return of_vote[off[-1] + 1 :] if off else of_vote


def _count_entry(vote: dict[str, Any], of_vote: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """What the journal says of the count and of what was published, if the vote has a result."""
    if vote["state"] not in ("counted", "published"):
        if vote["result"] is not None:
            raise Wrong(f"vote {vote['number']}: it has a result, and in the journal it is {vote['state']}")
        return None
    if not vote["result"]:
        raise Wrong(f"vote {vote['number']}: its result is missing, but the journal says that it was counted")
    counts: list[dict[str, Any]] = [entry["data"] for entry in of_vote if entry["kind"] in COUNTS]
    if not counts:
        raise Wrong(f"vote {vote['number']}: the journal knows of no count")
    for what, number in counts[-1].get("numbers", {}).items():
        if vote[what] != number:
            raise Wrong(f"vote {vote['number']}: {what} is {vote[what]}, but the journal says {number}")
    published: list[dict[str, Any]] = [entry["data"] for entry in of_vote if entry["kind"] == "vote.publish"]
    return counts[-1] | {"published": published[-1] if published else {}}


def _withheld(vote: dict[str, Any], counted: dict[str, Any]) -> str:
    """The ballots of a secret vote can be signatures; then there is nothing to count, only what the journal says."""
    _agree(vote, counted, vote["result"])
    said = f"{vote['cast'][0]} cast, {vote['result']['outcome']}, as in the journal"
    return f"{said}; its ballots are not published ({vote['withheld']})"


def _agree(vote: dict[str, Any], counted: dict[str, Any], found: dict[str, Any]) -> None:
    """A result against the journal, which was written before any lot was drawn."""
    for what in ("outcome", "elected") if not vote["drawn"] and not vote["seed"] else ():
        if counted.get(what, found[what]) != found[what]:
            raise Wrong(f"vote {vote['number']}: the journal says {what} {counted[what]}, not {found[what]}")


def _ballots(folder: Path, vote: dict[str, Any], counted: dict[str, Any]) -> list[Ballot] | None:
    """What was cast; None if that is published neither one by one nor in sums."""
    _check_shown(vote, counted)
    if not vote["board"]:
        if vote["counts"] is None:
            return None
        if counted.get("box", vote["counts"]) != vote["counts"]:
            raise Wrong(f"vote {vote['number']}: how many chose what is not what the journal says")
        return [(choice, heads, weight) for choice, (heads, weight) in vote["counts"].items()]
    text = _text(folder, vote["board"])
    if hashlib.sha256(text.encode()).hexdigest() != counted["board"]:
        raise Wrong(f"{vote['board']}: not the file whose hash the journal holds")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    weights = vote.get("weights", {})
    sums: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 2):
        if len(row) != 2:
            raise Wrong(f"{vote['board']}, line {number}: not a code and a choice")
        heads_and_weight = sums.setdefault(row[1], [0, 0])
        heads_and_weight[0] += 1
        heads_and_weight[1] += weights.get(row[0], WHOLE)
    codes = {code for code, _ in rows}
    if len(codes) < len(rows):
        raise Wrong(f"{vote['board']}: a code stands in it twice")
    if not weights.keys() <= codes:
        raise Wrong(f"vote {vote['number']}: it has weights of ballots that are not on its board")
    if counted.get("box", sums) != sums or ("box" not in counted and weights):
        raise Wrong(f"vote {vote['number']}: how many chose what, or their weight, is not what the journal says")
    return [(choice, heads, weight) for choice, (heads, weight) in sums.items()]


def _check_shown(vote: dict[str, Any], counted: dict[str, Any]) -> None:
    """Whether as much is shown of the ballots as the journal says: nobody can hold back what can be told."""
    published, sums = counted["published"], None if vote["board"] else vote["counts"]
    if published.get("verdict_only"):
        right = not vote["board"] and sums is None and vote["withheld"] == "verdict"
    elif "shown" in published:
        told = published["shown"]
        right = bool(vote["board"]) == (told == "board") and sums == published.get("box")
        right = right and vote.get("withheld") == published.get("withheld")
    elif "box" in counted:
        right = bool(vote["board"]) or sums is not None
    else:
        method = vote["definition"].get("method", "yes-no-abstain")
        right = bool(vote["board"]) or sums is not None or method not in ("yes-no-abstain", "no-objection", "plurality")
    if not right:
        raise Wrong(f"vote {vote['number']}: what is shown of its ballots is not what the journal says was shown")


def _check_papers(folder: Path, vote: dict[str, Any], counted: dict[str, Any]) -> None:
    """As many paper ballots as the journal says; on a board they have codes of their own, and are what is told."""
    papers, told = vote.get("papers", 0), vote.get("paper")
    if papers != counted.get("papers", 0):
        raise Wrong(f"vote {vote['number']}: {papers} paper ballots, but the journal says {counted.get('papers', 0)}")
    if told is not None and (not papers or sum(told.values()) != papers):
        raise Wrong(f"vote {vote['number']}: its paper ballots are not as many as the journal says")
    if not vote["board"]:
        return
    rows = list(csv.reader(io.StringIO(_text(folder, vote["board"]))))[1:]
    found: dict[str, int] = {}
    for _, choice in (row for row in rows if row[0].startswith("paper-")):
        found[choice] = found.get(choice, 0) + 1
    if found != (told or {}) or sum(found.values()) != papers:
        raise Wrong(f"vote {vote['number']}: its paper ballots are not those on the board")


def _bytes(folder: Path, name: str) -> bytes:
    try:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Wrong(f"{name}: outside of the folder")
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        raise Wrong(f"{name}: cannot be read ({error})") from None


def _text(folder: Path, name: str) -> str:
    try:
        return _bytes(folder, name).decode()
    except UnicodeDecodeError as error:
        raise Wrong(f"{name}: cannot be read ({error})") from None


def _lines(text: str, name: str) -> list[str]:
    """Its lines, each with its end; not `splitlines`, which breaks at signs that can stand in a text."""
    lines = text.split("\n")
    if lines.pop():
        raise Wrong(f"{name}, line {len(lines) + 1}: it is cut off")
    return lines


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Wrong(f"{name}: not JSON") from None


# -- counting


@dataclass
class Paper:
    """Ballots with the same ranking, in Scottish STV."""

    ranking: list[str]
    number: int
    value: Fraction = Fraction(1)
    lies: str = ""
    """With whom."""


class Count:
    """One vote, counted. Options are their labels; votes are whole numbers of people, or of weight in millionths."""

    def __init__(self, vote: dict[str, Any], ballots: Iterable[Ballot]) -> None:
        terms = vote["definition"]
        self.method: str = terms.get("method", "yes-no-abstain")
        self.options: list[str] = [option["label"] for option in terms["options"]]
        self.slots = _slots(terms, self.options)
        self.seats = sum(seats for seats, _ in self.slots)
        self.nobody: str = terms.get("nobody", "")
        self.default_quorum: int = terms.get("default_quorum", 0)
        self.majority: str = terms.get("majority", "more than 1/2 of yes_no")
        self.tie: str = terms.get("tie", "rejected")
        self.by_weight: bool = terms.get("by_weight", False)
        self.roll, self.entitled = vote["roll"], vote["entitled"]
        self.drawn, self.seed = vote["drawn"], vote["seed"]
        self.all = list(ballots)
        self.chosen = [ballot for ballot in self.all if ballot[0] not in ("", "abstain")]
        self.tied: list[list[str]] = []

    def result(self) -> dict[str, Any]:
        """Outcome, who is elected in order, and the ties that are open."""
        if self.method == "no-objection":
            # the one option is an objection, and who says nothing agrees
            outcome = "objected" if self.chosen else "carried"
            return {"outcome": outcome, "elected": [], "tied": self.tied}
        if self.method == "yes-no-abstain":
            outcome = self._question()
            return {"outcome": outcome, "elected": [], "tied": self.tied}
        elected = {
            "irv": self._irv,
            "scottish-stv": self._scottish,
            "meek-stv": self._meek,
            "schulze": self._schulze,
        }.get(self.method, self._most_votes)()
        seats = [label for label in elected if label != self.nobody]
        return {"outcome": self._word(seats), "elected": seats, "tied": self.tied}

    def _word(self, elected: Sequence[str]) -> str:
        if elected:
            return "elected" if len(elected) == self.seats and not self.tied else "partly"
        if self.tied:
            return "tie"
        said = [choice for choice, heads, _ in self.chosen if heads]
        if self.method == "per-candidate":
            said = [choice for choice in said if ":yes" in choice or ":no" in choice]
        return "none_elected" if said else "no_result"

    def _measure(self, heads: int, weight: int) -> int:
        return weight if self.by_weight else heads

    def _sum(self, ballots: Iterable[Ballot]) -> tuple[int, int]:
        ballots = list(ballots)
        return sum(heads for _, heads, _ in ballots), sum(weight for _, _, weight in ballots)

    # a majority

    def _verdict(self, yes: Sequence[int], no: Sequence[int], abstain: Sequence[int], majority: str) -> str:
        """`carried`, `rejected`, `tie` or `no_result`; each of the three as heads and weight."""
        met, level, sides = True, True, {0}
        cast = self._sum(self.all)
        for condition in majority.split(" and "):
            words = condition.split()
            side = 1 if words[-1] == "weight" else 0
            sides.add(side)
            bases = {
                "yes_no": yes[side] + no[side],
                "valid": yes[side] + no[side] + abstain[side],
                "cast": cast[side],
                "present": self.roll[side],
                "weight": self.roll[side],
                "entitled": self.entitled[side],
            }
            bar = Fraction(words[2]) * bases[words[4]]
            holds = yes[side] > bar if words[0] == "more" else yes[side] >= bar
            holds = holds and yes[side] > 0 and bases[words[4]] > 0
            met = met and holds
            level = level and (holds or (yes[side] == no[side] and yes[side] == bar > 0))
        if any(yes[side] + no[side] == 0 for side in sides):
            return "no_result"
        return "carried" if met else "tie" if level else "rejected"

    def _question(self) -> str:
        yes, no, abstain = ([self._sum(b for b in self.all if b[0] == label) for label in self.options] + [(0, 0)])[:3]
        outcome = self._verdict(yes, no, abstain, self.majority)
        said = self.tie == "chair" and any(label in self.drawn for label in self.options[:2])
        if outcome != "tie" or not (said or self.tie == "lot"):
            return outcome
        order = self._lot(self.options[:2])
        if not order:
            self.tied = [self.options[:2]]
            return "tie"
        return "carried" if order[0] == self.options[0] else "rejected"

    def _lot(self, level: Sequence[str]) -> list[str]:
        """Who is favoured: drawn lots first, then the SHA-256 of `seed:label`; empty if nothing decides."""
        drawn = [label for label in self.drawn if label in level]
        rest = [label for label in self.options if label in level and label not in drawn]
        if self.seed:
            rest.sort(key=lambda label: hashlib.sha256(f"{self.seed}:{label}".encode()).digest())
        return drawn + (rest if self.seed or len(rest) == 1 else [])

    # most votes

    def _most_votes(self) -> list[str]:
        """Plurality, block, approval, per-candidate."""
        scores: dict[str, int] = {}
        for label in self.options:
            yes, no, abstain, votes = self._for(label)
            majority = self.majority or ("more than 1/2 of yes_no" if self.method == "per-candidate" else "")
            if not majority or self._verdict(yes, no, abstain, majority) == "carried":
                scores[label] = self._measure(*votes)
        bar = self._measure(*self._for(self.nobody)[3]) if self.nobody else 0
        return self._seat({label: votes for label, votes in scores.items() if votes > bar})

    def _for(self, label: str) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Yes, no, abstentions and votes of a candidate; who marked only others is against."""
        abstained = self._sum(b for b in self.all if b[0] == "abstain")
        if self.method == "per-candidate":
            yes, no, also = (
                self._sum(b for b in self.chosen if f"{label}:{word}" in b[0].split())
                for word in ("yes", "no", "abstain")
            )
            return yes, no, (abstained[0] + also[0], abstained[1] + also[1]), yes
        backers = [b for b in self.chosen if label in b[0].split("+")]
        others = self._sum(b for b in self.chosen if label not in b[0].split("+"))
        marks = [(b[0].split("+").count(label) * b[1], b[0].split("+").count(label) * b[2]) for b in backers]
        votes = sum(heads for heads, _ in marks), sum(weight for _, weight in marks)
        return self._sum(backers), others, abstained, votes

    def _seat(self, scores: dict[str, int]) -> list[str]:
        """The best of those eligible for each slot, in turn; a slot waits while a lot is wanting that concerns it."""
        elected: list[str] = []
        waiting: set[str] = set()
        for seats, eligible in self.slots:
            rivals = {label: votes for label, votes in scores.items() if label in eligible and label not in elected}
            best = self._ordered(rivals, rivals)
            bar = rivals[best[seats - 1]] if len(best) > seats else -1
            sure = [label for label in best if rivals[label] > bar]
            level = [label for label in best if rivals[label] == bar]
            won = level if len(sure) + len(level) == seats else self._lot(level)[: seats - len(sure)]
            tied = [label for label in level if label not in won] if len(sure) + len(won) < seats and level else []
            if waiting & {*sure, *won, *tied}:
                waiting |= set(rivals)
                continue
            elected += sure + won
            waiting |= set(tied)
            self.tied += [tied] if tied else []
        return elected

    # rankings

    def _rankings(self) -> list[tuple[list[str], int]]:
        return [(choice.split(">"), self._measure(heads, weight)) for choice, heads, weight in self.chosen]

    def _worst(
        self, past: list[dict[str, Fraction]], among: Sequence[str], leeway: Fraction = Fraction(0)
    ) -> str | None:
        """Who has fewest votes; among equals who had fewer at the latest stage at which they differed; then the lot."""
        least = min(past[-1][label] for label in among) + leeway
        level = [label for label in among if past[-1][label] <= least]
        earlier = {label: [table[label] for table in reversed(past[:-1])] for label in level}
        lowest = [label for label in level if earlier[label] == min(earlier.values())]
        return self._one(lowest, last=True)

    def _one(self, level: list[str], *, last: bool) -> str | None:
        if len(level) == 1:
            return level[0]
        order = self._lot(level)
        if not order or (last and len(order) < len(level)):
            self.tied = [[label for label in self.options if label in level]]
            return None
        return order[-1] if last else order[0]

    def _irv(self) -> list[str]:
        """Most first preferences among those left; the last is taken out until one has more than half."""
        left, past = list(self.options), []
        while True:
            votes = dict.fromkeys(self.options, Fraction(0))
            for ranking, number in self._rankings():
                if first := next((label for label in ranking if label in left), None):
                    votes[first] += number
            past.append(votes)
            in_play = sum(votes.values())
            if winner := [label for label in left if in_play and votes[label] > in_play / 2]:
                return winner
            loser = self._worst(past, left) if in_play else None
            if loser is None:
                return []
            left.remove(loser)

    def _scottish(self) -> list[str]:
        """SSI 2007/42, rules 45 to 52: papers move at a value that is cut off after five places."""
        papers = [Paper(ranking, number) for ranking, number in self._rankings()]
        quota = Fraction(sum(paper.number for paper in papers) // (self.seats + 1) + 1)
        votes = dict.fromkeys(self.options, Fraction(0))
        elected: list[str] = []
        out: list[str] = []
        past: list[dict[str, Fraction]] = []
        moving = papers
        while True:
            for paper in moving:
                paper.lies = next((label for label in paper.ranking if label not in elected + out), "")
                votes[paper.lies] = votes.get(paper.lies, Fraction(0)) + paper.value * paper.number
            past.append(dict(votes))
            left = [label for label in self.options if label not in elected + out]
            elected += self._ordered(votes, [label for label in left if votes[label] >= quota])
            left = [label for label in left if label not in elected]
            anybody = any(past[0][label] for label in self.options)
            if anybody and len(left) + len(elected) <= self.seats:
                return elected + self._ordered(votes, left)
            rich = [label for label in elected if votes[label] > quota]
            done = not anybody or len(elected) >= self.seats or not left
            mover = None if done else self._most(past, rich) if rich else self._worst(past, left)
            if mover is None:
                return elected
            moving = [paper for paper in papers if paper.lies == mover]
            for paper in moving if rich else []:
                paper.value = _cut((votes[mover] - quota) * paper.value / votes[mover], 5)
            out += [] if rich else [mover]
            votes[mover] = quota if rich else Fraction(0)

    def _most(self, past: list[dict[str, Fraction]], among: Sequence[str]) -> str | None:
        tables = {label: [table[label] for table in reversed(past)] for label in among}
        best = max(tables.values())
        return self._one([label for label in among if tables[label] == best], last=False)

    def _ordered(self, votes: Mapping[str, int | Fraction], labels: Iterable[str]) -> list[str]:
        return sorted(labels, key=lambda label: (-votes[label], self.options.index(label)))

    def _meek(self) -> list[str]:
        """Algorithm 123 with the rounding of the reference rule: nine places, keep values and shares rounded up."""
        keep = dict.fromkeys(self.options, Fraction(1))
        elected: list[str] = []
        past: list[dict[str, Fraction]] = []
        omega = Fraction(WHOLE if self.by_weight else 1, 10**6)
        votes, _ = self._shares(keep)
        left = list(self.options)
        if not any(votes.values()) or len(left) <= self.seats:
            return self._ordered(votes, left) if any(votes.values()) else []
        while len(elected) < self.seats and left and not self.tied:
            last = None
            while True:
                votes, quota = self._shares(keep)
                newly = self._ordered(votes, [label for label in left if votes[label] >= quota])
                elected += newly
                left = [label for label in left if label not in newly]
                surplus = max(Fraction(0), sum((votes[label] - quota for label in elected), Fraction(0)))
                if newly or surplus < omega or (last is not None and surplus >= last):
                    break
                last = surplus
                for label in elected:
                    keep[label] = _up(_up(keep[label] * quota) / votes[label])
            past.append(dict(votes))
            if not newly and (loser := self._worst(past, left, surplus)):
                left.remove(loser)
                keep[loser] = Fraction(0)
            if len(elected) + len(left) <= self.seats and not self.tied:
                elected += self._ordered(votes, left)
                left = []
        return elected

    def _shares(self, keep: dict[str, Fraction]) -> tuple[dict[str, Fraction], Fraction]:
        votes = dict.fromkeys(self.options, Fraction(0))
        for ranking, number in self._rankings():
            rest = Fraction(1)
            for label in ranking:
                part = _up(rest * keep[label])
                votes[label] += part * number
                rest -= part
        return votes, _cut(sum(votes.values(), Fraction(0)) / (self.seats + 1), 9) + Fraction(1, 10**9)

    def _schulze(self) -> list[str]:
        """Debian's constitution, appendix A: default option, quorum, majority; then the strongest paths."""
        heads = {(a, b): self._prefer(a, b) for a in self.options for b in self.options if a != b}
        kept = [label for label in self.options if self._stays(label, heads)]
        wins: dict[tuple[str, str], tuple[int, int]] = {}
        for one, other in heads:
            forward, back = self._measure(*heads[one, other]), self._measure(*heads[other, one])
            if one in kept and other in kept and forward > back:
                wins[one, other] = (forward, -back)
        paths = dict(wins)
        none = (0, 0)
        for via in kept:
            for one in kept:
                for other in kept:
                    through = min(paths.get((one, via), none), paths.get((via, other), none))
                    if len({one, via, other}) == 3 and through > paths.get((one, other), none):
                        paths[one, other] = through
        places: list[list[str]] = []
        left = kept if any(self._measure(heads, weight) for _, heads, weight in self.chosen) else []
        while left:
            best = [a for a in left if all(paths.get((b, a), none) <= paths.get((a, b), none) for b in left if b != a)]
            places.append(best)
            left = [label for label in left if label not in best]
        bar = next((place for place, equals in enumerate(places) if self.nobody in equals), len(places))
        return self._seat({label: len(places) - place for place, equals in enumerate(places[:bar]) for label in equals})

    def _prefer(self, one: str, other: str) -> tuple[int, int]:
        """How many rank one before the other; who is not ranked comes last."""

        def place(choice: str, label: str) -> int:
            ranks = [equals.split("=") for equals in choice.split(">")]
            return next((number for number, equals in enumerate(ranks) if label in equals), len(ranks))

        return self._sum(b for b in self.chosen if place(b[0], one) < place(b[0], other))

    def _stays(self, label: str, heads: dict[tuple[str, str], tuple[int, int]]) -> bool:
        if not self.nobody or label == self.nobody:
            return True
        above, under = heads[label, self.nobody], heads[self.nobody, label]
        valid = self._sum(b for b in self.all if b[0])
        level = (valid[0] - above[0] - under[0], valid[1] - above[1] - under[1])
        carried = self._verdict(above, under, level, self.majority or "more than 1/2 of yes_no") == "carried"
        return carried and self._measure(*above) >= self.default_quorum


def _slots(terms: dict[str, Any], options: list[str]) -> list[tuple[int, list[str]]]:
    """Seats, and who may fill them."""
    if not terms.get("slots"):
        return [(terms.get("seats", 1), options)]
    return [
        (
            slot["seats"],
            [o["label"] for o in terms["options"] if slot["name"] == "open" or slot["name"] in o.get("slots", [])],
        )
        for slot in terms["slots"]
    ]


def _cut(value: Fraction, places: int) -> Fraction:
    return Fraction(math.floor(value * 10**places), 10**places)


def _up(value: Fraction) -> Fraction:
    return Fraction(math.ceil(value * 10**9), 10**9)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
