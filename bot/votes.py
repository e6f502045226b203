"""The settings of a vote: the same in config.toml, in draft files and in the lines of a chat command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.durations import Seconds
from bot.faults import Fault, Faults, Location, Words, faults_of, nearest
from core.model import Late, RollBase
from core.rules import Majority, Quorum, RuleError, parse_majority, parse_quorum

METHODS = ("yes-no-abstain", "block")
LATER_METHODS = ("plurality", "approval", "per-candidate", "irv", "scottish-stv", "meek-stv", "schulze")
TIES = ("rejected", "chair")
LATER_TIES = ("runoff", "lot")
LATER_KEYS = ("item", "none_of_the_above", "order", "cumulate", "receipts", "runoff", "amends")
FLAGS: Mapping[str, tuple[str, bool]] = {
    "secret": ("secret", True),
    "named": ("secret", False),
    "abstain": ("abstain", True),
    "no abstain": ("abstain", False),
    "close when all": ("close_when_all", True),
    "none of the above": ("none_of_the_above", True),
}
"""Lines without a value, and what they set."""


def _word(known: tuple[str, ...], later: tuple[str, ...]) -> BeforeValidator:
    def check(value: object) -> str:
        word = re.sub(r"[\s_]+", "-", str(value).strip().lower())
        if word in later:
            raise PydanticCustomError("not-yet", "later", {"word": word})
        if word not in known:
            data = {"word": word, "known": ", ".join(known), "suggestion": nearest(word, known)}
            raise PydanticCustomError("not-one-of", "unknown", data)
        return word

    return BeforeValidator(check)


def _rule(parse: Callable[[str], Majority | Quorum]) -> BeforeValidator:
    def check(value: object) -> str:
        text = " ".join(str(value).split())
        try:
            parse(text)
        except RuleError as error:
            raise PydanticCustomError(error.code, "rule", dict(error.data)) from None
        return text

    return BeforeValidator(check)


def _seats(value: object) -> object:
    if isinstance(value, str) and re.search(r"\d\s+\w", value):
        raise PydanticCustomError("not-yet", "later", {"word": "seats with slots"})
    return value


def _named(secret: bool) -> bool:
    if secret:
        raise PydanticCustomError("not-yet", "later", {"word": "secret"})
    return secret


def _numbers(value: object) -> object:
    return tuple(filter(None, re.split(r"[,;\s]+", value))) if isinstance(value, str) else value


Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MajorityText = Annotated[str, _rule(parse_majority)]
QuorumText = Annotated[str, _rule(parse_quorum)]


class VoteSettings(BaseModel):
    """What somebody wrote about a vote; None where nothing was said. Counts are numbers of options, `time` seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)

    kind: Literal["vote", "election"] | None = None
    title: Title | None = None
    titles: dict[str, Title] | None = None
    """By language, where it differs; written `title.de`."""
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    options: Annotated[tuple[Title, ...], Field(max_length=90)] | None = None
    method: Annotated[str, _word(METHODS, LATER_METHODS)] | None = None
    majority: MajorityText | None = None
    tie: Annotated[str, _word(TIES, LATER_TIES)] | None = None
    quorum: QuorumText | None = None
    rule: str | None = None
    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=1)] | None = None
    seats: Annotated[int, Field(ge=1), BeforeValidator(_seats)] | None = None
    time: Annotated[Seconds, Field(ge=5)] | None = None
    group: str | None = None
    excluded: Annotated[tuple[str, ...], BeforeValidator(_numbers)] | None = Field(default=None, alias="except")
    """Member numbers struck from the roll for a conflict of interest."""
    roll: RollBase | None = None
    late: Late | None = None
    abstain: bool | None = None
    secret: Annotated[bool, AfterValidator(_named)] | None = None
    revote: bool | None = None
    close_when_all: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_titles(cls, raw: object) -> object:
        if not isinstance(raw, Mapping):
            return raw
        translated = {key: raw[key] for key in raw if re.fullmatch(r"title\.[a-z]{2,3}", key)}
        if not translated:
            return raw
        rest = {key: raw[key] for key in raw if key not in translated}
        return rest | {"titles": {key.removeprefix("title."): text for key, text in translated.items()}}

    def over(self, base: VoteSettings) -> VoteSettings:
        """What is said here, and for the rest what `base` says."""
        said = {key: getattr(layer, key) for layer in (base, self) for key in layer.model_fields_set}
        return VoteSettings.model_construct(**said)


KEYS = tuple(field.alias or name for name, field in VoteSettings.model_fields.items())
WORDS = Words(KEYS, LATER_KEYS)


