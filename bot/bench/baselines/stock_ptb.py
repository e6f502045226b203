"""A python-telegram-bot bot as its documentation teaches; one update at a time, at which it is fastest."""

from __future__ import annotations

import aiosqlite
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

from .votes import TOAST, arguments, connect, store


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Store the vote, then answer."""
    query = update.callback_query
    database = context.bot_data["database"]
    if query is not None and query.data is not None and isinstance(database, aiosqlite.Connection):
        await store(database, query.from_user.id, query.data)
        await query.answer(TOAST)


def main() -> None:
    """Poll until killed."""
    given = arguments()

    async def prepare(application: Application) -> None:  # type: ignore[type-arg]  # six parameters nobody here uses
        application.bot_data["database"] = await connect(given.database)

    builder = ApplicationBuilder().token(given.token).base_url(f"{given.url}/bot").post_init(prepare)
    application = builder.build()
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling()


if __name__ == "__main__":
    main()
