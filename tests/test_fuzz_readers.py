"""No input to any reader gets a traceback: it is read, or refused in one of the ways that the reader names.

A reader is a line in `READERS`: what it reads, what it may raise, and texts to begin from. Longer: `FUZZ=2000`.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.count import run_count
from bot.cli.election_files import CountFileError
from core.methods import METHODS

EXAMPLES = int(os.environ.get("FUZZ", "60"))
PIECES = st.sampled_from([*"²-0;,#=\n\r\x85\u2028\x00é", '"', "==", "9" * 5000, "[tie 1]", "[["])


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that takes a file from outside."""

    name: str
    read: Callable[[Path], object]
    refuses: tuple[type[Exception], ...]
    """What it raises for input that it does not understand; the text of it is one short line."""
    samples: tuple[str, ...]


def _counting(method: str) -> Callable[[Path], object]:
    return lambda file: run_count(file, method)


BLT = '3 2 # c\n-3\n4 1 2 0\n3 2=1 - 3 0\n2 0\n0\n"Ann" # x\n"Ben ""B"" Ba"\n"Cem"\n"Board"\n'
SHEET = "   Option 1--->: Ann\n /  Option 2-->: Ben\nV: 12 \tff\nV: -1 \tee\n"
BOARD = 'code,choice\nK1,7a\nK2,"7b>7a"\nK3,\nK4,abstain\nK5,a+b\n'
READERS = [Reader(f"count {method}", _counting(method), (CountFileError,), (BLT, SHEET, BOARD)) for method in METHODS]


@st.composite
def mutated(draw: st.DrawFn, samples: tuple[str, ...]) -> bytes:
    """A real text with a few pieces put in, taken out or doubled; or any bytes at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200))
    text = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        piece = draw(st.one_of(PIECES, st.just(text[start:end] * 2), st.text(max_size=4)))
        text = text[:start] + piece + text[draw(st.sampled_from([start, end])) :]
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), "surrogatepass")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_input_is_read_or_refused(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "input.txt"

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(mutated(reader.samples))
    def fuzz(content: bytes) -> None:
        file.write_bytes(content)
        said = ""
        try:
            reader.read(file)
        except reader.refuses as refused:
            said = str(refused)
        assert (len(said) < 400, "\n" in said) == (True, False)

    fuzz()
