# Members, their accounts and their rights

refusal-number-alike = { $number } and { $other } differ in zeros only, and { $other } is { $name }. Write { $other }, or take another number.
refusal-name-missing = Member { $number } is new and has no name.
refusal-event-named-unknown = There is no meeting “{ $word }”.
refusal-role-none = { $name }, member { $number }, has no role in this meeting.
refusal-role-organisers = { $name }, member { $number }, has a role from the organiser, who alone can take it.
refusal-last-chair = { $name }, member { $number }, is the last chair of this meeting. First make somebody else one: /role NUMBER chair
refusal-bind-of-another = Somebody else has used this code already. Make a new one: folkmoot code
refusal-link-too-many = You have had many codes. The newest one is good; the next is possible in { $minutes } minutes.
refusal-rights-beyond = Member { $number } has rights in “{ $event }” that you do not have. A chair of it can do this.
refusal-own-account = You cannot detach your own account. Somebody else at the desk can.
refusal-no-account = { $name }, member { $number }, has no such account.
alarm-account-added = Another account speaks for you from now on: { $account }. If that is not you, tell the desk at once: it can detach accounts.
alarm-account-added-unheard = Another account, { $account }, speaks for { $name }, member { $number }, from now on, and the first one cannot be told. Ask in person; if it is somebody else's: /unbind { $number }
alarm-account-detached = { $event }: the desk has detached this account from { $name }, member { $number }. From now on nothing that comes from here counts for that member. If that is wrong, tell the desk or the chair at once.
refusal-only-minutes = Only who takes the minutes and the chair can do this.
refusal-only-observer = Only those with a role in this meeting can read this.
refusal-swap-self = Member { $number } cannot step in for the own person.
refusal-swap-no-vote = { $name }, member { $number }, has no vote here that somebody could take over.
refusal-swap-has-vote = { $name }, member { $number }, has a vote already and can step in for nobody.
refusal-swap-vote-open = Vote { $number } is not finished. A substitute steps in between votes.
refusal-files-too-often = You have had many files and pictures. The next is possible in { $minutes } minutes.
alarm-checked-out = The desk has checked you out, member { $number }: { $event }. What you have cast stays; the next ballots come without you. If you are here, say so: /checkin
refusal-left-too-often = You have left many times by now, so you stay checked in. The desk can check you out; you can again in { $minutes } minutes.
refusal-proxy-too-often = You have given your vote to many already. The next time is possible in { $minutes } minutes; /proxy off works always.
refusal-proxy-desk-own = You would hold the vote of member { $number }: somebody else at the desk has to put that down, or the member: /proxy NUMBER
refusal-proxy-own-asked = { $name }, member { $number }, has given the vote to somebody else by the own phone, and is being asked there now. Nothing has changed.
alarm-proxy-asked = { $event }: the desk was asked to give your vote to { $holder }, member { $number }. Only if you want that, write: /proxy { $number }
alarm-proxy-off-asked = { $event }: the desk was asked to take your vote back from whoever holds it. Only if you want that, write: /proxy off
usage-unbind = <code>/unbind 17</code>
help-unbind = detach a lost account; <code>/unbind 17 telegram</code> for one of several
unbind-ask =
    Detach { $member }, from { $accounts }?
    Nobody votes by it any more; what was cast stays. Or write <code>/unbind { $number } yes</code>
button-unbind-one = Detach { $network }
button-unbind-all = Detach all
unbind-done = { $member }, is detached. A new way in: <code>/invite { $number }</code>
usage-swap = <code>/swap 17 34</code>
help-swap = 34 steps in for 17, between votes
swap-ask =
    { $new }, steps in for { $old }?
    The vote and its weight change hands, proxies of the former end.
button-swap = Yes, step in
swap-done = { $new }, is present and votes in place of { $old }.
done-toast = Done.
usage-note = <code>/note TEXT</code>
help-note = a line for the minutes
note-done = Noted for the minutes of { $event }
desk-no-account = No account, so no ballot comes: <code>/invite { $number }</code> or <code>/pair { $number } 4711</code>
without-account = { $count ->
    [one] One ballot goes nowhere: nobody with an account can cast it. Names: /roster unbound
   *[other] { NUMBER($count) } ballots go nowhere: nobody with an account can cast them. Names: /roster unbound
 }
minutes-act-note = Note:
minutes-act-account-unbound = Accounts of { $member } were detached.
minutes-act-member-swap = A substitute stepped in: { $member }.
