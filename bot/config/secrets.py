"""Where the networks' secrets come from, and who else could read them."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr, TypeAdapter, ValidationError

from bot.config.model import HallScreen, Matrix, MatrixSecret, Telegram, Token, listening_at
from core.faults import Fault

TOKEN_VARIABLE = "FOLKMOOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of the variable, not the token
HALL_VARIABLE = "FOLKMOOT_HALL_TOKEN"
HALL_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,200}")
"""At least 100 bits where it is drawn at random, and nothing that an address would have to escape."""
MATRIX_VARIABLES = {"access_token": "FOLKMOOT_MATRIX_TOKEN", "password": "FOLKMOOT_MATRIX_PASSWORD"}


def find_token(table: Telegram, folder: Path, environ: Mapping[str, str]) -> SecretStr | Fault:
    """The token from the environment, else from `token`, else from the file; relative to `folder`."""
    if given := environ.get(TOKEN_VARIABLE):
        return _token(given, "telegram")
    if table.token and table.token_file:
        return Fault("telegram.token", "only-one", {"word": "token_file"})
    if table.token_file:
        return _from_file(folder / table.token_file)
    return table.token or Fault("telegram", "no-token", {"variable": TOKEN_VARIABLE})


def exposures(table: Telegram | None, folder: Path) -> tuple[Fault, ...]:
    """Warnings about secrets in reach of others."""
    if table is None:
        return ()
    inline = (Fault("telegram.token", "token-inline"),) if table.token else ()
    return (*inline, *_exposed(folder, table.token_file, "telegram.token_file"))


def find_matrix_secret(table: Matrix, folder: Path, environ: Mapping[str, str]) -> MatrixSecret | Fault:
    """The access token or the password from the environment, else from the file; relative to `folder`."""
    for name, variable in MATRIX_VARIABLES.items():
        if given := environ.get(variable):
            return MatrixSecret.model_validate({name: given})
    if table.access_token_file and table.password_file:
        return Fault("matrix.access_token_file", "only-one", {"word": "password_file"})
    for name, file in (("access_token", table.access_token_file), ("password", table.password_file)):
        if file:
            text = _read(folder / file, f"matrix.{name}_file")
            return text if isinstance(text, Fault) else MatrixSecret.model_validate({name: text})
    return Fault("matrix", "no-matrix-secret", {"variable": " or ".join(MATRIX_VARIABLES.values())})


def matrix_exposures(table: Matrix | None, folder: Path) -> tuple[Fault, ...]:
    """Warnings about secrets in reach of others."""
    if table is None:
        return ()
    return (
        *_exposed(folder, table.access_token_file, "matrix.access_token_file"),
        *_exposed(folder, table.password_file, "matrix.password_file"),
    )


def find_hall_token(table: HallScreen, folder: Path, environ: Mapping[str, str]) -> SecretStr | Fault | None:
    """What stands in the address of the hall's page, from the environment or the file; None where there is no page."""
    if table.listen is None:
        return Fault("hall.listen", "hall-nowhere") if table.token_file else None
    given = environ.get(HALL_VARIABLE)
    if not given and table.token_file is None:
        return Fault("hall", "no-hall-token", {"variable": HALL_VARIABLE})
    text = given or _read(folder / (table.token_file or ""), "hall.token_file")
    if isinstance(text, Fault):
        return text
    return SecretStr(text) if HALL_TOKEN.fullmatch(text) else Fault("hall.token_file", "weak-hall-token")


def hall_exposures(table: HallScreen, folder: Path) -> tuple[Fault, ...]:
    """Warnings about its token in reach of others, and about a page that goes over the network in clear."""
    open_to_others = table.listen is not None and listening_at(table.listen)[0] not in ("127.0.0.1", "::1", "localhost")
    in_clear = (Fault("hall.listen", "hall-in-clear", {"word": table.listen or ""}),) if open_to_others else ()
    return (*_exposed(folder, table.token_file, "hall.token_file"), *in_clear)


def _exposed(folder: Path, file: Path | None, path: str) -> tuple[Fault, ...]:
    whole = file and folder / file
    if whole and whole.exists() and whole.stat().st_mode & stat.S_IROTH:
        return (Fault(path, "secret-readable", {"file": str(whole)}),)
    return ()


def _from_file(file: Path) -> SecretStr | Fault:
    text = _read(file, "telegram.token_file")
    return text if isinstance(text, Fault) else _token(text, "telegram.token_file")


def _read(file: Path, path: str) -> str | Fault:
    """A secret without the line's end."""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return Fault(path, "unreadable-secret", {"file": str(file), "reason": reason or "not a text file"})
    return text or Fault(path, "unreadable-secret", {"file": str(file), "reason": "it is empty"})


def _token(text: str, path: str) -> SecretStr | Fault:
    try:
        return TypeAdapter(Token).validate_python(SecretStr(text))
    except ValidationError:
        return Fault(path, "bad-token")
