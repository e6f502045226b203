"""How long and how many things may be: one set for the chat, for files and for the settings."""

from __future__ import annotations

LONGEST_NAME = 120
"""Characters of a person's or a group's name, as shown."""
LONGEST_TITLE = 200
LONGEST_LINE = 200
"""Characters of a name of ours in the settings: of the organisation, a meeting, a place."""
LONGEST_ADDRESS = 1000
"""Characters of an address of the web."""
LONGEST_OPTION = 200
LONGEST_TEXT = 20_000
LONGEST_WHY = 1000
"""Characters of a reason, a ruling, an objection."""
MOST_OPTIONS = 300
MOST_ITEMS = 200
MOST_SEATS = 999
MOST_EXCLUDED = 1000
HIGHEST_NUMBER = 1_000_000
"""Of marks, places and other counts on a ballot."""
SHORTEST_TIME = 5
LONGEST_TIME = 365 * 86_400
"""Seconds: a year."""
