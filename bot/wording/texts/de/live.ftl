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
live-enrolment = { $network }: { NUMBER($chats) } von { NUMBER($people) } privaten Räumen angelegt, noch etwa { $left }
live-enrolment-lost = { $network }: { $count ->
        [one] Ein privater Raum lässt
       *[other] { NUMBER($count) } private Räume lassen
    } sich nicht anlegen, weil es das Konto nicht gibt oder sein Server nicht antwortet. ‹Trennt|Trennen Sie› das Konto mit /unbind und der Nummer, dann ‹berichtigt|berichtigen Sie› die Adresse in der Liste und ‹lest|lesen Sie› sie neu ein. Mehr zeigt: folkmoot check --live
live-vote = <b>{ $vote }</b>
live-turnout = abgegeben { NUMBER($cast) } von { NUMBER($roll) }
live-everybody = <b>alle haben ihre Stimme abgegeben</b>
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
live-held = Frist nach einem Ausfall angehalten: ‹Ihr entscheidet|Sie entscheiden› über die Zeit.
live-closed = geschlossen, { NUMBER($cast) } von { NUMBER($roll) } Stimmen abgegeben, noch nicht ausgezählt
live-changed = <i>Letzte Änderung { $at }</i>
live-counted = ausgezählt, noch nicht veröffentlicht
live-published = veröffentlicht
live-tie = <b>Stimmengleichheit, nicht entschieden</b>: <code>/result { $number }</code>
live-moved = Die Karte steht jetzt weiter unten.
live-next = Als Nächstes: { $vote }
button-card-checkin = Einlass öffnen
button-card-open = Versammlung eröffnen
button-card-resume = Weiter
button-card-vote-open = Nr. { $number } eröffnen
button-card-vote-plus = Nr. { $number }: +2 Min.
button-card-vote-last = Nr. { $number }: letzter Aufruf 30 s
button-card-vote-remind = Nr. { $number }: erinnern
button-card-vote-close = Nr. { $number } schließen
button-card-vote-count = Nr. { $number } jetzt auszählen
button-card-publish = Alle { $count } Ergebnisse veröffentlichen
published-all = Für Mitglieder veröffentlicht{ $count ->
    [one] :
   *[other] , { $count } zusammen:
 } { $votes }{ $left ->
    [0] {""}
   *[other] . Nicht veröffentlicht: { $others }
 }
publish-all-none = Nichts wurde veröffentlicht: Jedes dieser Ergebnisse wartet auf ein anderes, oder seine Zahlen verrieten, wie gestimmt wurde. Bitte einzeln veröffentlichen.
publish-all-moved-on = Ausgezählt ist inzwischen etwas anderes. Erst die Ergebnisse ansehen, dann veröffentlichen.
button-card-vote-publish = Nr. { $number } für Mitglieder veröffentlichen
button-start = Zeit für Nr. { $number } jetzt starten
button-unreached = Wen hat Nr. { $number } nicht erreicht?
