"""Texts of config.toml are kept as one line, as shown, or refused in a sentence: nothing in them passes for ours."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import console
from bot.cli.texts import fault_line
from bot.config import ConfigError, load
from bot.config.prepared import read_script

HIDDEN = "\\u202ea\\u2066b\\u061Cc\\U000E0041d\\u009b31m\\u0000" + "e" + "\\u0301" * 50
BROKEN = "Assembly\\nPresent 99\\u2028of\\u0085 99\\r\\u2029."
SHOWN, LINE = "abcd31mé" + "\u0301" * 3, "Assembly Present 99 of 99 ."
FILE = """
[organisation]
name = "{}"
[[event]]
id = "agm"
title = "{}"
place = "{}"
entitled = "{}"
link = "{}"
[[event.item]]
title = "{}"
"title.de" = "{}"
"""
KEYS = (
    "organisation.name",
    "event[1].title",
    "event[1].place",
    "event[1].entitled",
    "event[1].link",
    "event[1].item[1].title",
    "event[1].item[1].titles.de",
)
USUAL = ["Club", "AGM", "Hall", "all", "https://x.org/", "Budget", "Haushalt"]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[list[str]], list[str]]:
    """What is kept of these texts, or what is said of them."""

    def kept(texts: list[str]) -> list[str]:
        file = tmp_path / "config.toml"
        file.write_text(FILE.format(*texts), encoding="utf-8")
        try:
            config = load(file, {"FOLKMOOT_TELEGRAM_TOKEN": "1:TEST"})
        except ConfigError as error:
            return [fault_line("", fault) for fault in error.faults]
        (event,) = config.event
        (item,) = event.item
        found = (config.organisation.name, event.title, event.place, event.entitled, event.link, item.title)
        return [*map(str, found), item.titles["de"]]

    return kept


def instead(key: str, text: str) -> list[str]:
    return [text if name == key else usual for name, usual in zip(KEYS, USUAL, strict=True)]


TEXTS = [key for key in KEYS if key != "event[1].link"]


@pytest.mark.parametrize("key", TEXTS)
@pytest.mark.parametrize(("written", "shown"), [(HIDDEN, SHOWN), (BROKEN, LINE)])
def test_text_is_kept_as_it_is_shown(
    read: Callable[[list[str]], list[str]], key: str, written: str, shown: str
) -> None:
    assert read(instead(key, written)) == instead(key, shown)


@pytest.mark.parametrize("key", [key for key in TEXTS if key != "event[1].place"])
@pytest.mark.parametrize("written", ["\\u3164", "\\u200b\\u202e", "\\u2028", "\\u0301"])
def test_text_that_shows_nothing_is_empty(read: Callable[[list[str]], list[str]], key: str, written: str) -> None:
    (said,) = read(instead(key, written))
    assert said.partition(": ")[2] == f"{key}: is empty"


def test_place_that_shows_nothing_is_none(read: Callable[[list[str]], list[str]]) -> None:
    assert read(instead("event[1].place", "\\u3164")) == instead("event[1].place", "")


@pytest.mark.parametrize("key", KEYS)
def test_text_of_ten_thousand_signs_is_refused(read: Callable[[list[str]], list[str]], key: str) -> None:
    (said,) = read(instead(key, f"https://x.org/{'x' * 10_000}"))
    most = 1000 if key == "event[1].link" else 200
    assert said.partition(": ")[2] == f"{key}: is longer than {most} characters"


@pytest.mark.parametrize("sign", ["\\u202e", "\\u200b", "\\u009b", "\\U000E0041"])
def test_address_with_hidden_signs_is_refused(read: Callable[[list[str]], list[str]], sign: str) -> None:
    (said,) = read(instead("event[1].link", f"https://x.org/{sign}gro.live"))
    assert said.partition(": ")[2] == 'event[1].link: "https://x.org/gro.live" is no http:// or https:// address'


def test_nothing_that_is_printed_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (console.say, console.note):
        line('Next for "A\x9b31m\x1b[2J\u202eB":\nbind')
    told = capsys.readouterr()
    assert (told.out, told.err) == ('Next for "A31m[2JB":\nbind\n',) * 2


BASE = '[organisation]\nname = "Club"\n[[event]]\nid = "agm"\ntitle = "AGM"\n'
NO_TIME = "event[1].starts: must be a date and time such as 2027-03-20T10:00:00"
NO_NUMBER = "this is not TOML: a number or a date in it is impossible"
DEEP = "this is not TOML: it is nested too deeply"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("starts = 0001-01-01T00:00:00+14:00", NO_TIME),
        ("starts = 9999-12-31T23:59:59", NO_TIME),
        ("starts = 1899-12-31", NO_TIME),
        ("starts = 10:00:00", NO_TIME),
        (".".join([r'"b\""'] * 20_000) + " = 1", DEEP),
        ('"" . ' * 64 + "b = 1", DEEP),
        (f"x = {'[' * 5000}{']' * 5000}", DEEP),
        (f"committee_needed = 0x{'f' * 5000}", NO_NUMBER),
        (f"item = [{{title = 'A', vote = [{{title = 'V', except = [0x{'f' * 17}]}}]}}]", NO_NUMBER),
        (f"x = {'9' * 5000}", NO_NUMBER),
        (f"# {'x' * 4_000_000}", "the file has more than 4 MB; is it the right one?"),
    ],
    ids=range(11),
)
def test_file_that_costs_much_or_tells_no_time_is_refused_in_one_sentence(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"{BASE}{line}\n")
    with pytest.raises(ConfigError) as caught:
        load(file, {})
    assert [fault_line("", replace(fault, line=0)) for fault in caught.value.faults] == [told]


@pytest.mark.parametrize("content", ['"b\\"".' * 20_000, f"# {'x' * 4_000_000}"], ids=["deep", "large"])
def test_file_of_drafts_has_the_same_bounds(tmp_path: Path, content: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(BASE)
    config = load(file, {})
    file.write_text(content)
    with pytest.raises(ConfigError) as caught:
        read_script(file, config)
    assert [fault.code for fault in caught.value.faults] == ["syntax" if content[0] == '"' else "file-large"]
