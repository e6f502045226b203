# What a count came to: for the chair, for members, in the minutes

verdict-carried = Carried
verdict-rejected = Rejected
verdict-tie = Tie
verdict-no-result = No result
verdict-elected = { $kind ->
    [election] Elected
   *[vote] Chosen
 }
verdict-partly = { $kind ->
    [election] Elected in part
   *[vote] Chosen in part
 }
verdict-none-elected = { $kind ->
    [election] Nobody is elected
   *[vote] Nothing is chosen
 }
tie-rejected = A tie counts as rejected.
tie-chair = After a tie the chair decides.
tie-runoff = After a tie there is a run-off.
tie-lot = After a tie a lot is drawn.
seat-tie-rejected = Whoever is level here gets no seat.
seat-tie-chair = The chair decides between them.
seat-tie-runoff = There is a run-off between them.
seat-tie-lot = A lot decides between them.
stage-tie = The count goes on when a lot is drawn.
next-lot = Draw a lot and write who was drawn: <code>/lot { $number } NAME</code>
next-lot-question = Draw a lot and write what was drawn: <code>/lot { $number } yes</code> or <code>/lot { $number } no</code>
next-lot-stage = Draw a lot and write who was drawn, the first drawn first: <code>/lot { $number } NAME</code>. Whoever is drawn last or not at all goes out.
next-runoff = The run-off: <code>/runoff { $number }</code>
next-chair-question = You decide: <code>/ruling { $number } yes</code> or <code>/ruling { $number } no</code>, and why behind it
next-chair = You decide: <code>/ruling { $number } NAME</code>, and why behind it
percent = { $number } %
result-head = <b>Result</b> · { $vote }
result-head-rehearsal = <b>Result of a REHEARSAL, nothing counts</b> · { $vote }
result-line = { $label }: { $count } ({ $percent })
result-line-plain = { $label }: { $count }
result-line-backed = { $label }: { $count }, on { $have } of { $total } ballots
result-marked = { $label } · { result-fate }
result-fate = { $fate ->
    [elected] { $kind ->
        [election] elected
       *[vote] chosen
     }
    [declined] declined the election
    [tied] tie, not decided
    [carried] majority reached, no seat left
    [tie] as many for as against
    [no-result] nobody for or against
   *[rejected] majority not reached
 }
result-answers = { $label }: yes { $yes }, no { $no }, abstain { $abstain }; { $checks }
result-answers-check = { $have } of { $total }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 } ({ $percent }), needed { $needed }
result-first-preferences = First preferences:
result-rank = { $place }. { $label }
result-rank-pair = { $place }. { $label }; against { $before } { $ahead } : { $behind }
result-dropped = – { $label }: dropped; against “{ $default }” { $ahead } : { $behind }, needed { $needed }
result-circle = The majorities run in a circle; the strongest paths decide (Schulze).
result-ruling = The chair has decided: { $ruling }
result-moved-up = Moved up: { $names }
result-blank = Blank: { $count }
result-of = 100 % = { $total } ({ $base })
result-of-ballots = 100 % = { $total } ({ $weighed ->
    [true] weight of valid ballots
   *[false] valid ballots
 }, abstentions included)
result-valid = { $weighed ->
    [true] Weight of valid ballots
   *[false] Valid ballots
 }: { $total } (abstentions included)
result-late = { $count ->
    [one] One answer
   *[other] { NUMBER($count) } answers
 } after the end: not counted, and told so.
result-turnout = Turnout: { NUMBER($cast) } of { NUMBER($roll) } on the roll ({ $percent })
result-weight = Weight: { $parts }. Cast { $cast } of { $roll }
result-heads = Weight decides. By heads: { $parts }. Cast { NUMBER($cast) } of { NUMBER($roll) }
result-majority = Majority: { $majority }
result-needed = { $met ->
    [true] Reached
   *[false] Not reached
 }: { $have } yes{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }, needed { $needed }
result-needed-each = Each needs { $needed } of { $total }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
result-quota = Quota: { $method ->
    [scottish-stv] { $quota } = valid votes / { $parts }, rounded down, and one more
    [meek-stv] { $quota } at the last stage = votes still in play / { $parts }, and one billionth more
   *[by-weight] { $quota }, in weight
 }
