"""The buttons of a ballot that is filled in, and what is filled in so far in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from adapters.contract import Button, cut
from bot.chat.buttons import ALL, Action, CastMarks, CastPrivate, Mark, Turn, encode
from bot.chat.call import Rows
from bot.wording.choices import LONGEST_CHOICE, answer_word, choice_text, option_label
from bot.wording.speech import Markup, Speech
from core import filling
from core.ballot import SEALED, InHand, Standing
from core.definition import method_of, parse_choice
from core.filling import ANSWERS, PICKED_BLANK, SAME, form_of
from core.methods.model import ABSTAIN, BLANK, Form
from core.model import MemberId, Option, Vote, VoteId
from core.rules import Base, parse_majority

PAGE = 20
"""Options on one page of a long ballot; of answers there is one a page."""
LONGEST_BUTTON = 60


@dataclass(frozen=True, slots=True)
class Drawing:
    """One rendering of one person's ballot; `rendering` is the number that its buttons carry."""

    member: MemberId
    """Who casts it."""
    rendering: int
    choice: str | None
    """What stands; None before the first cast. Of several ballots that are filled in alike: in the first of them."""
    marks: str | None
    """What is half filled in; None if nothing was touched since the last cast."""
    page: int | None = None
    """Counted from 0; None for where the member would go on."""
    plain: bool = False
    """Whether a single choice, too, is picked first and then cast."""
    hand: tuple[InHand, ...] = ()
    """All ballots of the person, unless it is the own one and no other."""
    shown: tuple[InHand, ...] = ()
    """Those of them that this rendering fills in: one, or several alike."""

    @property
    def filled(self) -> str:
        """What to go on from, as in `core.filling`."""
        return filling.begun(Standing(self.choice, self.marks))

    @property
    def stands(self) -> str | None:
        """What stands in all ballots that are filled in here; None where nothing does, or not the same."""
        return self.choice if all(ballot.stands.choice == self.choice for ballot in self.shown) else None

    @property
    def cast(self) -> bool:
        """Whether something stands in all ballots that are filled in here."""
        return all(ballot.stands.cast for ballot in self.shown) if self.shown else self.choice is not None

    @property
    def whose(self) -> MemberId | None:
        """As in a button."""
        return ALL if len(self.shown) > 1 else self.shown[0].member if self.shown else None


@dataclass(frozen=True, slots=True)
class Pen:
    """What the buttons of one rendering do, and for whose ballots."""

    vote: VoteId
    rendering: int
    tag: str
    page: int
    whose: MemberId | None = None
    ballots: int = 0
    """How many are filled in alike; 0 for one."""

    def cast(self, choice: str) -> Action:
        """Cast this choice."""
        return CastPrivate(self.vote, self.rendering, self.tag, choice, self.whose, self.ballots)

    def put(self, option: str, number: int) -> Action:
        """Fill in one thing, as in `filling.put`."""
        return Mark(self.vote, self.rendering, self.tag, self.page, option, number, self.whose)

    def finish(self) -> Action:
        """Cast what is filled in."""
        return CastMarks(self.vote, self.rendering, self.tag, self.whose, self.ballots)

    def turn(self, page: int) -> Action:
        """Show another page."""
        return Turn(self.vote, self.rendering, self.tag, page, self.whose)


# -- pages


