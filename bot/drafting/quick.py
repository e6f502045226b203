"""Votes that are held as soon as they are written: what their lines may say and what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.drafting.lines import Presets, drafted
from bot.drafting.understood import understood
from core.definition import method_of, with_secrecy
from core.faults import Fault, Faults
from core.methods import CONSENT
from core.model import Definition

TIME = "time: 30s"
"""How long such a vote lasts unless a line says it."""


def drafted_quick(presets: Presets, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A vote of half a minute."""
    return drafted(presets, title, _timed(lines))


def _timed(lines: Sequence[str]) -> Sequence[str]:
    return lines if any(line.lower().startswith("time") for line in understood(lines)) else [TIME, *lines]


def drafted_consent(presets: Presets, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A question to which nobody has to say anything who agrees; whoever objects is named, so it cannot be secret."""
    return drafted(presets, title, [f"method: {CONSENT.name}", *_timed(lines)])


def put_to_vote(presets: Presets, objected: Definition) -> Definition | Faults:
    """What somebody objected to as a question that is voted on by the rules of the house."""
    words = [f"text: {line}" for line in objected.text.splitlines() if line.strip()]
    words += [f"title.{language}: {title}" for language, title in objected.titles.items()]
    written = drafted(presets, objected.title, words)
    return written if isinstance(written, Faults) else replace(written, follows=objected.follows)


def drafted_by_hand(presets: Presets, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A question that was decided by a show of hands, which nobody can hold in secret."""
    if "secret" in (line.lower() for line in understood(lines)):
        return Faults((Fault("secret", "hand-secret"),))
    written = drafted(presets, title, lines)
    if isinstance(written, Faults):
        return written
    if not method_of(written).question:
        return Faults((Fault("method", "hand-question"),))
    return with_secrecy(replace(written, time=None), secret=False)