result-half = Elected is whoever has more than half of the ballots still in play
result-pairwise = Ranked by pairwise majorities (Schulze); seats: { $seats }
result-default = Dropped unless before “{ $default }” by { $majority }{ $quorum ->
    [none] {""}
   *[other] {" "}and with { $quorum } votes
 }
result-most-votes = { $kind ->
    [election] Whoever has most votes is elected; seats: { $seats }
   *[vote] What has most votes wins; places: { $seats }
 }
result-most-of-them = { $kind ->
    [election] Of those who reach it, whoever has most votes is elected; seats: { $seats }
   *[vote] Of what reaches it, what has most votes wins; places: { $seats }
 }
result-tied = Tie, not decided: { $names }.
result-vacant = { $kind ->
    [election] { $count ->
        [one] One seat stays open.
       *[other] { $count } seats stay open.
     }
   *[vote] { $count ->
        [one] One place stays open.
       *[other] { $count } places stay open.
     }
 }
result-slot = { $slot ->
    [open] Seats open to all
   *[other] Seats “{ $slot }”
 }: { $names }{ $open ->
    [0] {""}
    [one] , one stays open
   *[other] , { $open } stay open
 }.
result-lot = Tie between { $among }; the lot decided in this order: { $order }.
result-lot-question = The lot decided the tie: { $option }.
result-drawn = Drawn in the hall: { $names }
result-seed = Public seed of the lot: { $seed }
result-quorum = { $own ->
    [true] Quorum of this vote
   *[false] Quorum
 }: { $needed } needed ({ $rule }); at opening { $present } present{ $represented ->
    [none] {""}
   *[other] {" "}and { $represented } represented
 }
result-no-quorum = Present at opening: { NUMBER($present) }{ $represented ->
    [0] { "" }
   *[other] , represented { NUMBER($represented) }
 }; no quorum needed
result-read-aloud = Read aloud:
result-published = Members have this result.
result-rehearsed = The rehearsal is over: nothing of this counts, and members get nothing of it.
result-unpublished = Members do not see this yet. <code>/publish { $number }</code> or:
spoken = { $verdict }{ $by_hand ->
    [true] {" "}by show of hands
   *[false] {""}
 }: { $figures }; { $quorum }.
spoken-check = { $have } yes of { $total } { $base } ({ $percent }), needed { $rule } = { $needed }
spoken-votes = { $name } ({ $votes })
spoken-moved-up = { $name } (moved up)
spoken-answers = { $name } (yes { $yes }, no { $no }, abstain { $abstain }, needed { $needed })
spoken-bound = { $needed }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
spoken-stage = { $name } (stage { $stage }: { $votes }{ $below ->
    [true] , last seats, below the quota
   *[false] {""}
 })
spoken-most = most votes { $name }
spoken-needed = needed { $rule } = { $needed }
spoken-majority = majority { $rule }
spoken-half = needed more than half of { $total } still in play = { $needed }
spoken-stv = quota { $quota }
spoken-default = needed before “{ $default }”: { $rule }
spoken-valid = { $weighed ->
    [true] counted by weight, weight of valid ballots { $total }
   *[false] valid ballots { $total }
 }
spoken-quorum = { $own ->
    [true] own quorum
   *[false] quorum
 }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 } { $needed }, present { $present }{ $represented ->
    [none] {""}
   *[other] , represented { $represented }
 }
spoken-present = { $late ->
    [true] present at opening
   *[false] present
 } { $present }{ $represented ->
    [0] { "" }
   *[other] , represented { $represented }
 }
published = { $where ->
    [hall] Shown on the hall's screen, not sent to members:
    [members] Sent to members, not shown on the hall's screen:
   *[both] Published to members{ $count ->
        [one] :
       *[other] , { $count } together:
    }
 } { $votes }
published-toast = Published: { $vote }
button-vote-runoff = Run-off of vote { $number }

# Stages of a count

