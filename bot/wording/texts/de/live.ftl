# Die laufende Nachricht im Kanal der Versammlungsleitung

live-event-planned = <b>{ $title }</b> · noch nicht eröffnet · Einlass { $registration ->
    [true] offen
   *[other] geschlossen
 }
live-event-open = <b>{ $title }</b> · eröffnet · Einlass { $registration ->
    [true] offen
   *[other] geschlossen
 }
live-event-paused = <b>{ $title }</b> · unterbrochen · Einlass { $registration ->
    [true] offen
   *[other] geschlossen
 }
live-event-closed = <b>{ $title }</b> · beendet
live-event-rehearsal = <b>{ $title }</b> · PROBE, nichts zählt · Einlass { $registration ->
    [true] offen
   *[other] geschlossen
 }
live-roster = Anwesend { NUMBER($present) } von { NUMBER($entitled) }
live-weight = Stimmgewicht { $present } von { $entitled }
live-quorum = beschlussfähig { $met ->
    [true] ja
   *[other] NEIN
 } (nötig { $needed }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 })
live-arrivals = Zuletzt: { $names }
live-vote = <b>Nr. { $number } „{ $title }“</b>
live-turnout = abgegeben { NUMBER($cast) } von { NUMBER($roll) }
live-delivering = Stimmzettel { NUMBER($reached) } von { NUMBER($roll) }, noch etwa { $left }
live-delivered = erreicht { NUMBER($reached) } von { NUMBER($roll) }{ $unreached ->
    [0] {""}
   *[other] , { NUMBER($unreached) } nicht erreicht
 }{ $accountless ->
    [0] {""}
   *[other] {" "}({ NUMBER($accountless) } ohne Konto)
 }
live-waiting = Die Zeit läuft, sobald die Stimmzettel zugestellt sind. Früher: <code>/open { $number }</code>
live-closes = Schließt um { $at }
live-held = Frist nach einem Ausfall angehalten: Ihr entscheidet über die Zeit.
live-closed = geschlossen, { NUMBER($cast) } von { NUMBER($roll) } Stimmen abgegeben, noch nicht ausgezählt
live-changed = <i>Letzte Änderung { $at }</i>
button-start = Zeit für Nr. { $number } jetzt starten
button-count = Nr. { $number } jetzt auszählen
button-unreached = Wen hat Nr. { $number } nicht erreicht?
