"""The settings of a vote: the same in config.toml, in draft files and in the lines of a chat command."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.drafting.candidates import parse_seats
from bot.drafting.durations import Seconds, parse_duration
from bot.drafting.faults import Location, Words, faults_of
from bot.drafting.understood import in_own_words, key_before, near_flag
from core import limits
from core.demand_rules import parse_demand
from core.elections import parse_runoff
from core.faults import Fault, Faults, RuleError
from core.methods import METHODS
from core.model import Late, RollBase
from core.names import tidied
from core.near import nearest
from core.rules import Tie, parse_majority, parse_quorum

LATER_KEYS = ("amends",)
FLAGS: Mapping[str, tuple[str, bool]] = {
    "secret": ("secret", True),
    "named": ("secret", False),
    "abstain": ("abstain", True),
    "no abstain": ("abstain", False),
    "close when all": ("close_when_all", True),
    "publish at once": ("publish_at_once", True),
    "none of the above": ("none_of_the_above", True),
    "by weight": ("by_weight", True),
    "drop elected": ("drop_elected", True),
}
"""Lines without a value, and what they set."""


def _word(known: Collection[str]) -> BeforeValidator:
    def check(value: object) -> str:
        word = re.sub(r"[\s_]+", "-", str(value).strip().lower())
        if word not in known:
            raise _none_of(word, known)
        return word

    return BeforeValidator(check)


def _none_of(word: str, known: Collection[str]) -> PydanticCustomError:
    data = {"word": word, "known": ", ".join(known), "suggestion": nearest(word, known)}
    return PydanticCustomError("not-one-of", "unknown", data)


def _rule(parse: Callable[[str], object], key: str = "") -> BeforeValidator:
    def check(value: object) -> str:
        text = " ".join(str(in_own_words(key, value)).split())
        try:
            parse(text)
        except RuleError as error:
            raise PydanticCustomError(error.code, "rule", dict(error.data)) from None
        return text

    return BeforeValidator(check)


def _majority(text: str) -> None:
    if text.lower() != NO_MAJORITY:
        parse_majority(text)


def _order(value: object) -> str:
    word, _, seed = tidied(str(value)).partition(" ")
    if word.lower() not in ORDERS or (seed and word.lower() != "lot"):
        raise _none_of(word, ORDERS)
    return f"{word.lower()} {seed}".strip()


def _numbers(value: object) -> object:
    """Member numbers: `12, 17`, or in TOML a list of texts or whole numbers."""
    if isinstance(value, str):
        return tuple(number.removeprefix("#") for number in re.split(r"[,;\s]+", value) if number)
    if isinstance(value, list | tuple):
        return tuple(str(number).removeprefix("#") if type(number) in (int, str) else number for number in value)
    return (str(value),) if type(value) is int else value


NO_MAJORITY = "none"
"""Where a majority is written: the most votes win."""
ORDERS = ("lot", "written", "alphabet")
RECEIPTS = ("off", "code")
NOMINATIONS = ("closed", "open")
MISSING = ("number", "names")
Title = Annotated[str, StringConstraints(min_length=1, max_length=limits.LONGEST_TITLE)]
OptionText = Annotated[str, StringConstraints(min_length=1, max_length=300)]
"""With the number before and the groups behind it; the name alone has at most `LONGEST_OPTION`."""
MajorityText = Annotated[str, StringConstraints(max_length=300), _rule(_majority)]
QuorumText = Annotated[str, _rule(parse_quorum, "quorum")]


def with_titles(raw: object) -> object:
    """A table whose titles in other languages, written `title.de`, are one value."""
    if not isinstance(raw, Mapping):
        return raw
    translated = {key: raw[key] for key in raw if re.fullmatch(r"title\.[a-z]{2,3}", key)}
    if not translated:
        return raw
    rest = {key: raw[key] for key in raw if key not in translated}
    return rest | {"titles": {key.removeprefix("title."): text for key, text in translated.items()}}


class VoteSettings(BaseModel):
    """What somebody wrote about a vote; None where nothing was said. Counts are numbers of options, `time` seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)

    kind: Literal["vote", "election"] | None = None
    title: Title | None = None
    titles: dict[str, Title] | None = None
    """By language, where it differs; written `title.de`."""
    text: Annotated[str, StringConstraints(min_length=1, max_length=limits.LONGEST_TEXT)] | None = None
    options: Annotated[tuple[OptionText, ...], Field(max_length=limits.MOST_OPTIONS)] | None = None
    """Of an election: as `candidates.candidate` reads them."""
    method: Annotated[str, _word(METHODS)] | None = None
    majority: MajorityText | None = None
    tie: Annotated[str, _word(tuple(Tie))] | None = None
    quorum: QuorumText | None = None
    rule: str | None = None
    min: Annotated[int, Field(ge=0, le=limits.HIGHEST_NUMBER)] | None = None
    max: Annotated[int, Field(ge=1, le=limits.HIGHEST_NUMBER)] | None = None
    seats: Annotated[str, StringConstraints(max_length=200), _rule(parse_seats)] | None = None
    """In the grammar of `candidates.parse_seats`."""
    none_of_the_above: bool | None = None
    cumulate: Annotated[int, Field(ge=1, le=limits.HIGHEST_NUMBER)] | None = None
    """Most marks for one option."""
    default_quorum: Annotated[int, Field(ge=0, le=limits.HIGHEST_NUMBER)] | None = None
    by_weight: bool | None = None
    order: Annotated[str, StringConstraints(max_length=70), BeforeValidator(_order)] | None = None
    """`written`, `alphabet` for that of last names, `lot`, or `lot SEED` with a seed that is given instead of drawn."""
    nominations: Annotated[str, _word(NOMINATIONS)] | None = None
    """Whether candidates are still proposed, and asked whether they stand."""
    drop_elected: bool | None = None
    """Whether candidates who hold a seat by another election are left out when it opens."""
    runoff: Annotated[str, StringConstraints(max_length=100), _rule(parse_runoff)] | None = None
    time: Annotated[Seconds, Field(ge=limits.SHORTEST_TIME)] | None = None
    group: Annotated[str, StringConstraints(max_length=limits.LONGEST_NAME)] | None = None
    item: Annotated[int, Field(ge=0, le=limits.MOST_ITEMS)] | None = None
    """Number of the item of the agenda that it belongs to; 0 is none."""
    excluded: Annotated[tuple[str, ...], Field(max_length=limits.MOST_EXCLUDED), BeforeValidator(_numbers)] | None = (
        Field(default=None, alias="except")
    )
    """Member numbers struck from the roll for a conflict of interest."""
    roll: RollBase | None = None
    late: Late | None = None
    abstain: bool | None = None
    secret: bool | None = None
    receipts: Annotated[str, _word(RECEIPTS)] | None = None
    """Of a secret vote: whether who casts gets a code by which the ballot can be found on the board."""
    secret_on_demand: Annotated[str, StringConstraints(max_length=30), _rule(parse_demand)] | None = None
    """How many of those present make it secret by demanding it before it opens: `1/4`, `3`, `one`, or `off`."""
    missing: Annotated[str, _word(MISSING)] | None = None
    """What the chair may see of those who have not voted although it is secret."""
    withhold: Annotated[int, Field(ge=0, le=limits.HIGHEST_NUMBER)] | None = None
    """Number of the vote that has to be counted before this result is published; 0 is none."""
    minutes: bool | None = None
    """Whether the figures stand in the minutes."""
    revote: bool | None = None
    close_when_all: bool | None = None
    publish_at_once: bool | None = None
    """Whether the result goes to members as soon as it is counted."""

    @model_validator(mode="before")
    @classmethod
    def _in_own_words(cls, raw: object) -> object:
        raw = with_titles(raw)
        return {key: in_own_words(key, value) for key, value in raw.items()} if isinstance(raw, Mapping) else raw

    def over(self, base: VoteSettings) -> VoteSettings:
        """What is said here, and for the rest what `base` says."""
        layers = [layer.model_dump(exclude_none=True, exclude_unset=True) for layer in (base, self)]
        return VoteSettings.model_construct(**layers[0] | layers[1])


