"""The tables. Times are milliseconds since 1970 UTC, weights are millionths."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from core.store import people
from core.store.times import Instant

metadata = people.metadata


def _count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default=text("0"))


member, member_group = people.member, people.member_group
"""As they count; nothing is written by these."""
role = Table(
    "role",
    metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("event_id", String, primary_key=True),
    Column("meeting", Boolean, primary_key=True),
)
account = Table(
    "account",
    metadata,
    Column("address", String, primary_key=True),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("chat", String, nullable=False, index=True),
    Column("language", String, nullable=False, server_default=""),
    Column("plain", Boolean, nullable=False, server_default=false()),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("bound_at", Instant, nullable=False),
)
invitation = Table(
    "invitation",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("link", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_by", String),
)
attempt = Table(
    "attempt",
    metadata,
    Column("address", String, primary_key=True),
    Column("since", Instant, nullable=False),
    _count("failures"),
)
pairing = Table(
    "pairing",
    metadata,
    Column("address", String, primary_key=True),
    Column("chat", String, nullable=False),
    Column("code", String, nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
)
event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("settings", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("registration", Boolean, nullable=False, server_default=false()),
    Column("rehearsal", Boolean, nullable=False, server_default=false()),
    Column("confirm_by", Instant),
    _count("present"),
    _count("present_weight"),
    _count("entitled"),
    _count("entitled_weight"),
    _count("votes"),
    _count("version"),
    _count("represented"),
    _count("represented_weight"),
    Column("forgotten", Boolean, nullable=False, server_default=false()),
    _count("item"),
    Column("quorate", Boolean),
)
item = Table(
    "item",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("titles", JSON, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
)
channel = Table(
    "channel",
    metadata,
    Column("chat", String, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False, index=True),
    Column("purpose", String, nullable=False),
    Column("live", String, nullable=False, server_default=""),
    Column("drawing", String, nullable=False, server_default=""),
)
bind_code = Table(
    "bind_code",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("purpose", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("asked_by", ForeignKey("member.id")),
)
presence = Table(
    "presence",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("how", String, nullable=False),
    Column("confirmed", Boolean, nullable=False, server_default=true()),
    Column("paper", Boolean, nullable=False, server_default=false()),
    Index("presence_latest", "event_id", "since"),
)
vote = Table(
    "vote",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("shown", Boolean, nullable=False, server_default=false()),
    _count("roll"),
    _count("roll_weight"),
    _count("cast"),
    _count("cast_weight"),
    _count("reached"),
    _count("late"),
    _count("queued"),
    _count("present"),
    _count("present_weight"),
    Column("opened_at", Instant),
    Column("start_by", Instant),
    Column("closes_at", Instant),
    Column("closed_at", Instant),
    Column("closed_by", String, nullable=False, server_default=""),
    Column("count_at", Instant),
    Column("hold_start", Instant),
    Column("hold_end", Instant),
    _count("entitled"),
    _count("entitled_weight"),
    Column("box", JSON),
    Column("outcome", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("key", LargeBinary, nullable=False),
    _count("represented"),
    _count("represented_weight"),
    Column("drawn", JSON, nullable=False, server_default="[]"),
    Column("seed", String, nullable=False, server_default=""),
    Column("answers", JSON, nullable=False, server_default="{}"),
    Column("ruling", Text, nullable=False, server_default=""),
    _count("of_event"),
    _count("of_event_weight"),
    Column("voters", JSON),
    Column("grain", BigInteger, nullable=False, server_default=text("1")),
    Column("rehearsal", Boolean, nullable=False, server_default=false()),
    Column("seal", LargeBinary, nullable=False, server_default=text("''")),
    Column("marks_seal", LargeBinary, nullable=False, server_default=text("''")),
    Column("wrapped", JSON),
    Column("corrected_at", Instant),
    _count("warned"),
    Column("verdict_only", Boolean, nullable=False, server_default=false()),
    Column("opening", String, nullable=False, server_default=""),
    Column("counting", String, nullable=False, server_default=""),
    Column("board", String, nullable=False, server_default=""),
    _count("paper"),
    _count("paper_weight"),
    _count("papers"),
    Column("paper_box", JSON),
    Column("paper_seal", LargeBinary, nullable=False, server_default=text("''")),
    _count("tallies"),
    _count("unit"),
    Column("published_to", String, nullable=False, server_default=text("''")),
    UniqueConstraint("event_id", "number"),
)
wording = Table(
    "wording",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("definition", JSON, nullable=False),
)
"""Text and rules of votes, apart: a row is written anew as a whole with each change of a turnout."""
roll = Table(
    "roll",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("weight", BigInteger, nullable=False),
    _count("rendering"),
    Column("reached", Boolean, nullable=False, server_default=false()),
    Column("holder", ForeignKey("member.id")),
    Column("voted", Boolean, nullable=False, server_default=false()),
    Column("paper", Boolean, nullable=False, server_default=false()),
    Index("roll_holder", "vote_id", "holder"),
)
proxy = Table(
    "proxy",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("principal_id", ForeignKey("member.id"), primary_key=True),
    Column("holder_id", ForeignKey("member.id"), nullable=False),
    Column("how", String, nullable=False),
    Column("state", String, nullable=False),
    Column("since", Instant, nullable=False),
    Index("proxy_holder", "event_id", "holder_id"),
)
ballot = Table(
    "ballot",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("choice", String, nullable=False),
)
envelope = Table(
    "envelope",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a row number would tell in which order people voted
)
board = Table(
    "board",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("choice", String, nullable=False),
    sqlite_with_rowid=False,
)
demand = Table(
    "demand",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Who demands that a draft be secret."""
