"""What the demo prints for people: the chair channel, what it cost, the files, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from adapters.contract import plain
from adapters.memory import Shown
from bot.demo.chair import Line
from bot.demo.outcome import Outcome, VoteOutcome
from bot.demo.world import SETTINGS, Held
from bot.wording.speech import Speech
from core.methods import METHODS

NEXT = (
    "folkmoot init              a few questions, then a config.toml for your own assembly",
    "folkmoot members import    your members, from a CSV file",
    "folkmoot check --live      everything that could be wrong",
    "folkmoot run               the service; the way of an event is in README.md",
)


def show(console: Console, held: Held) -> None:
    """Print a whole demo."""
    speech, outcome = _speech(held), held.outcome
    console.rule("The chair channel, as a chair sees it at the end")
    for line in held.chair.lines:
        _show_line(console, speech, line)
    console.rule("Results")
    for vote in outcome.votes:
        for text in _result(vote):
            console.print(text, highlight=False, markup=False, soft_wrap=True)
    console.rule("What it cost, and what to do next")
    for text in _closing(outcome, held.story):
        console.print(text, highlight=False, markup=False, soft_wrap=True)


def transcript(held: Held) -> str:
    """The chair channel as plain text."""
    speech = _speech(held)
    return "\n".join(part for line in held.chair.lines for part in (_head(speech, line), *_body(line), ""))


def _speech(held: Held) -> Speech:
    return held.house.speech_for(None, SETTINGS.languages)


def _result(vote: VoteOutcome) -> Iterator[str]:
    yield f"{vote.id}  {vote.title}: {vote.verdict or vote.state}"
    if vote.counts:
        figures = ", ".join(f"{option} {count:,}" for option, count in vote.counts.items())
        what = "First places: " if METHODS[vote.method].staged else ""
        yield f"   {what}{figures} · {vote.cast:,} of {vote.entitled:,} voted"
    if vote.elected:
        yield f"   Hold the seats: {', '.join(vote.elected)}"


def _show_line(console: Console, speech: Speech, line: Line) -> None:
    style = "cyan" if line.shown is None else "green"
    console.print(_head(speech, line), style=style, markup=False, highlight=False)
    for text in _body(line):
        console.print(Padding(escape(text), (0, 0, 0, 2)), highlight=False)
    console.print()


def _head(speech: Speech, line: Line) -> str:
    who = "Chair" if line.shown is None else "Folkmoot"
    edits = f" (edited {len(line.edited):,} times)" if line.edited else ""
    return f"{speech.clock(line.at)} {who}{edits}"


def _body(line: Line) -> Iterator[str]:
    if line.shown is None:
        yield line.typed or f"presses [{line.pressed}]"
    else:
        yield from _message(line.shown)


def _message(shown: Shown) -> Iterator[str]:
    yield plain(shown.message.text)
    if shown.message.file:
        yield f"<file {shown.message.file.name}, {len(shown.message.file.content):,} bytes>"
    for row in shown.message.rows:
        yield " ".join(f"[{button.label}]" for button in row)


def _closing(outcome: Outcome, story: int) -> Iterator[str]:
    channel = outcome.chair_channel
    yield (
        f"The chair channel got {channel.sent:,} messages and {channel.edited:,} edits, {channel.bytes:,} bytes "
        f"in all, while {outcome.present:,} of {outcome.members:,} members were there."
    )
    yield (
        f"The tool of our story sent the whole list to five admins at each login: {story:,} bytes for these check-ins."
    )
    yield ""
    for kind, path in outcome.out.items():
        yield f"{kind:12} {path}"
    yield ""
    yield "For real:"
    yield from (f"  {line}" for line in NEXT)
