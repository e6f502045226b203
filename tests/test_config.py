"""config.toml: what is read, and every way in which it can be wrong."""

import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.texts import fault_line
from bot.config import Config, ConfigError, load
from core.model import Ballots, EventId, EventSettings

TOKEN = "4711:secret-part-of-the-token"
ORGANISATION = '[organisation]\nname = "Chess Club"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    token = tmp_path / "token"
    token.write_text(TOKEN + "\n")
    token.chmod(0o600)
    return tmp_path


def read(folder: Path, text: str, **environ: str) -> Config:
    file = folder / "config.toml"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return load(file, environ)


def complaints(folder: Path, text: str, **environ: str) -> list[str]:
    """What the command line says about a file, without the file's name."""
    with pytest.raises(ConfigError) as caught:
        read(folder, text, **environ)
    return [fault_line("", fault) for fault in caught.value.faults]


def test_config_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "config.toml", {})
    assert [fault.code for fault in caught.value.faults] == ["unreadable"]


def test_config_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('name = "Düren"'.encode("cp1252"))
    with pytest.raises(ConfigError) as caught:
        load(file, {})
    assert [fault.code for fault in caught.value.faults] == ["not-utf-8"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[organisation\n", ":1: this is not TOML: Expected ']' at the end of a table declaration, column 14"),
        (ORGANISATION + "[roster]\n[roster]\n", ":4: this is not TOML: Cannot declare ('roster',) twice, column 8"),
        (ORGANISATION + 'name = "again"\n', ":3: this is not TOML: Cannot overwrite a value, column 15"),
    ],
)
def test_config_syntax_error_has_line_and_column(folder: Path, text: str, said: str) -> None:
    assert complaints(folder, text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[organisation]\n", ":1: organisation.name: is missing"),
        ("[organisation]\nname = 5\n", ":2: organisation.name: must be a text in quotes"),
        (
            ORGANISATION + 'langauge = "de"\n',
            ':3: organisation.langauge: there is no setting "langauge"; did you mean "language"?',
        ),
        (
            ORGANISATION + 'timezone = "Europe/Berln"\n',
            ':3: organisation.timezone: "Europe/Berln" is no time zone; write one such as Europe/Berlin; '
            'did you mean "Europe/Berlin"?',
        ),
        (
            ORGANISATION + 'language = "xx"\n',
            ':3: organisation.language: "xx" is none of: de, en',
        ),
        (
            ORGANISATION + "[speakers]\nlists = 2\n",
            ':3: speakers: "speakers" is planned, but this version does not have it yet',
        ),
        (
            ORGANISATION + '[storage]\nurl = "postgresql://localhost/x"\n',
            ':4: storage.url: "postgresql" is planned, but this version does not have it yet',
        ),
        (
            ORGANISATION + '[storage]\nurl = "sqlite:///:memory:"\n',
            ":4: storage.url: must be sqlite:/// and a file name",
        ),
        (ORGANISATION + "[roster]\ninterval = 0\n", ":4: roster.interval: must be at least 1"),
        (
            ORGANISATION + '[roster]\ninterval = "soon"\n',
            ':4: roster.interval: "soon" is no span of time; write 90s, 5m or 2h',
        ),
        (
            ORGANISATION + '[delivery]\nballots = "groups"\n',
            ':4: delivery.ballots: "groups" is none of: private, group, both; did you mean "group"?',
        ),
        (
            ORGANISATION + '[defaults.vote]\nmajorty = "simple"\n',
            ':4: defaults.vote.majorty: there is no setting "majorty"; did you mean "majority"?',
        ),
        (
            ORGANISATION + '[rules.statutes]\nmajority = "most"\n',
            ':4: rules.statutes.majority: "most" is no majority; write one such as "simple" or "at least 2/3 of valid"',
        ),
        (
            ORGANISATION + '[[event]]\nid = "AGM 1"\ntitle = "A"\n',
            ':4: event[1].id: "AGM 1" cannot be an id: small letters, digits and hyphens, at most 32',
        ),
        (
            ORGANISATION + '[[event]]\nid = "a"\ntitle = "A"\nstarts = 10\n',
            ":6: event[1].starts: must be a date and time such as 2027-03-20T10:00:00",
        ),
        (
            ORGANISATION + '[[event]]\nid = "a"\ntitle = "A"\n[[event]]\nid = "a"\ntitle = "B"\n',
            ":7: event[2].id: is given twice",
        ),
        (
            ORGANISATION + '[[event]]\nid = "a"\ntitle = "A"\n[[event.vote]]\ntitle = "V"\nrule = "x"\n',
            ':8: event[1].vote[1].rule: there is no rule "x"',
        ),
        (
            ORGANISATION + '[telegram]\napi_url = "localhost"\ntoken_file = "token"\n',
            ':4: telegram.api_url: "localhost" is no http:// or https:// address',
        ),
        (
            ORGANISATION + "[telegram]\n",
            ":3: telegram: needs token_file (or the environment variable FOLKMOOT_TELEGRAM_TOKEN)",
        ),
        (
            ORGANISATION + f'[telegram]\ntoken = "{TOKEN}"\ntoken_file = "token"\n',
            ":4: telegram.token: give either this or token_file, not both",
        ),
    ],
)
def test_config_fault_is_one_line_with_its_path(folder: Path, text: str, said: str) -> None:
    assert complaints(folder, text) == [said]


