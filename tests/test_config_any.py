"""Whatever is typed, pasted or exported: an answer or faults in clear single lines, never anything else."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.texts import SENTENCES, fault_line
from bot.config import ConfigError, load
from bot.config.model import TABLES
from bot.drafting.merging import merged
from bot.drafting.settings import KEYS, parse_lines
from bot.papers.records import RosterFileError
from bot.papers.roster import FIELDS, read_roster
from bot.views.lists import faults as told
from bot.wording.speech import LANGUAGES, speech
from core.faults import Fault, Faults

WORDS = sorted({key for table in TABLES.values() for key in (*table.known, *table.later)})
HEADERS = ["", "[x]", "[event]", "[rules]", "[defaults]", "[[organisation]]", "[[event]]", "[[event.vote]]"]
HEADERS += [f"[{name.replace('*', 'x')}]" for name in TABLES if name and not name.startswith("event")]
VALUES = [
    "1",
    "-1",
    '"x"',
    '"a\\nb"',
    "true",
    "[]",
    "{}",
    '["a", "b"]',
    "2027-01-01",
    "10:00:00",
    "1.5",
    '"5m"',
    "{a = 1}",
]
LINES = st.builds("{}{}{}".format, st.sampled_from(KEYS), st.sampled_from([":", " = ", " "]), st.text(max_size=20))
TABLE = st.tuples(
    st.sampled_from(HEADERS), st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(VALUES)), max_size=4)
)


def unclear(faults: Iterable[Fault]) -> list[str]:
    """Faults that have no sentence, or come out as more than one line."""
    said = {fault_line("file", fault): fault.code for fault in faults}
    return [line for line, code in said.items() if code not in SENTENCES or len(line.splitlines()) != 1]


@settings(deadline=None)
@given(st.text(max_size=20), st.lists(LINES | st.text(max_size=30) | st.just("- a"), max_size=5))
def test_vote_of_any_lines_gets_an_answer(title: str, lines: list[str]) -> None:
    for kind in ("vote", "election"):
        outcome = parse_lines(title, [*lines, f"kind: {kind}"])
        complete = outcome if isinstance(outcome, Faults) else merged(outcome)
        faults = complete.faults if isinstance(complete, Faults) else ()
        assert unclear(faults) == []
        assert all(told(speech(language), faults, "elect").text for language in LANGUAGES)


@settings(deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"number,name,weight,votes\n{text}".encode()),
    st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), st.text(max_size=5), max_size=2),
)
def test_roster_of_any_bytes_gets_an_answer(content: bytes, mapping: dict[str, str]) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read_roster(content, mapping)
    except RosterFileError as error:
        faults = error.faults
    assert unclear(faults) == []


@settings(deadline=None)
@given(st.lists(TABLE, max_size=6))
def test_config_of_any_tables_gets_an_answer(tables: list[tuple[str, list[tuple[str, str]]]]) -> None:
    text = "\n".join(line for header, keys in tables for line in (header, *(f"{key} = {value}" for key, value in keys)))
    faults: tuple[Fault, ...] = ()
    with TemporaryDirectory() as folder:
        (Path(folder) / "config.toml").write_text(text)
        try:
            load(Path(folder) / "config.toml", {})
        except ConfigError as error:
            faults = error.faults
    assert unclear(faults) == []
