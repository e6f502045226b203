# Ein Ergebnis als Balken, im Bild und auf der Saalanzeige

chart-head = { $kind ->
    [rehearsal] ERGEBNIS EINER PROBE, nichts zählt
   *[result] Ergebnis
 } · { $of ->
    [election] Wahl
   *[vote] Abstimmung
 } { $number }
chart-ranking = Rangfolge, das Beste zuerst
chart-stage = { $stage ->
    [1] Nach den Erstpräferenzen
   *[other] Nach Stufe { $stage }, der letzten
 }{ $early ->
    [true] ; vorher Ausgeschiedene mit den Stimmen ihrer Stufe
   *[false] {""}
 }
chart-share = { $count } ({ $percent })
chart-backed = { $count }, auf { $have } von { $total } Stimmzetteln
chart-answers = Ja { $yes }, Nein { $no }, Enthaltung { $abstain }
chart-votes = { $votes } (Erstpräferenzen { $first })
chart-elected-at = { $mark } (Stufe { $stage })
chart-excluded-at = ausgeschieden auf Stufe { $stage }
chart-place = Platz { $place }
chart-dropped = ausgeschieden
chart-line = Die Linie: { $needed } nötig
chart-line-quota = Die Linie: Quote { $needed }
chart-line-each = Die Linie: was jeweils nötig war
chart-letters = Buchstaben, für die hier keine Schrift da ist, stehen im Text zu diesem Ergebnis.
picture-caption = Das Ergebnis als Bild: { $vote }

hall-state = { $state ->
    [planned] Noch nicht eröffnet
    [paused] Die Versammlung ist unterbrochen
    [closed] Die Versammlung ist geschlossen
    [rehearsal] PROBE, nichts zählt
   *[open] Die Versammlung ist eröffnet
 }
hall-now = Jetzt
hall-next = Danach
hall-result = Ergebnis
hall-join = Mitmachen
hall-quiet = Zurzeit läuft keine Abstimmung und keine Wahl.
hall-lost = Keine Verbindung. Was hier steht, kann veraltet sein; es geht von selbst weiter.
hall-clock = { $state ->
    [closed] Geschlossen. Das Ergebnis folgt.
    [held] Die Versammlungsleitung entscheidet über die Zeit.
    [runs] Noch …
   *[open] Offen, bis die Versammlungsleitung schließt
 }
hall-spoken-result = { $head }: { $title }. { $sentence }
hall-spoken = { $vote }: { $state ->
    [closed] geschlossen, das Ergebnis folgt
    [held] die Versammlungsleitung entscheidet über die Zeit
   *[open] offen
 }
hall-turnout = Stimme abgegeben: { NUMBER($cast) } von { NUMBER($roll) }
hall-code = { $network }: { $registration ->
    [true] teilnehmen oder sich anwesend melden
   *[false] teilnehmen
 }
hall-voting = Stimmabgabe: bis zum Schluss keine Anträge zur Geschäftsordnung und keine neuen Anträge
