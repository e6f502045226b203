"""All languages say the same things, and everything that can be said has a text."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.handlers import REGISTER
from bot.wording.sentences import quoted
from bot.wording.speech import LANGUAGES, TEXTS, Manner, speech
from core.methods import METHODS

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "bot" / "bench"
SOURCES = sorted(
    path for room in ("core", "bot") for path in (ROOT / room).rglob("*.py") if not path.is_relative_to(BENCH)
)
CODE = "\n".join(path.read_text("utf-8") for path in SOURCES)
TOAST = 200
LONG = {
    "name": "N" * 60,
    "event": "E" * 100,
    "choice": "C" * 120,
    "title": "T" * 40,
    "who": "W" * 30,
    "vote": "V" * 60,
    "at": "14:00:00 on 28 Nov 2026",
}


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.numbers: set[str] = set()
        self.quoted: set[str] = set()
        self.text = ""

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the visitor's way
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:  # noqa: N802 - the visitor's way
        self.quoted.add(node.id.name)

    def visit_FunctionReference(self, node: fluent.FunctionReference) -> None:  # noqa: N802 - the visitor's way
        inside = _Variables()
        inside.generic_visit(node)
        self.names |= inside.names
        self.numbers |= inside.names


@cache
def messages(language: str) -> Sequence[tuple[str, _Variables]]:
    """Key and variables of every message, twice if it is there twice."""
    read = []
    for path in sorted((TEXTS / language).glob("*.ftl")):
        text = path.read_text("utf-8")
        for entry in FluentParser().parse(text).body:
            assert not isinstance(entry, fluent.Junk), (path.name, entry.content)
            if isinstance(entry, fluent.Message):
                found = _Variables()
                found.visit(entry)
                found.text = text[entry.span.start : entry.span.end]
                read.append((entry.id.name, found))
    return read


VARIABLES = {language: {key: found.names for key, found in messages(language)} for language in LANGUAGES}
NUMBERS = {language: {key: found.numbers for key, found in messages(language)} for language in LANGUAGES}


@cache
def calls() -> Mapping[str, Sequence[ast.Call]]:
    """All that our code calls by a bare name."""
    found: dict[str, list[ast.Call]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.setdefault(node.func.id, []).append(node)
    return found


def constants(node: ast.expr) -> list[str]:
    """The texts that an argument can be."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def refusals() -> Iterator[tuple[str, frozenset[str]]]:
    """Code and data of everything that can be refused."""
    for call in [*calls()["refuse"], *calls()["Denied"]]:
        for code in constants(call.args[0]):
            yield code, frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    yield from rules()
    yield "vote-not-possible", frozenset({"number", "act", "state"})
    yield from faults()


def rules() -> Iterator[tuple[str, frozenset[str]]]:
    """What cannot be read of majorities and quorums; a code that is handed on comes with word and suggestion."""
    asked = {"majority-simple": frozenset({"word", "base"}), "share-third": frozenset({"word", "third", "exact"})}
    source = "".join((ROOT / "core" / f"{name}.py").read_text("utf-8") for name in ("rules", "shares"))
    for code in re.findall(r'"((?:majority|quorum|share)-[a-z]+)"', source):
        yield code, asked.get(code, frozenset({"word", "suggestion"}))


