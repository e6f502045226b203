"""`folkmoot init`: a few questions, then a commented config.toml made from config.example.toml."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from bot.cli.texts import sentence
from bot.config.model import Document, words
from bot.drafting.faults import faults_of
from bot.wording.speech import LANGUAGES

TOKEN_FORM = re.compile(r"\d{5,}:[\w-]{20,}")
"""What a bot token looks like, wherever it is pasted."""
TOKEN = "telegram.token"  # noqa: S105 - the name of a key
TOKEN_FILE = "telegram.token_file"  # noqa: S105 - the name of a key


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `key` is where the answer goes; `default` is taken for an empty answer."""

    key: str
    prompt: str
    default: str = ""
    hidden: bool = False
    """Not to be shown while it is typed."""


Answers: TypeAlias = Mapping[str, str]
Ask: TypeAlias = Callable[[Question, str], str]
"""Put a question and return the answer; the text is what was wrong with the last answer, or ""."""


def questions() -> tuple[Question, ...]:
    """All questions in their order."""
    return (
        Question("organisation.name", "Name of the organisation"),
        Question("organisation.language", f"Its language ({', '.join(LANGUAGES)})", "en"),
        Question("organisation.timezone", "Its time zone", "Europe/Berlin"),
        Question(TOKEN_FILE, "File for the Telegram token", "telegram-token"),
        Question(TOKEN, "The token from @BotFather (empty: put it into the file yourself)", hidden=True),
        Question("event.title", "Title of the first event", "General Assembly"),
        Question("event.id", "Short name of the event, for the command line", "agm"),
        Question("event.starts", "Start, such as 2027-03-20 10:00 (empty: not known yet)"),
    )


def ask_all(ask: Ask) -> Answers:
    """Put every question until its answer is good."""
    return {question.key: _answer(question, ask) for question in questions()}


def _answer(question: Question, ask: Ask) -> str:
    wrong = ""
    while True:
        answer = ask(question, wrong).strip() or question.default
        wrong = complaint(question.key, answer)
        if not wrong:
            return answer


def complaint(key: str, answer: str) -> str:
    """What is wrong with an answer; "" if nothing."""
    table, _, name = key.partition(".")
    if not answer and key in (TOKEN, "event.starts"):
        return ""
    if key == TOKEN_FILE and TOKEN_FORM.search(answer):
        return sentence("token-as-file", {})
    entry = {"event": {"id": "id", "title": "-"}, "organisation": {"name": "-"}}.get(table, {}) | {name: answer}
    raw = {"organisation": {"name": "-"}} | {table: [entry] if table == "event" else entry}
    try:
        Document.model_validate(raw)
    except ValidationError as error:
        fault = faults_of(error, words)[0]
        return sentence(fault.code, fault.data)
    return ""


def example() -> str:
    """The text of config.example.toml, from the source tree or from where it was installed."""
    name = "config.example.toml"
    places = (Path(__file__).parents[2], Path(sys.prefix) / "share" / "folkmoot")
    return next(place / name for place in places if (place / name).exists()).read_text(encoding="utf-8")


def render(template: str, answers: Answers) -> str:
    """Put the answers into the example; its sample votes become comments."""
    table, lines = "", []
    for line in template.splitlines():
        if header := re.fullmatch(r"\[+([a-z.]+)\]+", line):
            table = header[1]
        lines.append(_commented(line) if table == "event.vote" else _filled(line, table, answers))
    return "\n".join(lines) + "\n"


def _commented(line: str) -> str:
    return line if not line or line.startswith("#") else f"# {line}"


def _filled(line: str, table: str, answers: Answers) -> str:
    name, assigned, _ = line.partition(" = ")
    key = f"{table}.{name}"
    if not assigned or key not in answers or key == TOKEN:
        return line
    if not answers[key]:
        return _commented(line)
    return f"{name} = {json.dumps(answers[key], ensure_ascii=False)}"


def write(path: Path, answers: Answers) -> tuple[Path, ...]:
    """Write config.toml and, if a token was given, its file for the owner alone. Return what was written.

    Raises `FileExistsError` before anything is written: an existing file is never touched.
    """
    token, files = answers.get(TOKEN, ""), [path]
    if token:
        files.append(path.parent / answers[TOKEN_FILE])
    if existing := [str(file) for file in files if file.exists()]:
        raise FileExistsError(", ".join(existing))
    for file, text in zip(files, (render(example(), answers), f"{token}\n"), strict=False):
        _write_new(file, text)
    return tuple(files)


def _write_new(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as handle:  # noqa: PTH123 - Path.open cannot set the mode
        handle.write(text)