def pages(vote: Vote) -> int:
    """How many pages the ballot has."""
    options = len(vote.definition.options)
    return options if form_of(vote.definition) is Form.ANSWERS else max(1, -(-options // PAGE))


def page_of(vote: Vote, drawing: Drawing) -> int:
    """The page to show."""
    page = drawing.page
    if page is None:
        page = next_page(vote, drawing.filled, -1) if form_of(vote.definition) is Form.ANSWERS else 0
    return min(max(page, 0), pages(vote) - 1)


def next_page(vote: Vote, filled: str, page: int) -> int:
    """Where it goes on after an answer: the next option without one, else the first without one, else nowhere."""
    given = filling.answers(filled)
    left = [place for place, option in enumerate(vote.definition.options) if option.label not in given]
    return next((place for place in left if place > page), left[0] if left else page)


def on_page(vote: Vote, page: int) -> Sequence[Option]:
    """The options of a page."""
    size = 1 if form_of(vote.definition) is Form.ANSWERS else PAGE
    return vote.definition.options[page * size : (page + 1) * size]


# -- words


def state(speech: Speech, vote: Vote, choice: str | None, filled: str, most: int = LONGEST_CHOICE) -> Markup:
    """What is filled in and that it is not cast; `choice` is what stands."""
    if not filled:
        stands = choice == SEALED or filling.begun(Standing(choice))
        return speech.say("ballot-emptied" if stands else "ballot-empty")
    inside = filling.choice_in(filled)
    words = choice_text(speech, vote, parse_choice(vote, inside), most)
    if not filling.pending(vote, choice, filled):
        return speech.say("ballot-as-recorded", choice=words)
    if filled in (ABSTAIN, PICKED_BLANK):
        return speech.say("ballot-picked", choice=words)
    match form_of(vote.definition):
        case Form.MARKS:
            count = len(filling.marked(filled))
            return speech.say("ballot-marked", count=count, most=vote.definition.maximum, choice=words)
        case Form.RANKING:
            return speech.say("ballot-ranked-sharing" if filled.endswith(SAME) else "ballot-ranked", choice=words)
        case Form.ANSWERS:
            options = len(vote.definition.options)
            return speech.say("ballot-answered", count=len(filling.answers(filled)), most=options)
        case _:
            return speech.say("ballot-picked", choice=words)


def step(
    speech: Speech, vote: Vote, choice: str | None, filled: str, option: str, most: int = LONGEST_CHOICE
) -> Markup:
    """What the last step, which was about `option`, has come to."""
    now = state(speech, vote, choice, filled, most)
    named = next((item for item in vote.definition.options if item.label == option), None)
    if named is None or form_of(vote.definition) is not Form.ANSWERS:
        return now
    answer = filling.answers(filled).get(option)
    if answer is None:
        words = cut(option_label(speech, vote, named), LONGEST_BUTTON)
        return speech.say("ballot-answer-taken", option=words, state=now)
    words = choice_text(speech, vote, f"{option}:{answer}", LONGEST_BUTTON)
    return speech.say("ballot-answer-given", choice=words, state=now)


# -- buttons


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the buttons of a page are made from."""

    speech: Speech
    vote: Vote
    drawing: Drawing
    pen: Pen

    @property
    def options(self) -> Sequence[Option]:
        """The options of this page."""
        return on_page(self.vote, self.pen.page)

    def option_button(self, option: Option, mark: str, action: Action) -> Button:
        """An option with what is filled in for it behind its label."""
        label = option_label(self.speech, self.vote, option)
        return button(label.replace(" · ", f" {mark} · ", 1) if mark else label, action)

    def casting(self, words: str) -> str:
        """What stands on a button that casts: for how many, where it is not for one."""
        many = self.pen.ballots
        return self.speech.toast("button-cast-all", count=many, choice=words) if many else words

    def finishing(self, choice: str) -> str:
        """What stands on the button that casts what is filled in."""
        return self.casting(choice) if self.pen.ballots else self.speech.toast("button-cast", choice=choice)

    def called(self, label: str) -> str:
        """An option as its button calls it."""
        return next(
            option_label(self.speech, self.vote, option)
            for option in self.vote.definition.options
            if option.label == label
        )


def button(label: str, action: Action) -> Button:
    """A button with a label that is cut to what shows on a phone."""
    return Button(cut(label, LONGEST_BUTTON), encode(action))


def rows(speech: Speech, vote: Vote, drawing: Drawing, pen: Pen) -> Rows:
    """All buttons of a page: its options, other pages, and the ways of casting."""
    sheet = _Sheet(speech, vote, drawing, pen)
    form = form_of(vote.definition)
    turns = _turns(sheet)
    below = [*([] if form is Form.SINGLE and not drawing.plain else _finish(sheet)), *_words(sheet)]
    return (*((each,) for each in _OPTIONS[form](sheet)), *((turns,) if turns else ()), *((each,) for each in below))


def _single(sheet: _Sheet) -> list[Button]:
    if not sheet.drawing.plain:
        labels = [sheet.casting(option_label(sheet.speech, sheet.vote, option)) for option in sheet.options]
        casts = [sheet.pen.cast(option.label) for option in sheet.options]
        return [button(label, action) for label, action in zip(labels, casts, strict=True)]
    picked = sheet.drawing.filled
    return [
        sheet.option_button(
            option, "✓" if option.label == picked else "", sheet.pen.put(option.label, int(option.label != picked))
        )
        for option in sheet.options
    ]


def _marks(sheet: _Sheet) -> list[Button]:
    marks, terms = filling.marked(sheet.drawing.filled), sheet.vote.definition
    buttons = []
    for option in sheet.options:
        now = marks.count(option.label)
        more = now < terms.cumulate and len(marks) < terms.maximum
        mark = f"✓{now if now > 1 else ''}" if now else ""
        buttons.append(
            sheet.option_button(option, mark, sheet.pen.put(option.label, now + 1 if more or not now else 0))
        )
    return buttons


def _ranking(sheet: _Sheet) -> list[Button]:
    places = filling.places(sheet.drawing.filled)
    place = {label: number for number, labels in enumerate(places, 1) for label in labels}
    buttons = [
        sheet.option_button(
            option,
            f"{place[option.label]}." if option.label in place else "",
            sheet.pen.put(option.label, int(option.label not in place)),
        )
        for option in sheet.options
    ]
    return [*buttons, *_after_ranking(sheet, places)]


def _after_ranking(sheet: _Sheet, places: list[list[str]]) -> list[Button]:
    """Undo names what it takes out, so that a late press takes out nothing newer."""
    if not places:
        return []
    speech, last = sheet.speech, places[-1][-1]
    undo = speech.toast("button-undo", choice=f"{len(places)}. {sheet.called(last)}")
    buttons = [button(undo, sheet.pen.put(last, 0))]
    if filling.equals_allowed(sheet.vote.definition) and sum(map(len, places)) < len(sheet.vote.definition.options):
        sharing = sheet.drawing.filled.endswith(SAME)
        key = "button-own-place" if sharing else "button-same-place"
        words = speech.toast(key, option=sheet.called(last))
        buttons.append(button(words, sheet.pen.put(last + SAME, int(not sharing))))
    return buttons


def _answers(sheet: _Sheet) -> list[Button]:
    given = filling.answers(sheet.drawing.filled)
    offered = ANSWERS if sheet.vote.definition.abstain else ANSWERS[:2]
    buttons = []
    for option in sheet.options:
        for number, answer in enumerate(offered, 1):
            on = given.get(option.label) == answer
            label = f"{sheet.vote.label(option.label)} {'✓ ' if on else ''}· {answer_word(sheet.speech, answer)}"
            buttons.append(button(label, sheet.pen.put(option.label, 0 if on else number)))
    return buttons


_OPTIONS: Mapping[Form, Callable[[_Sheet], list[Button]]] = {
    Form.SINGLE: _single,
    Form.MARKS: _marks,
    Form.RANKING: _ranking,
    Form.ANSWERS: _answers,
}


def _turns(sheet: _Sheet) -> tuple[Button, ...]:
    """Where there are several pages: one back, one forward."""
    here, last = sheet.pen.page, pages(sheet.vote) - 1
    kind = "answer" if form_of(sheet.vote.definition) is Form.ANSWERS else "page"
    targets = [(f"button-{kind}-back", here - 1)] if here > 0 else []
    targets += [(f"button-{kind}-next", here + 1)] if here < last else []
    return tuple(
        button(sheet.speech.toast(key, page=page + 1, pages=last + 1), sheet.pen.turn(page)) for key, page in targets
    )


def _finish(sheet: _Sheet) -> list[Button]:
    """Cast what is filled in, unless it stands.

    It is there before anything is filled in: in a full hall the redrawn ballot comes late, and what is
    cast is what is filled in by then.
    """
    speech, vote, drawing = sheet.speech, sheet.vote, sheet.drawing
    if not drawing.filled:
        words = speech.toast(f"button-cast-{form_of(vote.definition)}")
        return [button(sheet.casting(words), sheet.pen.finish())]
    choice = parse_choice(vote, filling.choice_in(drawing.filled))
    if choice == drawing.stands:
        return []
    words = choice_text(speech, vote, choice, LONGEST_BUTTON - len(sheet.finishing("")))
    return [button(sheet.finishing(words), sheet.pen.finish())]


def _words(sheet: _Sheet) -> list[Button]:
    """Abstain, where it is no option of its own; leave blank."""
    buttons = []
    if method_of(sheet.vote.definition).consents:
        back = sheet.drawing.cast and sheet.drawing.stands != BLANK
        words = sheet.speech.toast("button-withdraw-objection")
        return [button(sheet.casting(words), sheet.pen.cast(BLANK))] if back else []
    for choice, key in words_offered(sheet.vote):
        shown, picked = sheet.speech.toast(key), choice or PICKED_BLANK
        if sheet.drawing.plain:
            on = sheet.drawing.filled == picked
            buttons.append(button(f"✓ {shown}" if on else shown, sheet.pen.put(picked, int(not on))))
        elif form_of(sheet.vote.definition) is Form.SINGLE or choice != sheet.drawing.stands:
            buttons.append(button(sheet.casting(shown), sheet.pen.cast(choice)))
    return buttons


def words_offered(vote: Vote) -> list[tuple[str, str]]:
    """Choices that are no option, and the keys of their words: an abstention, a blank ballot where it means something.

    A blank ballot can be typed everywhere, as on paper.
    """
    if method_of(vote.definition).consents:
        return []
    each = form_of(vote.definition) is Form.ANSWERS
    abstain = [(ABSTAIN, "option-abstain-all" if each else "option-abstain")]
    blank = [(BLANK, "choice-blank-all" if each else "button-blank")]
    apart = vote.definition.abstain and not method_of(vote.definition).question
    return [*(abstain if apart else []), *(blank if blank_means(vote) else [])]


def blank_means(vote: Vote) -> Base | None:
    """The base of the majority that gives a blank ballot a meaning of its own; None where it has none.

    Among valid votes an abstention is one and a blank ballot is none; both are ballots cast.
    """
    bases = _bases(vote.definition.majority)
    if Base.VALID in bases and vote.definition.abstain:
        return Base.VALID
    return Base.CAST if Base.CAST in bases else None


@lru_cache(maxsize=64)
def _bases(majority: str) -> frozenset[Base]:
    return frozenset(condition.base for condition in parse_majority(majority).conditions) if majority else frozenset()
