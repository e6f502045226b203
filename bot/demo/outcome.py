"""What came of a demo, and whether it is what the simulated members were told."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adapters.contract import plain
from bot.demo.chair import Chair
from bot.demo.crowd import Crowd
from bot.wording.choices import option_text, title
from bot.wording.speech import Speech
from core import elections
from core.acceptance import ELECTION
from core.methods.model import Ballots
from core.model import Acceptance, Member, Vote, VoteId, VoteState
from core.results import result

ADMINS = 5
"""Who got the whole list at every login in the story that Folkmoot was built after."""
_FIGURE = re.compile(r"\d+(?:[,.]\d{3})*")


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """A vote as `--json` tells it."""

    id: int
    title: str
    method: str
    state: str
    entitled: int
    cast: int
    counts: Mapping[str, int]
    """Heads by option; of rankings the first places."""
    verdict: str
    elected: Sequence[str]
    """Who holds the seats after all have answered."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the chair channel was sent; bytes of texts and buttons, edits too, files not."""

    sent: int
    edited: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `--json` prints; `seconds` are those that really passed."""

    members: int
    present: int
    votes: Sequence[VoteOutcome]
    chair_channel: Cost
    out: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def vote_outcome(speech: Speech, vote: Vote) -> VoteOutcome:
    """The figures of one vote; no counts if it never came to a result."""
    return VoteOutcome(
        id=vote.number,
        title=title(speech, vote),
        method=vote.definition.method,
        state=vote.state.value,
        entitled=vote.roll.heads,
        cast=vote.cast.heads,
        counts=counts(speech, vote),
        verdict=vote.outcome,
        elected=elected(speech, vote),
    )


def counts(speech: Speech, vote: Vote) -> dict[str, int]:
    """Heads by option."""
    if not vote.counted:
        return {}
    texts = _texts(speech, vote)
    return {texts[option.label]: option.votes.heads for option in result(vote).options}


def elected(speech: Speech, vote: Vote) -> list[str]:
    """Who holds the seats of a counted election."""
    if not vote.counted or vote.definition.kind != ELECTION:
        return []
    texts = _texts(speech, vote)
    return [texts[label] for label in elections.sitting(vote)]


def _texts(speech: Speech, vote: Vote) -> dict[str, str]:
    return {option.label: option_text(speech, vote, option) for option in vote.definition.options}


def cost(chair: Chair) -> Cost:
    """What the chair channel was sent."""
    traffic = chair.channel.traffic
    files = sum(len(file.content) for file in chair.files())
    return Cost(traffic.sent, traffic.edited, traffic.bytes - files)


def story_bytes(present: Sequence[Member]) -> int:
    """What the tool of the story would have sent for these check-ins: the list so far, to every admin, at each."""
    rows = [len(json.dumps({"number": member.number, "name": member.name})) + 2 for member in present]
    return ADMINS * sum(size * (len(rows) - place) for place, size in enumerate(rows))


# -- is it true?


def faults(
    votes: Sequence[Vote],
    boxes: Mapping[VoteId, Ballots],
    boards: Mapping[VoteId, Mapping[str, str]],
    crowd: Crowd,
    chair: Chair,
    speech: Speech,
) -> list[str]:
    """Everything that is not as the simulated members were told, in sentences.

    `boards` are those of secret votes: choice by receipt code.
    """
    found = [fault for vote in votes for fault in _vote_faults(vote, boxes.get(vote.id, {}), crowd, chair, speech)]
    found += [fault for vote in votes for fault in _board_faults(vote, boards.get(vote.id, {}), crowd)]
    unanswered = crowd.unanswered()
    return found + ([f"{unanswered} presses were never answered"] if unanswered else [])


def _vote_faults(vote: Vote, box: Ballots, crowd: Crowd, chair: Chair, speech: Speech) -> list[str]:
    if vote.state is not VoteState.PUBLISHED:
        return []
    told = crowd.stands(vote.id)
    counted = Counter({choice: heads for choice, (heads, _) in box.items() if heads})
    found = [] if told == counted else [f"vote {vote.number}: members were told {told}, counted was {counted}"]
    shown = _figures(chair, vote)
    missing = [str(heads) for heads in counts(speech, vote).values() if heads not in shown]
    found += [f"vote {vote.number}: the chair was not shown {', '.join(missing)}"] if missing else []
    said, kept = crowd.said(vote.id), _answers(vote)
    return found + ([] if said == kept else [f"vote {vote.number}: the elected said {said}, kept was {kept}"])


def _board_faults(vote: Vote, board: Mapping[str, str], crowd: Crowd) -> list[str]:
    """Every member looks up the own receipt code on the board."""
    if not vote.definition.receipts or vote.state is not VoteState.PUBLISHED:
        return []
    codes = crowd.receipts(vote.id)
    missed = sum(board.get(code) != choice for code, choice in codes.items())
    found = [f"vote {vote.number}: {missed} of {len(codes)} did not find their ballot on the board"] if missed else []
    return (
        found if len(codes) == len(board) else [*found, f"vote {vote.number}: {len(codes)} codes, {len(board)} ballots"]
    )


def _answers(vote: Vote) -> dict[str, Acceptance]:
    """What is kept of accepting, by member number."""
    numbers = {option.label: option.member for option in vote.definition.options}
    return {numbers[label]: answer for label, answer in vote.answers.items()}


def _figures(chair: Chair, vote: Vote) -> set[int]:
    """All numbers in the result that the chair read."""
    text = plain(chair.results[vote.id]) if vote.id in chair.results else ""
    return {int(re.sub(r"\D", "", figure)) for figure in _FIGURE.findall(text)}
