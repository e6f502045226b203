# Members, their accounts and their rights

refusal-number-alike = { $number } and { $other } differ in zeros only, and { $other } is { $name }. Write { $other }, or take another number.
refusal-name-missing = Member { $number } is new and has no name.
refusal-event-named-unknown = There is no meeting “{ $word }”.
refusal-role-none = { $name }, member { $number }, has no role in this meeting.
refusal-role-organisers = { $name }, member { $number }, has a role from the organiser, who alone can take it.
refusal-last-chair = { $name }, member { $number }, is the last chair of this meeting. First make somebody else one: /role NUMBER chair
refusal-bind-of-another = Somebody else has used this code already. Make a new one: folkmoot code
refusal-link-too-many = You have had many codes. The newest one is good; the next is possible in { $minutes } minutes.
refusal-own-account = You cannot detach your own account. Somebody else at the desk can.
refusal-no-account = { $name }, member { $number }, has no such account.
alarm-account-added = Another account speaks for you from now on: { $account }. If that is not you, tell the desk at once: it can detach accounts.
