"""A member with /plain through a whole meeting: everything waits to be read, is in words, and is one button a row."""

import re
from pathlib import Path

from adapters.contract import plain
from adapters.memory import Person
from tests.meeting import Meeting, played

PICTURES = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
BESIDE = str.maketrans("", "", "✓")
"""What stands beside a choice; the text above says in words what is chosen."""
ME = 3
FORMS = {
    "block": "/elect 2 Board\nnamed\nmethod: block\n- Ada\n- Bea\n- Cem",
    "per-candidate": "/elect 2 Auditors\nnamed\nmethod: per-candidate\n- Ada\n- Bea",
    "ranking": "/elect 1 Treasurer\nnamed\nmethod: irv\n- Ada\n- Bea\n- Cem",
}


def seen(me: Person) -> list[tuple[str, list[list[str]]]]:
    """Texts and buttons of all messages as they are now."""
    shown = [one.message for one in me.messages]
    assert [message.file for message in shown] == [None] * len(shown)
    return [(plain(message.text), [[button.label for button in row] for row in message.rows]) for message in shown]


def wrong(me: Person) -> list[object]:
    """What somebody who sees little, or hears it read, could not use."""
    found: list[object] = [toast.text for toast in me.toasts if not toast.alert]
    for text, rows in seen(me):
        labels = [label for row in rows for label in row]
        found += [row for row in rows if len(row) > 1]
        found += [label for label in labels if not any(char.isalnum() for char in label) or labels.count(label) > 1]
        found += PICTURES.findall((text + "".join(labels)).translate(BESIDE))
    return found


async def vote_by_taps(meeting: Meeting, number: int) -> None:
    """The first option, then what casts it: with /plain nothing is cast by one tap."""
    me = meeting.member(ME)
    await meeting.press(ME, _labels(me)[0])
    assert ((await meeting.vote(number)).cast.heads, wrong(me)) == (0, [])
    await meeting.press(ME, next(label for label in _labels(me) if label.startswith("Cast")))
    assert ((await meeting.vote(number)).cast.heads, wrong(me)) == (1, [])


def _labels(me: Person) -> list[str]:
    return [label for row in seen(me)[-1][1] for label in row]


def test_everything_that_a_plain_member_gets_can_be_read_and_used(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        me = meeting.member(ME)
        me.write("/plain on")
        await meeting.time.sleep(5)
        for text in ("/status", "/agenda", "/help", "/help secret", "/link", "/checkout", "/checkin"):
            me.write(text)
            await meeting.time.sleep(3)
        await meeting.chair("/vote Budget\ntext: The budget as sent.")
        await meeting.chair("/show 1")
        await meeting.time.sleep(10)
        await meeting.chair("/open 1")
        await meeting.time.sleep(10)
        await vote_by_taps(meeting, 1)
        for number, typed in enumerate(FORMS.values(), 2):
            await meeting.chair(typed)
            await meeting.chair(f"/open {number}")
            await meeting.time.sleep(10)
            await vote_by_taps(meeting, number)
        for number in range(1, len(FORMS) + 2):
            await meeting.chair(f"/close {number}")
            await meeting.time.sleep(20)
            await meeting.chair(f"/publish {number}")
            await meeting.time.sleep(10)
            me.write(f"/result {number}")
            await meeting.time.sleep(3)
        await meeting.chair("/event close yes")
        await meeting.time.sleep(10)
        assert (wrong(me), len(me.toasts) > 2 * len(FORMS)) == ([], True)
        assert "The meeting is closed" in seen(me)[-1][0] or "over" in seen(me)[-1][0]

    played(tmp_path, play)
