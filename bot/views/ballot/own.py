"""Ballots: a member's own, the one in the members' group, and what is left of them after the vote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from adapters.contract import Button, Message, cut, plain
from adapters.still import still
from bot.chat.buttons import CastGroup, OpenBallot
from bot.chat.call import Rows
from bot.chat.reading import example
from bot.views.ballot import bundle
from bot.views.ballot.filling import (
    LONGEST_BUTTON,
    PAGE,
    Drawing,
    Pen,
    blank_means,
    button,
    on_page,
    page_of,
    pages,
    rows,
    state,
    words_offered,
)
from bot.views.terms import ballot_lines
from bot.wording.choices import answer_word, name, option_label, reason, stands, turnout
from bot.wording.lists import fitting, shortened
from bot.wording.numbers import digest
from bot.wording.speech import Markup, Speech, joined, paragraphs
from core import casting, filling
from core.definition import method_of
from core.filling import ANSWERS, form_of
from core.methods.model import BLANK, Form
from core.model import Vote, VoteState

__all__ = ["LONGEST_BUTTON", "MOST", "Drawing", "gone", "group", "group_over", "on_paper", "over", "pages", "private"]

MOST = 4000
"""Characters of a message without markup, a little below what networks allow."""
_MOST_NUMBERED = 20
"""Buttons that are numbered where there are none; longer ballots are filled in by typing."""
_LONG_CHOICE = 500
"""Characters of a choice in the text of a ballot."""
_LEAST_OPTION = 14
"""Characters of an option that say more than its label."""
SEALED_MEANS = "ballot-secret-means"
"""What secret means, to whoever has not cast yet."""
_LONG_REASON = 300
"""Characters of why a vote goes on."""
_HERE = "→"
"""Before the option that the buttons are for."""
_NOTE = 100
"""Characters kept free for the sentence that says where the whole text is."""


def private(speech: Speech, vote: Vote, drawing: Drawing, most: int = MOST) -> Message:
    """A person's ballot, or all ballots that this person casts, as they are now, in so many characters at most."""
    if not speech.buttons:
        # a choice is typed, which is a check of its own, or is the answer to a poll, which is for one ballot
        drawing = bundle.without_buttons(replace(drawing, plain=False))
    done = drawing.cast and not vote.definition.revote
    buttons = () if done or typed(speech, vote) or bundle.whom_first(speech, drawing) else _rows(speech, vote, drawing)
    lines = [*_state(speech, vote, drawing), *_standing(speech, vote, drawing)]
    how = [] if done else [*_how(speech, vote, drawing), *_apart(speech, vote), *lines, *_typing(speech, vote)]
    others = bundle.typing(speech, vote, drawing, example(speech, vote))
    listed = _listed(speech, vote, buttons)
    text = _text(speech, vote, drawing, [*(how or lines), *others], most, listed=listed)
    return Message(text, buttons, poll=form_of(vote.definition) is Form.SINGLE)


def _rows(speech: Speech, vote: Vote, drawing: Drawing) -> Rows:
    tag = casting.tag(vote, drawing.member, drawing.rendering)
    alike = len(drawing.shown) if len(drawing.shown) > 1 else 0
    pen = Pen(vote.id, drawing.rendering, tag, page_of(vote, drawing), drawing.whose, alike)
    return (*rows(speech, vote, drawing, pen), *bundle.ways(speech, vote, drawing, pen))


def _listed(speech: Speech, vote: Vote, buttons: Rows) -> bool:
    """Whether the buttons, as a numbered list under the text, say all that the options say."""
    fit = all(len(option_label(speech, vote, option)) <= LONGEST_BUTTON for option in vote.definition.options)
    return bool(buttons) and not speech.buttons and fit


def typed(speech: Speech, vote: Vote) -> bool:
    """Whether the ballot is filled in by typing alone: several steps need buttons."""
    return not speech.buttons and not _short(vote)


def _short(vote: Vote) -> bool:
    """Whether one press on one of a few buttons says everything."""
    choices = len(vote.definition.options) + len(words_offered(vote))
    return form_of(vote.definition) is Form.SINGLE and choices <= _MOST_NUMBERED


