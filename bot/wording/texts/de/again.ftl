# Noch einmal: wieder eröffnet, oder ungültig und wiederholt

usage-reopen = <code>/reopen 7 GRUND</code>
help-reopen = weiter abstimmen lassen, solange nicht ausgezählt ist; ohne Grund: zu früh geschlossen
usage-repeat = <code>/repeat 7 GRUND</code>
help-repeat = für ungültig erklären und neu entwerfen
button-vote-reopen = Nr. { $number } wieder eröffnen
button-card-vote-reopen = Nr. { $number } wieder eröffnen
reopen-reason = zu früh geschlossen
reason = Grund: { $reason }
reopened-toast = { $vote } läuft wieder.
reopened-head = <b>{ $vote } läuft wieder.</b> { $cast ->
    [0] Abgegeben war noch nichts.
    [one] Die eine abgegebene Stimme gilt weiter.
   *[other] Die { NUMBER($cast) } abgegebenen Stimmen gelten weiter.
 } Alle bekommen den Stimmzettel noch einmal.
reopened-roll = { NUMBER($roll) } im Stimmberechtigtenverzeichnis{ $late ->
    [no] {" "}wie vorher; wer inzwischen gekommen ist, stimmt hier nicht mit ab.
   *[until_close] , auch wer inzwischen gekommen ist.
 }
reopened-timed = Die ganze Zeit läuft noch einmal, { $time }, sobald die Stimmzettel zugestellt sind.
reopened-untimed = Eine Frist gibt es nicht: <code>/close { $number }</code>, oder <code>/extend { $number } 3m</code> setzt eine.
ballot-reopened = <b>Die Stimmabgabe geht weiter.</b> Was abgegeben ist, gilt und lässt sich ändern wie zuvor. Grund: { $reason }
closing-moved-on-open = { $vote } wurde inzwischen wieder eröffnet. Es hat sich nichts geändert.
closing-moved-on-closed = { $vote } wurde inzwischen wieder eröffnet und geschlossen. So steht es jetzt.
closing-moved-on-counted = { $vote } ist schon ausgezählt.
closing-moved-on-published = { $vote } ist schon ausgezählt und veröffentlicht.
closing-moved-on-cancelled = { $vote } wurde abgebrochen.
closing-moved-on-void = { $vote } ist ungültig.
closing-moved-on-draft = { $vote } ist ein Entwurf.
repeat-ask =
    { $vote } für ungültig erklären und noch einmal abstimmen lassen? { $state ->
        [counted] Das Ergebnis gilt dann nicht mehr; im Protokoll bleibt es als ungültig stehen.
       *[open] { $cast ->
            [0] Abgegeben ist noch nichts.
            [one] Der eine Stimmzettel wird ungeöffnet vernichtet.
           *[other] Alle { NUMBER($cast) } Stimmzettel werden ungeöffnet vernichtet.
        }
    }
    Wenn ja, ‹schick|schicken Sie› den Grund, er kommt ins Protokoll: <code>/repeat { $number } GRUND</code>
repeated = { $vote } ist ungültig{ $counted ->
    [true] : Das Ergebnis gilt nicht mehr
   *[false] ; die Stimmzettel wurden vernichtet und nie ausgezählt
 }. Nr. { $next } wiederholt es: Der Entwurf folgt.
ballot-void = Ungültig: Es wird noch einmal abgestimmt, ein neuer Stimmzettel kommt von selbst. Was hier abgegeben wurde, zählt nicht. Grund: { $reason }
result-void = <b>Ungültig:</b> { $vote }. Das Ergebnis gilt nicht, es wird noch einmal abgestimmt.
minutes-void = Ungültig und als neue Nummer wiederholt. Grund:
minutes-act-vote-reopen = { $vote }: wieder eröffnet; { $cast } abgegebene Stimmen gelten weiter. Grund:
minutes-act-vote-repeat = { $vote }: ungültig, wiederholt als { $next }. Grund:
refusal-vote-void = Nr. { $number } ist ungültig und wird wiederholt. Es wurde nichts abgegeben; der neue Stimmzettel kommt von selbst.
refusal-reopen-late = Nr. { $number } ist schon ausgezählt und lässt sich nicht wieder eröffnen. Ein neuer Durchgang: /repeat { $number } GRUND
refusal-reopen-unlocked = Die Kommission hat die Urne von Nr. { $number } geöffnet, also kann niemand mehr weiter abstimmen. Ein neuer Durchgang: /repeat { $number } GRUND
refusal-repeat-followed = Nr. { $next } ist der nächste Durchgang von Nr. { $number }. Erst diesen abbrechen oder wiederholen.
