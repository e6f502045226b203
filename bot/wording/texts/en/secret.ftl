# Secret votes. Refusals are shown as alerts: at most 200 characters, no markup.

refusal-forget-not-over = { $event } is { $state }: people are forgotten when the meeting is closed.
refusal-forget-twice = The people of { $event } were forgotten already.
refusal-secret-few = Vote { $number } cannot be secret: only { $roll } are on its roll, and it takes { $least }. /edit { $number } with the line “named”, or wait for more.
refusal-secret-weights = Vote { $number } cannot be secret: weight decides, and fewer than { $least } members share one of the weights, so a ballot would name them. Decide by heads, or vote by name.
refusal-secret-weights-late = Vote { $number } cannot be secret: weight decides, and whoever joins late could be known by their weight. /edit { $number } with the line “late: no”, decide by heads, or vote by name.
refusal-secret-weights-ballots = Vote { $number } cannot be secret: weights are more than { $most } to 1 apart, and a ballot of many choices would be known by its weight. Decide by heads, ask a plain question, or vote by name.
refusal-secret-weights-heads = Vote { $number } cannot be secret: heads and weight both decide, and together they would name ballots. /edit { $number }: let weight alone decide (“majority: … by weight”), or heads.
refusal-secret-weights-cast = Vote { $number } stays shut: so few of one weight have voted that the result could tell how. /reopen { $number } WHY lets others vote; to count all the same: /result { $number } anyway
typed-anyway = anyway
minutes-act-vote-weights = { $vote }: the box was opened by decision of the chair, although so few of one weight had voted that the result, and what is stored of it, can tell how. There is no board.
refusal-secret-no-key = The box of vote { $number } cannot be opened: its key is not in the folder of keys. Nothing is lost: the operator puts the file back, then /result { $number } opens the box.
refusal-secret-committee = The box of vote { $number } waits for the committee: { $needed } of its { $of } keys are needed. On the server: folkmoot open-box { $number } --key FILE (--key once for each)
refusal-secret-unreadable = { $count } of { $cast } envelopes of vote { $number } cannot be opened. Nothing was counted and nothing is lost. Tell the operator: the database was changed.
refusal-secret-turnout = The box of vote { $number } holds { $ballots } ballots, and { $cast } were recorded. Nothing was counted and nothing is lost. Tell the operator: the database was changed.
refusal-secret-committee-keys = These keys do not open the box of vote { $number }: too few of them, or of another committee.
refusal-secret-no-committee = Vote { $number } has no committee: the server opens its box.
refusal-secret-in-group = Vote { $number } is secret, and everybody here could see it. Nothing was cast. Your ballot is in our private chat: /ballot
refusal-secret-in-room = Vote { $number } is secret, and this room is not encrypted, so your server could read it. Nothing was cast. Switch on encryption in the room's settings, then write /ballot
refusal-secret-in-reaction = Vote { $number } is secret, and your server could read a reaction. Nothing was cast. Write your answer instead, or use the poll.

# What is said of a secret vote in place of the sentence with the same name behind `secret-`. None says what was cast.

secret-cast-recorded = Recorded: { $vote }. { $revote ->
    [true] You can change it until the vote closes.
   *[false] It cannot be changed.
 }
secret-cast-done = Recorded: { $vote }. { $revote ->
    [true] You can change it until the vote closes.
   *[false] It cannot be changed.
 }
secret-ballot-recorded = <b>Recorded.</b> What you chose is not shown any more. You can change it until the vote closes.
secret-ballot-recorded-final = <b>Recorded.</b> What you chose is not shown any more. It cannot be changed.
secret-ballot-over-mine = Your vote was recorded.
secret-status-vote = { $vote }: recorded
secret-bundle-recorded = <b>Recorded</b> for { $members }
secret-bundle-over-recorded = Recorded for { $members }
secret-bundle-cast-one = Recorded for { $member }.
secret-bundle-cast-all = Recorded for { $count } votes.
secret-bundle-cast-fewer = Recorded for { $count } of { $most } votes. You cannot change the rest.
secret-bundle-cast-own = Recorded for your own vote. You hold { $count } more: in our private chat.
secret-bundle-cast-done = Recorded for { $members }: { $vote }. { $revote ->
    [true] You can change it until the vote closes.
   *[false] It cannot be changed.
 }

# On the ballot

ballot-secret = Secret.
ballot-secret-means = Secret: your choice is sealed when it arrives, counted without your name, and the key is destroyed, so that nobody can find it out later. Until then Telegram, a dishonest operator, or whoever sees your phone could. More: /help secret
ballot-group-secret = Secret: open your ballot to vote. It comes into our private chat.

# Receipts

