# Nach einer Wahl: Annahme, Los, Entscheidung, weitere Wahlgänge

usage-accept = <code>/accept 9</code>, <code>/accept 9 nein</code>
help-accept = ‹ob du deine Wahl annimmst, oder vorher, ob du kandidierst|ob Sie Ihre Wahl annehmen, oder vorher, ob Sie kandidieren›; im Kanal der Versammlungsleitung <code>/accept 9 NAME</code> für jemanden
usage-lot = <code>/lot 9 NAME</code>
help-lot = gezogene Lose, das zuerst gezogene zuerst; <code>/lot 9 seed ÖFFENTLICHE WORTE</code>; <code>/lot 9 zurück</code> nimmt sie zurück, bis das Ergebnis veröffentlicht ist
usage-ruling = <code>/ruling 9 TEXT</code>
help-ruling = die Entscheidung der Versammlungsleitung neben dem Ergebnis; <code>/ruling 9 zurück</code> nimmt sie zurück, bis das Ergebnis veröffentlicht ist
usage-runoff = <code>/runoff 9 2</code>
help-runoff = den nächsten Durchgang entwerfen; mit wie vielen, ist freigestellt

elected-ask =
    ‹Du bist|Sie sind› gewählt, { $vote }: { $you }
    <b>‹Nimmst du|Nehmen Sie› die Wahl an?</b> Getippt: /accept { $number } oder /accept { $number } nein
elected-surely =
    ‹Lehnst du|Lehnen Sie› die Wahl wirklich ab? { $vote }
    Dann wird sofort gefragt, wer als Nächstes kommt.
elected-surely-toast = { $vote }: ‹Lehnst du|Lehnen Sie› wirklich ab?
elected-said-accepted = ‹Du hast|Sie haben› die Wahl angenommen, { $vote }: { $you }
elected-said-declined = ‹Du hast|Sie haben› die Wahl abgelehnt, { $vote }: { $you }
elected-no-more = { $vote }: Der Sitz ist anders besetzt. ‹Du wirst|Sie werden› nicht mehr gefragt.
elected-recorded-accepted = Notiert: ‹Du nimmst an|Sie nehmen an›. { $vote }
elected-recorded-declined = Notiert: ‹Du lehnst ab|Sie lehnen ab›. { $vote }
button-elected-yes = Ich nehme an
button-elected-no = Ich lehne ab
button-elected-never = Ja, ich lehne ab

acceptance-head = <b>Annahme der Wahl</b> · { $vote }
acceptance-line = { $slot ->
    [none] {""}
   *[other] { $slot }:{" "}
 }{ $who }: { $state ->
    [accepted] hat angenommen
    [asked] ist gefragt, noch keine Antwort
    [unreached] wurde nicht erreicht
   *[unasked] wurde hier nicht gefragt
 }
acceptance-open-seat = offener Platz
acceptance-declined = Abgelehnt: { $names }.
acceptance-accepted = Angenommen: { $names }.
acceptance-missing = Annahme nicht festgehalten: { $names }.
acceptance-tie = { $rule ->
    [lot] Stimmengleichheit, das Los entscheidet: { $names }. <code>/lot { $number } NAME</code>
   *[other] Stimmengleichheit: { $names }.
 }
acceptance-vacant = { $count ->
    [one] { $count } Sitz ist unbesetzt.
   *[other] { $count } Sitze sind unbesetzt.
 } Nächster Durchgang: <code>/runoff { $number }</code>
acceptance-how = Wer im Saal antwortet: <code>/accept { $number } { $label }</code> oder <code>/accept { $number } { $label } nein</code>
acceptance-recorded-accepted = { $vote }: { $who } nimmt an. Notiert.
acceptance-recorded-declined = { $vote }: { $who } lehnt ab. Notiert.
acceptance-next = Es rückt nach: { $who }.
acceptance-nobody-next = { $lot ->
    [true] Wer nachrückt, entscheidet das Los: <code>/lot { $number }</code>
   *[false] Niemand rückt nach: Der Sitz bleibt unbesetzt. <code>/runoff { $number }</code>
 }
alarm-elected-declined = { $who } lehnt die Wahl ab, Nr. { $number }. { $next ->
    [none] Niemand rückt nach: Der Sitz bleibt unbesetzt. Der Stand: /accept { $number }
    [lot] Wer nachrückt, entscheidet das Los: /lot { $number }
   *[other] Es rückt nach: { $next }. Der Stand: /accept { $number }
 }

lot-how =
    { $vote }: Zu losen ist zwischen { $names }.
    Losen und dann schreiben, wen das Los begünstigt, zuerst gezogen zuerst: <code>/lot { $number } { $label }</code>
    Oder öffentliche Worte entscheiden lassen, die niemand wählen konnte: <code>/lot { $number } seed WORTE</code>
lot-how-question =
    { $vote }: Zu losen ist zwischen { $names }.
    Losen und dann schreiben, was gezogen wurde: <code>/lot { $number } ja</code> oder <code>/lot { $number } nein</code>
    Oder öffentliche Worte entscheiden lassen, die niemand wählen konnte: <code>/lot { $number } seed WORTE</code>
lot-recorded = Das Los ist notiert: { $vote }. Das Ergebnis kommt neu.
take-back-how = Bis zur Veröffentlichung lässt es sich zurücknehmen: <code>/{ $act } { $number } zurück</code>
lot-taken-back = { $vote }: Das Los ist zurückgenommen. Das Ergebnis kommt neu, wie ausgezählt.
ruling-taken-back = { $vote }: ‹Deine|Ihre› Entscheidung ist zurückgenommen. Das Ergebnis kommt neu, wie ausgezählt.
decide-ask =
    { $vote } ist veröffentlicht: Die Mitglieder bekommen das neue Ergebnis sofort, und das lässt sich nicht zurücknehmen. Ist es so gemeint?
    Geschrieben: <code>/{ $command }</code>
