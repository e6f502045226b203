"""The board: the ballots of a vote without their names, for everybody to count again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import comb, factorial

from core import secret
from core.definition import method_of
from core.methods.model import Form
from core.model import Definition, Vote, VoteState
from core.store import ballots, journal, secrets
from core.store.writer import Tx
from core.totals import UNIT, Totals

FEWEST = 5
"""Ballots on the board of a secret vote."""
FEWEST_PAPERS = 10
"""Paper ballots of a secret vote that may be told apart from those of the chat."""
_PER_BALLOT = 10
"""More possible ballots for each that was cast make of every ballot a signature, by which it can be sold."""


class Withheld(StrEnum):
    """Why the ballots of a secret vote are not shown one by one."""

    FEW = "few"
    PAPER = "paper"
    """Told beside those of the chat, the paper ballots would tell how somebody voted."""
    ALIKE = "alike"
    """All chose the same, which tells how each of them voted."""
    WEIGHTS = "weights"
    """Weight decides, and it would stand beside the ballot, or so few of one weight have voted."""
    SIGNATURES = "signatures"
    """So many different ballots are possible that one could be agreed on beforehand and found again."""


def withheld(vote: Vote, box: Iterable[str] | None) -> Withheld | None:
    """Why no board of this counted vote is published; None for one that is.

    `box` is the choices in it; None where so many differ that they do not come with their vote (`votes.SMALL_BOX`).
    """
    if not vote.definition.secret:
        return None
    if vote.papers.counted and vote.papers.box is None:
        return Withheld.PAPER
    if vote.cast.heads < FEWEST:
        return Withheld.FEW
    if box is not None and len(set(box)) < 2:
        return Withheld.ALIKE
    if secret.weighs(vote.definition) and not (vote.unit and vote.board):
        return Withheld.WEIGHTS
    return Withheld.SIGNATURES if possible_ballots(vote.definition) > _PER_BALLOT * vote.cast.heads else None


def revealing(vote: Vote) -> str:
    """Why the figures of this counted secret vote tell how people voted: `alike`, `few` or `weight`; else ""."""
    if not vote.definition.secret:
        return ""
    why = {
        "alike": sum(heads > 0 for heads, _ in (vote.box or {}).values()) == 1,
        "few": 0 < vote.cast.heads < FEWEST,
        "weight": secret.weighs(vote.definition) and not vote.board,
    }
    return next((reason for reason, holds in why.items() if holds), "")


def is_public(vote: Vote) -> bool:
    """Whether everybody may see the ballots of this counted vote one by one."""
    return bool(vote.board) and not vote.verdict_only and withheld(vote, vote.box) is None


def is_for_members(vote: Vote) -> bool:
    """Whether a member can look up a receipt; those of a named vote stand under pseudonyms that nobody knows."""
    return vote.definition.secret and vote.state is VoteState.PUBLISHED and is_public(vote)


def few_papers(papers: Mapping[str, int]) -> bool:
    """Whether so few paper ballots, or all alike, tell how those people voted; of none there is nothing to tell."""
    number = sum(papers.values())
    return number > 0 and (number < FEWEST_PAPERS or sum(map(bool, papers.values())) < 2)


def papers_apart(vote: Vote, chat: Mapping[str, Totals], papers: Mapping[str, int]) -> bool:
    """Whether paper ballots may be shown beside those of the chat: of a secret vote not if either side is revealing."""
    if not vote.definition.secret or not papers:
        return True
    chat_reveals = bool(chat) and (vote.cast.heads < FEWEST or len(chat) < 2)
    return not few_papers(papers) and not chat_reveals


def units_of_paper(vote: Vote) -> int:
    """How many ballots in the box each paper ballot is."""
    return vote.papers.weight // vote.unit if vote.unit else 1


def paper_lines(vote: Vote, papers: Mapping[str, int]) -> list[tuple[str, str]]:
    """Paper ballots as lines of the board: `paper-0001` and so on, in the order of their choices."""
    choices = [choice for choice, number in sorted(papers.items()) for _ in range(number * units_of_paper(vote))]
    return [(f"paper-{place:04}", choice) for place, choice in enumerate(choices, 1)]


def totals_alone(vote: Vote, box: Mapping[str, Totals]) -> Mapping[str, Totals] | None:
    """What is told of a box whose board is withheld: how many chose each option, where a ballot names only one."""
    return box if method_of(vote.definition).form is Form.SINGLE else None


def possible_ballots(definition: Definition) -> int:
    """In how many ways a ballot can be filled in; of rankings, the complete ones."""
    options, most = len(definition.options), definition.maximum
    match method_of(definition).form:
        case Form.SINGLE:
            return options
        case Form.MARKS:
            repeated = definition.cumulate > 1
            return sum(
                comb(options + number - 1, number) if repeated else comb(options, number)
                for number in range(1, most + 1)
            )
        case Form.RANKING:
            return factorial(options)
        case Form.ANSWERS:
            return int((3 if definition.abstain else 2) ** options)
    raise ValueError(definition.method)


async def board_lines(tx: Tx, vote: Vote) -> list[tuple[str, str]]:
    """The ballots of a vote, sorted: pseudonym and choice; of a secret one that was counted, code and choice.

    Of an event whose people were forgotten, named votes have their pseudonyms in the same place.
    """
    papers = paper_lines(vote, vote.papers.box or {})
    if vote.definition.secret or await journal.is_forgotten(tx, vote.event):
        return [*await secrets.board(tx, vote.id), *papers]
    return [*await named_lines(tx, vote), *papers]


async def named_lines(tx: Tx, vote: Vote, *, after: int = 0, limit: int | None = None) -> list[tuple[str, str]]:
    """The ballots of a named vote that were cast in the chat or at the desk, sorted by pseudonym.

    Or of at most `limit` members, those `after` so many others by their ids.
    """
    cast = await ballots.board(tx, vote.id, after=after, limit=limit)
    names = await journal.pseudonyms(tx, vote.event, [member for member, _, _ in cast])
    return sorted((names[member], choice) for member, choice, _ in cast)


async def board_weights(tx: Tx, vote: Vote) -> dict[str, int]:
    """By pseudonym, the weights in a named vote that are not those of everybody; beside secret ballots stands none."""
    if vote.definition.secret:
        return {}
    heavy = {member: weight for member, _, weight in await ballots.board(tx, vote.id) if weight != UNIT}
    names = await journal.pseudonyms(tx, vote.event, heavy)
    each = vote.papers.weight
    on_paper = {code: each for code, _ in paper_lines(vote, vote.papers.box or {}) if each != UNIT}
    return {names[member]: weight for member, weight in heavy.items()} | on_paper


def board_csv(lines: Sequence[tuple[str, str]]) -> str:
    """The board as a file. Codes and choices are labels and letters, which need no quotes."""
    return "code,choice\n" + "".join(f"{code},{choice}\n" for code, choice in lines)


def board_hash(lines: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of that file."""
    return hashlib.sha256(board_csv(lines).encode()).hexdigest()