scrub = Table("scrub", metadata, Column("key", LargeBinary, primary_key=True))
tally = Table(
    "tally",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("counts", Text, nullable=False),
)
"""Paper ballots as each teller counted them, until the box is opened."""
mark = Table(
    "mark",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("choice", String, nullable=False),
)
notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("member_id", ForeignKey("member.id")),
    Column("chat", String, nullable=False),
    Column("state", String, nullable=False),
    Column("ref", String, nullable=False, server_default=""),
    Column("error", String, nullable=False, server_default=""),
    Column("claimed_by", String, nullable=False, server_default=""),
    Column("claimed_until", Instant),
    _count("tries"),
    Column("reminds", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("kind", "event_id", "subject", "chat"),
    Index("delivery_waiting", "state", "claimed_by", "kind", "id"),
    Index("delivery_member", "member_id", "subject", "kind"),
)
errand = Table(
    "errand",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("who", String, nullable=False),
    *(Column(name, Boolean, nullable=False) for name in ("missing", "reminds", "away")),
    Column("after", String, nullable=False),
    _count("counted"),
)
"""What is done to the messages of many, as far as it is not done yet."""
journal = Table(
    "journal",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("prev", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String, nullable=False),
    Column("by", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("hash", String, nullable=False),
)
pseudonym_key = Table(
    "pseudonym_key",
    metadata,
    Column("event_id", ForeignKey("event.id"), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)
seen = Table(
    "seen",
    metadata,
    Column("source", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)
cursor = Table(
    "cursor",
    metadata,
    Column("source", String, primary_key=True),
    Column("value", String, nullable=False),
    Column("batches", Integer, nullable=False, server_default=text("0")),
)
kept = Table(
    "kept",
    metadata,
    Column("source", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
crowd = Table(
    "crowd",
    metadata,
    Column("chat", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("here", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
)
redaction = Table(
    "redaction",
    metadata,
    Column("chat", String, primary_key=True),
    Column("message", String, primary_key=True),
)
dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("input", String, nullable=False),
    Column("code", String, nullable=False),
    Column("at", Instant, nullable=False),
)
life = Table("life", metadata, Column("network", String, primary_key=True), Column("heard_at", Instant, nullable=False))