def group(speech: Speech, vote: Vote, *, apart: bool = False) -> Message:
    """The one ballot in the members' group, which shows nothing of anybody.

    `apart`: there somebody can be shown the own ballot that nobody else sees.
    """
    if apart:
        mine: Rows = ((button(speech.toast("button-my-ballot"), OpenBallot(vote.id)),),)
        return Message(_text(speech, vote, None, [speech.say("ballot-group-mine")]), mine)
    if not speech.buttons:
        # whatever is done there without buttons, everybody sees
        return Message(_text(speech, vote, None, [speech.say("ballot-group-private")]))
    if vote.definition.secret or not _short(vote):
        opens: Rows = ((button(speech.toast("button-open-ballot"), OpenBallot(vote.id)),),)
        key = "ballot-group-secret" if vote.definition.secret else "ballot-group-open"
        return Message(_text(speech, vote, None, [speech.say(key)]), opens)
    choices = [(option_label(speech, vote, option), option.label) for option in vote.definition.options]
    choices += [(speech.toast(key), choice) for choice, key in words_offered(vote)]
    casts = tuple((button(label, CastGroup(vote.id, choice)),) for label, choice in choices)
    key = "ballot-group-object" if method_of(vote.definition).consents else "ballot-group-press"
    return Message(_text(speech, vote, None, [speech.say(key)]), casts)


def _head_of_journal(speech: Speech, vote: Vote) -> list[Markup]:
    """The journal's head at opening, for everybody in the group to see: nobody writes it anew after that."""
    return [speech.say("record-head", hash=digest(vote.opening))] if vote.opening else []


def over(speech: Speech, vote: Vote, drawing: Drawing | None) -> Message:
    """What a ballot says when nobody can cast any more; None is for whoever has none."""
    if vote.state in (VoteState.CANCELLED, VoteState.VOID):
        key = "ballot-cancelled" if vote.state is VoteState.CANCELLED else "ballot-void"
        end = speech.say(key, reason=cut(vote.reason, 500) or "–")
        return Message(joined([_head(speech, vote), end]))
    text = joined([_head(speech, vote), speech.say("ballot-over"), *_ended(speech, vote, drawing)])
    return Message(text, _spent(speech, vote) if drawing else ())


def _spent(speech: Speech, vote: Vote) -> Rows:
    """What could be voted on, as buttons that do nothing any more."""
    if not speech.spent:
        return ()
    labels = [option_label(speech, vote, option) for option in vote.definition.options[:PAGE]]
    return tuple((Button(cut(label, LONGEST_BUTTON)),) for label in labels)


def group_over(speech: Speech, vote: Vote) -> Message:
    """What the members' group reads of a ballot that is over: nothing of anybody's own."""
    if vote.state in (VoteState.CANCELLED, VoteState.VOID):
        return over(speech, vote, None)
    return Message(joined([_head(speech, vote), speech.say("ballot-over"), turnout(speech, vote)]))


def _ended(speech: Speech, vote: Vote, drawing: Drawing | None) -> list[Markup]:
    if drawing and drawing.hand:
        return bundle.ended(speech, vote, drawing)
    if drawing is None or drawing.choice is None:
        return [speech.say("consent-over-none" if method_of(vote.definition).consents else "ballot-over-none")]
    return [stands(speech, vote, "ballot-over-mine", drawing.choice, _LONG_CHOICE)]


def unencrypted(speech: Speech, vote: Vote) -> Message:
    """Instead of the ballot of a secret vote, where a server could read what is written: why, and what to do."""
    return Message(joined([_head(speech, vote), speech.say("ballot-unencrypted", number=vote.number)]))


def on_paper(speech: Speech, vote: Vote) -> Message:
    """What is left of the ballot of somebody who votes on paper."""
    return Message(joined([_head(speech, vote), speech.say("ballot-on-paper")]))


def gone(speech: Speech, vote: Vote) -> Message:
    """What is left of the ballot of somebody who held others' votes until they took them back."""
    return Message(joined([_head(speech, vote), speech.say("bundle-gone")]))


# -- text


def _head(speech: Speech, vote: Vote) -> Markup:
    return Markup("<b>{}</b>").format(name(speech, vote))