def test_config_tells_all_faults_at_once(folder: Path) -> None:
    text = """\
    [organisation]
    name = ""
    [telegram]
    token_file = "nowhere"
    [roster]
    intervall = 3
    [[event]]
    id = "a"
    [[event]]
    id = "b"
    title = "B"
    [[event.vote]]
    title = "V"
    options = ["x", "X"]
    """
    assert complaints(folder, text) == [
        ":2: organisation.name: is empty",
        f":4: telegram.token_file: {folder / 'nowhere'} cannot be read: No such file or directory",
        ':6: roster.intervall: there is no setting "intervall"; did you mean "interval"?',
        ":7: event[1].title: is missing",
        ':14: event[2].vote[1].options: the option "x" is there twice',
    ]


@pytest.mark.parametrize("table", ['token = "no token"', 'token_file = "config.toml"'])
def test_config_wrong_token_is_never_repeated(folder: Path, table: str) -> None:
    said = complaints(folder, f"{ORGANISATION}[telegram]\n{table}\n")
    assert [line.partition(": this is no bot token")[0] for line in said] == [f":4: telegram.{table.split(' ')[0]}"]


def test_config_wrong_token_in_environment_is_refused(folder: Path) -> None:
    said = complaints(folder, ORGANISATION, FOLKMOOT_TELEGRAM_TOKEN="hidden")
    assert [line.partition(";")[0] for line in said] == ["telegram: this is no bot token"]


def test_config_readable_token_is_warned_of(folder: Path) -> None:
    (folder / "token").chmod(0o644)
    config = read(folder, ORGANISATION + '[telegram]\ntoken_file = "token"\n')
    assert [(fault.path, fault.code) for fault in config.warnings] == [("telegram.token_file", "secret-readable")]


def test_config_inline_token_is_warned_of(folder: Path) -> None:
    config = read(folder, f'{ORGANISATION}[telegram]\ntoken = "{TOKEN}"\n')
    assert [(fault.path, fault.code) for fault in config.warnings] == [("telegram.token", "token-inline")]


def test_config_token_stays_out_of_everything_shown(folder: Path) -> None:
    config = read(folder, f'{ORGANISATION}[telegram]\ntoken = "{TOKEN}"\n')
    shown = f"{config!r} {config} {config.model_dump(mode='json')} {config.warnings}"
    assert TOKEN not in shown
    assert "**********" in shown


@pytest.mark.parametrize("table", ["", '[telegram]\ntoken_file = "token"\n'])
def test_config_token_of_the_environment_wins(folder: Path, table: str) -> None:
    config = read(folder, ORGANISATION + table, FOLKMOOT_TELEGRAM_TOKEN="1:other")
    assert config.telegram is not None
    assert config.telegram.token is not None
    assert config.telegram.token.get_secret_value() == "1:other"


