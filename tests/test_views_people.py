"""Cards, lists, notices, proxies, the live line, acceptance: with the longest names and any of their states they fit.

And what stands in any drawing is said in words: no picture, and no mark, says something that no word says.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.contract import Message, check, plain
from adapters.memory import LIMITS
from bot.views import cards, elections, invitations, lists, live, meeting, notices, proxies, texts, votes
from bot.views.ballot.own import Drawing, gone, group, over, private
from bot.views.result import message as results
from bot.wording.speech import LANGUAGES, TEXTS, Manner, Speech, addressed, speech
from core.ballot import InHand, Standing
from core.faults import Fault
from core.methods.model import labels
from core.model import (
    Acceptance,
    Event,
    EventState,
    Hold,
    Member,
    MemberId,
    Option,
    Vote,
    VoteId,
    VoteState,
)
from core.persons import Account
from core.proxies import Delegation, Given
from core.proxy_rules import Proxy, ProxyState
from core.totals import UNIT
from tests import results as held
from tests.ballots import FORMS, vote_on
from tests.people import MOTION, START

SPEECHES = [
    *(speech(language) for language in LANGUAGES),
    *(speech(language, mark="!", buttons=False) for language in LANGUAGES),
    speech("de", manner=Manner.SIE),
]
NAMES = ["n" * 120, "&" * 120, "<b>" * 40, "Gartenfreunde e.V.", "{ $name }"]
MARKS = str.maketrans("", "", "✓→")
"""What stands beside words in drawings, never instead of them."""


def people(name: str) -> list[Member]:
    numbers = range(1, 301)
    return [Member(MemberId(number), f"{number:06}", name, groups=(name,), weight=UNIT * 3 // 2) for number in numbers]


def meetings(name: str) -> list[Event]:
    event = held.meeting("1/2 of entitled")
    event = replace(event, settings=replace(event.settings, title=name, place=name, starts=START))
    return [replace(event, state=state, rehearsal=rehearsal) for state in EventState for rehearsal in (False, True)]


def motions(name: str) -> list[Vote]:
    """A plain question in every state."""
    counted = held.counted(replace(MOTION, title=name, text=name * 30), {"a": 3, "b": 2}, opened_at=START)
    counted = replace(counted, closed_at=START + timedelta(days=2), closed_by=name, reason=name)
    return [replace(counted, state=state) for state in VoteState]


def elected(name: str) -> Vote:
    options = tuple(Option(label, f"{label} {name}"[:120], member=str(n)) for n, label in enumerate(labels(300)))
    board = replace(held.BOARD, title=name, options=options, seats=300)
    return held.counted(board, {"a": 3, "b": 2, "c": 2}, answers={"a": Acceptance.DECLINED})


def everything(said: Speech, name: str) -> Iterator[Message]:
    members, event = people(name), meetings(name)[2]
    for each in meetings(name):
        yield from (cards.card(said, each, present=here, confirm=False) for here in (False, True))
        yield from (cards.over(said, each), notices.announcement(said, each, name * 30), notices.welcome(said, each))
        yield meeting.overview(said, each, motions(name) * 60)
    yield cards.card(said, replace(event, confirm_by=START), present=True, confirm=True, votes=False)
    hits = [
        lists.Hit(member, present=False, accounts=[Account(f"telegram:{member.id}", member.id, "c")])
        for member in members[:10]
    ]
    yield from (lists.found(said, hits, 10), lists.found(said, [], 10), lists.names(said, "present", 300, members))
    yield from (lists.votes_page(said, motions(name) * 60, page) for page in (0, 3, 99))
    yield lists.faults(said, [Fault(name, "unknown-setting", {"word": name, "suggestion": name})] * 60, "vote")
    yield invitations.linked(said, members[0], "telegram", f"https://t.me/{'b' * 60}?start=CODE", "CODE")
    yield from about_proxies(said, event, members)
    yield from about_votes(said, event, name)
    vote = elected(name)
    yield from (elections.acceptance(said, vote, dict.fromkeys(labels(300), True)), elections.surely(said, vote))
    yield from (elections.told(said, vote, "a"), elections.how_to_draw(said, vote, tuple(labels(300))))


def about_proxies(said: Speech, event: Event, members: list[Member]) -> Iterator[Message]:
    known, (mine, holder) = {member.id: member for member in members}, members[:2]
    for state in ProxyState:
        given = Proxy(event.id, mine.id, holder.id, state)
        yield from (proxies.told(said, event, given, known, me) for me in (mine.id, holder.id, MemberId(3)))
    outcome = Given(before=None, resting=True, too_late=True)
    yield proxies.given(said, event, holder, outcome, bound=False, former=members[2])
    yield from (proxies.delegation(said, event, Delegation(who, tuple(members))) for who in (None, holder))


def about_votes(said: Speech, event: Event, name: str) -> Iterator[Message]:
    hand = tuple(InHand(m.id, m.number, m.name, m.weight, Standing("a", None, 1)) for m in people(name))
    for vote in motions(name):
        running = replace(vote, state=VoteState.OPEN, box=None, closes_at=START, hold=Hold(START, START))
        mine = Drawing(MemberId(1), 1, "a", None)
        for drawing in (mine, replace(mine, plain=True), replace(mine, hand=hand, shown=hand[:1])):
            yield from (private(said, running, drawing), over(said, vote, drawing))
        yield from (group(said, running), gone(said, vote), votes.held(said, running), votes.closed(said, vote))
        yield from (votes.over(said, vote), votes.cancelled(said, vote, name * 30), votes.disputed(said, vote))
        scene = live.Scene(
            event,
            [(name, START)] * 3,
            [replace(running, number=number) for number in (1, 2, 3)],
            timedelta(days=2),
            {VoteId(1): 3},
        )
        yield live.live(said, scene, START)
        yield texts.part(said, vote, texts.parts(said, vote)[0], first=True)
    draft = replace(motions(name)[0], state=VoteState.DRAFT, box=None)
    yield from (votes.preview(said, draft, event), votes.shown(said, draft), votes.how_to_edit(said, draft))
    yield from (results.for_chair(said, motions(name)[3], event), results.for_members(said, motions(name)[3], event))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", SPEECHES, ids=lambda said: f"{said.language}{said.mark}{said.manner}")
def test_every_message_to_people_can_be_sent(said: Speech, name: str) -> None:
    for message in everything(said, name):
        check(message, LIMITS)


def test_texts_have_no_pictures() -> None:
    written = "".join(path.read_text("utf-8") for path in sorted(TEXTS.rglob("*.ftl")))
    assert {char for char in written if unicodedata.category(char) in ("So", "Sk", "Co")} - {"`", "^"} == set()


@pytest.mark.parametrize("said", SPEECHES, ids=lambda said: f"{said.language}{said.mark}{said.manner}")
def test_every_button_has_words_and_no_two_under_a_message_have_the_same(said: Speech) -> None:
    for message in everything(said, "Ada"):
        shown = [button.label.translate(MARKS).strip() for row in message.rows for button in row]
        assert all(any(char.isalnum() for char in label) for label in shown), shown
        assert len({*shown}) == len(shown), shown


@pytest.mark.parametrize("definition", FORMS, ids=lambda definition: definition.method)
@pytest.mark.parametrize("said", SPEECHES[:2], ids=lambda said: f"{said.language}{said.manner}")
def test_what_is_marked_on_a_ballot_is_said_in_its_text_too(said: Speech, definition: object) -> None:
    vote = vote_on(definition)
    marks = {"per-candidate": "a:yes", "plurality": "a"}.get(vote.definition.method, "a")
    empty, filled = (private(said, vote, Drawing(MemberId(1), 4, None, given, plain=True)) for given in (None, marks))
    bare = [plain(message.text).translate(MARKS) for message in (empty, filled)]
    assert bare[0] != bare[1]


@pytest.mark.parametrize("manner", Manner)
def test_no_text_is_in_two_ways_at_once(manner: Manner) -> None:
    assert addressed("‹du|Sie› und ‹dein|Ihr›", manner) == ("du und dein" if manner is Manner.DU else "Sie und Ihr")
