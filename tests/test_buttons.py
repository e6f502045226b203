import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.acts import Act, Consent, EventAct, Toggle
from bot.chat.buttons import (
    LONGEST,
    Action,
    BindHere,
    CastGroup,
    CastMarks,
    CastPrivate,
    ChairDraft,
    ChairEvent,
    ChairVote,
    CheckIn,
    CheckOut,
    DeclineProxy,
    DemandSecret,
    Detach,
    Elected,
    EndProxy,
    Favour,
    GiveProxy,
    Mark,
    OpenBallot,
    Redeem,
    Speak,
    Substitute,
    Turn,
    decode,
    encode,
    in_event,
)
from core.model import EventId, MemberId, VoteId

EVENT = EventId("e" * 32)
VOTE = VoteId(2**31 - 1)
MEMBER = MemberId(2**31 - 1)
RENDERING = 999_999
TAG = "A-_zAAAA"
CODE = "7K3MQ2ZD91XAHV4T"
ASKED = 36**6 - 1

LARGEST: tuple[Action, ...] = (
    CheckIn(EVENT),
    CheckOut(EVENT),
    CastPrivate(VOTE, RENDERING, TAG, "+".join(f"a{letter}" for letter in "abcdefgh")),
    CastGroup(VOTE, "+".join("abcdefghijklmnopqrst")),
    Mark(VOTE, RENDERING, TAG, 14, "kn", 1),
    Turn(VOTE, RENDERING, TAG, 14),
    CastMarks(VOTE, RENDERING, TAG),
    OpenBallot(VOTE),
    DemandSecret(VOTE),
    Redeem(CODE),
    BindHere(CODE, ASKED),
    Speak("de"),
    ChairVote(Act.UNREACHED, VOTE, 2**32 - 1),
    Favour(VOTE, "ab", 2**32 - 1),
    Elected(Consent.SURELY_DECLINE, VOTE),
    ChairDraft(Toggle.ABSTENTION, VOTE, 2**32 - 1),
    ChairEvent(EventAct.CLOSE, EVENT, asked=ASKED),
    GiveProxy(EVENT, MEMBER),
    EndProxy(EVENT, MEMBER),
    in_event(EVENT, "checkin 17", ASKED) or CheckIn(EVENT),
    DeclineProxy(EVENT, MEMBER),
    Detach(EVENT, MEMBER, "telegram", ASKED),
    Substitute(EVENT, MEMBER, MEMBER, ASKED),
)


@pytest.mark.parametrize(
    "data",
    [
        "",
        ".",
        "1",
        "1i",
        "0i.agm",
        "2i.agm",
        "1i.agm.agm",
        "1?.agm",
        "1i.a\x00b",
        "1i.<b>",
        "1i.ägm",
        "1g..a",
        "1g.-1.a",
        "1g.+1.a",
        "1g.1 .a",
        "1g.٣.a",
        "1g.1_0.a",
        "1g.zzzzzzzzzzz.a",
        "1g.1.a'--",
        "1g.1.a\n",
        "1v.explode.1",
        "1v.OPEN.1",
        "1m.1.1.tag.0.a",
        "\ud800",
        "1" * 64,
        "i.agm" * 1000,
    ],
)
def test_forged_data_means_nothing(data: str) -> None:
    assert decode(data) is None


@given(st.one_of(st.text(max_size=LONGEST), st.text("1icgmpkobrhlvde.0az+-=:> ", max_size=LONGEST)))
def test_any_data_means_nothing_or_an_action_that_says_the_same_again(data: str) -> None:
    action = decode(data)
    assert action is None or decode(encode(action)) == action


def test_too_long_data_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="76 bytes"):
        encode(CheckIn(EventId("e" * 73)))


@pytest.mark.parametrize("action", LARGEST, ids=lambda action: type(action).__name__)
def test_largest_buttons_fit(action: Action) -> None:
    data = encode(action)
    assert (len(data.encode()) <= LONGEST, decode(data)) == (True, action)


def test_every_action_has_a_letter_of_its_own() -> None:
    kinds = Action.__args__
    assert (len({kind.letter for kind in kinds}), {type(action) for action in LARGEST}) == (len(kinds), set(kinds))


words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=20)
ids = st.integers(0, 2**31 - 1).map(VoteId)
small = st.integers(0, 10_000)


@given(st.one_of(
    st.builds(CheckIn, words.map(EventId)),
    st.builds(CastPrivate, ids, small, words.map(lambda tag: tag[:8]), words),
    st.builds(CastGroup, ids, st.lists(st.sampled_from("abcd")).map(lambda labels: "+".join(labels[:9]))),
    st.builds(Mark, ids, small, words.map(lambda tag: tag[:8]), small, st.sampled_from(["a", "zz"]), st.integers(0, 1)),
    st.builds(ChairVote, st.sampled_from(Act), ids),
))  # fmt: skip
def test_what_is_encoded_is_decoded(action: Action) -> None:
    assert decode(encode(action)) == action
