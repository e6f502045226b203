"""Element's own interface, of npm's matrix-react-sdk, in a browser: a member votes in secret in an encrypted room."""

from base64 import b64encode
from collections.abc import Iterator
from math import ceil
from pathlib import Path

import pytest

from tests.browser import browsing
from tests.element_app import bundled
from tests.element_ballot import MEDIA, SCALE, WIDTH, drawn, play
from tests.homeserver import LIMITS_OFF, Homeserver

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Homeserver]:
    bundled()
    (tmp_path / "synapse").mkdir()
    made = Homeserver(tmp_path / "synapse", {**LIMITS_OFF, **MEDIA})
    made.start()
    yield made
    made.kill()


async def test_a_ballot_its_receipt_and_the_result_are_read_in_element(tmp_path: Path, server: Homeserver) -> None:
    seen = await play(tmp_path, server)
    told = [
        "Messages in this room are end-to-end encrypted",
        "Recorded: Election 1 “Chair of the board”. You can change it until the vote closes.",
        "Message deleted by",
        "Elected: Bo Zugvogel (2)",
    ]
    warnings = ["Unable to decrypt", "Can't load this message", "Final result", "1b · Bo Zugvogel\n"]
    assert [part for part in told if part not in seen.text] == []
    assert [part for part in warnings if part in seen.text] == []


async def test_pictures_beside_each_other_have_the_size_that_was_asked_for(tmp_path: Path) -> None:
    async with browsing(tmp_path / "one", "about:blank") as tab:
        await tab.resize(500, 700, 1)
        one = b64encode(await tab.picture()).decode()
    found = await drawn(tmp_path, [one] * 3)
    width, height = (int.from_bytes(found[start : start + 4], "big") for start in (16, 20))
    assert (width, 400 < height < 700) == (ceil(WIDTH * SCALE), True)
