"""From what was written about a vote to complete settings: the method's own terms, and what does not go together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from bot.drafting.candidates import candidate, parse_seats, quota
from bot.drafting.settings import (
    MISSING,
    NO_DEFAULTS,
    NO_MAJORITY,
    NOMINATIONS,
    RECEIPTS,
    Defaults,
    RuleSets,
    VoteSettings,
)
from core.definition import gives_receipts
from core.demand_rules import USUAL
from core.faults import Fault, Faults
from core.methods import METHODS, ONE_CANDIDATE, ONE_SEAT, QUESTION, SEVERAL
from core.methods.model import Form, Method, Settings, labels
from core.model import Late, Option, RollBase
from core.near import nearest

_GOES_WITH: Mapping[str, Callable[[Method], bool]] = {
    "none_of_the_above": lambda method: method.nobody,
    "cumulate": lambda method: method.cumulative,
    "default_quorum": lambda method: method.pairwise,
    "secret": lambda method: not method.consents,
    **dict.fromkeys(
        ("by_weight", "order", "runoff", "min", "max", "seats", "nominations", "drop_elected"),
        lambda method: not method.question,
    ),
}
"""Which methods a setting goes with; those left out go with all."""
_BUILTIN = VoteSettings(
    kind="vote",
    titles={},
    options=(),
    quorum="none",
    seats="1",
    none_of_the_above=False,
    cumulate=1,
    default_quorum=0,
    by_weight=False,
    order="written",
    runoff="none",
    nominations=NOMINATIONS[0],
    drop_elected=False,
    missing=MISSING[0],
    withhold=0,
    minutes=True,
    roll=RollBase.PRESENT,
    late=Late.NO,
    abstain=True,
    secret=False,
    secret_on_demand=USUAL,
    revote=True,
    close_when_all=False,
    publish_at_once=False,
)
_ELECTION = VoteSettings(secret=True)
"""People are elected secretly unless somebody says otherwise."""


def merged(own: VoteSettings, defaults: Defaults = NO_DEFAULTS, rules: RuleSets | None = None) -> VoteSettings | Faults:
    """Fill in what `own` leaves out: its rule first, then the defaults of its kind, then Folkmoot's own.

    In the result only `title`, `text`, `group`, `rule` and `time` can be None.
    Faults are about what does not fit together.
    """
    if own.kind == "election":
        return _merged(own, VoteSettings(kind="election").over(defaults.election.over(_ELECTION)), rules or {})
    return _merged(own, defaults.vote, rules or {})


def amended(own: VoteSettings, draft: VoteSettings, rules: RuleSets | None = None) -> VoteSettings | Faults:
    """A draft with what `own` says differently; what belonged to another method goes with it."""
    if own.order == "lot" and draft.order and draft.order.startswith("lot "):
        own = own.model_copy(update={"order": draft.order})
    return _merged(own, draft, rules or {})


def _merged(own: VoteSettings, base: VoteSettings, rules: RuleSets) -> VoteSettings | Faults:
    if name := next((name for name in (own.rule, base.rule) if name and name not in rules), None):
        return Faults((Fault("rule", "unknown-rule", {"word": name, "suggestion": nearest(name, rules)}),))
    rule = rules[own.rule] if own.rule else VoteSettings()
    if base.rule:
        base = rules[base.rule].over(base)
    settings = _complete(own, rule, base)
    faults = tuple(_misfits(own, own.majority or rule.majority, settings))
    return Faults(faults) if faults else settings


# -- what is not said


def _complete(own: VoteSettings, rule: VoteSettings, base: VoteSettings) -> VoteSettings:
    """Rule and base give way where they do not fit the method; what `own` says stays, to be complained of."""
    method = _method(own.over(rule), base)
    rest = _fitting(rule, method).over(_fitting(_meant_for(method, base), method))
    said = VoteSettings(method=method).over(own.over(rest).over(_BUILTIN))
    most = own.max or _most(said)
    least = said.min if said.min is not None else default_minimum(said)
    least = least if own.min is not None else min(least, most or least)
    tie = said.tie or ("lot" if said.kind == "election" else "rejected")
    return VoteSettings(majority=_majority(said), tie=tie, max=most, min=least, receipts=_receipts(said)).over(said)


def _most(said: VoteSettings) -> int | None:
    """What nobody said anew; while candidates are still to come what was said before, and nothing by itself."""
    if to_come(said):
        return said.max
    return max(1, min(said.max or default_maximum(said), highest_maximum(said)))


def to_come(settings: VoteSettings) -> bool:
    """Whether nobody knows yet how many candidates there will be."""
    several = settings.nominations == NOMINATIONS[1] or not settings.options
    return several and not method_of(settings).question


def _receipts(said: VoteSettings) -> str:
    if not said.secret:
        return RECEIPTS[0]
    return said.receipts or RECEIPTS[gives_receipts(str(said.kind))]


def _judged(settings: VoteSettings) -> bool:
    """Whether each option needs a majority of its own."""
    method = method_of(settings)
    return method.judges or (method.pairwise and settings.none_of_the_above is True)


def _majority(said: VoteSettings) -> str:
    if _judged(said):
        return said.majority or "simple"
    return said.majority or NO_MAJORITY if method_of(said).marks else NO_MAJORITY


def _method(said: VoteSettings, base: VoteSettings) -> str:
    if said.method:
        return said.method
    whole = said.over(base)
    question = base.method is not None and METHODS[base.method].question
    if base.method is not None and question and not whole.options:
        return base.method
    if base.method is None or question or not whole.options or _alone(whole):
        return default_method(whole)
    return base.method


def default_method(settings: VoteSettings) -> str:
    """What is taken if nobody says a method: for one candidate one that can say no."""
    if settings.kind != "election":
        return (SEVERAL if settings.options else QUESTION).name
    if _alone(settings):
        return ONE_CANDIDATE.name
    return (ONE_SEAT if seats_of(settings) == 1 else SEVERAL).name


def method_of(settings: VoteSettings) -> Method:
    """The method of complete settings."""
    return METHODS[str(settings.method)]


def _alone(settings: VoteSettings) -> bool:
    """Whether there is one candidate, and nobody else can be proposed any more."""
    if settings.nominations == NOMINATIONS[1]:
        return False
    return settings.kind == "election" and len(settings.options or ()) == 1 and not settings.none_of_the_above


def seats_of(settings: VoteSettings) -> int:
    """How many seats or places there are in all."""
    return sum(slot.seats for slot in parse_seats(settings.seats or "1"))


def highest_maximum(settings: VoteSettings) -> int:
    """The highest `max` that the method takes."""
    return method_of(settings).highest(_ballot(settings))


def default_maximum(settings: VoteSettings) -> int:
    """What `max` is if nobody says it."""
    return method_of(settings).maximum(_ballot(settings))


def default_minimum(settings: VoteSettings) -> int:
    """What `min` is if nobody says it."""
    return method_of(settings).minimum


def _ballot(settings: VoteSettings) -> Settings:
    """The numbers that bound how much can be marked."""
    options = labels(len(settings.options or ()) + bool(settings.none_of_the_above))
    nobody = options[-1] if settings.none_of_the_above else ""
    seats = seats_of(settings)
    return Settings(options=options, seats=seats, cumulate=settings.cumulate or 1, none_of_the_above=nobody)


def _meant_for(method: str, base: VoteSettings) -> VoteSettings:
    """The base without the numbers, and mostly without the majority, that were meant for another form of ballot."""
    meant, wanted = METHODS[base.method or default_method(base)], METHODS[method]
    alike = _alike(meant, wanted)
    gone = set() if alike else {"min", "max"}
    if wanted.staged or base.majority == NO_MAJORITY or (wanted.marks and not alike):
        gone.add("majority")
    return _without(base, gone)


def _alike(one: Method, other: Method) -> bool:
    """Whether both have the same kind of ballot: marks, one or several, are one kind."""
    return one == other or (one.marks and other.marks) or (one.form is other.form and one.form is not Form.SINGLE)


def _fitting(settings: VoteSettings, method: str) -> VoteSettings:
    gone = {key for key, goes in _GOES_WITH.items() if not goes(METHODS[method])}
    if settings.seats and not _may_have_slots(settings.kind, METHODS[method]) and quota(parse_seats(settings.seats)):
        gone.add("seats")
    return _without(settings, gone)


def _without(settings: VoteSettings, keys: Collection[str]) -> VoteSettings:
    left = settings.model_fields_set.difference(keys)
    return VoteSettings.model_construct(**{key: getattr(settings, key) for key in left})


def _may_have_slots(kind: str | None, method: Method) -> bool:
    return kind != "vote" and method.slots


# -- what does not go together


def _misfits(own: VoteSettings, majority: str | None, settings: VoteSettings) -> Iterator[Fault]:
    """`majority` is the one that was asked for: it never just does not apply."""
    yield from _unused(own, settings)
    yield from _majority_faults(majority, settings)
    yield from _quota_faults(settings)
    if own.receipts == RECEIPTS[1] and not settings.secret:
        yield Fault("receipts", "receipts-unused")
    if method_of(settings).question and settings.options:
        yield Fault("options", "options-unused")
    yield from (option for option in options_of(settings) if isinstance(option, Fault))


def _unused(own: VoteSettings, settings: VoteSettings) -> Iterator[Fault]:
    for key, goes in _GOES_WITH.items():
        value = getattr(own, key)
        if value is None or value == getattr(_BUILTIN, key) or goes(method_of(settings)):
            continue
        code = "weight-unused" if key == "by_weight" else "unused"
        yield Fault(key, code, {"method": str(settings.method)} if code == "unused" else {})


def _majority_faults(asked: str | None, settings: VoteSettings) -> Iterator[Fault]:
    given = asked is not None and asked.lower() != NO_MAJORITY
    if given and method_of(settings).staged:
        yield Fault("majority", "majority-unused")
    if given and method_of(settings).consents:
        yield Fault("majority", "consent-majority")
    if given and method_of(settings).pairwise and not settings.none_of_the_above:
        yield Fault("majority", "nobody-missing")
    if asked is not None and not given and _judged(settings):
        yield Fault("majority", "majority-needed")


def _quota_faults(settings: VoteSettings) -> Iterator[Fault]:
    if settings.default_quorum and not settings.none_of_the_above:
        yield Fault("default_quorum", "nobody-missing")
    if quota(parse_seats(settings.seats or "1")) and not _may_have_slots(settings.kind, method_of(settings)):
        yield Fault("seats", "slots-unused")


def options_of(settings: VoteSettings) -> list[Option | Fault]:
    """The options as they are written, without labels; those of an election can name members and slots."""
    texts = settings.options or ()
    if settings.kind != "election":
        return [Option("", text) for text in texts]
    slots = quota(parse_seats(settings.seats or "1"))
    return [candidate(text, slots) for text in texts]
