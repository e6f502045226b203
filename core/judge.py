"""The one judge of drafts: what is wrong with a definition, wherever it was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core import limits
from core.candidates import of_definition, settled, with_candidates
from core.definition import method_of, settings
from core.demand_rules import parse_demand
from core.faults import Fault, Faults, RuleError
from core.methods import METHODS, ONE_CANDIDATE
from core.model import Definition, Member, Option
from core.names import alike, as_known, tidied, tidied_text
from core.near import nearest
from core.rules import parse_majority, parse_quorum


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster knows of those whom a draft names."""

    members: Mapping[str, Member] = field(default_factory=dict)
    """By number as the draft writes it."""
    named: Mapping[str, Sequence[Member]] = field(default_factory=dict)
    """By name as the draft writes it."""
    groups: Collection[str] = ()
    """Every group there is."""
    items: int = 0
    """How many items the agenda has."""


def numbers_of(definition: Definition) -> tuple[str, ...]:
    """The member numbers that a draft names."""
    return (*definition.excluded, *(option.member for option in definition.options if option.member))


def names_of(definition: Definition) -> tuple[str, ...]:
    """The candidates whose number a draft does not name: their names, if they are members."""
    if definition.kind != "election":
        return ()
    texts = (tidied(option.text) for option in of_definition(definition) if not option.member)
    return tuple(text for text in texts if text)


def judged(definition: Definition, known: Known | None = None) -> Definition | Faults:
    """The definition as it is kept, with clean names and what the roster adds; else everything that is wrong.

    Without `known`, people and groups are taken as they are written. Paths are the keys of the settings.
    """
    kept = _cleaned(definition)
    kept = _members_by_name(kept, known) if known else kept
    faults = [*_texts(kept), *_terms(kept), *_options(kept), *_numbers(kept)]
    if known:
        faults += _people(kept, known)
    if faults:
        return Faults(tuple(faults))
    if known is None:
        return kept
    # from here on numbers are written as the roster writes them
    return settled(_as_known(kept, known), {member.number: member for member in known.members.values()})


def _cleaned(definition: Definition) -> Definition:
    kept = replace(
        definition,
        title=tidied(definition.title),
        titles={language: tidied(title) for language, title in definition.titles.items()},
        text=tidied_text(definition.text),
        group=tidied(definition.group),
        excluded=tuple(dict.fromkeys(number.strip() for number in definition.excluded)),
    )
    options = tuple(map(_clean_option, definition.options))
    if options == definition.options:
        return kept
    kept = replace(kept, options=options)
    # the drawn order goes by the texts
    return with_candidates(kept, _chosen(kept)) if kept.order_seed else kept


def _clean_option(option: Option) -> Option:
    """Words of our own, such as yes, have no text; what was written and shows nothing stays, to be complained of."""
    texts = {language: tidied(text) for language, text in option.texts.items()}
    written = " " if option.text and not option.member else ""
    return replace(option, text=tidied(option.text) or written, texts=texts)


def _chosen(definition: Definition) -> tuple[Option, ...]:
    """What was written as an option; a question has none."""
    question = definition.method in METHODS and method_of(definition).question
    return () if question else of_definition(definition)


def _texts(definition: Definition) -> Iterator[Fault]:
    if not definition.title:
        yield Fault("title", "missing")
    titles = {"title": definition.title, **{f"title.{name}": title for name, title in definition.titles.items()}}
    for path, title in titles.items():
        if path != "title" and not title:
            yield Fault(path, "empty")
        yield from _too_long(path, title, limits.LONGEST_TITLE)
    yield from _too_long("text", definition.text, limits.LONGEST_TEXT)
    yield from _too_long("group", definition.group, limits.LONGEST_NAME)
    for slot in definition.slots:
        yield from _too_long("seats", slot.name, limits.LONGEST_NAME)


def _too_long(path: str, text: str, most: int) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault(path, "too-long", {"limit": str(most)})


def _terms(definition: Definition) -> Iterator[Fault]:
    """What can be said of a vote of any kind."""
    if definition.method not in METHODS:
        yield Fault("method", "not-one-of", _none_of(definition.method, METHODS))
    try:
        parse_majority(definition.majority or "simple", definition.tie)
    except RuleError as error:
        yield Fault("majority", error.code, error.data)
    try:
        parse_quorum(definition.quorum)
    except RuleError as error:
        yield Fault("quorum", error.code, error.data)
    try:
        parse_demand(definition.secret_on_demand)
    except RuleError as error:
        yield Fault("secret_on_demand", error.code, error.data)
    yield from _bounded("time", definition.time, limits.SHORTEST_TIME, limits.LONGEST_TIME)
    if len(definition.excluded) > limits.MOST_EXCLUDED:
        yield Fault("except", "too-many", {"limit": str(limits.MOST_EXCLUDED)})


