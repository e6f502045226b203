# Why something was not done, and what to do. Shown as alerts: at most 200 characters, no markup.

# Who and where

refusal-anonymous = You write as a group or a channel, so I cannot tell who you are. Write as yourself.
refusal-not-bound = I do not know this account. Open your invitation link, or send me /start in a private chat for a number to show at the desk.
refusal-only-private = This works in a private chat with me only.
refusal-only-desk = Only the desk and the chair can do this.
refusal-only-desk-places = The desk works in its own channel or in a private chat with me.
refusal-only-chair = Only the chair can do this.
refusal-only-chair-channel = Chair commands work in the chair channel only.
refusal-button-unknown = This button means nothing to me, perhaps because it is old. For your ballots: /ballot
refusal-reaction-unknown = Such a reaction counts for nothing, and in encrypted rooms none does, since reactions are never encrypted. Use the poll, or write for instance <code>7b</code>; for your ballots: /ballot
refusal-broken = Something went wrong, and nothing was recorded. Try again. If it goes wrong again, tell the desk.

# Codes and accounts

refusal-too-many-tries = Too many wrong codes. Wait { $minutes } minutes, or ask the desk.
refusal-code-unknown = I do not know this code. Check it for typing errors, or ask the desk for a new one.
refusal-code-used = This code for member { $number } was used before. If it was not you, go to the desk: it can make a new one. It has been told.
refusal-code-reused = The invitation of member { $number } was used a second time, by another account. Ask who that was. A new code: /invite { $number }
refusal-code-over = This code belongs to a meeting that is over.
refusal-code-own-network = This code is for another network. Here you have an account already.
refusal-already-you = This account is { $name }, member { $number }, already. There is nothing more to do.
refusal-bound-to-other = This account belongs to { $name }, member { $number }, so the code was not used. Is that wrong? Ask the desk.
refusal-member-has-account = This member has an account already. From that account, /link gives a code for a second network.
refusal-desk-has-account = { $name }, member { $number }, has an account already.
refusal-pairing-unknown = Nobody shows { $code } at the moment. Have the number read to you again; a new one comes with /start.
refusal-bind-unknown = I do not know this code, or it is too old. Make a new one: folkmoot code
refusal-roster-disturbed = The list of members was changed meanwhile; import the file again.
refusal-accounts-taken = Line of member { $number }: the account { $account } belongs to member { $owner } already.
refusal-number-taken = Number { $number } is taken by { $name }.
refusal-name-long = A name has 1 to { $allowed } characters.
refusal-member-unknown = There is no member { $number }.
refusal-own-role = You cannot take your own roles away. Another chair can.

# The meeting

refusal-event-unknown = This meeting does not exist any more.
refusal-event-over = The meeting is over.
refusal-event-not-open = The meeting is { $state ->
    [planned] not open yet
    [paused] paused
    [closed] over
   *[other] not open
 }, so nothing can be opened. /event open or /event resume
refusal-event-not-planned = A rehearsal is possible only before the meeting opens.
refusal-event-not-possible = { $act ->
    [open] { $state ->
        [open] The meeting is already open.
        [paused] The meeting is open already, and paused. It goes on with /event resume
       *[closed] The meeting is over and cannot be opened again.
     }
    [pause] { $state ->
        [planned] The meeting is not open yet, so there is nothing to pause.
        [paused] The meeting is already paused.
       *[closed] The meeting is over.
     }
    [resume] { $state ->
        [planned] The meeting is not open yet. It begins with /event open
        [open] The meeting is not paused: it is going on.
       *[closed] The meeting is over and cannot go on.
     }
   *[close] { $state ->
        [planned] The meeting is not open yet, so it cannot be closed.
       *[closed] The meeting is already over.
     }
 }
refusal-event-votes-open = Vote { $number } is not finished. Close or cancel it first.
refusal-no-event = There is no meeting at the moment.
refusal-registration-closed = Check-in is closed. If you are here, go to the desk.
refusal-notice-empty = There is nothing to announce. Write the text after the command.
refusal-notice-long = The text has { $given } characters; { $allowed } are possible.
refusal-nobody-there = Nobody would get this: “{ $who }” has no member with an account.

