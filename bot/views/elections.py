"""After an election: the question to the elected, who has accepted, how a run-off is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from adapters.contract import Button, Message, cut
from bot.chat.acts import Act, Consent
from bot.chat.buttons import Elected, encode
from bot.chat.call import Rows
from bot.chat.seen import act_on
from bot.views.result.message import void
from bot.views.votes import MOST_OPTIONS
from bot.wording.choices import name, option_label, option_text
from bot.wording.lists import lines, listed
from bot.wording.speech import LANGUAGES, Markup, Speech, joined, paragraphs, speech
from core.definition import OPEN_SLOT, method_of
from core.elections import Seat, board, counted_anew, declined, seats, sitting, waits_for_lot
from core.model import Acceptance, Definition, Vote, VoteState

LONGEST_NAME = 80
"""Characters of a candidate in a line."""
LONGEST_TITLE = 160
"""Characters that are kept of a title when the round is added to it."""


def candidate(speech: Speech, vote: Vote, label: str) -> str:
    """How a candidate is called: `9b · Bea`."""
    options = {option.label: option for option in vote.definition.options}
    return cut(option_label(speech, vote, options[label]), LONGEST_NAME)


def candidates(speech: Speech, vote: Vote, labels: Sequence[str]) -> Markup:
    """Some of them, as a question names them."""
    return listed(speech, (candidate(speech, vote, label) for label in labels), either=True)


# -- to the elected


def elected(speech: Speech, vote: Vote, label: str) -> Message | None:
    """Whether you accept, and later what you said; None for somebody who never stood."""
    if not label:
        return None
    if vote.state is VoteState.VOID:
        return void(speech, vote)
    called, you = name(speech, vote), candidate(speech, vote, label)
    if said := vote.answers.get(label):
        return Message(speech.say(f"elected-said-{said}", vote=called, you=you))
    if label not in sitting(vote):
        return Message(speech.say("elected-no-more", vote=called))
    return question(speech, vote, label)


def question(speech: Speech, vote: Vote, label: str) -> Message:
    """Whether you accept."""
    called, you = name(speech, vote), candidate(speech, vote, label)
    text = speech.say("elected-ask", vote=called, you=you, number=vote.number)
    return Message(text, _rows(speech, vote, Consent.ACCEPT, Consent.DECLINE))


def surely(speech: Speech, vote: Vote) -> Message:
    """Declining calls the next in line, so it is asked once more."""
    return Message(
        speech.say("elected-surely", vote=name(speech, vote)),
        _rows(speech, vote, Consent.SURELY_DECLINE, Consent.ACCEPT),
    )


def _rows(speech: Speech, vote: Vote, *consents: Consent) -> Rows:
    return tuple(
        (Button(speech.toast(f"button-elected-{consent}"), encode(Elected(consent, vote.id))),) for consent in consents
    )


# -- to the chair


def acceptance(speech: Speech, vote: Vote, asked: Mapping[str, bool]) -> Message:
    """Who has accepted, who is asked or cannot be, who has declined, and what is left open.

    `asked` has those who were asked, and whether that reached them or still may.
    """
    if vote.state is VoteState.VOID:
        return void(speech, vote)
    held = seats(vote)
    parts = [
        speech.say("acceptance-head", vote=name(speech, vote)),
        lines(speech, _lines(speech, vote, held, asked), MOST_OPTIONS),
        joined(_rest(speech, vote, held)),
    ]
    button = Button(speech.toast("button-vote-runoff", number=vote.number), act_on(vote, Act.RUNOFF))
    return Message(paragraphs(parts), ((button,),) if _vacant(vote, held) else ())


def _lines(speech: Speech, vote: Vote, held: tuple[Seat, ...], asked: Mapping[str, bool]) -> Iterator[Markup]:
    for seat in held:
        if seat.option:
            who = candidate(speech, vote, seat.option)
            yield speech.say("acceptance-line", slot=_slot(speech, seat), who=who, state=_state(seat, asked))


def _slot(speech: Speech, seat: Seat) -> str:
    """What the seat is called, or `none`."""
    return speech.say("acceptance-open-seat") if seat.slot == OPEN_SLOT else seat.slot or "none"


def _state(seat: Seat, asked: Mapping[str, bool]) -> str:
    if seat.answer:
        return seat.answer
    if seat.option not in asked:
        return "unasked"
    return "asked" if asked[seat.option] else "unreached"


def _rest(speech: Speech, vote: Vote, held: tuple[Seat, ...]) -> list[str]:
    """Refusals, those for whom the chair writes down an answer, ties, vacant seats."""
    gone = listed(speech, (candidate(speech, vote, label) for label in declined(vote)))
    silent = [seat.option for seat in held if seat.option and seat.answer is None]
    ties = counted_anew(vote).tied
    vacant = _vacant(vote, held)
    example = vote.label(silent[0]) if silent else ""
    return [
        speech.say("acceptance-declined", names=gone) if gone else "",
        *(_tie(speech, vote, tie) for tie in ties),
        speech.say("acceptance-vacant", count=vacant, number=vote.number) if vacant else "",
        speech.say("acceptance-how", number=vote.number, label=example) if silent else "",
    ]


def _vacant(vote: Vote, held: tuple[Seat, ...]) -> int:
    """Seats that nobody holds and no lot will fill."""
    empty, counted = sum(not seat.option for seat in held), counted_anew(vote)
    return min(empty, counted.vacant) if waits_for_lot(vote) else empty


def _tie(speech: Speech, vote: Vote, tie: tuple[str, ...]) -> Markup:
    names = listed(speech, (candidate(speech, vote, label) for label in tie))
    return speech.say("acceptance-tie", names=names, number=vote.number, rule=vote.definition.tie)


def as_held(speech: Speech, vote: Vote) -> Message:
    """Who holds the seats after refusals: seat by seat, and in a sentence to be read aloud."""
    if vote.state is VoteState.VOID:
        return void(speech, vote)
    held = [seat for seat in seats(vote) if seat.option]
    parts = [
        speech.say("board-head", vote=name(speech, vote)),
        lines(speech, [_held_line(speech, vote, place, seat) for place, seat in enumerate(held, 1)], MOST_OPTIONS),
        joined([speech.say("result-read-aloud"), Markup(f"<i>{_aloud(speech, vote, held)}</i>")]),
    ]
    return Message(paragraphs(parts))


def _held_line(speech: Speech, vote: Vote, place: int, seat: Seat) -> Markup:
    who = candidate(speech, vote, seat.option)
    asked = any(option.member for option in vote.definition.options if option.label == seat.option)
    moved = ("moved" if asked else "unasked") if _moved_up(vote, seat) else "none"
    said = "accepted" if seat.answer is Acceptance.ACCEPTED else moved
    return speech.say("board-line", slot=_slot(speech, seat), place=place, who=who, said=said)


def _moved_up(vote: Vote, seat: Seat) -> bool:
    return seat.option in board(vote).moved_up


def _aloud(speech: Speech, vote: Vote, held: Sequence[Seat]) -> Markup:
    """Names without labels, as they are said."""
    names = _spoken(speech, vote, [seat.option for seat in held])
    told = [speech.say("board-aloud", vote=name(speech, vote), names=names or "none")]
    if gone := _spoken(speech, vote, declined(vote)):
        told.append(speech.say("board-aloud-declined", names=gone))
    if moved := _spoken(speech, vote, board(vote).moved_up):
        told.append(speech.say("board-aloud-moved", names=moved))
    if empty := vote.definition.seats - len(held):
        told.append(speech.say("board-aloud-vacant", count=empty))
    return joined(told, " ")


def _spoken(speech: Speech, vote: Vote, labels: Sequence[str]) -> Markup:
    options = {option.label: option for option in vote.definition.options}
    return listed(speech, (cut(option_text(speech, vote, options[label]), LONGEST_NAME) for label in labels), 1500)


def told(speech: Speech, vote: Vote, label: str) -> Message:
    """What was written down for somebody, and who is next in line after a refusal."""
    said = vote.answers[label]
    who = candidate(speech, vote, label)
    told = [speech.say(f"acceptance-recorded-{said}", vote=name(speech, vote), who=who)]
    if said is Acceptance.DECLINED:
        told += _next_in_line(speech, vote, label)
    return Message(joined(told))


def _next_in_line(speech: Speech, vote: Vote, label: str) -> list[Markup]:
    """All who moved up, which one refusal can bring to several seats, and whether one stays open."""
    before = replace(vote, answers={option: said for option, said in vote.answers.items() if option != label})
    new = [option for option in sitting(vote) if option not in sitting(before)]
    told = [speech.say("acceptance-next", who=_listed(speech, vote, new))] if new else []
    lot = waits_for_lot(vote)
    if lot or not new:
        told.append(speech.say("acceptance-nobody-next", number=vote.number, lot=str(lot).lower()))
    return told


def _listed(speech: Speech, vote: Vote, labels: Sequence[str]) -> Markup:
    return listed(speech, (candidate(speech, vote, label) for label in labels))


# -- lots and rounds


def how_to_draw(speech: Speech, vote: Vote, tied: tuple[str, ...]) -> Message:
    """Between whom a lot is open, and how it is written down.

    In stages whoever is drawn last goes out, so that all but one have to be drawn.
    """
    drawn = tied[:-1] if method_of(vote.definition).staged else tied[:1]
    names = listed(speech, (candidate(speech, vote, label) for label in tied))
    key = "lot-how-question" if not vote.definition.options[0].text else "lot-how"
    labels = " ".join(map(vote.label, drawn))
    return Message(speech.say(key, vote=name(speech, vote), names=names, number=vote.number, label=labels))


def titled(speech_: Speech, definition: Definition, first: Definition) -> Definition:
    """A run-off under the first round's title with the number of the round, in every language."""

    def title(words: Speech) -> str:
        called = cut(first.titles.get(words.language, first.title), LONGEST_TITLE)
        return words.toast("runoff-title", title=called, round=definition.round, kind=definition.kind)

    return replace(definition, title=title(speech_), titles={code: title(speech(code)) for code in LANGUAGES})