receipt = Recorded. Your receipt code: { $code }. Note it, it is shown once: after the count you find your ballot by it on the board. Whoever sees it can see how you voted.
receipt-several = Your receipt codes. Note them, they are shown once: after the count you find each ballot by its code on the board. Whoever sees a code can see how that ballot was cast.
receipt-line = <code>{ $code }</code> { $member }

# /help secret

typed-secret = secret, secrecy
secret-promise =
    Your choice is sealed when it reaches the server and opened only after voting ends, without your name. When the vote is counted the key is destroyed; from then on nobody, including the people who run this server, can find out how you voted from what is stored.
    It does not protect you from a dishonest operator while you are voting, from Telegram or your Matrix server, from someone who reads your phone, or from being pressed to show your screen.
    For elections that need more, use paper or a verified system such as Belenios.
secret-means =
    <b>What secret means here</b>
    { secret-promise }
    Telegram can see what you press and what you write to me. On Matrix a secret vote is possible in encrypted rooms only.
    A receipt code, where a vote gives one, lets you find your ballot on the board, and lets anybody to whom you show it see how you voted.
    Before a vote opens, members who read its draft can demand that it be secret: /secret and its number.
minutes-secret = What secret means here
minutes-secret-told = Members were told of secret votes:

# To the chair, under a result

result-revealing = <b>Before you publish:</b> this vote was secret, and { $why ->
    [alike] all ballots are alike, so the figures tell how everybody voted.
    [weight] so few of one weight have voted that the figures can tell how.
   *[few] there are so few ballots that the figures tell much about how people voted.
 } You can publish the verdict alone: <code>/publish { $number } verdict</code>

# Secrecy on demand

usage-secret = <code>/secret 7</code>
help-secret = demand that draft 7 be voted on secretly; what secret means: /help secret
button-demand-secret = Demand a secret vote
shown-demand = It is voted on secretly if { $needs } demand it before it opens: /secret { $number }
term-demand-share = { $share } of those present
term-demand-number = { $count ->
    [one] one of those present
   *[other] { $count } of those present
 }
terms-demanded = Members demanded it.
demand-noted = { $vote }: your demand for a secret vote is noted. { $have } of { $needed } so far. The minutes name nobody.
demand-done = { $vote } will be secret: enough members demanded it.
demanded-chair = <b>{ $vote } is secret now: enough of those present demanded it.</b> It cannot be made named again. This is the draft as it stands:
preview-demands = A secret vote is demanded by { $have } of those present; { $needed } make it secret.
minutes-act-vote-demanded = { $vote }: secret on demand of { $have } of those present ({ $needed } were needed)
refusal-demand-late = Vote { $number } was opened already. A secret vote has to be demanded while it is still a draft.
refusal-demand-needless = Vote { $number } will be secret anyway.
refusal-demand-off = Members cannot demand a secret vote on vote { $number }: its rules say so. You can ask the chair.
refusal-demand-absent = You are not checked in, so your demand about vote { $number } does not count. { $checkin ->
    [open] First /checkin, then again.
   *[closed] The check-in is not open now.
 }
refusal-demand-none = No draft is shown for which you could demand a secret vote.
refusal-secret-demanded = Members demanded that vote { $number } be secret, so it cannot be made named.
fault-demand-form = “{ $word }” says not how many make a vote secret. Write 1/4 (of those present), 3, one, or off.

# What can be compared, and results without figures

record-head = Record: { $hash }
result-board = Board: { $hash }
result-board-file = All ballots without names: /result { $number } board
typed-board = board, ballots
board-coming = { $vote }: the board follows as a file.
board-file = <b>The board of { $vote }:</b> all ballots, in the order of their random codes. Your receipt code is at the start of a line, and what you chose behind it: “{ $letter }” is { $option }. SHA-256: { $hash }
refusal-board-withheld = The ballots of vote { $number } are not shown one by one: they would tell how somebody voted. The result: /result { $number }
refusal-board-named = Vote { $number } is named: how everybody voted stands in the minutes.
alarm-record-end = { $event } is over. Record: { $head }
    Whoever keeps this line can prove later that nothing of the record was changed: python verify.py FOLDER "{ $head }"
button-vote-verdict = Publish the verdict of { $number } only
result-published-verdict = Members have the verdict, without figures.
result-verdict-only = The vote was secret, and its figures would tell how people voted. So the result alone is published.
result-elected = Elected: { $names }
refusal-verdict-named = Vote { $number } is named: its figures stand in the minutes anyway. /publish { $number }
typed-verdict-only = verdict, only

# Rooms that a server can read

opened-readable = { $count ->
    [one] One room is
   *[other] { NUMBER($count) } rooms are
 } not encrypted and get no ballot of a secret vote; their members read how to switch encryption on.
ballot-unencrypted = This vote is secret, and this room is not encrypted, so your server could read how you vote. No ballot comes here: switch on encryption in the room's settings, then write /ballot
