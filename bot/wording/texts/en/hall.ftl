# A result as bars, in a picture and on the hall's screen

chart-head = { $kind ->
    [rehearsal] RESULT OF A REHEARSAL, nothing counts
   *[result] Result
 } · { $of ->
    [election] Election
   *[vote] Vote
 } { $number }
chart-ranking = Ranking, best first
chart-stage = { $stage ->
    [1] After the first preferences
   *[other] After stage { $stage }, the last one
 }{ $early ->
    [true] ; who was out before, with the votes of that stage
   *[false] {""}
 }
chart-share = { $count } ({ $percent })
chart-backed = { $count }, on { $have } of { $total } ballots
chart-answers = yes { $yes }, no { $no }, abstain { $abstain }
chart-votes = { $votes } (first preferences { $first })
chart-elected-at = { $mark } (stage { $stage })
chart-excluded-at = out at stage { $stage }
chart-place = place { $place }
chart-dropped = dropped
chart-line = The line: { $needed } needed
chart-line-quota = The line: quota { $needed }
chart-line-each = The line: what each one needed
chart-letters = The text of this result has the letters that no font here has.
picture-caption = The result as a picture: { $vote }

hall-state = { $state ->
    [planned] Not open yet
    [paused] The meeting is paused
    [closed] The meeting is closed
    [rehearsal] REHEARSAL, nothing counts
   *[open] The meeting is open
 }
hall-now = Now
hall-next = Next
hall-result = Result
hall-join = Take part
hall-quiet = No vote and no election is open.
hall-lost = No connection. What you see may be old; it comes back by itself.
hall-clock = { $state ->
    [closed] Closed. The result follows.
    [held] The chair decides about the time.
    [runs] … left
   *[open] Open until the chair closes
 }
hall-spoken-result = { $head }: { $title }. { $sentence }
hall-spoken = { $vote }: { $state ->
    [closed] closed, the result follows
    [held] the chair decides about the time
   *[open] open
 }
hall-turnout = Voted: { NUMBER($cast) } of { NUMBER($roll) }
hall-code = { $network }: { $registration ->
    [true] join or check in
   *[false] join
 }
hall-voting = Voting: no points of order and no new motions until it is closed
