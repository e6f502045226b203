# Votes on paper: the desk, tellers, results

typed-paper = paper, on-paper
typed-chat = chat, phone
usage-tally = <code>/tally 7 yes 12, no 5</code>
help-tally = paper ballots that a teller counted; two tellers must agree
paper-here = { $member }, is checked in and votes on paper: { $event }. Ballots in the chat stop.
paper-already = { $member }, is checked in and votes on paper already: { $event }
paper-hand-out = Hand out a paper ballot now for: { $votes }
paper-cast = No paper for these, a vote in the chat is cast already and stands: { $votes }
paper-no-more = { $member }, votes in the chat from the next vote on. In votes that are open the paper ballot stays.
paper-never = { $member }, votes in the chat already.
desk-on-paper = Votes on paper. Back to the chat: <code>/checkin { $number } chat</code>
refusal-checkin-rest = I cannot read “{ $word }” after the number. Nothing for a vote in the chat, <code>paper</code> for one on paper.
refusal-paper-guest = { $name } ({ $number }) has no vote, so there is no paper ballot either. Nothing has changed.
alarm-paper-told = The desk has checked you in, member { $number }, as somebody who votes on paper: { $event }. Your ballots in the chat stop. If that is wrong, tell the desk.
refusal-on-paper = You vote on paper in vote { $number }, so nothing can be cast here. If that is wrong, tell the desk.
ballot-on-paper = You vote on paper here. The desk has your ballot.
desk-cast-how = For somebody who stands before you and votes on paper: <code>/cast 7b for 17</code>
desk-cast-done = { $vote }, for { $member }: { $choice } is recorded, cast at the desk.
secret-desk-cast-done = { $vote }, for { $member }: recorded, cast at the desk.
refusal-desk-cast-secret = Vote { $number } is secret, so nobody casts for somebody else. Hand out a paper ballot.
refusal-desk-cast-chat = { $name } ({ $member }) does not vote on paper in vote { $number }. To have it so: <code>/checkin { $member } paper</code>
opened-paper = { $voters ->
    [one] One member votes
   *[other] { NUMBER($voters) } members vote
 } on paper: hand out ballots. Two tellers each count and send: <code>/tally { $number } …</code>
closed-paper = { $voters ->
    [one] One paper ballot
   *[other] Up to { NUMBER($voters) } paper ballots
 } to be counted. Two tellers each send: <code>/tally { $number } …</code>; if none came in: <code>/tally { $number } 0</code>
live-paper = on paper { NUMBER($voters) }
tally-how = { $vote }: { $voters ->
    [one] one member votes
   *[other] { NUMBER($voters) } members vote
 } on paper. Write how many chose what: <code>/tally { $number } { $example } 12, blank 1</code>. If no paper came in: <code>/tally { $number } 0</code>
tally-how-lines = { $vote }: { $voters ->
    [one] one member votes
   *[other] { NUMBER($voters) } members vote
 } on paper. Write ballots that are alike on a line each, with their number before them, below <code>/tally { $number }</code>:
    <code>3x { $example }</code>
    <code>1x blank</code>
tally-noted = { $vote }: { NUMBER($papers) } paper { $papers ->
    [one] ballot
   *[other] ballots
 } of at most { NUMBER($voters) }. Understood: { $counts }
tally-agree = Two tellers agree. It is counted with the votes from the chat.
tally-waits = It counts when a second teller sends the same.
tally-differ = Another teller counted: { $counts }. Nothing is counted until two agree. Count again and send it again.
tally-differ-quiet = Another teller counted something else for: { $choices }. Nothing is counted until two agree. Count again and send it again.
alarm-tally-agreed = Vote { $number }: two tellers agree on { NUMBER($papers) } paper { $papers ->
    [one] ballot
   *[other] ballots
 }.
alarm-tally-disagree = Vote { $number }: the tellers' numbers of paper ballots differ. Nothing is counted until two agree.
refusal-tally-early = Vote { $number } is a draft; nobody has voted in it.
refusal-tally-late = Vote { $number } is { $state ->
    [counted] counted
    [published] published
    [cancelled] cancelled
   *[void] void
 }, so no paper ballot can be added.
refusal-tally-nobody = Nobody who votes on paper is on the roll of vote { $number }, or the desk has cast for all of them.
refusal-tally-many = Vote { $number }: { NUMBER($papers) } paper ballots, but only { NUMBER($voters) } vote on paper. Count again.
refusal-tally-weights = In vote { $number } those on paper have votes of different weight, so papers cannot be counted. In a named vote the desk casts for each: <code>/cast { $number }b for 17</code>
refusal-tally-missing = Vote { $number } waits for { $voters ->
    [one] one paper ballot
   *[other] up to { NUMBER($voters) } paper ballots
 }. Two tellers each send: <code>/tally { $number } …</code>; if none came in: <code>/tally { $number } 0</code>
refusal-tally-differs = Vote { $number } is not counted: no two tellers have counted the same paper ballots. Count again, then <code>/tally { $number } …</code>
refusal-tally-line = I cannot read “{ $line }” as a number of paper ballots. For instance: 12x { $example }. Nothing was noted.
refusal-tally-twice = The same is counted twice for vote { $number }. Nothing was noted.
refusal-tally-order = Say what the numbers are for vote { $number }. For instance: 12x { $example }. Nothing was noted.
refusal-secret-paper-weights = Vote { $number } cannot be secret: those who vote on paper have votes of different weight, and the weight would name their ballots.
result-papers = On paper: { NUMBER($papers) } of these: { $counts }
result-papers-sum = On paper: { NUMBER($papers) } of these, told only in the sum, so that nobody finds out who voted how
result-papers-none = On paper: none came in of at most { NUMBER($voters) }
typed-count-blank = blank, invalid, spoilt
minutes-act-checkin-paper = { $member } votes on paper.
minutes-act-checkin-chat = { $member } votes in the chat again.
minutes-act-vote-paper = { $vote }: { $member } votes on paper{ $stands ->
    [true] { " " }from now on; the vote cast in the chat stands
   *[false] { "" }
 }.
minutes-act-vote-tally = { $vote }: a teller counted { NUMBER($papers) } paper { $papers ->
    [one] ballot
   *[other] ballots
 }{ $agreed ->
    [true] ; two agree
   *[false] { "" }
 }.
minutes-act-vote-cast-at-desk = { $vote }: the desk { $again ->
    [true] changed the vote of
   *[false] cast for
 } { $member }.