def _text(
    speech: Speech,
    vote: Vote,
    drawing: Drawing | None,
    below: Iterable[str],
    most: int = MOST,
    *,
    listed: bool = False,
) -> Markup:
    """Title, text, options and the lines below; what is too long for a message is shortened."""
    whose = bundle.head(speech, drawing) if drawing else ""
    head = joined([_head(speech, vote), *changed(speech, vote), _secrecy(speech, vote, drawing), whose])
    rules = joined(ballot_lines(speech, vote.definition))
    known = _head_of_journal(speech, vote) if drawing is None else []
    foot = joined([*below, _deadline(speech, vote), *known])
    room = most - len(plain(head)) - len(plain(rules)) - len(plain(foot)) - _NOTE
    everything = "" if listed else "\n".join(_lines(speech, vote, drawing))
    everything = still(everything) if len(everything) <= room else everything
    options = everything if len(everything) <= room else _page(speech, vote, drawing, room)
    text = still(vote.definition.text, links=True)
    body = cut(text, max(room - len(options), 1))
    whole = body == text and (options == everything or not typed(speech, vote))
    note = Markup("") if whole else speech.say("ballot-shortened", number=vote.number)
    parts = [head, joined([Markup.linked(body), note]), options, rules, foot]
    return paragraphs(parts)


def changed(speech: Speech, vote: Vote) -> list[Markup]:
    """What has happened to the vote since its ballots went out first."""
    if not vote.reopened:
        return corrected(speech, vote)
    return [*corrected(speech, vote), speech.say("ballot-reopened", reason=reason(speech, vote.reason, _LONG_REASON))]


def corrected(speech: Speech, vote: Vote) -> list[Markup]:
    """That the words are not those that the ballot first had."""
    if vote.corrected_at is None:
        return []
    return [speech.say("ballot-corrected", at=speech.moment(vote.corrected_at, vote.opened_at))]


def _secrecy(speech: Speech, vote: Vote, drawing: Drawing | None) -> Markup:
    """Whether it is secret; to whoever has not cast yet, also what that means here and what it does not."""
    if not vote.definition.secret:
        if vote.rehearsal:
            return speech.say("ballot-rehearsed")
        return speech.say("ballot-named", minutes=str(vote.definition.minutes).lower())
    ballots = drawing.hand if drawing else ()
    cast = any(ballot.stands.cast for ballot in ballots) or (drawing is not None and drawing.choice is not None)
    return speech.say("ballot-secret" if cast or drawing is None else SEALED_MEANS)


def _lines(speech: Speech, vote: Vote, drawing: Drawing | None) -> list[str]:
    """The options, with the answers given so far."""
    lines = [option_label(speech, vote, option) for option in vote.definition.options]
    if form_of(vote.definition) is not Form.ANSWERS or drawing is None:
        return lines
    given, here = filling.answers(drawing.filled), page_of(vote, drawing)
    words = [given.get(option.label, "") for option in vote.definition.options]
    said = [f"{line}: {answer_word(speech, word)}" if word else line for line, word in zip(lines, words, strict=True)]
    return [f"{_HERE} {line}" if place == here else line for place, line in enumerate(said)]


