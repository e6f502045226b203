"""`folkmoot init`: a few questions, then a commented config.toml made from config.example.toml."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from adapters.accounts import ACCOUNTS, Secret
from bot.cli.texts import sentence
from bot.config.model import TABLES, Document, words
from bot.drafting.faults import Words, faults_of
from bot.wording.speech import LANGUAGES

NETWORK = "network"
EVERY = "both"
NETWORKS = (*ACCOUNTS, EVERY)
_SETTINGS = {f"{network}.{one.key}": one for network, account in ACCOUNTS.items() for one in account.settings}
_SECRETS = {f"{key.partition('.')[0]}.{one.secret.key}": key for key, one in _SETTINGS.items() if one.secret}
"""What goes into a file of its own, and where its name is asked for."""
_NEEDED = {"event": {"id": "id", "title": "-"}, "organisation": {"name": "-"}} | {
    network: {one.key: one.sample for one in account.settings if one.sample} for network, account in ACCOUNTS.items()
}
"""What a table has to have beside the answer that is checked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `key` is where the answer goes; `default` is taken for an empty answer."""

    key: str
    prompt: str
    default: str = ""
    hidden: bool = False
    """Not to be shown while it is typed."""

    def concerns(self, answers: Answers) -> bool:
        """Whether it has to be put, after these answers: a network that is not used has no account."""
        table = self.key.partition(".")[0]
        return table not in NETWORKS or answers.get(NETWORK) in (table, EVERY)


Answers: TypeAlias = Mapping[str, str]
Ask: TypeAlias = Callable[[Question, str], str]
"""Put a question and return the answer; the text is what was wrong with the last answer, or ""."""


def questions() -> tuple[Question, ...]:
    """All questions in their order."""
    return (
        Question("organisation.name", "Name of the organisation"),
        Question("organisation.language", f"Its language ({', '.join(LANGUAGES)})", "en"),
        Question("organisation.timezone", "Its time zone", "Europe/Berlin"),
        Question(NETWORK, f"Where members are ({', '.join(NETWORKS)})", NETWORKS[0]),
        *(question for network in ACCOUNTS for question in _about(network)),
        Question("event.title", "Title of the first event", "General Assembly"),
        Question("event.id", "Short name of the event, for the command line", "agm"),
        Question("event.starts", "Start, such as 2027-03-20 10:00 (empty: not known yet)"),
    )


def _about(network: str) -> Iterator[Question]:
    """What our account on a network takes; behind the name of a file, what is to be put into it."""
    for one in ACCOUNTS[network].settings:
        such_as = f", such as {one.sample}" if one.sample else ""
        yield Question(f"{network}.{one.key}", f"{one.prompt}{such_as}", one.default)
        if one.secret:
            yield Question(f"{network}.{one.secret.key}", one.secret.prompt, hidden=True)


def ask_all(ask: Ask) -> Answers:
    """Put every question until its answer is good."""
    answers: dict[str, str] = {}
    for question in questions():
        if question.concerns(answers):
            answers[question.key] = _answer(question, ask)
    return answers


def _answer(question: Question, ask: Ask) -> str:
    wrong = ""
    while True:
        answer = ask(question, wrong).strip() or question.default
        wrong = complaint(question.key, answer)
        if not wrong:
            return answer


def complaint(key: str, answer: str) -> str:
    """What is wrong with an answer; "" if nothing."""
    if key == NETWORK:
        return "" if answer in NETWORKS else sentence("not-one-of", {"word": answer, "known": ", ".join(NETWORKS)})
    table, _, name = key.partition(".")
    if (not answer and (key in _SECRETS or key == "event.starts")) or name not in TABLES.get(table, Words(())).known:
        return ""
    if key in _SETTINGS and _is_secret(_SETTINGS[key].secret, answer):
        return sentence("token-as-file", {})
    entry = {**_NEEDED.get(table, {}), name: answer}
    raw = {"organisation": {"name": "-"}} | {table: [entry] if table == "event" else entry}
    try:
        Document.model_validate(raw)
    except ValidationError as error:
        fault = faults_of(error, words, raw)[0]
        return sentence(fault.code, fault.data)
    return ""


def _is_secret(secret: Secret | None, answer: str) -> bool:
    """Whether what was given for the name of a file is what belongs into it."""
    return bool(secret and secret.form and secret.form.search(answer))


def example() -> str:
    """The text of config.example.toml, from the source tree or from where it was installed."""
    name = "config.example.toml"
    places = (Path(__file__).parents[2], Path(sys.prefix) / "share" / "folkmoot")
    return next(place / name for place in places if (place / name).exists()).read_text(encoding="utf-8")


def render(template: str, answers: Answers) -> str:
    """Put the answers into the example; its sample votes, and a network that is not used, become comments."""
    used = {key.partition(".")[0] for key in answers}
    table, lines = "", []
    for line in template.splitlines():
        if header := re.fullmatch(r"(?:# )?\[+([a-z.]+)\]+", line):
            table = header[1]
        if table == "event.vote" or (table in NETWORKS and table not in used):
            lines.append(_commented(line))
        else:
            lines.append(line.removeprefix("# ") if header and table in used else _filled(line, table, answers))
    return "\n".join(lines) + "\n"


def _commented(line: str) -> str:
    return line if not line or line.startswith("#") else f"# {line}"


def _filled(line: str, table: str, answers: Answers) -> str:
    name, assigned, _ = line.partition(" = ")
    key = f"{table}.{name.removeprefix('# ')}"
    if not assigned or key not in answers or key in _SECRETS:
        return line
    if not answers[key]:
        return _commented(line)
    value = answers[key] if key in _SETTINGS and _SETTINGS[key].number else json.dumps(answers[key], ensure_ascii=False)
    return f"{name.removeprefix('# ')} = {value}"


def missing(answers: Answers) -> tuple[str, ...]:
    """The names of the files whose secret was not given."""
    return tuple(answers[file] for secret, file in _SECRETS.items() if file in answers and not answers.get(secret))


def write(path: Path, answers: Answers) -> tuple[Path, ...]:
    """Write config.toml and each secret that was given into its file, for the owner alone. Return what was written.

    Raises `FileExistsError` before anything is written: an existing file is never touched.
    """
    texts = {path: render(example(), answers)}
    for secret, file in _SECRETS.items():
        if answers.get(secret):
            texts[path.parent / answers[file]] = f"{answers[secret]}\n"
    if existing := [str(new) for new in texts if new.exists()]:
        raise FileExistsError(", ".join(existing))
    for new, text in texts.items():
        _write_new(new, text)
    return tuple(texts)


def _write_new(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as handle:  # noqa: PTH123 - Path.open cannot set the mode
        handle.write(text)
