"""Absurd values at every edge outside of the chat (issue 11.4): each gets a sentence, and nothing is there afterwards.

Those of the chat are in test_absurd.py.
"""

from contextlib import suppress
from pathlib import Path

import pytest

from bot.config import ConfigError, load
from core.limits import MOST_EXCLUDED, MOST_OPTIONS
from tests.cli import CONFIG, Desk

HUGE, LONG = "9" * 30, "x" * 5000
DRAFT = '[[vote]]\ntitle = "Budget"\n'
PATHS = ("folder", "nowhere/file", LONG)
COMMANDS = [
    *(["demo", "--members", value] for value in ("0", "-1", HUGE, "1e3", "many")),
    *(["demo", "--members", "5", "--seed", value] for value in ("one", "1.5")),
    *(["count", "a.blt", "--method", "irv", "--seats", value] for value in ("0", "-1", HUGE, "two")),
    *(["count", "a.blt", "--method", value] for value in ("", LONG, "first past the post")),
    ["count", "a.blt", "--method", "irv", "--seed", ""],
    *(["count", path, "--method", "irv"] for path in (*PATHS, "empty")),
    *(["code", value, "chair"] for value in ("", "../x", LONG, "'; DROP TABLE event; --")),
    *(["code", "agm", value] for value in ("", LONG)),
    *(["draft", "agm", path] for path in (*PATHS, "bytes")),
    *(["members", "import", path, "--yes"] for path in (*PATHS, "empty", "bytes")),
    *(["members", "import", "a.csv", "--yes", "--map", value] for value in ("=", "name=", "=x", LONG, f"name={LONG}")),
    *(["members", "proxies", path, "--yes"] for path in (*PATHS, "empty", "bytes")),
    *(["members", "invite", "--event", value] for value in ("../x", LONG)),
    *(["members", "invite", "--csv", path] for path in PATHS),
    *(["members", "invite", "--qr", path] for path in ("a.csv", LONG)),
    *(["backup", path] for path in PATHS),
    *(["export", "agm", "--out", path] for path in ("a.csv", LONG)),
    *(["export", value, "--out", "new"] for value in ("", LONG)),
    *(["verify", path] for path in (*PATHS, "empty", "bytes", "a.csv")),
    *(["forget", value, "--yes"] for value in ("", LONG, "agm")),
    *(["keygen", "--out", path] for path in PATHS),
    *(["open-box", value] for value in ("0", "-1", HUGE, "one")),
    *(["open-box", value, "--key", "a.csv"] for value in ("1", HUGE)),
    *(["open-box", "1", "--key", path] for path in PATHS),
    *(["open-box", value, "--export", "new"] for value in ("1", HUGE)),
    *(["open-box", "1", "--box", path] for path in (*PATHS, "bytes")),
    *(["bench", "--only", value] for value in ("", LONG)),
    *(["-c", path, "check"] for path in (*PATHS, "bytes", "empty")),
    ["init", "-c", "folder"],
]
SETTINGS = [
    *("roster.interval", "delivery.wait", "delivery.outage", "proxies.most", "matrix.per_second"),
    *("event.committee_needed", "event.vote.time", "event.vote.max", "event.vote.min", "event.vote.seats"),
    *("event.vote.cumulate", "event.vote.item", "event.vote.quorum", "event.vote.majority", "event.quorum"),
    *("event.id", "event.title", "event.starts", "event.languages", "organisation.name", "organisation.language"),
    *("organisation.timezone", "hall.listen", "telegram.api_url", "matrix.homeserver", "matrix.user_id", "storage.url"),
]
VALUES = (HUGE, "nan", f'"{LONG}"', '"99999999w"', "{}", '"\\u202e\\u0000"')


@pytest.fixture
def folder(desk: Desk) -> Path:
    """Files and a folder beside the settings."""
    (desk.folder / "folder").mkdir()
    desk.file("empty", "")
    desk.file("bytes", bytes(range(256)))
    desk.file("a.csv", "number,name\n1,Ann\n")
    desk.file("a.blt", '3 1\n4 1 2 0\n3 2 0\n0\n"Ann"\n"Ben"\n"Cem"\n"Board"\n')
    return desk.folder


def files(folder: Path) -> list[str]:
    """What lies there beside the database."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("folkmoot.db"))


@pytest.mark.parametrize("word", sorted({arguments[0] for arguments in COMMANDS}))
def test_absurd_argument_gets_a_sentence(desk: Desk, folder: Path, word: str) -> None:
    before, wrong = files(folder), []
    for arguments in (arguments for arguments in COMMANDS if arguments[0] == word):
        printed = desk.run(*arguments)
        sound = printed.code == 2 and printed.err.strip() and "please report" not in printed.err
        if not sound or files(folder) != before:
            wrong.append((arguments, printed))
    assert wrong == []


@pytest.mark.parametrize("path", SETTINGS)
def test_absurd_setting_is_refused_or_taken(desk: Desk, path: str) -> None:
    *tables, key = path.split(".")
    head = {"event": '[[event]]\nid = "two"\ntitle = "Two"\n', "vote": '[[event.vote]]\ntitle = "Fees"\n'}
    text = CONFIG.replace("{url}", "http://127.0.0.1:9")
    for table in tables:
        text += head.get(table, f"[{table}]\n" if f"[{table}]" not in CONFIG else "")
    for value in VALUES:
        line = f"{key} = {value}\n"
        whole = text + line if tables[-1] not in ("organisation", "telegram") else _within(tables[-1], line)
        file = desk.configure(text=whole)
        with suppress(ConfigError):
            load(file, {})


def _within(table: str, line: str) -> str:
    return CONFIG.replace(f"[{table}]\n", f"[{table}]\n{line}")


@pytest.mark.parametrize(
    "lines",
    [
        f"title = '{LONG}'",
        f"title = 'A'\ntext = '{LONG * 5}'",
        f"title = 'A'\noptions = {[str(n) for n in range(MOST_OPTIONS + 1)]}",
        f"title = 'A'\noptions = ['{LONG}', 'B']",
        f"title = 'A'\nexcept = {list(range(MOST_EXCLUDED + 1))}",
        f"title = 'A'\nexcept = ['{LONG}']",
        f"title = 'A'\ngroup = '{LONG}'",
        f"title = 'A'\ntime = {HUGE}",
        "title = 'A'\ntime = '99999999w'",
        f"title = 'A'\nmax = {HUGE}",
        f"title = 'A'\nmajority = 'more than {HUGE * 20}/1 of valid'",
        "title = 'A'\nmajority = 'at least 1/0 of valid'",
        f"title = 'A'\nquorum = '{HUGE * 20} of entitled'",
        f"title = 'A'\nitem = {HUGE}",
        f"title = 'A'\nkind = 'election'\nseats = {HUGE}\noptions = ['A', 'B']",
        'title = "\\u202e"',
    ],
    ids=lambda lines: lines[-30:],
)
def test_absurd_draft_of_a_file_is_refused_in_sentences(desk: Desk, lines: str) -> None:
    printed = desk.run("draft", "agm", desk.file("votes.toml", f"[[vote]]\n{lines}\n"))
    assert (printed.code, printed.out, "please report" in printed.err) == (2, "", False), printed
