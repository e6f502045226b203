"""A vote's text and rules: whether they can be, and what a choice means under them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from core.errors import Refusal, refuse
from core.methods import METHODS
from core.methods.model import ABSTAIN, Fault, Form, Method, Quota, Settings
from core.model import Definition, Slot, Vote
from core.rules import parse_majority
from core.store.votes import dump_definition
from core.totals import NOBODY, Totals

_LONGEST_ANSWER = len(":abstain ")
OPEN_SLOT = "open"
"""The slot whose seats every candidate may fill."""


def method_of(definition: Definition) -> Method:
    """The way in which it is voted."""
    return METHODS[definition.method]


def gives_receipts(kind: str) -> bool:
    """Whether a secret vote of a kind gives receipts unless somebody says otherwise.

    Off for people, because a receipt is a proof that can be asked for, and on for matters, because it is also
    the proof that one's ballot was counted.
    """
    return kind != "election"


def with_secrecy(definition: Definition, *, secret: bool) -> Definition:
    """The same vote, secret or named, with the receipts that are usual."""
    return replace(definition, secret=secret, receipts=secret and gives_receipts(definition.kind))


def definition_hash(definition: Definition) -> str:
    """SHA-256 of the canonical JSON: what is frozen at opening."""
    canonical = json.dumps(dump_definition(definition), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def journal_data(definition: Definition) -> Mapping[str, str]:
    """What the journal says of a draft: its hash, and the public seed of its drawn order if there is one."""
    drawn = {"order_seed": definition.order_seed} if definition.order_seed else {}
    return {"definition": definition_hash(definition), **drawn}


def impossible(definition: Definition) -> Refusal | None:
    """What the method refuses of a definition that was judged before, or None. Codes: `settings-...`."""
    if method_of(definition).consents and definition.secret:
        return refuse("settings-consent-secret")
    fault = method_of(definition).fits(settings(definition))
    return _refusal("settings", fault, "") if fault else None


def settings(definition: Definition, present: Totals = NOBODY, entitled: Totals = NOBODY) -> Settings:
    """What the method needs to know; the totals matter only for deciding majorities."""
    return replace(
        _ballot_settings(definition),
        seats=definition.seats,
        default_option=definition.nobody if method_of(definition).pairwise else "",
        default_quorum=definition.default_quorum,
        majority=parse_majority(definition.majority, definition.tie) if definition.majority else None,
        present=present,
        entitled=entitled,
        by_weight=definition.by_weight,
        slots=tuple(Quota(slot.seats, _eligible(definition, slot)) for slot in definition.slots),
    )


def _eligible(definition: Definition, slot: Slot) -> tuple[str, ...]:
    return tuple(option.label for option in definition.options if slot.name == OPEN_SLOT or slot.name in option.slots)


def _ballot_settings(definition: Definition) -> Settings:
    """What filling in a ballot needs to know."""
    method = method_of(definition)
    return _terms_of_ballot(
        tuple([option.label for option in definition.options]),
        definition.minimum,
        None if method.question else definition.maximum,
        definition.cumulate,
        "" if method.pairwise else definition.nobody,
        abstain=definition.abstain,
    )


@lru_cache(maxsize=64)
def _terms_of_ballot(
    options: tuple[str, ...], minimum: int, maximum: int | None, cumulate: int, nobody: str, *, abstain: bool
) -> Settings:
    return Settings(
        options=options,
        minimum=minimum,
        maximum=maximum,
        cumulate=cumulate,
        none_of_the_above=nobody,
        abstain=abstain,
    )


def parse_choice(vote: Vote, text: str) -> str:
    """The canonical form of a choice, the same for all ways of writing it."""
    return method_of(vote.definition).parse(text)


def fault_of(vote: Vote, text: str) -> Refusal | None:
    """Why this choice cannot be cast, or None. Codes: `choice-...`."""
    method = method_of(vote.definition)
    fault = method.check(method.parse(text), _ballot_settings(vote.definition))
    return _refusal("choice", fault, str(vote.number), number=vote.number) if fault else None


def _refusal(prefix: str, fault: Fault, before: str, **data: int) -> Refusal:
    """`before` is what a label begins with."""
    label = before + fault.label if fault.label else ""
    return refuse(f"{prefix}-{fault.code}", label=label, given=fault.given, allowed=fault.allowed, **data)


def longest_choice(definition: Definition) -> int:
    """The length of the longest choice that can be cast in a vote, in characters."""
    labels = [option.label for option in definition.options]
    width, number = max(map(len, labels), default=1) + 1, len(labels)
    longest = {
        Form.SINGLE: width,
        Form.MARKS: width * definition.maximum,
        Form.RANKING: width * number,
        Form.ANSWERS: (width + _LONGEST_ANSWER) * number,
    }[method_of(definition).form]
    return max(longest, len(ABSTAIN))
