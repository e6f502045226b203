"""Check the papers of a meeting: `python verify.py FOLDER [HEAD…]`. Needs nothing but Python 3.11.

FOLDER is what `folkmoot export` wrote. HEADs are hashes of the journal that somebody kept while the meeting went on,
such as those in the chat: against them nobody can have written the journal anew since. What is checked, in this order;
the first thing that is wrong is named:

1. journal.jsonl: every entry holds the hash of the one before, and its own hash is right. The HEADs are among them.
2. event.json: it was written at the last entry, and every vote that was opened stands in it, once.
3. Of each vote: state, text and rules are those of the journal. Corrections changed nothing but title and text.
4. Its ballots: as much is shown of them as was published. A board (the ballots, without names) is the file whose hash
   the journal holds, with as many ballots as were cast and no more than people on the roll; those on paper are
   `paper-0001` and so on. Where the ballots of a secret vote would tell whose they are there are only sums, or not
   even those; then the journal's own word is checked, and it says so.
5. Its result comes out again when the ballots are counted here, by the plainest way that the rule allows, in exact
   fractions. Lots are those in the journal.
6. Every file is the one whose hash SHA256SUMS holds. That finds mistakes, and files of another meeting; minutes and
   pictures that somebody changed on purpose show when they are compared with the lines that are printed here.

A board is a CSV file, `code,choice`. A choice is empty (blank), `abstain`, `a+c` (marks; `a` alone too),
`b>a=c` (a ranking) or `a:yes b:no` (an answer to each candidate).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.papers.recount import Ballot, Count  # in the papers of a meeting it stands at the end of this file

START = "0" * 64
"""The hash before the first entry."""
WHOLE = 1_000_000
"""Weights in the papers are millionths."""
SUMS = "SHA256SUMS"
"""The hashes of all other files, as `sha256sum --check` reads them too."""
OPENINGS, COUNTS = ("vote.open", "vote.hand"), ("vote.count", "vote.hand")
"""A show of hands begins and is counted in one act."""
LOTS, TAKEN_BACK = ("vote.lot", "vote.tie"), ("vote.lot.off", "vote.ruling.off")
"""Entries about drawn lots, and ties that the chair decided; and about lots that were taken back."""
STATES = {
    "vote.open": "open", "vote.reopen": "open", "vote.close": "closed", "vote.count": "counted",
    "vote.hand": "counted", "vote.publish": "published", "vote.cancel": "cancelled", "vote.repeat": "void",
}  # fmt: skip
"""In which state an entry leaves its vote."""
ENDED = {"cancelled": "cancelled, so it has no result", "void": "void and repeated, so it has no result"}
WORDS = ("title", "titles", "text")
"""What can be corrected in a vote while it is open."""
STRANGE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What reading comes to if somebody has put something else in the place of a value."""


class Wrong(Exception):
    """The papers do not hold."""


def need(holds: object, otherwise: str) -> None:
    """Go on if this holds. Raises `Wrong`."""
    if not holds:
        raise Wrong(otherwise)


