# Correcting the wording of an open vote

usage-fix = <code>/fix 7 NEW TITLE</code>, <code>text: NEW TEXT</code> on the next line
help-fix = correct title and text of an open vote; votes stand
fix-how = { $vote } is open. Copy this and write it correctly; options and rules stay as they are:
fix-done = { $vote } is corrected. The ballots of { NUMBER($roll) } { $roll ->
    [one] member change
   *[other] members change
 }; the { NUMBER($cast) } { $cast ->
    [one] vote stands
   *[other] votes stand
 }.
fix-title = Title before: “{ $old }”. Now: “{ $new }”.
fix-title-in = Title ({ $language }) before: “{ $old }”. Now: “{ $new }”.
fix-text-old = Text before: { $text }
fix-text-new = Text now: { $text }
fix-meaning = If this changes what is voted on, end it instead: <code>/cancel { NUMBER($number, useGrouping: 0) } WHY</code>, and open it anew.
fault-fix-only = cannot change while a vote is open. Only title and text can be corrected; for all else /cancel it and open it anew.
refusal-fix-draft = Vote { $number } is a draft; change it with /edit { $number }.
refusal-fix-over = Vote { $number } is { $state ->
    [closed] closed
    [counted] counted
    [published] published
    [cancelled] cancelled
   *[void] void
 }: members voted on the text as it stands, so it stays. For the minutes: /note TEXT
refusal-fix-more = Only title and text of vote { $number } can be corrected while it is open. For all else: /cancel { $number } WHY, and open it anew.
refusal-fix-same = Vote { $number } has this wording already. Nothing has changed.
ballot-corrected = The wording was corrected at { $at }. A vote that is cast stands.
minutes-act-vote-fix = { $vote }: the wording was corrected while it was open; what was cast stood.
minutes-reworded = { $what ->
    [title] Title
   *[text] Text
 }{ $language ->
    [none] { "" }
   *[other] { " " }({ $language })
 } before: “{ $old }”; afterwards: “{ $new }”
minutes-rehashed = SHA-256 of text and rules before: { $old }; afterwards: { $new }
