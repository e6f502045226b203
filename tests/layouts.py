"""Databases as earlier versions laid them out."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from core.store import migrate


def laid_out(path: Path, revision: str) -> None:
    """A database at a revision, with nothing in it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
