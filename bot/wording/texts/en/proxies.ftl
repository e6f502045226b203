# Votes in the hands of others

typed-off = off
typed-decline = decline
typed-guest = guest

usage-proxy = <code>/proxy 17</code>, <code>/proxy off</code>
help-proxy = member 17 votes for me while I am away; take it back; without a number: how it stands
usage-proxy-desk = <code>/proxy 12 17</code>, <code>/proxy 12 off</code>
help-proxy-desk = member 17 votes for member 12, as it says on paper; end it; in chair channel and desk without numbers: who votes for whom

proxy-to-me = <b>{ $event }</b>: you hold the vote of { $member }. The ballot comes with yours, as long as you are checked in and { $name } is not.
    Without the button: <code>/proxy decline { $number }</code>
proxy-not-to-me = <b>{ $event }</b>: you do not hold the vote of { $member } any more.
proxy-mine = <b>{ $event }</b>: { $member }, votes for you while you are not checked in. To take your vote back: /proxy off
proxy-declined = <b>{ $event }</b>: { $member }, has declined to vote for you, so you cast your vote yourself. To give it to somebody else: <code>/proxy NUMBER</code>
proxy-ended = <b>{ $event }</b>: nobody votes for you any more, you cast your vote yourself.
proxy-rests = You are checked in, so it works only after you check out.
proxy-next-vote = A vote is open: it works from the next one on.
proxy-former = { $member }, does not hold your vote any more.
proxy-unbound = { $member }, is not connected with me yet and gets no ballots so far.
proxy-nothing = <b>{ $event }</b>: nobody votes for you, and you vote for nobody. To give your vote to somebody: <code>/proxy NUMBER</code>
refusal-proxy-which = Several meetings are open. For which one?
proxy-given-short = { $name } votes for you while you are away.
proxy-ended-short = You cast your vote yourself.
proxy-decline-short = Declined. { $name } is told.
button-proxy-off = Take my vote back
button-proxy-decline = Decline: member { $number }

desk-proxy-given = { $principal }, gives the vote to { $holder }: { $event }
desk-proxy-same = { $principal }, has given the vote to { $holder }, already: { $event }
desk-proxy-ended = { $principal }, casts the own vote again: { $event }
desk-proxy-rests = The principal is checked in: it works only after a check-out.

admit-guest-done = { $member }, is on the roster now as a guest without a vote, and may hold proxies where the rules allow it.

status-proxy-to = { $event }: { $member }, votes for you while you are not checked in. /proxy
status-proxy-from = { $event }: you hold the votes of { $members }. /proxy

live-represented = represented { NUMBER($heads) }
live-represented-weight = their weight { $weight }

proxies-nobody = No proxies are given in this meeting.
proxies-head = <b>Proxies: { NUMBER($count) }</b> (whose vote → who casts it)
proxies-over-cap = Do not count, the holder has too many: { NUMBER($count) }
proxies-no-vote = Do not count, one of the two has no vote here: { NUMBER($count) }
proxies-holder-away = Do not count, the holder is not checked in: { NUMBER($count) }
proxies-in-force = In force: { NUMBER($count) }
proxies-resting = Not needed, the member is checked in: { NUMBER($count) }
proxies-file = All of them as a file: <code>/proxy file</code>
proxies-file-caption = Proxies: { NUMBER($count) }
column-proxy-principal = whose vote
column-proxy-holder = who casts it
column-proxy-stands = stands
proxy-stands-over-cap = does not count: holder has too many
proxy-stands-no-vote = does not count: no vote here
proxy-stands-holder-away = does not count: holder not checked in
proxy-stands-in-force = in force
proxy-stands-resting = not needed: member checked in
proxies-idle = You have left, so from the next vote on nobody votes for { $members }. If that is not meant, check in again, or decline: /proxy
desk-proxies-idle = From the next vote on nobody votes for { $members }: whoever left holds their votes. To give one to somebody else: <code>/proxy 12 17</code>
opened-idle = { $count ->
    [one] One proxy counts
   *[other] { NUMBER($count) } proxies count
 } for nobody, because the holder is not checked in: /proxy

alarm-proxies-over-cap = Vote { $number }: { $count ->
    [one] a proxy does
   *[other] { $count } proxies do
 } not count, because nobody may hold more than { $most }. Not represented: { $people }
alarm-proxy-declined = { $holder } ({ $number }) has declined to vote for { $principal } ({ $theirs }), who has no account here. Please tell them.

refusal-proxy-self = A proxy goes to somebody else, not to member { $number } again.
refusal-proxy-no-vote = { $name }, member { $number }, has no vote in this meeting, so there is none to give.
refusal-proxy-outsider = { $name }, member { $number }, has no vote in this meeting, and only members with one may hold proxies here.
refusal-proxy-chain = { $name }, member { $number }, has given the own vote to member { $to }, so cannot hold others. A vote is passed on once.
refusal-proxy-chain-holder = { $name }, member { $number }, holds the vote of member { $first }, so cannot give the own one away. Decline first: /proxy decline { $first }
refusal-proxy-full = { $name }, member { $number }, holds as many votes of others as are allowed here: { $most }.
refusal-proxies-none = There are no proxies in this meeting.
refusal-proxy-none = Member { $number } has given no proxy.
refusal-proxy-not-held = You do not hold the vote of member { $number }.
refusal-proxy-given = { $name }, member { $member }, casts your vote in vote { $number }. To cast it yourself: /proxy off{ $checkin ->
    [open] , or check in: /checkin
   *[closed] {""}
 }
refusal-proxy-taken-back = { $name }, member { $member }, has taken the vote back in vote { $number }. Your answer changed nothing.
refusal-proxy-twice = Member { $number } gives a proxy twice.
refusal-proxy-list-long = There are { $given } proxies; at most { $allowed } are possible.

minutes-act-proxy-given = Proxy: { $member } gives the vote to { $holder }.
minutes-act-proxy-off = Proxy ended: { $member }.
minutes-act-proxy-declined = Proxy declined by its holder: { $member }.
minutes-act-proxy-taken-back = { $vote }: { $member } casts the own vote, not the proxy holder.
minutes-act-proxy-over-cap = { $vote }: the proxy of { $member } does not count, because its holder has too many.
