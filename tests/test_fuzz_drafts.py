"""No settings, draft file or lines of a command get a traceback: they are read, or refused with what is wrong."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.call import House
from bot.config import ConfigError, load
from bot.config.load import read as toml_of
from bot.config.prepared import read_script
from bot.drafting.lines import drafted, drafted_election
from core.faults import Faults
from core.model import Definition

HEAD = '[organisation]\nname = "Club"\n'
WORDS = st.sampled_from([
    *("majority", "Mehrheit", ":", "=", "text", "-", "#17", "2/3", "of", "[women]", "seats", "2 women, 2 open", "time"),
    *("99999999w", "max", "4" * 5000, "²", "٣", "except", "group", "order", "lot", "title.de", "\u2028"),
    *("\ud800", "\x00"),
])  # fmt: skip
LINES = st.lists(st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=6).map(" ".join)), max_size=6)
TOML = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from([
            *("[[vote]]", "[[event.vote]]", "[rules.a]", "[defaults.vote]", "title = 1", 'except = [12, "a"]'),
            *("max = -1", "time = 1e400", "options = [[]]", "seats = true", "group = {}", 'title = "x"'),
        ]),
    ),
    max_size=8,
).map("\n".join)  # fmt: skip
DEEP = [
    *("a." * 20_000 + "b = 1", "a = " + "[" * 20_000, "a = " + "9" * 10_000),
    *("[" + "a." * 20_000 + "b]", "a = 0x" + "f" * 9999),
]
PLACES = ["", "[rules.x]\n", "[defaults.vote]\n", '[[event]]\nid = "a"\ntitle = "A"\n', "[[vote]]\n"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20), LINES)
def test_any_lines_are_a_draft_or_faults(title: str, lines: list[str]) -> None:
    for read in (drafted, drafted_election):
        assert isinstance(read(House(), title, lines), Definition | Faults)


def read(file: Path, text: str) -> None:
    """Both readers of TOML take it or name its faults."""
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    with suppress(ConfigError):
        load(file, {})
    sound = file.with_name("sound.toml")
    sound.write_text(HEAD)
    with suppress(ConfigError):
        read_script(file, load(sound, {}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TOML)
def test_any_toml_is_read_or_refused(tmp_path: Path, text: str) -> None:
    read(tmp_path / "config.toml", HEAD + text)
    read(tmp_path / "config.toml", text)


@pytest.mark.parametrize("part", ["a.", "a . ", '"a b".', "'a'\t."])
def test_key_of_very_many_parts_is_not_even_looked_at(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 20,000 parts the reader takes 1.6 GB."""
    file = tmp_path / "config.toml"
    file.write_text(part * 20 + "b = 1")
    assert [*toml_of(file)[1]] == [part.strip("'\"\t .")]
    monkeypatch.setattr("tomllib.loads", lambda _: pytest.fail("it was read"))
    for text in (part * 64 + "b = 1", "[" + part * 20_000 + "b]"):
        file.write_text(text)
        with pytest.raises(ConfigError, match="syntax"):
            toml_of(file)


@pytest.mark.parametrize("deep", DEEP, ids=["keys", "arrays", "integer", "header", "hexadecimal"])
@pytest.mark.parametrize("place", PLACES, ids=["top", "rule", "default", "event", "vote"])
def test_deep_or_huge_toml_is_refused_in_one_line(tmp_path: Path, place: str, deep: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(HEAD + place + deep)
    with pytest.raises(ConfigError):
        load(file, {})
