"""Whatever is in a file of members or proxies: it is read, or refused with a fault that names a line."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cli.texts import fault_line
from bot.papers.proxies import read_proxies
from bot.papers.records import RosterFileError
from bot.papers.roster import FIELDS, read_roster

T = TypeVar("T")
CELLS = st.text(max_size=8) | st.sampled_from(
    [
        "", "-", "1", "012", "12.0", "²", "\uff11\uff12", "A/1", "Ann", '"', '""', '"a\n1,b"', "x" * 130, "1e5",
        "\u0663", "1" * 5000, "yes", "chair", "chair@", "@", "chair@agm", "telegram:1", "@a:b", "de",
        "\u2028", "\x85", "\x0b", "\ufeff", "=1",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\u2028", ""])


@st.composite
def files(draw: st.DrawFn, titles: tuple[str, ...]) -> bytes:
    """A file that is nearly one."""
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    header = draw(st.lists(st.sampled_from(titles) | CELLS, max_size=6))
    rows = [header, *draw(st.lists(st.lists(CELLS, max_size=6), max_size=5))]
    start = draw(st.sampled_from(["", "\ufeff", "sep=;\n", "sep=\n", '"sep=,"\r\n']))
    text = start + "".join(delimiter.join(row) + draw(ENDS) for row in rows)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1252", "latin-1"])), "replace")


def faults(read: Callable[[], T]) -> tuple[T | None, list[str]]:
    """What was read, or every fault in words."""
    try:
        return read(), []
    except RosterFileError as error:
        return None, [fault_line("members.csv", fault) for fault in error.faults]


@settings(deadline=None)
@given(files(FIELDS) | st.binary(max_size=200), st.dictionaries(st.sampled_from(FIELDS) | CELLS, CELLS, max_size=2))
@example(b"n" * 140_000, {})
@example(b'number,name\n1,"' + b"x" * 140_000, {})
@example(b'number,name\r1,"a"b\r', {"name": '"'})
def test_any_roster_is_read_or_refused_with_its_lines(content: bytes, mapping: dict[str, str]) -> None:
    roster, told = faults(lambda: read_roster(content, mapping))
    assert (roster is None) == any(told)
    assert roster is None or len(roster.rows) == len(roster.lines)


@settings(deadline=None)
@given(files(("principal", "holder", "Principal Number")) | st.binary(max_size=200))
@example(b"principal,holder\n" + b"1" * 140_000)
def test_any_list_of_proxies_is_read_or_refused_with_its_lines(content: bytes) -> None:
    pairs, told = faults(lambda: read_proxies(content))
    assert (pairs is None) == any(told)
    assert all(line > 1 and pair.principal and pair.holder for line, pair in pairs or ())
