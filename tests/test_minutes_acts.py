"""Every act that a journal can hold is worded in the minutes of every language, or is left out on purpose."""

import ast
from collections.abc import Iterator
from pathlib import Path

import core
from bot.papers.minutes import COMINGS
from bot.papers.minutes_record import QUIET
from bot.wording.speech import LANGUAGES, TEXTS
from core.due import Act
from core.lifecycle import EVENT
from core.proxy_rules import ProxyState

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