def _page(speech: Speech, vote: Vote, drawing: Drawing | None, room: int) -> str:
    """The options of the page; where there are no pages, as many as there is room for."""
    if drawing and form_of(vote.definition) is Form.ANSWERS and speech.buttons:
        return _overview(speech, vote, drawing, room)
    page = vote.definition.options[:PAGE] if drawing is None else on_page(vote, page_of(vote, drawing))
    lines = _lines(speech, vote, None) if typed(speech, vote) else [option_label(speech, vote, item) for item in page]
    each = max(room // max(len(lines), PAGE) - 1, _LEAST_OPTION)
    shown = [cut(still(line), each) for line in lines]
    return "\n".join(shown[: fitting(shown, room)])


def _overview(speech: Speech, vote: Vote, drawing: Drawing, room: int) -> str:
    """Of many candidates the one whose turn it is, and which of them have which answer."""
    given = filling.answers(drawing.filled)
    lines = [f"{_HERE} {option_label(speech, vote, option)}" for option in on_page(vote, page_of(vote, drawing))]
    for answer in ANSWERS:
        named = [vote.label(label) for label, word in given.items() if word == answer]
        if named:
            options = shortened(named, _LONG_CHOICE)
            said = answer_word(speech, answer)
            lines.append(speech.toast("ballot-overview", answer=said, count=len(named), options=options))
    each = room // len(lines) - 1
    return "\n".join(cut(still(line), each) for line in lines)


def _how(speech: Speech, vote: Vote, drawing: Drawing) -> list[str]:
    """How the ballot is filled in, and the limits that there are."""
    terms, options = vote.definition, len(vote.definition.options)
    if not terms.maximum:  # the preview of an election whose candidates are still to come
        return []
    match form_of(terms):
        case Form.MARKS:
            several = [speech.say("ballot-cumulate", most=terms.cumulate)] if terms.cumulate > 1 else []
            return [speech.say("ballot-how-many", least=terms.minimum, most=terms.maximum), *several]
        case Form.RANKING:
            return [speech.say("ballot-how-ranking"), *_limits(speech, vote, "ranks", 1)]
        case Form.ANSWERS:
            number = page_of(vote, drawing) + 1
            turn = [speech.say("ballot-answer-turn", page=number, pages=options)] if speech.buttons else []
            return [speech.say("ballot-how-answers"), *_limits(speech, vote, "yes", 0), *turn]
        case _:
            return [speech.say("ballot-how-pick")] if drawing.plain and speech.buttons else []


def _apart(speech: Speech, vote: Vote) -> list[str]:
    """What abstaining and a blank ballot are, where both are offered or the rule counts a blank one."""
    base = blank_means(vote)
    return [speech.say(f"ballot-blank-{base}", abstain=str(vote.definition.abstain).lower())] if base else []


def _limits(speech: Speech, vote: Vote, what: str, usual: int) -> list[str]:
    """How many ranks or yes answers there must and may be, where that is not as usual."""
    least, most = vote.definition.minimum, vote.definition.maximum
    lines = [speech.say(f"ballot-least-{what}", least=least)] if least > usual else []
    return [*lines, *([speech.say(f"ballot-most-{what}", most=most)] if most < len(vote.definition.options) else [])]


def _typing(speech: Speech, vote: Vote) -> list[str]:
    """Where there are no buttons: how exactly this ballot is filled in by typing."""
    if speech.buttons:
        return []
    labels = [option.label for option in vote.definition.options]
    if _short(vote):
        return [speech.say("ballot-answer", label=vote.label(labels[min(1, len(labels) - 1)]))]
    form = form_of(vote.definition)
    shown, apart = example(speech, vote), _offered(vote)
    lines: list[str] = [speech.say(f"ballot-answer-{form}", example=shown, number=vote.number, apart=apart)]
    if form is Form.RANKING and filling.equals_allowed(vote.definition) and len(labels) > 1:
        lines.append(speech.say("ballot-answer-same", example=f"{vote.number} {labels[1]}={labels[0]}"))
    return lines


def _offered(vote: Vote) -> str:
    """What can be written instead of a choice: `abstain`, `blank`, `both` or `none`."""
    words = [choice or "blank" for choice, _ in words_offered(vote)]
    return "both" if len(words) > 1 else next(iter(words), "none")


def _state(speech: Speech, vote: Vote, drawing: Drawing) -> list[str]:
    """What is filled in, as long as it has not been cast."""
    if not filling.pending(vote, drawing.stands, drawing.marks):
        return []
    return [state(speech, vote, drawing.stands, drawing.filled, _LONG_CHOICE)]


def _standing(speech: Speech, vote: Vote, drawing: Drawing) -> list[Markup]:
    if drawing.hand:
        return bundle.standing(speech, vote, drawing)
    if method_of(vote.definition).consents and drawing.choice in (None, BLANK):
        return [speech.say("consent-nothing-yet")]
    if drawing.choice is None:
        return [speech.say("ballot-nothing-yet")]
    key = "ballot-recorded" if vote.definition.revote else "ballot-recorded-final"
    return [stands(speech, vote, key, drawing.choice, _LONG_CHOICE)]


def _deadline(speech: Speech, vote: Vote) -> str:
    if vote.hold:
        return speech.say("ballot-held", **speech.ends(vote.hold.start, vote.hold.end))
    if not vote.closes_at:
        return ""
    at = speech.moment(vote.closes_at, vote.opened_at)
    if speech.clocks:
        return speech.say("ballot-closes-running", at=at, left=speech.running(vote.closes_at))
    return speech.say("ballot-closes", at=at)