KEYS = tuple(field.alias or name for name, field in VoteSettings.model_fields.items())
WORDS = Words(KEYS, LATER_KEYS)


class Defaults(BaseModel):
    """What a vote and an election are unless they say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    vote: VoteSettings = VoteSettings()
    election: VoteSettings = VoteSettings()


NO_DEFAULTS = Defaults()
RuleSets: TypeAlias = Mapping[str, VoteSettings]

_OPTION = re.compile(r"[-–—•*]\s*(\S.*)")
_SETTING = re.compile(r"([^\W\d_][\w .-]{0,30}?)\s*[:=：]\s*(.*)")


def parse_lines(title: str, lines: Sequence[str]) -> VoteSettings | Faults:
    """Read a command's title (may be empty) and the lines below it, in the words of the settings.

    The path of a fault is the line's word.
    """
    raw: dict[str, object] = {"title": _sound(title)} if title.strip() else {}
    faults = [fault for line in lines if (fault := _read(_sound(line), raw))]
    settings = validated(raw)
    if isinstance(settings, Faults):
        return Faults((*faults, *settings.faults))
    return Faults(tuple(faults)) if faults else settings


def _sound(text: str) -> str:
    """Halves of a letter, which JSON can carry and nothing can be encoded with, as a question mark."""
    return text.encode(errors="replace").decode()


def validated(raw: Mapping[str, object]) -> VoteSettings | Faults:
    """Check the keys and values of one vote."""
    try:
        return VoteSettings.model_validate(raw)
    except ValidationError as error:
        return Faults(faults_of(error, words, raw))


def words(location: Location) -> Words:
    """The keys at a location inside the settings of one vote."""
    return Words(()) if location else WORDS


def is_bare(line: str) -> bool:
    """Whether a line is neither an option nor a flag nor a setting."""
    flag = " ".join(line.lower().split()) in FLAGS
    return bool(line.strip()) and not (flag or _OPTION.fullmatch(line) or _SETTING.fullmatch(line))


def setting_of(line: str) -> str:
    """The setting that a value alone must be meant for, as in `90s` or `two-thirds`, with it; "" for none."""
    if parse_duration(line) is not None and not line.isdecimal():
        return f"time: {line}"
    try:
        parse_majority(str(in_own_words("majority", line)))
    except RuleError:
        return ""
    return f"majority: {line}"


def _read(line: str, raw: dict[str, object]) -> Fault | None:
    """Put one line into `raw`."""
    if option := _OPTION.fullmatch(line):
        return _add_option(raw, option[1])
    if flag := FLAGS.get(" ".join(line.lower().split())):
        return _put(raw, *flag)
    if setting := _SETTING.fullmatch(line):
        return _put(raw, _key(setting[1]), setting[2])
    guess = setting_of(line) or near_flag(line) or key_before(line)[0]
    guess = guess or nearest(line, FLAGS) or nearest((line.split() or [""])[0], [*KEYS, *FLAGS])
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
