"""Every act that a journal can hold is worded in the minutes of every language, or is left out on purpose."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

import core
from bot.papers import minutes_record
from bot.papers.minutes import COMINGS, _args, minutes_markdown
from bot.papers.minutes_record import QUIET
from bot.wording.speech import LANGUAGES, TEXTS, speech
from core.due import Act
from core.journal import CLI, record
from core.lifecycle import EVENT
from core.proxy_rules import ProxyState
from tests.people import START, Hall

RECORDING = {"record", "record_many", "record_own", "record_everywhere"}
PUT_TOGETHER = {
    *(f"event.{act}" for acts in EVENT.values() for act in acts),
    *(f"proxy.{state}" for state in ProxyState if state is not ProxyState.GIVEN),
    *(f"{act}.failed" for act in Act),
    *("quorum.lost", "quorum.back", "election.accept", "election.decline", "vote.tie", "vote.lot"),
}
"""Kinds that are no literal where they are recorded."""
MARKS = {"event.rehearsal"}
"""Where a rehearsal begins and ends, which the minutes leave out."""


def literal() -> Iterator[str]:
    """The kinds that the core's calls name."""
    for path in Path(core.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECORDING:
                words = [word.value for word in node.args[:3] if isinstance(word, ast.Constant)]
                yield from (word for word in words if isinstance(word, str))


def worded(language: str) -> set[str]:
    texts = "".join(path.read_text("utf-8") for path in (TEXTS / language).glob("*.ftl"))
    return {line.split(" ")[0].removeprefix("minutes-act-") for line in texts.splitlines()}


def test_no_act_is_told_by_its_code() -> None:
    kinds = {*literal(), *PUT_TOGETHER} - QUIET - COMINGS - MARKS
    assert len(kinds) > 60
    missing = {lang: sorted(k for k in kinds if k.replace(".", "-") not in worded(lang)) for lang in LANGUAGES}
    assert missing == {language: [] for language in LANGUAGES}


class Named(Visitor):
    """The variables of a sentence."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def named(language: str) -> dict[str, set[str]]:
    """The variables of every act's sentence."""
    found = {}
    for path in (TEXTS / language).glob("*.ftl"):
        for entry in parse(path.read_text("utf-8")).body:
            if isinstance(entry, Message) and entry.id.name.startswith("minutes-act-"):
                (seen := Named()).visit(entry)
                found[entry.id.name] = seen.names
    return found


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_act_is_given_what_its_sentence_names(language: str, hall: Hall) -> None:
    await hall.meet(2)
    await hall.open()
    sentences = named(language)
    written = {name: "a" if name in ("option", "among", "drawn") else 1 for name in set().union(*sentences.values())}
    written |= dict.fromkeys(("start", "end", "until"), START.isoformat())
    async with hall.store.read() as tx:
        papers = await minutes_record.read(tx, await hall.event(), speech(language), "Club")
    given = _args(papers, written).keys()
    assert {key: names - given for key, names in sentences.items() if names - given} == {}


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("kind", "data"), [("vote.remind", {"vote": 1}), ("vote.new", {}), ("vote.close", {"vote": 1})]
)
async def test_entry_that_cannot_be_worded_costs_nobody_the_minutes(
    kind: str, data: dict[str, object], hall: Hall
) -> None:
    await hall.meet(2)
    await hall.open()
    await hall.run(record, (await hall.event()).id, kind, CLI, **data)
    async with hall.store.read() as tx:
        text = await minutes_markdown(tx, await hall.event(), speech("en"))
    assert f" {kind}" in text
