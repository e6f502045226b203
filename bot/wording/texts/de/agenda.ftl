# Die Tagesordnung und der Weg von Punkt zu Punkt

usage-agenda = /agenda
help-agenda = die Tagesordnung und wo wir sind; die Leitung schreibt sie, einen Punkt je Zeile darunter
usage-item = <code>/item 3</code>
help-item = zu einem Tagesordnungspunkt gehen
agenda-head = <b>Tagesordnung von { $event }</b>
agenda-none = { $event } hat hier keine Tagesordnung.
agenda-line = { $item }. { $title }
agenda-here = ← jetzt
agenda-vote = – { $vote }: { $state }
agenda-put = { $count ->
    [one] Die Tagesordnung von { $event } hat einen Punkt.
   *[other] Die Tagesordnung von { $event } hat { NUMBER($count) } Punkte.
 } /agenda zeigt sie.
item = TOP { $item }: { $title }
item-next = Danach TOP { $item }: { $title }
item-begun = <b>TOP { $item }: { $title }</b> hat begonnen.
agenda-moved-on = Die Tagesordnung ist inzwischen eine andere. Nichts wurde aufgerufen; so sieht sie aus:
item-toast = TOP { $item }: { $title }
item-ask = { $now ->
    [0] Noch hat kein Punkt begonnen.
   *[other] Jetzt: TOP { NUMBER($now) }.
 } Der nächste ist TOP { $item }: { $title }
terms-item = Gehört zu TOP { $item }.
button-card-item = TOP { $item }: { $title }
button-card-pause = Pause
button-card-end = Versammlung schließen
button-card-rehearsed = Probe beenden
button-card-anew = Anwesenheit neu erfassen
button-card-vote-show = Nr. { $number } zeigen
button-close-now = Ja, Nr. { $number } schließen
close-ask = { $vote } schließen? Abgegeben: { NUMBER($cast) }, es fehlen: { NUMBER($missing) }. Drücken, oder schreiben: <code>/{ $command }</code>
event-toast-pause = Die Versammlung ist unterbrochen.
event-toast-end = Wirklich? Siehe unten.
registration-toast-anew = Wirklich? Siehe unten.
fault-unknown-item = Einen TOP { $given } gibt es nicht. Die Tagesordnung hat { $limit }; /agenda zeigt sie.
refusal-agenda-empty = Eine Tagesordnung braucht Titel: <code>/agenda</code>, darunter ein Punkt je Zeile.
refusal-agenda-long = { NUMBER($given) } Punkte sind zu viele. Eine Tagesordnung hat höchstens { NUMBER($allowed) }.
refusal-agenda-title-long = Der Titel von TOP { $item } ist zu lang: höchstens { NUMBER($allowed) } Zeichen.
refusal-agenda-twice = „{ $title }“ steht zweimal da. Jeder Punkt braucht einen eigenen Titel.
refusal-item-number = „{ $word }“ ist keine Nummer eines Tagesordnungspunkts. /agenda zeigt sie.
refusal-item-unknown = { $last ->
    [0] Es gibt keine Tagesordnung. <code>/agenda</code>, darunter ein Punkt je Zeile, schreibt sie.
   *[other] TOP { $item } gibt es nicht: die Tagesordnung hat { NUMBER($last) } Punkte. /agenda zeigt sie.
 }
refusal-item-already = Die Versammlung ist schon bei TOP { $item }: { $title }
refusal-item-none = Es gibt keine Tagesordnung. <code>/agenda</code>, darunter ein Punkt je Zeile, schreibt sie.
refusal-item-last = TOP { $item } ist der letzte. /event close beendet die Versammlung.
refusal-item-not-possible = { $state ->
    [planned] Die Versammlung ist noch nicht eröffnet. Zuerst: /event open
    [paused] Die Versammlung ist unterbrochen. Sie geht weiter mit /event resume
   *[other] Die Versammlung ist vorbei.
 }
minutes-act-event-item = TOP { $item }: { $title }
minutes-act-event-agenda = Tagesordnung: { $titles }
button-vote-copy = Noch einmal
button-draft-again = Neu entwerfen
draft-copy-toast = Noch einmal entworfen: { $vote }
refusal-draft-copied = Das ist schon noch einmal entworfen. /votes zeigt alles.
alarm-vote-ends = Nr. { $number } „{ $title }“ schließt in { $seconds } s. { $missing ->
    [one] Eine Stimme fehlt noch.
   *[other] { NUMBER($missing) } Stimmen fehlen noch.
 }
alarm-quorum-lost = <b>Nicht mehr beschlussfähig.</b> Anwesend{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }: { $have }, nötig: { $needed }.{ $people ->
    [none] {""}
   *[other] {" "}Zuletzt gegangen: { $people }.
 } Neues kann nicht eröffnet werden; was offen ist, geht weiter.
alarm-quorum-back = <b>Wieder beschlussfähig.</b> Anwesend{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }: { $have }, nötig: { $needed }.
minutes-act-quorum-lost = Die Versammlung war nicht mehr beschlussfähig: { $have } anwesend, { $needed } nötig.
minutes-act-quorum-reached = Die Versammlung war beschlussfähig: { $have } anwesend, { $needed } nötig.
minutes-act-quorum-back = Die Versammlung war wieder beschlussfähig: { $have } anwesend, { $needed } nötig.