# Casting

refusal-vote-unknown = I do not know this vote.
refusal-damaged-vote = Vote { $number } cannot be read: it is damaged in the database, or another version has written it. Nothing was recorded. Everything else goes on; the operator's log says where.
refusal-vote-number-unknown = There is no vote { $number }.
refusal-vote-not-open = Vote { $number } is not open yet. The ballot comes by itself.
refusal-vote-over = Vote { $number } is over with its meeting. Nothing was cast.
refusal-vote-cancelled = Vote { $number } was cancelled. Nothing was cast.
refusal-too-late = Vote { $number } closed at { $at }. Nothing counts after that.
refusal-chair-decides = Vote { $number } was held after an outage. The chair decides about the time. Nothing was cast; try again when there is more time.
refusal-ballot-forged = This button was not made for you. Nothing was cast. For your own ballots: /ballot
refusal-ballot-retired = That was an old ballot of vote { $number }. Nothing changed. { $choice ->
    [none] You have not voted yet.
    [blank] Recorded: blank.
    [abstain] Recorded: abstention.
    [sealed] Your vote is recorded.
   *[other] Recorded: { $choice }.
 }
refusal-cast-is-cast = In vote { $number } a cast cannot be changed. { $choice ->
    [blank] Recorded: blank.
    [abstain] Recorded: abstention.
    [sealed] Your vote is recorded.
   *[other] Recorded: { $choice }.
 }
refusal-not-on-roll = You are not on the roll of this vote.
refusal-not-entitled = You are not entitled to vote in this meeting, so you have no ballot for vote { $number }. Is that wrong? Ask the desk.
refusal-excluded = You have no ballot for vote { $number }: a conflict of interest was noted for you. Is that wrong? Ask the desk.
refusal-not-in-group = Vote { $number } is for the group “{ $group }” only, and you are not in it. Is that wrong? Ask the desk.
refusal-not-present = You are not checked in, so you have no ballot for vote { $number }. { $checkin ->
    [open] /checkin
   *[closed] The check-in is not open now: ask the desk.
 }
refusal-joined-after = You came after the roll of vote { $number } was closed. You have a ballot in the next one.

# What was chosen

refusal-choice-missing = Which option? Write for instance { $number }a.
refusal-choice-unknown-option = There is no option { $label }. Nothing was changed.
refusal-choice-too-many-marks = That would be { $given } marks, at most { $allowed } can be. Take one away first. Nothing was changed in vote { $number }.
refusal-choice-too-few-marks = That is too little: { $given ->
    [one] { $given } mark
   *[other] { $given } marks
 }, at least { $allowed } are needed. Nothing was cast in vote { $number }.
refusal-choice-not-alone = { $label } cannot go together with other options. Nothing was changed.
refusal-choice-duplicate = { $label } is there { $given } times. Once is enough. Nothing was changed.
refusal-choice-too-many-for-one = { $label } has { $given } marks; { $allowed } are possible. Nothing was changed.
refusal-choice-no-abstain = Here one cannot abstain. Choose, do not vote, or hand in an empty ballot: { $number } blank. Nothing was changed in vote { $number }.
refusal-choice-answer-unknown = The answer for { $label } is not yes, no or abstain. Nothing was changed.
refusal-choice-equal-ranks = Two options stand in the same place. Give each its own. Nothing was changed in vote { $number }.
refusal-choice-rank-gap = Place { $given } is empty. Fill the places without gaps. Nothing was changed in vote { $number }.

# Drafts

