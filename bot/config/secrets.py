"""Where the Telegram token comes from, and who else could read it."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr, TypeAdapter, ValidationError

from bot.config.model import Telegram, Token
from bot.faults import Fault

TOKEN_VARIABLE = "FOLKMOOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of the variable, not the token


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
    file = table.token_file and folder / table.token_file
    if file and file.exists() and file.stat().st_mode & stat.S_IROTH:
        return (*inline, Fault("telegram.token_file", "secret-readable", {"file": str(file)}))
    return inline


def _from_file(file: Path) -> SecretStr | Fault:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        data = {"file": str(file), "reason": reason or "not a text file"}
        return Fault("telegram.token_file", "unreadable-secret", data)
    return _token(text.strip(), "telegram.token_file")


def _token(text: str, path: str) -> SecretStr | Fault:
    try:
        return TypeAdapter(Token).validate_python(SecretStr(text))
    except ValidationError:
        return Fault(path, "bad-token")
