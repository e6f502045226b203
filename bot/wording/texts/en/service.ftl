## What the service tells the chair by itself

refusal-network-away = { $network } has been out of reach since { $since }. Everything goes on here; if a deadline passes, you decide about the time.
refusal-network-rejected = { $network } has not accepted the bot since { $since }: the operator must look at its token or password. Everything goes on here.
refusal-network-back = { $network } can be reached again; it was away since { $since }.
alarm-prepared-waits = { $count ->
    [one] A prepared vote is no draft yet:
   *[other] { $count } prepared votes are no drafts yet:
 } { $titles }. { $missing ->
    [none] What is wrong, the organiser sees with: folkmoot check
   *[other] Not on the roster: { $missing }. Once they are there, by an import or /admit, the draft comes by itself.
 }
alarm-prepared-drafted = { $count ->
    [one] A prepared vote that waited for the roster is a draft now:
   *[other] { $count } prepared votes that waited for the roster are drafts now:
 } { $votes }. All: /votes
refusal-not-stored-yet = Not recorded yet: the server cannot store anything at the moment. There is no need to do it again: as soon as it is recorded, this message changes.
notice-store-stuck = Nothing can be stored at the moment: the disk of the server is full or may not be written, or another program holds the database. What was recorded is safe, and what comes now waits. Tell the operator at once; then everything goes on by itself, and you decide about deadlines.
notice-store-goes-on = Everything is stored again, also what came in the meantime.
notice-store-unusable = The bot stops: its database was deleted, replaced or put back to an older state, so that it cannot store anything safely. Nothing more is accepted until the operator has put it right. Votes of the last moments may have to be cast again.
alarm-database-older = The operator goes on with an older copy of the database: what was accepted up to { $until } and is not in it is lost. Look through presence and votes; everybody without a recorded vote gets the ballot again.
refusal-clock-forward = The server's clock was set forward by { $seconds }, or the server stood still. Nothing was closed: where a deadline ran, you decide about the time.
refusal-clock-back = The server's clock was set back by { $seconds }. Nothing was closed: where a deadline ran, you decide about the time.
refusal-due-failed-start = The countdown of vote { $number } could not be started ({ $error }). The other votes go on. Give it another time with /extend { $number }, or close it with /close { $number }.
refusal-due-failed-close = Vote { $number } could not be closed at its end ({ $error }). The other votes go on. Try /close { $number }, and tell the operator.
refusal-due-failed-count = Vote { $number } could not be counted ({ $error }); its ballots are kept. The other votes go on. Tell the operator.
refusal-due-failed-warn = The warning before the end of vote { $number } could not be given ({ $error }). The vote goes on.
refusal-due-failed-quorum = The quorum could not be looked at ({ $error }). Look at /event, and tell the operator.
minutes-act-warn-failed = { $vote }: the warning before the end could not be given by itself.
minutes-act-quorum-failed = The quorum could not be looked at by itself.
minutes-act-read-failed = The meeting could not be read from the database.
refusal-due-failed-confirm = The confirmation of who is present could not be ended ({ $error }); everybody stays present. Tell the operator.
refusal-due-failed-read = This meeting cannot be read from the database any more ({ $error }): it takes no commands, and hardly anything in it goes on by itself. What was cast is kept, and other meetings go on. Tell the operator, who has the log and the backup.
alarm-errand-given-up = { $number ->
    [0] A message cannot go on to everybody, because what it is about cannot be read from the database.
   *[other] The messages about vote { $number } cannot go on to everybody, because what is stored of it cannot be read.
 } Whoever has none yet gets none. Everything else goes on. Tell the operator, whose log says where.

minutes-act-start-failed = { $vote }: the countdown could not be started by itself.
minutes-act-close-failed = { $vote } could not be closed by itself.
minutes-act-count-failed = { $vote } could not be counted by itself.
minutes-act-confirm-failed = The confirmation of presence could not be ended by itself.
minutes-act-database-older = The meeting goes on with an older copy of the database; what was accepted up to { $until } and is not in it is lost.
minutes-act-clock-jumped = The server's clock moved by { $seconds }; deadlines were held.