def faults() -> Iterator[tuple[str, frozenset[str]]]:
    """What methods find wrong: with a draft in functions that say `fits`, with a choice in all others."""
    for path in sorted((ROOT / "core/methods").glob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            prefix = "settings" if "fits" in function.name else "choice"
            source = ast.unparse(_own(function))
            either = re.findall(r"code = '([a-z-]+)' if .* else '([a-z-]+)'", source)
            for code in [*re.findall(r"Fault\('([a-z-]+)'", source), *(code for pair in either for code in pair)]:
                of_vote = {"number"} if prefix == "choice" else set()
                yield f"{prefix}-{code}", frozenset({"label", "given", "allowed", *of_vote})


def _own(function: ast.FunctionDef) -> ast.Module:
    """The function without those inside it."""
    return ast.Module([part for part in function.body if not isinstance(part, ast.FunctionDef)], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_defined_twice(language: str) -> None:
    counted = Counter(key for key, _ in messages(language))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_others_quote_are_found_in_their_text(language: str) -> None:
    quoting = {key: found.quoted for key, found in messages(language) if found.quoted}
    assert quoting
    assert {key: set(quoted(found.text)) for key, found in messages(language) if quoted(found.text)} == quoting


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_a_line_twice(language: str) -> None:
    text = "".join(path.read_text("utf-8") for path in sorted((TEXTS / language).rglob("*.ftl")))
    twice = []
    for said in re.split(r"(?m)^(?=[a-z][a-z0-9-]* =)", text):
        begun = [line.strip()[:16] for line in said.splitlines() if len(line.strip()) > 16]
        wholly = [begin for begin in begun if not begin.startswith(("[", "*", "#"))]
        twice += [(said.partition(" =")[0], begin) for begin, times in Counter(wholly).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_keys_and_variables(language: str) -> None:
    assert VARIABLES[language] == VARIABLES["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_text_that_uses_only_what_it_is_given(language: str) -> None:
    faulty = []
    for code, given in refusals():
        used = VARIABLES[language].get(f"alarm-{code}", VARIABLES[language].get(f"refusal-{code}"))
        if used is None or not used <= given:
            faulty.append((code, used, given))
    assert faulty == []


def test_no_refusal_text_is_unused() -> None:
    known = {f"refusal-{code}" for code, _ in refusals()} | set(re.findall(r'"(refusal-[a-z-]+)"', CODE))
    composed = tuple(f"refusal-{prefix}" for prefix in re.findall(r'refuse\(f"([a-z-]+-)\{', CODE))
    texts = [key for key in VARIABLES["en"] if key.startswith("refusal-")]
    assert [key for key in texts if key not in known and not key.startswith(composed)] == []


def test_everything_that_is_said_has_a_text() -> None:
    said = set(re.findall(r"""(?:say|toast|receipt)\(\s*["']([a-z-]+)["']""", CODE))
    later = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "handlers").glob("*.py"))
    said |= set(re.findall(r"""sentence\(\s*["']([a-z-]+)["']""", later))
    assert sorted(said - VARIABLES["en"].keys()) == []


def test_every_command_has_a_usage_and_a_help_line() -> None:
    names = {name + ("-desk" if argument else "") for name, argument in REGISTER.commands}
    wanted = {f"{kind}-{name}" for kind in ("usage", "help") for name in names}
    assert sorted(wanted - VARIABLES["en"].keys()) == []


def test_every_method_is_explained() -> None:
    wanted = {f"terms-method-{name}" for name, method in METHODS.items() if not method.question}
    assert sorted(wanted - VARIABLES["en"].keys()) == []


def test_no_key_is_unused() -> None:
    literal = set(re.findall(r"""["']([a-z][a-zA-Z0-9-]*)["']""", CODE))
    composed = tuple(set(re.findall(r'f"([a-z]+(?:-[a-z]+)*-)\{', CODE)))
    assert [key for key in VARIABLES["en"] if key not in literal and not key.startswith(composed)] == []


def toasts() -> list[str]:
    """Keys that are shown as toasts or alerts."""
    literal = re.findall(r'(?:toast|receipt)\(\s*"([a-z-]+)"', CODE)
    keys = {*literal, *(f"refusal-{code}" for code, _ in refusals() if code != "which-vote")}
    return sorted(keys & VARIABLES["en"].keys())


def long_values(language: str, key: str) -> dict[str, str | int]:
    """As long as they get; whatever a text counts with is a number."""
    numbers = NUMBERS[language][key]
    return {name: 12345 if name in numbers else LONG.get(name, "12345678") for name in VARIABLES[language][key]}


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_fit_with_long_values(language: str, manner: Manner) -> None:
    long = []
    for key in toasts():
        text = speech(language, manner=manner).toast(key, **long_values(language, key))
        long += [(key, len(text))] if len(text) > TOAST else []
    assert long == []