button-decide = Ja, so ist es gemeint
ruling-recorded = Neben dem Ergebnis notiert, { $vote }: { $text }
ruling-still-tied = Der Gleichstand ist damit nicht entschieden. ‹Beginn|Beginnen Sie› mit dem, wofür ‹du dich entscheidest|Sie sich entscheiden›: { $names }.
button-favour = { $chair ->
    [true] Entscheidung: { $option }
   *[false] Gezogen: { $option }
 }
runoff-title = { $title } ({ $round }. { $kind ->
    [election] Wahlgang
   *[vote] Durchgang
 })
runoff-toast = Nächster Durchgang nach { $vote }: Entwurf { $next }

alarm-lot-recorded = Nr. { $number }: Die Zählkommission hat die gezogenen Lose eingetragen.
alarm-lot-taken-back = Nr. { $number }: Die Zählkommission hat die Lose zurückgenommen.
alarm-runoff-drafted = Die Zählkommission hat die nächste Runde von Nr. { $number } entworfen: Nr. { $next }. Eröffnen: <code>/open { $next }</code>
refusal-only-teller = Das können nur Versammlungsleitung und Zählkommission.
refusal-not-an-election = Nr. { $number } ist keine Wahl: Niemand wird nach der Annahme gefragt.
refusal-not-elected = Bei Nr. { $number } ist niemand gewählt, der so heißt, oder das Ergebnis ist noch nicht veröffentlicht.
refusal-answered-already = { $answer ->
    [accepted] ‹Du hast|Sie haben› schon angenommen.
   *[declined] ‹Du hast|Sie haben› schon abgelehnt.
 } Ändern kann das nur die Versammlungsleitung. Nr. { $number }
refusal-seat-taken = Bei Nr. { $number } lässt sich das nicht mehr zurücknehmen: { $label } hat den Sitz inzwischen angenommen.
refusal-candidate-unknown = „{ $word }“ kenne ich bei Nr. { $number } nicht. ‹Schreib|Schreiben Sie› das Kürzel, die Nummer oder den Namen.
refusal-which-candidate = Wer ist gemeint bei Nr. { $number }? { $names }. ‹Schreib|Schreiben Sie› das Kürzel.
refusal-decided-by-runoff = Nr. { $next } ist schon der nächste Durchgang nach Nr. { $number }. Zuerst abbrechen: /cancel { $next } GRUND
refusal-nothing-to-take-back = Nr. { $number }: { $act ->
    [ruling] Es wurde nichts entschieden, was sich zurücknehmen ließe.
   *[lot] Es wurde kein Los gezogen, das sich zurücknehmen ließe.
 }
refusal-take-back-published = Nr. { $number } ist veröffentlicht: Die Mitglieder wissen, was entschieden wurde. Zurücknehmen lässt sich nichts mehr; ein neuer Durchgang: /repeat { $number } GRUND
refusal-take-back-accepted = { $label } hat den Sitz schon angenommen. Zuerst das ändern: /accept { $number } { $label } nein
refusal-no-tie = Bei Nr. { $number } ist nichts zu losen: Es gibt keinen Gleichstand, den das Los entscheidet.
refusal-not-tied = { $label } liegt bei Nr. { $number } nicht gleichauf. Zwischen wem zu losen ist: /lot { $number }
refusal-lot-words-missing = Welche öffentlichen Worte? Zum Beispiel: /lot { $number } seed Lottozahlen von heute 4 8 15 16 23 42
refusal-ruling-missing = Was ist entschieden? ‹Schreib|Schreiben Sie› es hinter die Nummer: /ruling { $number } TEXT
refusal-text-long = Der Text hat { $given } Zeichen; möglich sind { $allowed }.
refusal-runoff-not-needed = Nr. { $number } braucht keinen weiteren Durchgang: Nichts ist gleichauf, und alle Sitze sind besetzt.
refusal-runoff-nobody = Für einen weiteren Durchgang nach Nr. { $number } bleibt niemand. Die Sitze bleiben unbesetzt bis zu einer neuen Wahl: /elect
refusal-runoff-exists = Der nächste Durchgang nach Nr. { $number } ist schon da: Nr. { $next }.
refusal-rules-newer = Nr. { $number } wurde mit einer neueren Version von Folkmoot entworfen (Regeln { $rules }). Diese Version zählt sie nicht aus: bitte aktualisieren.
refusal-edit-open = Nr. { $number } läuft und lässt sich nicht ändern, auch wenn jemand die Kandidatur zurückzieht. Erst /cancel { $number } GRUND, dann neu entwerfen.

# The seats after refusals

board-head = <b>Die Sitze, wie sie jetzt besetzt sind</b> · { $vote }
board-line = { $place }. { $slot ->
    [none] {""}
   *[other] { $slot }:{" "}
 }{ $who }{ $said ->
    [accepted] : hat angenommen
    [moved] : rückt nach, wird gefragt
    [unasked] : rückt nach, wurde hier nicht gefragt
   *[none] {""}
 }
board-aloud = { $vote }: { $names ->
    [none] Kein Sitz ist besetzt.
   *[other] Die Sitze haben { $names }.
 }
board-aloud-declined = Abgelehnt: { $names }.
board-aloud-moved = Nachgerückt: { $names }.
board-aloud-vacant = { $count ->
    [one] { $count } Sitz ist unbesetzt.
   *[other] { $count } Sitze sind unbesetzt.
 }
