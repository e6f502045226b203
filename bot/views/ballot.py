"""Ballots: a member's own, the one in the members' group, and what is left of them after the vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.contract import Button, Message, cut, escape
from bot.buttons import Action, CastGroup, CastMarks, CastPrivate, Mark, OpenBallot, Turn, encode
from bot.calls import Rows
from bot.speech import Markup, Speech, joined
from bot.views.choices import choice_text, name, option_label
from core import casting
from core.methods.model import ABSTAIN, BLANK
from core.model import MemberId, Option, Vote, VoteState

MOST = 4000
"""Characters of a message without markup, a little below what networks allow."""
PAGE = 20
"""Options on one page of a long ballot."""
LONGEST_BUTTON = 60
_ROOM_FOR_REST = 900
"""Characters kept free for the title and for what stands."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One rendering of one member's ballot; `rendering` is the number that its buttons carry."""

    member: MemberId
    rendering: int
    choice: str | None
    """What stands; None before the first cast."""
    marks: str | None
    """What is half filled in; None if nothing was touched since the last cast."""
    page: int = 0

    @property
    def marked(self) -> tuple[str, ...]:
        """The options that are marked at the moment."""
        return tuple(filter(None, marked(self.choice, self.marks).split("+")))


def marked(choice: str | None, marks: str | None) -> str:
    """The marks to go on from: the half-filled ones, else those that stand."""
    if marks is not None:
        return marks
    return "" if choice in (None, BLANK, ABSTAIN) else str(choice)


def by_marks(vote: Vote) -> bool:
    """Whether the ballot is filled in mark by mark and then cast."""
    return vote.definition.method != "yes-no-abstain"


def private(speech: Speech, vote: Vote, paper: Paper) -> Message:
    """A member's own ballot, as it is now."""
    done = paper.choice is not None and not vote.definition.revote
    rows = () if done or typed(speech, vote) else _private_rows(speech, vote, paper)
    state = [*_marks_state(speech, vote, paper), _standing(speech, vote, paper.choice)]
    how = [] if done or speech.buttons else [_how_to_answer(speech, vote)]
    text = _text(speech, vote, _page_number(vote, paper.page), [*state, *how], listed=_listed(speech, vote, rows))
    return Message(text, rows, poll=not by_marks(vote))


def _listed(speech: Speech, vote: Vote, rows: Rows) -> bool:
    """Whether the buttons, as a numbered list under the text, say all that the options say."""
    fit = all(len(option_label(speech, vote, option)) <= LONGEST_BUTTON for option in vote.definition.options)
    return bool(rows) and not speech.buttons and fit


def typed(speech: Speech, vote: Vote) -> bool:
    """Whether the ballot is filled in by typing alone: marks and the casting of them need buttons."""
    return by_marks(vote) and not speech.buttons


def _how_to_answer(speech: Speech, vote: Vote) -> Markup:
    labels = [vote.label(option.label) for option in vote.definition.options]
    if not by_marks(vote):
        return speech.say("ballot-answer", label=labels[min(1, len(labels) - 1)])
    return speech.say("ballot-answer-marks", number=vote.number, labels=" ".join(labels[: vote.definition.maximum]))


def group(speech: Speech, vote: Vote) -> Message:
    """The one ballot in the members' group, which shows nothing of anybody."""
    if not speech.buttons:
        # whatever is done there without buttons, everybody sees
        return Message(_text(speech, vote, 0, [speech.say("ballot-group-private")]))
    if by_marks(vote):
        rows: Rows = ((_button(speech.toast("button-open-ballot"), OpenBallot(vote.id)),),)
        hint = speech.say("ballot-group-open")
    else:
        rows = tuple(
            (_button(option_label(speech, vote, option), CastGroup(vote.id, option.label)),)
            for option in vote.definition.options
        )
        hint = speech.say("ballot-group-press")
    return Message(_text(speech, vote, 0, [hint]), rows)


def over(speech: Speech, vote: Vote, choice: str | None) -> Message:
    """What a ballot says when nobody can cast any more."""
    if vote.state in (VoteState.CANCELLED, VoteState.VOID):
        end = speech.say("ballot-cancelled", reason=cut(vote.reason, 500) or "–")
        return Message(joined([_head(speech, vote), end]))
    mine = speech.say("ballot-over-none") if choice is None else ""
    if choice is not None:
        mine = speech.say("ballot-over-mine", choice=choice_text(speech, vote, choice))
    return Message(joined([_head(speech, vote), speech.say("ballot-over"), mine]))


