"""The [matrix] table: whose account it is, and where its secret comes from."""

from pathlib import Path

import pytest

from bot.config import Config
from tests.test_config import ORGANISATION, complaints, read

TABLE = ORGANISATION + '[matrix]\nhomeserver = "https://x.org"\nuser_id = "@moot:x.org"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    secret = tmp_path / "secret"
    secret.write_text("s3cr3t\n")
    secret.chmod(0o600)
    return tmp_path


def secrets(config: Config) -> tuple[str, str]:
    assert config.matrix_secret is not None
    return config.matrix_secret.access_token.get_secret_value(), config.matrix_secret.password.get_secret_value()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            TABLE,
            ":3: matrix: needs access_token_file or password_file (or the environment variable"
            " FOLKMOOT_MATRIX_TOKEN or FOLKMOOT_MATRIX_PASSWORD)",
        ),
        (
            TABLE.replace("@moot:x.org", "moot"),
            ':5: matrix.user_id: "moot" is no Matrix id; it looks like @ann:example.org',
        ),
        (TABLE.replace("https://", ""), ':4: matrix.homeserver: "x.org" is no http:// or https:// address'),
        (TABLE + "per_second = 0\n", ":6: matrix.per_second: must be at least 0.05"),
        (
            TABLE + 'token_file = "secret"\n',
            ':6: matrix.token_file: there is no setting "token_file"; did you mean "access_token_file"?',
        ),
        (
            TABLE + 'access_token_file = "secret"\npassword_file = "secret"\n',
            ":6: matrix.access_token_file: give either this or password_file, not both",
        ),
        (
            TABLE + 'password_file = "none"\n',
            ":6: matrix.password_file: {folder}/none cannot be read: No such file or directory",
        ),
    ],
)
def test_matrix_fault_is_named_with_its_line(folder: Path, text: str, said: str) -> None:
    assert complaints(folder, text) == [said.replace("{folder}", str(folder))]


def test_empty_secret_file_is_a_fault(folder: Path) -> None:
    (folder / "secret").write_text("\n")
    assert complaints(folder, TABLE + 'password_file = "secret"\n') == [
        f":6: matrix.password_file: {folder}/secret cannot be read: it is empty"
    ]


@pytest.mark.parametrize(("key", "found"), [("access_token", ("s3cr3t", "")), ("password", ("", "s3cr3t"))])
def test_secret_is_found_beside_the_config_and_never_shown(folder: Path, key: str, found: tuple[str, str]) -> None:
    config = read(folder, TABLE + f'{key}_file = "secret"\n')
    assert secrets(config) == found
    assert "s3cr3t" not in f"{config!r} {config} {config.model_dump(mode='json')} {config.warnings}"


def test_secret_of_the_environment_wins(folder: Path) -> None:
    config = read(folder, TABLE + 'password_file = "secret"\n', FOLKMOOT_MATRIX_TOKEN="other")
    assert secrets(config) == ("other", "")


def test_secret_that_everybody_can_read_is_warned_of(folder: Path) -> None:
    (folder / "secret").chmod(0o644)
    config = read(folder, TABLE + 'access_token_file = "secret"\n')
    assert [(warning.path, warning.code) for warning in config.warnings] == [
        ("matrix.access_token_file", "secret-readable")
    ]


def test_pace_is_synapses_own_unless_said(folder: Path) -> None:
    config = read(folder, TABLE + 'access_token_file = "secret"\n')
    assert config.matrix is not None
    assert config.matrix.per_second == 0.2