def test_config_token_file_is_found_beside_the_config(folder: Path) -> None:
    config = read(folder, ORGANISATION + '[telegram]\ntoken_file = "token"\n')
    assert config.telegram is not None
    assert config.telegram.token is not None
    assert (config.telegram.token.get_secret_value(), config.warnings) == (TOKEN, ())


def test_config_with_a_name_alone_has_all_defaults(folder: Path) -> None:
    config = read(folder, ORGANISATION)
    assert config.model_dump(mode="json", exclude={"warnings"}, exclude_none=True, by_alias=True) == {
        "organisation": {
            "name": "Chess Club",
            "language": "en",
            "timezone": "UTC",
            "address": "du",
            "motions_while_voting": False,
        },
        "storage": {"url": f"sqlite:///{folder}/folkmoot.db", "keys": f"{folder}/folkmoot.db.keys"},
        "roster": {"interval": 5},
        "delivery": {"wait": 120, "outage": 30, "ballots": "both"},
        "hall": {},
        "proxies": {"most": 2, "guests": True, "in_quorum": True},
        "defaults": {"vote": {}, "election": {}},
        "rules": {},
        "event": [],
    }


def test_config_event_becomes_settings_of_the_core(folder: Path) -> None:
    text = """\
    [organisation]
    name = "Chess Club"
    language = "de"
    timezone = "Europe/Berlin"
    [delivery]
    wait = "1m 30s"
    ballots = "private"
    [proxies]
    most = 0
    guests = false
    in_quorum = false
    [[event]]
    id = "agm"
    title = "Assembly"
    starts = 2027-03-20T10:00:00
    quorum = "1/3 of entitled"
    entitled = "delegates"
    """
    config = read(folder, text)
    settings = config.settings(config.event[0])
    assert settings == EventSettings(
        id=EventId("agm"),
        title="Assembly",
        starts=settings.starts,
        languages=("de",),
        timezone="Europe/Berlin",
        quorum="1/3 of entitled",
        entitled="delegates",
        ballots=Ballots.PRIVATE,
        wait=90,
        outage=30,
        proxies=0,
        outsiders=False,
        proxies_in_quorum=False,
    )
    assert settings.starts == datetime(2027, 3, 20, 9, 0, tzinfo=UTC)


def test_config_start_with_an_offset_keeps_it(folder: Path) -> None:
    config = read(folder, ORGANISATION + '[[event]]\nid = "a"\ntitle = "A"\nstarts = "2027-03-20T10:00:00+05:00"\n')
    assert config.event[0].starts == datetime(2027, 3, 20, 5, 0, tzinfo=UTC)


def test_config_with_byte_order_mark_is_read(folder: Path) -> None:
    file = folder / "config.toml"
    file.write_text(ORGANISATION, encoding="utf-8-sig")
    assert load(file, {}).organisation.name == "Chess Club"


def commented(line: str) -> re.Match[str] | None:
    return re.fullmatch(r"# ((?:\[[a-z.]+\]|\"?[a-z_]+(?:\.[a-z]+)?\"? = .*))", line)


SECRETS = {"FOLKMOOT_TELEGRAM_TOKEN": "1:token", "FOLKMOOT_MATRIX_TOKEN": "x", "FOLKMOOT_HALL_TOKEN": "h" * 20}


def test_every_commented_line_of_the_example_works_when_uncommented(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "config.example.toml").read_text(encoding="utf-8")
    for whole in (
        "[matrix]",
        "homeserver = ",
        "user_id = ",
        "[hall]",
        "listen = ",
        "committee = ",
    ):  # one does not go without the others
        text = text.replace(f"# {whole}", whole)
    lines = text.splitlines()
    hidden = [number for number, line in enumerate(lines) if commented(line)]
    unread = []
    for number in hidden:
        match = commented(lines[number])
        assert match
        text = "\n".join([*lines[:number], match[1], *lines[number + 1 :]])
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        try:
            load(file, SECRETS)
        except ConfigError as error:
            unread += [(lines[number], fault.path, fault.code) for fault in error.faults if fault.code != "only-one"]
    assert unread == []