def pages(vote: Vote) -> int:
    """How many pages the ballot has."""
    return max(1, -(-len(vote.definition.options) // PAGE))


def _page_number(vote: Vote, wanted: int) -> int:
    return min(max(wanted, 0), pages(vote) - 1)


def _on_page(vote: Vote, page: int) -> Sequence[Option]:
    return vote.definition.options[page * PAGE : (page + 1) * PAGE]


# -- text


def _head(speech: Speech, vote: Vote) -> Markup:
    return Markup(f"<b>{name(speech, vote)}</b>")


def _text(speech: Speech, vote: Vote, page: int, state: Iterable[str], *, listed: bool = False) -> Markup:
    head = [_head(speech, vote), speech.say("ballot-named")]
    options = "" if listed else _options(speech, vote, page)
    room = MOST - _ROOM_FOR_REST - len(options)
    body = vote.definition.text
    if len(body) > room:
        body = cut(body, max(room, 1))
        shortened = speech.say("ballot-shortened", number=vote.number)
    else:
        shortened = Markup("")
    parts = [joined(head), joined([escape(body), shortened]), escape(options)]
    parts.append(joined([_how_many(speech, vote), *state, _deadline(speech, vote)]))
    return Markup("\n\n".join(part for part in parts if part))


def _options(speech: Speech, vote: Vote, page: int) -> str:
    """All options if they fit, else those of the page; each with as much of its text as there is room for."""
    everything = [option_label(speech, vote, option) for option in vote.definition.options]
    if typed(speech, vote):
        everything = [f"{place}. {line}" for place, line in enumerate(everything, 1)]
    text = "\n".join(everything)
    if len(text) <= MOST - _ROOM_FOR_REST:
        return text
    shown = [option_label(speech, vote, option) for option in _on_page(vote, page)]
    each = (MOST - _ROOM_FOR_REST) // PAGE - 1
    return "\n".join([cut(line, each) for line in shown])


def _how_many(speech: Speech, vote: Vote) -> str:
    if not by_marks(vote):
        return ""
    return speech.say("ballot-how-many", least=vote.definition.minimum, most=vote.definition.maximum)


def _marks_state(speech: Speech, vote: Vote, paper: Paper) -> list[str]:
    """The counter, as long as what is marked has not been cast."""
    if not by_marks(vote) or paper.marks is None or paper.marks == paper.choice:
        return []
    return [speech.say("ballot-marked", count=len(paper.marked), most=vote.definition.maximum)]


def _standing(speech: Speech, vote: Vote, choice: str | None) -> Markup:
    if choice is None:
        return speech.say("ballot-nothing-yet")
    key = "ballot-recorded" if vote.definition.revote else "ballot-recorded-final"
    return speech.say(key, choice=choice_text(speech, vote, choice))


def _deadline(speech: Speech, vote: Vote) -> str:
    if vote.hold:
        return speech.say("ballot-held", start=speech.minute(vote.hold.start), end=speech.minute(vote.hold.end))
    return speech.say("ballot-closes", at=vote.closes_at) if vote.closes_at else ""


# -- buttons


def _button(label: str, action: Action) -> Button:
    return Button(cut(label, LONGEST_BUTTON), encode(action))


def _private_rows(speech: Speech, vote: Vote, paper: Paper) -> Rows:
    tag = casting.tag(vote, paper.member, paper.rendering)
    if by_marks(vote):
        return _mark_rows(speech, vote, paper, tag)
    return tuple(
        (_button(option_label(speech, vote, option), CastPrivate(vote.id, paper.rendering, tag, option.label)),)
        for option in vote.definition.options
    )


def _mark_rows(speech: Speech, vote: Vote, paper: Paper, tag: str) -> Rows:
    page = _page_number(vote, paper.page)
    marks = [_mark_button(speech, vote, paper, tag, option) for option in _on_page(vote, page)]
    rows: list[tuple[Button, ...]] = [(button,) for button in marks]
    turns = _turns(speech, vote, paper, tag)
    if turns:
        rows.append(turns)
    return (*rows, *((button,) for button in _casts(speech, vote, paper, tag)))


def _mark_button(speech: Speech, vote: Vote, paper: Paper, tag: str, option: Option) -> Button:
    on = option.label in paper.marked
    label = option_label(speech, vote, option)
    shown = label.replace(" · ", " ✓ ", 1) if on else label
    page = _page_number(vote, paper.page)
    return _button(shown, Mark(vote.id, paper.rendering, tag, page, option.label, 0 if on else 1))


def _turns(speech: Speech, vote: Vote, paper: Paper, tag: str) -> tuple[Button, ...]:
    """Where the ballot is long: a page back, a page forward."""
    here, last = _page_number(vote, paper.page), pages(vote) - 1
    targets = [("button-page-back", here - 1)] if here > 0 else []
    targets += [("button-page-next", here + 1)] if here < last else []
    return tuple(
        _button(speech.toast(key, page=page + 1, pages=last + 1), Turn(vote.id, paper.rendering, tag, page))
        for key, page in targets
    )


def _casts(speech: Speech, vote: Vote, paper: Paper, tag: str) -> list[Button]:
    """Cast the marks; abstain; leave blank.

    The first is there before any mark is: in a full hall the redrawn ballot comes late, and what
    is cast is what is marked by then.
    """
    buttons = []
    if not paper.marked or "+".join(paper.marked) != paper.choice:
        buttons.append(_button(speech.toast("button-cast"), CastMarks(vote.id, paper.rendering, tag)))
    words = [("option-abstain", ABSTAIN)] if vote.definition.abstain else []
    for key, choice in [*words, ("choice-blank", BLANK)]:
        if choice != paper.choice:
            buttons.append(_button(speech.toast(key), CastPrivate(vote.id, paper.rendering, tag, choice)))
    return buttons
