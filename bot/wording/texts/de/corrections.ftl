# Berichtigung des Wortlauts einer offenen Abstimmung

usage-fix = <code>/fix 7 NEUER TITEL</code>, <code>text: NEUER TEXT</code> in der nächsten Zeile
help-fix = Titel und Text einer offenen Abstimmung berichtigen; Stimmen gelten weiter
fix-how = { $vote } ist offen. ‹Kopiere das und schreib es richtig|Kopieren Sie das und schreiben Sie es richtig›; Optionen und Regeln bleiben, wie sie sind:
fix-done = { $vote } ist berichtigt. { $roll ->
    [one] Der Stimmzettel von { NUMBER($roll) } Mitglied ändert
   *[other] Die Stimmzettel von { NUMBER($roll) } Mitgliedern ändern
 } sich; { $cast ->
    [one] die { NUMBER($cast) } abgegebene Stimme gilt
   *[other] die { NUMBER($cast) } abgegebenen Stimmen gelten
 } weiter.
fix-title = Titel vorher: „{ $old }“. Jetzt: „{ $new }“.
fix-title-in = Titel ({ $language }) vorher: „{ $old }“. Jetzt: „{ $new }“.
fix-text-old = Text vorher: { $text }
fix-text-new = Text jetzt: { $text }
fix-meaning = Ändert das, worüber abgestimmt wird, dann ‹beende|beenden Sie› sie stattdessen: <code>/cancel { NUMBER($number, useGrouping: 0) } GRUND</code>, und ‹öffne|öffnen Sie› sie neu.
fault-fix-only = lässt sich nicht ändern, solange die Abstimmung offen ist. Nur Titel und Text lassen sich berichtigen; für alles andere /cancel, dann neu öffnen.
refusal-fix-draft = Abstimmung { $number } ist ein Entwurf; ändern mit /edit { $number }.
refusal-fix-over = Abstimmung { $number } ist { $state ->
    [closed] geschlossen
    [counted] ausgezählt
    [published] veröffentlicht
    [cancelled] abgebrochen
   *[void] ungültig
 }: Über diesen Text wurde abgestimmt, deshalb bleibt er. Für das Protokoll: /note TEXT
refusal-fix-more = Von Abstimmung { $number } lassen sich nur Titel und Text berichtigen, solange sie offen ist. Für alles andere: /cancel { $number } GRUND, dann neu öffnen.
refusal-fix-same = Abstimmung { $number } hat diesen Wortlaut schon. Es hat sich nichts geändert.
ballot-corrected = Der Wortlaut wurde um { $at } berichtigt. Eine abgegebene Stimme gilt weiter.
minutes-act-vote-fix = { $vote }: Der Wortlaut wurde berichtigt, während sie offen war; abgegebene Stimmen galten weiter.
minutes-reworded = { $what ->
    [title] Titel
   *[text] Text
 }{ $language ->
    [none] { "" }
   *[other] { " " }({ $language })
 } vorher: „{ $old }“; nachher: „{ $new }“
minutes-rehashed = SHA-256 von Text und Regeln vorher: { $old }; nachher: { $new }