def main(arguments: Sequence[str]) -> int:
    """Check a folder, print what was found; 0 if everything holds, 1 if not, 2 if there is nothing to check."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        print("\n".join([*check(Path(arguments[0]), arguments[1:]), "Everything holds."]))
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    return 0


def check(folder: Path, heads: Sequence[str] = ()) -> list[str]:
    """What was checked, a line each. Raises `Wrong` at the first thing that does not hold."""
    where, votes = "journal.jsonl", list[str]()
    try:
        journal = read_journal(_text(folder, "journal.jsonl"))
        where = "event.json"
        papers = _json(_text(folder, "event.json"), where)
        _check_heads(papers["journal"], journal, heads)
        _check_numbers([vote["number"] for vote in papers["votes"]], journal)
        for vote in papers["votes"]:
            where = f"event.json, vote {vote['number']}"
            votes.append(f"vote {vote['number']}: {Audit(folder, vote, journal).told()}")
        where = SUMS
        files = _check_files(folder, {vote["board"] for vote in papers["votes"]} - {""})
    except STRANGE as error:
        raise Wrong(f"{where}: not as it was written ({type(error).__name__} {error})") from None
    return [f"journal.jsonl: {len(journal)} entries, unbroken", f"{SUMS}: {files} files, unchanged", *votes]


def _check_heads(told: Mapping[str, Any], journal: Sequence[dict[str, Any]], heads: Sequence[str]) -> None:
    """Whether the journal goes as far as the heads from the chat, and exactly as far as these papers."""
    known = [START, *(entry["hash"] for entry in journal)]
    for head in [*heads, told["head"]]:
        # the chat may have shown its beginning in groups, `3f2a 91c0 …`
        digits = "".join(head.split()).rstrip("….").lower()
        proof = len(digits) >= 20 and set(digits) <= set("0123456789abcdef")
        need(proof, f"{head!r} is no hash of a journal: give it as it stands in the chat, in quotation marks")
        found = any(digest.startswith(digits) for digest in known)
        other = "entries are missing at its end, or it is another one"
        need(found, f"no entry of journal.jsonl has the hash {head}: {other}")
    same = (told["entries"], told["head"]) == (len(journal), known[-1])
    had = f"it was written when the journal had {told['entries']} entries"
    need(same, f"event.json: {had}, and this one has {len(journal)}")


def _check_numbers(numbers: Sequence[int], journal: Sequence[dict[str, Any]]) -> None:
    """Whether every vote is there, once; those of a rehearsal are in no papers."""
    for number in numbers:
        need(numbers.count(number) == 1, f"event.json: vote {number} stands in it twice")
        need(isinstance(number, int), f"event.json: {number!r} is no number of a vote")
    rehearsal = False
    for entry in journal:
        rehearsal = bool(entry["data"].get("on")) if entry["kind"] == "event.rehearsal" else rehearsal
        if entry["kind"] in OPENINGS and not rehearsal:
            number = entry["data"]["vote"]
            need(number in numbers, f"event.json: vote {number} is missing, which the journal says was opened")


def _check_files(folder: Path, boards: Collection[str]) -> int:
    """How many files are those whose hashes stand in SHA256SUMS; none is wanting there, and none too many."""
    found = set()
    for number, line in enumerate(_lines(_text(folder, SUMS), SUMS), 1):
        digest, _, name = line.partition("  ")
        new = len(digest) == len(START) and name and name not in found
        need(new, f"{SUMS}, line {number}: not a hash and the name of another file")
        same = sha256(_bytes(folder, name)).hexdigest() == digest
        need(same, f"{name}: not the file whose hash {SUMS} holds")
        found.add(name)
    for name in sorted({"journal.jsonl", "event.json", "minutes.md", *boards}):
        need(name in found, f"{SUMS}: {name} is missing")
    for path in sorted([*folder.glob("boards/*"), *folder.glob("results/*")]):
        name = path.relative_to(folder).as_posix()
        need(name in found, f"{name}: it is none of these papers, for {SUMS} does not name it")
    return len(found)


# -- reading


def _bytes(folder: Path, name: str) -> bytes:
    try:
        need((folder / name).resolve().is_relative_to(folder.resolve()), f"{name}: outside of the folder")
        return (folder / name).read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        raise Wrong(f"{name}: cannot be read ({error})") from None


def _text(folder: Path, name: str) -> str:
    try:
        return _bytes(folder, name).decode()
    except UnicodeDecodeError as error:
        raise Wrong(f"{name}: cannot be read ({error})") from None


def _lines(text: str, name: str) -> list[str]:
    """Its lines, each with its end; not `splitlines`, which breaks at signs that can stand in a text."""
    *lines, rest = text.split("\n")
    need(not rest, f"{name}, line {len(lines) + 1}: it is cut off")
    return lines


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Wrong(f"{name}: not JSON") from None


def canonical(content: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """Its SHA-256."""
    return sha256(text.encode()).hexdigest()


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 of the hash before and the entry's own content as JSON with sorted keys."""
    content = {key: entry.get(key) for key in ("seq", "at", "kind", "by", "data")}
    return digest_of(str(entry.get("prev")) + canonical(content))


def read_journal(text: str) -> list[dict[str, Any]]:
    """The entries of a journal, if each follows from the one before. Raises `Wrong`."""
    entries: list[dict[str, Any]] = []
    prev = START
    for number, line in enumerate(_lines(text, "journal.jsonl"), 1):
        entry, name = _json(line, f"journal.jsonl, line {number}"), f"journal.jsonl, entry {number}"
        need(isinstance(entry, dict) and isinstance(entry.get("data"), dict), f"{name}: not an entry")
        # written in the one way that there is, so that nothing can stand in it that the hash does not cover
        same = line == canonical(entry) and entry.keys() == {"seq", "at", "kind", "by", "data", "prev", "hash"}
        same = same and (entry["seq"], entry["prev"], entry["hash"]) == (number, prev, entry_hash(entry))
        need(same, f"{name}: it was changed, or the one before it is missing")
        entries.append(entry)
        prev = entry["hash"]
    return entries