class Defaults(BaseModel):
    """What a vote and an election are unless they say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vote: VoteSettings = VoteSettings()
    election: VoteSettings = VoteSettings()


NO_DEFAULTS = Defaults()
Rules: TypeAlias = Mapping[str, VoteSettings]

_BUILTIN = VoteSettings(
    kind="vote",
    titles={},
    options=(),
    tie="rejected",
    quorum="none",
    min=1,
    seats=1,
    roll=RollBase.PRESENT,
    late=Late.NO,
    abstain=True,
    secret=False,
    revote=True,
    close_when_all=False,
)
_OPTION = re.compile(r"[-–—•*]\s*(\S.*)")
_SETTING = re.compile(r"([A-Za-z][A-Za-z_ .-]{0,30}?)\s*[:=：]\s*(.*)")


def parse_lines(title: str, lines: Sequence[str]) -> VoteSettings | Faults:
    """Read a command's title (may be empty) and the lines below it; the path of a fault is the line's word."""
    raw: dict[str, object] = {"title": title} if title.strip() else {}
    faults = [fault for line in lines if (fault := _read(line.strip(), raw))]
    settings = validated(raw)
    if isinstance(settings, Faults):
        return Faults((*faults, *settings.faults))
    return Faults(tuple(faults)) if faults else settings


def validated(raw: Mapping[str, object]) -> VoteSettings | Faults:
    """Check the keys and values of one vote."""
    try:
        return VoteSettings.model_validate(raw)
    except ValidationError as error:
        return Faults(faults_of(error, words))


def words(location: Location) -> Words:
    """The keys at a location inside the settings of one vote."""
    return Words(()) if location else WORDS


def merged(own: VoteSettings, defaults: Defaults = NO_DEFAULTS, rules: Rules | None = None) -> VoteSettings | Faults:
    """Fill in what `own` leaves out: its rule first, then the defaults of its kind, then Folkmoot's own.

    In the result only `title`, `text`, `group`, `rule`, `time` and, for marks, `majority` can be None.
    Faults are about what does not fit together.
    """
    base = defaults.election if own.kind == "election" else defaults.vote
    name = own.rule or base.rule
    if name is not None and name not in (rules or {}):
        return Faults((Fault("rule", "unknown-rule", {"word": name, "suggestion": nearest(name, rules or {})}),))
    chosen = own.over(rules[name]) if name and rules else own
    settings = _completed(chosen.over(base).over(_BUILTIN), marks=bool(chosen.options) and chosen.method is None)
    faults = tuple(_misfits(settings))
    return Faults(faults) if faults else settings


def _completed(settings: VoteSettings, *, marks: bool) -> VoteSettings:
    """Options without a method are marked, and a question without a majority is carried by the simple one."""
    if marks or (settings.method is None and settings.kind == "election"):
        settings = VoteSettings(method="block").over(settings)
    if settings.method == "block":
        return settings.over(VoteSettings(max=settings.seats))
    return settings.over(VoteSettings(method="yes-no-abstain", max=1, majority="simple"))


def _misfits(settings: VoteSettings) -> list[Fault]:
    options, least, most, seats = settings.options or (), settings.min or 0, settings.max or 1, settings.seats or 1
    found: list[Fault] = [] if settings.title else [Fault("title", "missing")]
    if settings.method == "yes-no-abstain":
        return found + ([Fault("options", "options-unused")] if options else [])
    repeated = next((text for text in options if _folded(options).count(text.casefold()) > 1), None)
    if repeated is not None:
        found.append(Fault("options", "repeated-option", {"word": repeated}))
    if len(options) < 2:
        return [*found, Fault("options", "too-few-options", {"limit": "2"})]
    bounds = (("min", least, most), ("max", most, len(options)), ("seats", seats, len(options)))
    return found + [Fault(key, "too-large", {"limit": str(limit)}) for key, value, limit in bounds if value > limit]


def _folded(options: Sequence[str]) -> list[str]:
    return [text.casefold() for text in options]


def _read(line: str, raw: dict[str, object]) -> Fault | None:
    """Put one line into `raw`."""
    if option := _OPTION.fullmatch(line):
        return _add_option(raw, option[1])
    if flag := FLAGS.get(" ".join(line.lower().split())):
        return _put(raw, *flag)
    if setting := _SETTING.fullmatch(line):
        return _put(raw, _key(setting[1]), setting[2])
    guess = nearest(line, FLAGS) or nearest(line.split()[0] if line else "", [*KEYS, *FLAGS])
    return Fault("", "unknown-line", {"word": line[:60], "suggestion": guess})


def _add_option(raw: dict[str, object], text: str) -> Fault | None:
    options = raw.setdefault("options", [])
    if not isinstance(options, list):
        return Fault("options", "repeated")
    options.append(text)
    return None


def _key(written: str) -> str:
    return re.sub(r"[\s-]+", "_", written.strip().lower())


def _put(raw: dict[str, object], key: str, value: str | bool) -> Fault | None:
    if key == "text" and key in raw:
        value = f"{raw[key]}\n{value}"
    elif key in raw:
        return Fault(key, "repeated")
    raw[key] = value
    return None
