"""`folkmoot init`: bad answers are asked again, nothing is overwritten, and what is written can be loaded."""

import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.init import Question, ask_all, complaint, example, missing, questions, render, write
from bot.config import load

ANSWERS = {
    "organisation.name": 'Chess "Rook" Club',
    "organisation.language": "en",
    "organisation.timezone": "Europe/Vienna",
    "network": "telegram",
    "telegram.token_file": "token",
    "telegram.token": "4711:abc",
    "event.title": "Jahresversammlung",
    "event.id": "agm-27",
    "event.starts": "2027-03-20 10:00",
}

ON_MATRIX = {
    "network": "matrix",
    "matrix.homeserver": "https://matrix.example.org",
    "matrix.user_id": "@folkmoot:example.org",
    "matrix.password_file": "matrix-password",
    "matrix.password": "correct horse",
    "matrix.per_second": "30",
}


def scripted(answers: dict[str, list[str]], heard: list[str]) -> Callable[[Question, str], str]:
    """Somebody who gives these answers in turn, and notes the complaints."""

    def ask(question: Question, wrong: str) -> str:
        heard.extend([f"{question.key}: {wrong}"] if wrong else [])
        return answers[question.key].pop(0)

    return ask


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("organisation.name", "", "is empty"),
        ("organisation.timezone", "Berlin", "Europe/Berlin"),
        ("telegram.token", "x", "this is no bot token"),
        ("telegram.token_file", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", "this is a bot token"),
        ("network", "irc", '"irc" is none of: telegram, matrix, both'),
        ("matrix.homeserver", "example.org", "https://"),
        ("matrix.user_id", "folkmoot", "@"),
        ("matrix.per_second", "many", "must be a number"),
        ("matrix.password", "", ""),
        ("event.id", "Our AGM", "cannot be an id"),
        ("event.starts", "tomorrow", "must be a date and time"),
        ("event.starts", "", ""),
        ("telegram.token", "", ""),
    ],
)
def test_init_answer_is_checked_like_the_file(key: str, answer: str, said: str) -> None:
    wrong = complaint(key, answer)
    assert (said in wrong, bool(wrong)) == (True, bool(said))


def test_init_asks_again_until_the_answer_is_good() -> None:
    heard: list[str] = []
    given = {key: [answer] for key, answer in ANSWERS.items()} | {"organisation.name": ["", " Chess "]}
    answers = ask_all(scripted(given, heard))
    assert heard == ["organisation.name: is empty"]
    assert answers == ANSWERS | {"organisation.name": "Chess"}


def test_init_takes_defaults_for_empty_answers() -> None:
    given = {question.key: [""] for question in questions()} | {"organisation.name": ["Chess"]}
    answers = ask_all(scripted(given, []))
    assert (answers["organisation.timezone"], answers["event.id"], answers["telegram.token"]) == (
        "Europe/Berlin",
        "agm",
        "",
    )


@pytest.mark.parametrize("existing", ["config.toml", "token"])
def test_init_never_overwrites(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).write_text("precious")
    with pytest.raises(FileExistsError, match=existing):
        write(tmp_path / "config.toml", ANSWERS)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(existing, "precious")]


def test_init_writes_a_file_that_loads(tmp_path: Path) -> None:
    written = write(tmp_path / "config.toml", ANSWERS)
    config = load(tmp_path / "config.toml", {})
    event = config.event[0]
    assert [file.name for file in written] == ["config.toml", "token"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in written] == [0o600, 0o600]
    assert (config.organisation.name, config.organisation.timezone) == ('Chess "Rook" Club', "Europe/Vienna")
    assert (event.id, event.title, event.vote) == ("agm-27", "Jahresversammlung", ())
    assert str(event.starts) == "2027-03-20 10:00:00+01:00"
    assert config.telegram is not None
    assert config.telegram.token is not None
    assert config.telegram.token.get_secret_value() == "4711:abc"


def test_init_without_token_leaves_its_file_to_the_organiser(tmp_path: Path) -> None:
    written = write(tmp_path / "config.toml", ANSWERS | {"telegram.token": ""})
    assert [file.name for file in written] == ["config.toml"]


def test_init_without_start_leaves_it_open() -> None:
    text = render(example(), ANSWERS | {"event.starts": ""})
    assert "starts" not in tomllib.loads(text)["event"][0]


def test_init_keeps_the_comments_of_the_example() -> None:
    comments = [line for line in example().splitlines() if line.startswith("#")]
    assert [line for line in comments if line not in render(example(), ANSWERS)] == []


@pytest.mark.parametrize("network", ["matrix", "both"])
def test_init_asks_about_the_networks_that_are_used(network: str) -> None:
    given = {key: [answer] for key, answer in (ANSWERS | ON_MATRIX | {"network": network}).items()}
    answers = ask_all(scripted(given, []))
    assert ("telegram.token" in answers, "matrix.user_id" in answers) == (network == "both", True)


@pytest.mark.parametrize("network", ["matrix", "both"])
def test_init_writes_an_account_on_matrix_that_loads(tmp_path: Path, network: str) -> None:
    telegram = {key: value for key, value in ANSWERS.items() if network == "both" or not key.startswith("telegram")}
    written = write(tmp_path / "config.toml", telegram | ON_MATRIX | {"network": network})
    config = load(tmp_path / "config.toml", {})
    names = [file.name for file in written]
    assert names == ["config.toml", *(["token"] if network == "both" else []), "matrix-password"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in written} == {0o600}
    assert (config.telegram is None, config.matrix is not None) == (network == "matrix", True)
    assert config.matrix is not None
    assert (config.matrix.user_id, config.matrix.per_second, config.matrix.encrypted) == (
        "@folkmoot:example.org",
        30.0,
        True,
    )
    assert config.matrix_secret is not None
    assert config.matrix_secret.password.get_secret_value() == "correct horse"


def test_init_names_the_files_that_are_still_to_be_written() -> None:
    assert missing(ANSWERS | ON_MATRIX | {"matrix.password": ""}) == ("matrix-password",)