stage-head = Stage { $stage }
stage-exhausted = exhausted
stage-quota = Quota { $quota }
stage-elected = elected: { $names }
stage-excluded = excluded: { $names }
stage-rounded = The count is exact; two places are shown.
stage-too-many = { $count } stages, too many to show here; as a file: <code>/result { $number } file</code>. Who was elected, and the last stage:
stage-event = Stage { $stage }: { $names }

# In the minutes. Plain text, because it becomes Markdown.

minutes-firsts = First preferences
minutes-stage = Stage
minutes-quota = quota
minutes-elected = elected
minutes-excluded-at = excluded
minutes-pairs = Preferred to
minutes-ruling = The chair has decided:
minutes-act-vote-lot = { $vote }: lot between { $among }. { $drawn ->
    [none] Public words: “{ $words }”. Seed: { $seed }
   *[other] Drawn in this order: { $drawn }
 }
minutes-act-vote-lot-off = { $vote }: the lot was taken back before the result was published.
minutes-act-vote-ruling-off = { $vote }: the chair has taken back the decision before the result was published.
minutes-act-vote-ruling = { $vote }: the chair has decided:
minutes-act-vote-runoff = { $vote }: the run-off is { $next }.
minutes-act-election-accept = { $vote }: { $option } has accepted.
minutes-act-election-decline = { $vote }: { $option } has declined.

# A tie that the chair decides

result-chair-question = The chair decided the tie: { $option }.
result-chair = Tie between { $among }; the chair decided in this order: { $order }.
result-decided = Decided by the chair: { $names }
ruling-decided = { $vote }: you have decided the tie for { $option }. The count stays beside it.
minutes-act-vote-tie = { $vote }: the chair has decided the tie between { $among } for { $drawn }.

# The figures as a table, where the network has tables

table-share = Share
table-needed = Needed
table-votes-at = Stage { $stage }: votes
table-change = Change
table-stages = { $count ->
    [one] The only stage
   *[other] All { $count } stages
 }

# All figures as a file

typed-file = file
result-file-comes = All figures of { $vote } come as a file.
typed-recount = recount, again
recounted = { $vote }: { $count ->
    [one] one ballot was
   *[other] { NUMBER($count) } ballots were
 } counted anew from the store, in two ways. The result stands: { $outcome }.
recount-board = Checksum of the ballots, as before: { $hash }
recount-yourself = Anybody can count them without me: /minutes sends a ZIP file. Unpack it, then: <code>python verify.py .</code>
refusal-recount-hands = Vote { $number } was a show of hands: there are no ballots. Count the hands again: /hand
refusal-recount-large = Vote { $number } has too many ballots to count them between two messages. /minutes sends a ZIP file; unpacked, <code>python verify.py .</code> counts all of them again, in two ways.
refusal-recount-differs = Vote { $number }: what is stored is not what was counted. Do not publish it, and ask the operator; verify.py from /minutes names the first bad entry.
minutes-act-vote-recount = { $vote }: the ballots were counted anew. { $agreed ->
    [true] The result stands.
   *[false] What is stored is not what was counted.
 }
result-file = All figures of { $vote }
result-not-to-members = It is on the hall's screen; members did not get it. <code>/publish { $number }</code> sends it to them.
result-not-to-hall = Members have this result; the hall's screen does not show it. <code>/publish { $number }</code> puts it there.
typed-publish-hall = hall, screen
typed-publish-members = members
typed-only = only
minutes-act-vote-not-awaited = { $vote }: by decision of the chair the result does not wait for vote { $other }, as its rule says, because there is no such vote.
refusal-publish-withheld = The result of vote { $number } is withheld until vote { $other } is counted, as its rule says. Then: /publish { $number } { $other }
refusal-publish-withheld-draft = The result of vote { $number } is withheld until vote { $other } is counted, as its rule says, and that is a draft still: /open { $other }. If it is not to be held: /cancel { $other }, then /publish { $number }
refusal-publish-withheld-missing = The result of vote { $number } is withheld until vote { $other } is counted, as its rule says, and there is no vote { $other }. Draft it, or do without it: /publish { $number } anyway
