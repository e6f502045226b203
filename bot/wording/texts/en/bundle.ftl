# Several ballots in one hand

typed-for = for
typed-all = all

bundle-own = your own
bundle-member = { $name } ({ $number })
bundle-weighted = { $member } with weight { $weight }
bundle-head = You hold { $count } votes: { $members }.
bundle-only = You cast the vote of { $member }.
bundle-one = Vote { $place } of { $count }: { $member }
bundle-one-own = Your own vote ({ $place } of { $count })
bundle-recorded = <b>Recorded: { $choice }</b> for { $members }
bundle-missing = Nothing recorded yet for { $members }
bundle-change = You can change it until the vote closes.
bundle-final = What is recorded cannot be changed.
bundle-over-recorded = You voted: { $choice } for { $members }
bundle-over-missing = No vote was recorded for { $members }
bundle-gone = You cast no vote here any more.
bundle-typed-own = An answer is for your own vote. You also hold { $members }: <code>/cast { $words } for { $number }</code>, or for all: <code>/cast { $words } for all</code>
bundle-typed-whom = You have no vote of your own here and hold { $members }. Say for whom: <code>/cast { $words } for { $number }</code>, or for all: <code>/cast { $words } for all</code>

bundle-cast-one = Recorded for { $member }: { $choice }
bundle-cast-all = Recorded for { $count } votes: { $choice }
bundle-cast-fewer = Recorded for { $count } of { $most } votes: { $choice }. You cannot change the rest.
bundle-cast-own = Recorded for your own vote: { $choice }. You hold { $count } more: in our private chat.
bundle-cast-done = Recorded for { $members }: { $vote }: <b>{ $choice }</b>
bundle-cast-more = You also hold { $members }: <code>/cast { $words } for { $number }</code>, or for all: <code>/cast { $words } for all</code>
bundle-step = { $member }: { $state }
bundle-turned-one = Now: { $member }.
bundle-turned-all = Now: all { $count } alike.

button-cast-all = All { $count }: { $choice }
button-one-by-one = One by one
button-next-ballot = Next: { $member }
button-all-alike = All { $count } alike

status-bundle = { $vote }: { $count ->
    [one] you cast somebody's vote. /ballot
   *[other] you cast { $count } votes. /ballot
 }

refusal-bundle-private = You have no vote of your own in vote { $number }. { $count ->
    [one] The one that you hold is
   *[other] The { $count } that you hold are
 } in our private chat: /ballot
