"""From what was written about a vote to complete settings: the method's own terms, and what does not go together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.drafting.candidates import LONGEST_OPTION, candidate, parse_seats, quota
from bot.drafting.faults import Fault, Faults, nearest
from bot.drafting.settings import NO_DEFAULTS, NO_MAJORITY, Defaults, Rules, VoteSettings
from core.methods import IRV, METHODS, PER_CANDIDATE, QUESTION, SCHULZE, STAGED
from core.model import Late, Option, RollBase

MARKS = frozenset({"plurality", "block", "approval"})
_CHOICES = METHODS.keys() - {QUESTION}
_GOES_WITH: Mapping[str, Collection[str]] = {
    "none_of_the_above": _CHOICES - {PER_CANDIDATE},
    "cumulate": {"block"},
    "default_quorum": {SCHULZE},
    **dict.fromkeys(("by_weight", "order", "runoff", "min", "max", "seats"), _CHOICES),
}
"""Methods that a setting goes with; those left out go with all."""
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
    roll=RollBase.PRESENT,
    late=Late.NO,
    abstain=True,
    secret=False,
    revote=True,
    close_when_all=False,
)


def merged(own: VoteSettings, defaults: Defaults = NO_DEFAULTS, rules: Rules | None = None) -> VoteSettings | Faults:
    """Fill in what `own` leaves out: its rule first, then the defaults of its kind, then Folkmoot's own.

    In the result only `title`, `text`, `group`, `rule` and `time` can be None.
    Faults are about what does not fit together.
    """
    if own.kind == "election":
        return _merged(own, VoteSettings(kind="election").over(defaults.election), rules or {})
    return _merged(own, defaults.vote, rules or {})


def amended(own: VoteSettings, draft: VoteSettings, rules: Rules | None = None) -> VoteSettings | Faults:
    """A draft with what `own` says differently; what belonged to another method goes with it."""
    if own.order == "lot" and draft.order and draft.order.startswith("lot "):
        own = own.model_copy(update={"order": draft.order})
    return _merged(own, draft, rules or {})


def _merged(own: VoteSettings, base: VoteSettings, rules: Rules) -> VoteSettings | Faults:
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
    most = own.max or max(1, min(said.max or default_maximum(said), highest_maximum(said)))
    least = said.min if said.min is not None else default_minimum(said)
    least = least if own.min is not None else min(least, most)
    tie = said.tie or ("lot" if said.kind == "election" else "rejected")
    return VoteSettings(majority=_majority(said), tie=tie, max=most, min=least).over(said)


def _judged(settings: VoteSettings) -> bool:
    """Whether each option needs a majority of its own."""
    against_nobody = settings.method == SCHULZE and settings.none_of_the_above is True
    return settings.method in (QUESTION, PER_CANDIDATE) or against_nobody


def _majority(said: VoteSettings) -> str:
    if _judged(said):
        return said.majority or "simple"
    return said.majority or NO_MAJORITY if said.method in MARKS else NO_MAJORITY


def _method(said: VoteSettings, base: VoteSettings) -> str:
    if said.method:
        return said.method
    whole = said.over(base)
    if base.method == QUESTION and not whole.options:
        return QUESTION
    if base.method in (None, QUESTION) or not whole.options or _alone(whole):
        return default_method(whole)
    return str(base.method)


def default_method(settings: VoteSettings) -> str:
    """What is taken if nobody says a method: for one candidate one that can say no."""
    if settings.kind != "election":
        return "block" if settings.options else QUESTION
    if _alone(settings):
        return PER_CANDIDATE
    return "plurality" if seats_of(settings) == 1 else "block"


def _alone(settings: VoteSettings) -> bool:
    return settings.kind == "election" and len(settings.options or ()) == 1 and not settings.none_of_the_above


def seats_of(settings: VoteSettings) -> int:
    """How many seats or places there are in all."""
    return sum(slot.seats for slot in parse_seats(settings.seats or "1"))


def highest_maximum(settings: VoteSettings) -> int:
    """The highest `max` that the method takes."""
    number = len(settings.options or ())
    match settings.method:
        case "yes-no-abstain" | "plurality":
            return 1
        case "block":
            return number * (settings.cumulate or 1)
        case "approval" | "per-candidate":
            return number
        case _:
            return number + bool(settings.none_of_the_above)


def default_maximum(settings: VoteSettings) -> int:
    """What `max` is if nobody says it: the seats for block, else all that the method takes."""
    bound = highest_maximum(settings)
    return min(seats_of(settings), bound) if settings.method == "block" else bound


def default_minimum(settings: VoteSettings) -> int:
    """What `min` is if nobody says it; a ballot without a yes is a ballot."""
    return 0 if settings.method == PER_CANDIDATE else 1


def _meant_for(method: str, base: VoteSettings) -> VoteSettings:
    """The base without the numbers, and mostly without the majority, that were meant for another form of ballot."""
    meant = base.method or default_method(base)
    alike = _form(meant) == _form(method)
    gone = set() if alike else {"min", "max"}
    if method in STAGED or base.majority == NO_MAJORITY or (method in MARKS and not alike):
        gone.add("majority")
    return _without(base, gone)


def _form(method: str) -> Collection[str]:
    """The methods with the same form of ballot."""
    return next((form for form in (MARKS, STAGED | {SCHULZE}) if method in form), {method})


def _fitting(settings: VoteSettings, method: str) -> VoteSettings:
    gone = {key for key, methods in _GOES_WITH.items() if method not in methods}
    if settings.seats and not _may_have_slots(settings.kind, method) and quota(parse_seats(settings.seats)):
        gone.add("seats")
    return _without(settings, gone)


def _without(settings: VoteSettings, keys: Collection[str]) -> VoteSettings:
    left = settings.model_fields_set.difference(keys)
    return VoteSettings.model_construct(**{key: getattr(settings, key) for key in left})


def _may_have_slots(kind: str | None, method: str | None) -> bool:
    return kind != "vote" and (method in MARKS or method == PER_CANDIDATE)


# -- what does not go together


def _misfits(own: VoteSettings, majority: str | None, settings: VoteSettings) -> Iterator[Fault]:
    """`majority` is the one that was asked for: it never just does not apply."""
    if not settings.title:
        yield Fault("title", "missing")
    yield from _unused(own, settings)
    yield from _majority_faults(majority, settings)
    yield from _quota_faults(settings)
    if settings.method == QUESTION:
        yield from [Fault("options", "options-unused")] if settings.options else []
        return
    yield from _option_faults(settings)
    yield from _number_faults(settings)


def _unused(own: VoteSettings, settings: VoteSettings) -> Iterator[Fault]:
    for key, methods in _GOES_WITH.items():
        value = getattr(own, key)
        if value is None or value == getattr(_BUILTIN, key) or settings.method in methods:
            continue
        code = "weight-unused" if key == "by_weight" else "unused"
        yield Fault(key, code, {"method": str(settings.method)} if code == "unused" else {})


def _majority_faults(asked: str | None, settings: VoteSettings) -> Iterator[Fault]:
    given = asked is not None and asked.lower() != NO_MAJORITY
    if given and settings.method in STAGED:
        yield Fault("majority", "majority-unused")
    if given and settings.method == SCHULZE and not settings.none_of_the_above:
        yield Fault("majority", "nobody-missing")
    if asked is not None and not given and _judged(settings):
        yield Fault("majority", "majority-needed")


def _quota_faults(settings: VoteSettings) -> Iterator[Fault]:
    if settings.default_quorum and not settings.none_of_the_above:
        yield Fault("default_quorum", "nobody-missing")
    if quota(parse_seats(settings.seats or "1")) and not _may_have_slots(settings.kind, settings.method):
        yield Fault("seats", "slots-unused")


def _option_faults(settings: VoteSettings) -> Iterator[Fault]:
    read = options_of(settings)
    options = [option for option in read if isinstance(option, Option)]
    yield from (fault for fault in read if isinstance(fault, Fault))
    if any(len(option.text) > LONGEST_OPTION for option in options):
        yield Fault("options", "too-long", {"limit": str(LONGEST_OPTION)})
    if twice := _repeated([option.text.casefold() for option in options if not option.member]):
        yield Fault("options", "repeated-option", {"word": twice})
    if twice := _repeated([option.member for option in options]):
        yield Fault("options", "repeated-member", {"word": twice})
    if fault := _too_few(settings):
        yield fault


def _repeated(words: Sequence[str]) -> str:
    return next((word for index, word in enumerate(words) if word and word in words[:index]), "")


def _too_few(settings: VoteSettings) -> Fault | None:
    number = len(settings.options or ())
    if settings.kind == "election" and not number:
        return Fault("options", "candidates-missing")
    if settings.method == PER_CANDIDATE or number + bool(settings.none_of_the_above) > 1:
        return None if number else Fault("options", "too-few-options", {"limit": "1"})
    if settings.kind == "election":
        return Fault("method", "one-candidate")
    return Fault("options", "too-few-options", {"limit": "2"})


def options_of(settings: VoteSettings) -> list[Option | Fault]:
    """The options as they are written, without labels; those of an election can name members and slots."""
    texts = settings.options or ()
    if settings.kind != "election":
        return [Option("", text) for text in texts]
    slots = quota(parse_seats(settings.seats or "1"))
    return [candidate(text, slots) for text in texts]


def _number_faults(settings: VoteSettings) -> Iterator[Fault]:
    number, most = len(settings.options or ()), settings.max or 1
    bounds = [("max", most, highest_maximum(settings)), ("min", settings.min or 0, most)]
    bounds.append(("cumulate", settings.cumulate or 1, most))
    if settings.method == IRV:
        bounds.append(("seats", seats_of(settings), 1))
    elif settings.kind != "election":
        bounds.append(("seats", seats_of(settings), number))
    if number:
        yield from (Fault(key, "too-large", {"limit": str(limit)}) for key, value, limit in bounds if value > limit)