# -- a vote


class Audit:
    """One vote of event.json against the journal."""

    def __init__(self, folder: Path, vote: Mapping[str, Any], journal: Sequence[dict[str, Any]]) -> None:
        self.folder, self.vote = folder, vote
        self.entries = [entry for entry in journal if entry["data"].get("vote") == vote["number"]]
        self.counted: Mapping[str, Any] = (self._of(*COUNTS) or [{}])[-1]
        self.published: Mapping[str, Any] = (self._of("vote.publish") or [{}])[-1]

    def _of(self, *kinds: str) -> list[dict[str, Any]]:
        return [entry["data"] for entry in self.entries if entry["kind"] in kinds]

    def _need(self, holds: object, otherwise: str) -> None:
        need(holds, f"vote {self.vote['number']}: {otherwise}")

    def told(self) -> str:
        """What was found. Raises `Wrong`."""
        vote = self.vote
        state = [vote["state"], *(STATES[entry["kind"]] for entry in self.entries if entry["kind"] in STATES)][-1]
        self._need(vote["state"] == state, f"it is {vote['state']} here, and {state} in the journal")
        self._check_words()
        self._check_lots()
        if vote["state"] not in ("counted", "published"):
            self._need(vote["result"] is None, f"it has a result, and in the journal it is {vote['state']}")
            return ENDED.get(vote["state"], "never counted")
        self._need(vote["result"], "its result is missing, but the journal says that it was counted")
        self._need(self.counted, "the journal knows of no count")
        for what, number in {"unit": 0, **self.counted.get("numbers", {})}.items():
            self._need(vote.get(what, 0) == number, f"{what} is {vote.get(what)}, but the journal says {number}")
        self._check_shown()
        ballots = self._board() if vote["board"] else self._sums()
        if ballots is None:
            self._agree(vote["result"])
            said = f"{vote['cast'][0]} cast, {vote['result']['outcome']}, as in the journal"
            return f"{said}; its ballots are not published ({vote['withheld']})"
        # where a heavy ballot has become several, their weight is what was cast
        by_unit = bool(vote.get("unit"))
        found, cast = sum(weight if by_unit else heads for _, heads, weight in ballots), vote["cast"][by_unit]
        self._need(found == cast and vote["cast"][0] <= vote["roll"][0], f"{found} ballots, {cast} cast")
        result = Count(vote, ballots).result()
        for what, is_ in result.items():
            self._need(is_ == vote["result"][what], f"counted here, {what} is {is_}, not {vote['result'][what]}")
        self._agree(result)
        return f"{len(ballots)} kinds of ballots, {vote['cast'][0]} cast, {result['outcome']}"

    def _check_words(self) -> None:
        """Text and rules are those of the last entry that holds their hash.

        Corrections are undone, the last one first: with the old words in its place each definition has its old hash.
        """
        vote, definition = self.vote, dict(self.vote["definition"])
        said = [data.get("definition") for data in self._of(*OPENINGS, "vote.fix")]
        mine = "its text or rules are not those that the journal names for its opening"
        self._need(said and said[-1] == digest_of(canonical(definition)), mine)
        self._need(vote["title"] == definition["title"], "it has two titles")
        for fix in reversed(self._of("vote.fix")):
            after = {key: definition[key] for key in WORDS if key in definition}
            now = digest_of(canonical(definition))
            definition = {key: value for key, value in definition.items() if key not in WORDS} | fix["before"]
            same = (after, now, digest_of(canonical(definition))) == (fix["after"], fix["definition"], fix["was"])
            self._need(same, "a correction changed more than title and text")
        began = self._of(*OPENINGS)
        other = "it was opened with another text or other rules than it is corrected from"
        self._need(not began or digest_of(canonical(definition)) == began[-1]["definition"], other)

    def _check_lots(self) -> None:
        """The lots that stand, and seeds that come from the board and the words that were spoken."""
        standing: list[dict[str, Any]] = []
        known = False
        for entry in self.entries:
            known = known or entry["kind"] == "vote.publish"
            if entry["kind"] in TAKEN_BACK and entry["data"]["lots"]:
                self._need(not known, "its lots were taken back after the result was published")
                standing = []
            elif entry["kind"] in LOTS:
                standing.append(entry["data"])
        drawn = [label for lot in standing for label in lot.get("drawn", ())]
        seed = ["", *(lot["seed"] for lot in standing if "seed" in lot)][-1]
        same = (self.vote["drawn"], self.vote["seed"]) == (drawn, seed)
        self._need(same, "its lots are not those in the journal")
        for lot in self._of(*LOTS):
            true = "seed" not in lot or lot["seed"] == digest_of(f"{lot['board']} {lot['words']}")
            self._need(true, "its lot does not come from the words in the journal")

    def _agree(self, found: Mapping[str, Any]) -> None:
        """A result against the journal, which was written before any lot was drawn."""
        for what in ("outcome", "elected") if not self.vote["drawn"] and not self.vote["seed"] else ():
            said = self.counted.get(what, found[what])
            self._need(said == found[what], f"the journal says {what} {said}, not {found[what]}")

    def _check_shown(self) -> None:
        """Whether as much is shown of the ballots as the journal says: nobody can hold back what can be told."""
        vote, said, board = self.vote, self.published, bool(self.vote["board"])
        sums = None if board else vote["counts"]
        if said.get("verdict_only"):
            right = not board and sums is None and vote["withheld"] == "verdict"
        elif "shown" in said:
            right = (board, sums) == (said["shown"] == "board", said.get("box"))
            right = right and vote.get("withheld") == said.get("withheld")
        else:
            single = ("yes-no-abstain", "no-objection", "plurality")
            must = "box" in self.counted or vote["definition"].get("method", single[0]) in single
            right = board or sums is not None or not must
        self._need(right, "what is shown of its ballots is not what the journal says was shown")

    def _sums(self) -> list[Ballot] | None:
        """Ballots that are not shown one by one; None if not even their sums are."""
        sums = self.vote["counts"]
        same = sums is None or self.counted.get("box", sums) == sums
        self._need(same, "how many chose what is not what the journal says")
        self._check_papers(None)
        return None if sums is None else [(choice, heads, weight) for choice, (heads, weight) in sums.items()]

    def _board(self) -> list[Ballot]:
        """The ballots on the board, by choice."""
        name, weights, unit = self.vote["board"], self.vote.get("weights", {}), self.vote.get("unit") or WHOLE
        text = _text(self.folder, name)
        need(digest_of(text) == self.counted["board"], f"{name}: not the file whose hash the journal holds")
        rows = [line.split(",") for line in _lines(text, name)[1:]]
        sums: dict[str, list[int]] = {}
        for number, row in enumerate(rows, 2):
            need(len(row) == 2, f"{name}, line {number}: not a code and a choice")
            heads, weight = sums.get(row[1], (0, 0))
            sums[row[1]] = [heads + 1, weight + weights.get(row[0], unit)]
        codes = {row[0] for row in rows}
        need(len(codes) == len(rows), f"{name}: a code stands in it twice")
        self._need(weights.keys() <= codes, "it has weights of ballots that are not on its board")
        same = self.counted.get("box", sums) == sums and ("box" in self.counted or not weights)
        self._need(same, "how many chose what, or their weight, is not what the journal says")
        self._check_papers(Counter(choice for code, choice in rows if code.startswith("paper-")))
        return [(choice, heads, weight) for choice, (heads, weight) in sums.items()]

    def _check_papers(self, found: Mapping[str, int] | None) -> None:
        """As many paper ballots as the journal says; those `found` on a board are what is told of them."""
        papers, told, said = self.vote.get("papers", 0), self.vote.get("paper"), self.counted.get("papers", 0)
        self._need(papers == said, f"{papers} paper ballots, but the journal says {said}")
        right = told is None or (papers and sum(told.values()) == papers)
        self._need(right, "its paper ballots are not as many as the journal says")
        if found is not None:
            each = sum(found.values()) // papers if papers and self.vote.get("unit") else 1
            same = found == {choice: number * each for choice, number in (told or {}).items()}
            self._need(same and bool(told) == bool(papers), "its paper ballots are not those on the board")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