refusal-text-number-missing = Of which vote? Write for instance /text 7
refusal-majority-form = I cannot read the majority “{ $word }”. For instance: simple, two-thirds, at least 2/3 of valid
refusal-share-third = “{ $word }”: { $third }, or exactly { $exact }? Write one of the two.
refusal-majority-simple = A simple majority of “{ $base }”: more yes than no, or more than half? Write: simple, or: more than 1/2 of { $base }
refusal-majority-fraction = “{ $word }” is not a fraction between 0 and 1. For instance: more than 1/2 of valid
refusal-majority-base = I do not know the base “{ $word }”. There are yes_no, valid, cast, present, entitled and weight.
refusal-majority-weight = “{ $word }” is weight already, so say nothing of weight, or write: by weight
refusal-majority-tie = I do not know the tie rule “{ $word }”. There are rejected, chair, runoff and lot.
refusal-quorum-form = I cannot read the quorum “{ $word }”. For instance: 30, 1/3 of entitled, none
refusal-quorum-fraction = “{ $word }” is not a fraction between 0 and 1. For instance: 1/3 of entitled
refusal-quorum-base = A quorum is a share of those entitled, not of “{ $word }”. For instance: 1/3 of entitled
refusal-settings-options = There are { $given } options; this method takes { $allowed }.
refusal-settings-seats = There are { $given } seats; { $allowed } are possible.
refusal-settings-maximum = At most { $given } marks is not possible; { $allowed } are.
refusal-settings-minimum-over-maximum = At least { $given } marks, but at most { $allowed }: that leaves nothing.
refusal-settings-slots = Seats for groups do not go with this method. Hold one vote for each kind of seats.
refusal-settings-cumulate = This method allows one mark for each option.
refusal-settings-unknown-option = There is no option { $label }.
refusal-settings-none-of-the-above = “None of the above” does not go with this method.

# Running a vote

refusal-vote-not-possible = Vote { $number } is { $state ->
    [draft] a draft
    [open] open
    [closed] closed and not counted yet
    [counted] counted
    [published] published
    [cancelled] cancelled
   *[void] void
 }, so it cannot be { $act ->
    [edit] edited
    [show] shown
    [open] opened
    [cancel] cancelled
    [close] closed
    [extend] extended
    [remind] reminded of
    [count] counted
    [lot] decided by lot
    [accept] accepted yet
    [ruling] ruled on
    [runoff] followed by a run-off
    [reopen] opened again
    [repeat] repeated
   *[publish] published
 }.
refusal-vote-already = Vote { $number } is already { $state ->
    [open] open
    [void] void
    [cancelled] cancelled
    [counted] counted
   *[published] published
 }.
refusal-already-closed = Vote { $number } was already closed by { $by ->
    [system] itself
    [cli] the organiser
   *[other] { $by }
 } at { $at }.
refusal-already-published = Vote { $number } is published already.
refusal-rehearsal-over = Vote { $number } belongs to the rehearsal, which is over: nothing of it counts any more.
refusal-time-long = Number { $number } can run for at most { $limit } days. Nothing has changed.
refusal-time-short = Number { $number } was not opened: nobody can vote in so short a time. It takes at least { $limit } seconds; minutes are written 2m.
refusal-majority-cast = “{ $word }”: with abstentions or without? Write: of yes_no (without), of valid (with), or of cast (with blank ballots too)
refusal-majority-half = “{ $word }”: more than half, or is half enough? Write: simple, or: at least 1/2 of yes_no
refusal-no-quorum = Vote { $number } was not opened: no quorum. Present{ $weighed ->
        [true] , by weight
       *[false] { "" }
    }: { $have }, needed: { $needed }
refusal-no-quorum-of-vote = Vote { $number } was not opened: too few of those who may vote in it are here. Present{ $weighed ->
        [true] , by weight
       *[false] { "" }
    }: { $have }, needed: { $needed }
refusal-roll-empty = Vote { $number } was not opened: nobody who is present may vote in it.
refusal-no-countdown = Vote { $number } has no time that waits to be started.
refusal-no-hold = Vote { $number } is not held.
refusal-reason-missing = { $act ->
    [reopen] Opening vote { $number } again
    [repeat] Repeating vote { $number }
   *[cancel] Cancelling vote { $number }
 } needs a reason: /{ $act } { $number } WHY
refusal-counts-differ = The two counts of vote { $number } differ; nothing was changed. Keep the database and the file { $file } beside it, and ask for help.
refusal-counts-differ-unwritten = The two counts of vote { $number } differ; nothing was changed. { $file } cannot be written: make room on the database's disk, then do the same again.
refusal-wordless = It is stored, but I could not put the answer into words. Look with /status.
refusal-message-long = That is too long: at most { $allowed } characters in one message.
refusal-too-many-messages = That is more than I can follow. Wait a minute, then write again.