def _bounded(path: str, value: float | None, least: int, most: int) -> Iterator[Fault]:
    if value is not None and value < least:
        yield Fault(path, "too-small", {"limit": str(least)})
    if value is not None and value > most:
        yield Fault(path, "time-long", {"limit": str(most // 86_400)})


def _options(definition: Definition) -> Iterator[Fault]:
    options = _chosen(definition)
    if len(options) > limits.MOST_OPTIONS:
        yield Fault("options", "too-many", {"limit": str(limits.MOST_OPTIONS)})
    if any(len(option.text) > limits.LONGEST_OPTION for option in options):
        yield Fault("options", "too-long", {"limit": str(limits.LONGEST_OPTION)})
    if any(not option.text.strip() and not option.member for option in options):
        yield Fault("options", "option-empty")
    # two members of one name are told apart by their numbers
    texts = [option.text for option in definition.options if option.text.strip() and not option.member]
    if twice := _repeated(texts):
        yield Fault("options", "repeated-option", {"word": twice})
    if twice := _repeated([option.member for option in options if option.member]):
        yield Fault("options", "repeated-member", {"word": twice})
    yield from _too_few(definition, len(options))


def _repeated(words: Sequence[str]) -> str:
    """The first that another one looks like."""
    seen: dict[str, str] = {}
    for word in words:
        if first := seen.get(alike(word)):
            return first
        seen[alike(word)] = word
    return ""


def _too_few(definition: Definition, number: int) -> Iterator[Fault]:
    if definition.method not in METHODS or method_of(definition).question or definition.nominations:
        return  # while they are open, candidates are still to come
    election, alone = definition.kind == "election", method_of(definition) == ONE_CANDIDATE
    if not number:
        few = Fault("options", "too-few-options", {"limit": "1" if alone else "2"})
        yield Fault("options", "candidates-missing") if election else few
    elif not alone and number + bool(definition.nobody) < 2:
        few = Fault("options", "too-few-options", {"limit": "2"})
        yield Fault("method", "one-candidate") if election else few


def _numbers(definition: Definition) -> Iterator[Fault]:
    if definition.method not in METHODS or method_of(definition).question:
        return
    number, method = len(_chosen(definition)), method_of(definition)
    bounds = [
        ("max", definition.maximum, method.highest(settings(replace(definition, majority="")))),
        ("min", definition.minimum, definition.maximum),
        ("cumulate", definition.cumulate, definition.maximum),
        ("default_quorum", definition.default_quorum, limits.HIGHEST_NUMBER),
        ("seats", definition.seats, _most_seats(definition, method.most_seats, number)),
    ]
    if number and not definition.nominations:  # while they are open nobody knows how many there will be
        yield from (Fault(key, "too-large", {"limit": str(most)}) for key, value, most in bounds if value > most)
    reserved = sum(slot.seats for slot in definition.slots)
    if definition.slots and reserved != definition.seats:
        yield Fault("seats", "slots-sum", {"given": str(reserved), "limit": str(definition.seats)})


def _most_seats(definition: Definition, of_method: int | None, number: int) -> int:
    if of_method:
        return of_method
    return limits.MOST_SEATS if definition.kind == "election" else number


# -- who is named


def _people(definition: Definition, known: Known) -> Iterator[Fault]:
    candidates = [option.member for option in definition.options if option.member]
    yield from _strangers("except", definition.excluded, known)
    if definition.group and not as_known(definition.group, known.groups):
        yield Fault("group", "unknown-group", {"word": definition.group, **_suggested(definition.group, known.groups)})
    if definition.item > known.items and not definition.follows:
        yield Fault("item", "unknown-item", {"given": str(definition.item), "limit": str(known.items)})
    yield from _strangers("options", candidates, known)
    for name in names_of(definition):
        if len(found := known.named.get(name, ())) > 1:
            numbers = ", ".join(f"#{member.number}" for member in found)
            yield Fault("options", "candidate-of-several", {"word": name, "known": numbers})


def _members_by_name(definition: Definition, known: Known) -> Definition:
    """The definition with members for candidates whose name one of them alone has, or whose name is a number."""
    meant = {name: number for name in names_of(definition) if (number := _meant(name, known))}
    if not meant:
        return definition
    options = [
        option if option.member or option.text not in meant else replace(option, text="", member=meant[option.text])
        for option in definition.options
    ]
    return replace(definition, options=tuple(options))


def _meant(name: str, known: Known) -> str:
    """The number of the one member who is called so; "" for none or several."""
    found = known.named.get(name, ())
    if not found and name in known.members and any(map(str.isdecimal, name)):
        return known.members[name].number
    return found[0].number if len(found) == 1 else ""


def _strangers(path: str, numbers: Sequence[str], known: Known) -> Iterator[Fault]:
    yield from (Fault(path, "unknown-member", {"word": number}) for number in numbers if number not in known.members)


def _as_known(definition: Definition, known: Known) -> Definition:
    """Numbers and groups as the roster writes them."""
    options = [replace(o, member=known.members[o.member].number) if o.member else o for o in definition.options]
    excluded = dict.fromkeys(known.members[number].number for number in definition.excluded)
    group = as_known(definition.group, known.groups)
    return replace(definition, options=tuple(options), excluded=tuple(excluded), group=group)


def _suggested(word: str, known: Collection[str]) -> dict[str, str]:
    return {"suggestion": nearest(word, known, fold=alike)}


def _none_of(word: str, known: Collection[str]) -> dict[str, str]:
    return {"word": word, "known": ", ".join(known), **_suggested(word, known)}
