# Was Versammlungsleitung und Akkreditierung lesen, und was vom Podium an Mitglieder geht

# Befehle: wie man sie schreibt, was sie tun

usage-bind = <code>/bind CODE</code>
help-bind = diesen Chat zum Kanal der Leitung, zur Akkreditierung oder zur Mitgliedergruppe machen
usage-event = <code>/event open|pause|resume|close|rehearsal</code>
help-event = wie die Versammlung steht; ihren Stand ändern
usage-registration = <code>/registration open|close|reset|confirm 5m</code>
help-registration = Mitglieder tragen sich selbst als anwesend ein; nach der Pause alle abwesend; fragen, wer noch da ist
usage-say = <code>/say TEXT</code>
help-say = Durchsage an Anwesende; <code>/say all TEXT</code>, <code>/say absent TEXT</code>, <code>/say GRUPPE: TEXT</code>
usage-role = <code>/role 17 chair|desk|teller|minutes|observer|none</code>
help-role = einem Mitglied eine Rolle geben oder alle nehmen
usage-minutes = /minutes
help-minutes = alles, was geschah, der Reihe nach, als Datei
usage-vote = <code>/vote TITEL</code>
help-vote = Abstimmung entwerfen; Regeln und Möglichkeiten darunter, je eine Zeile
usage-elect = <code>/elect 2 TITEL</code>
help-elect = Wahl entwerfen; Kandidaturen und Regeln darunter, je eine Zeile
usage-edit = <code>/edit 7 TITEL</code>
help-edit = einen Entwurf ändern; ohne Zeilen: wie das geht
usage-show = <code>/show 7</code>
help-show = einen Entwurf den Mitgliedern zu lesen geben
usage-votes = /votes
help-votes = alle Abstimmungen mit Nummer und Stand
usage-open = <code>/open 7 90s</code>
help-open = eröffnen; die Zeit kann fehlen
usage-close = <code>/close 7 30</code>
help-close = schließen, sofort oder nach so vielen Sekunden
usage-extend = <code>/extend 7 2m</code>, <code>/extend 7 -1m</code>, <code>/extend 7 ohne</code>
help-extend = mehr Zeit geben; mit Minus weniger; <code>ohne</code> hält die Uhr an
usage-cancel = <code>/cancel 7 GRUND</code>
help-cancel = ohne Ergebnis abbrechen
usage-result = <code>/result 7</code>
help-result = ein Ergebnis; für die Leitung mit der Rechnung, und <code>/result 7 nachzählen</code> zählt noch einmal; <code>/result 7 datei</code> hat jede Stufe und jedes Paar, <code>/result 7 tafel</code> die Stimmzettel einer geheimen Abstimmung oder Wahl
usage-publish = <code>/publish 7 8</code>
help-publish = Ergebnisse an die Mitglieder senden; mit <code>saal</code> oder <code>mitglieder</code> dahinter nur dort
usage-find = <code>/find NAME</code>
help-find = nach Name oder Nummer suchen
usage-invite = <code>/invite 17</code>
help-invite = neue Einladung; der alte Code gilt nicht mehr
usage-pair = <code>/pair 17 4711</code>
help-pair = das Konto, das 4711 zeigt, mit Mitglied 17 verbinden
usage-admit = <code>/admit 17 NAME</code>, in der nächsten Zeile <code>gast</code>, wenn ohne Stimme
help-admit = neues Mitglied in die Liste aufnehmen
usage-checkin-desk = <code>/checkin 17</code>
help-checkin-desk = Mitglied 17 als anwesend eintragen
usage-checkout-desk = <code>/checkout 17</code>
help-checkout-desk = Mitglied 17 austragen
usage-roster = <code>/roster present|absent|unreachable|unbound file</code>
help-roster = wie viele da sind; eine Liste; alles als Datei
how-usage = ‹Schreib|Schreiben Sie› es so: { $usage }
how-lines =
    Darunter, je eine Zeile und nur, was von den Regeln des Hauses abweicht:
    <code>Mehrheit: einfach</code> (absolut, zwei Drittel, drei Viertel oder mindestens 2/3 der gültigen Stimmen)
    <code>Zeit: 90s</code> · <code>keine Enthaltung</code> · <code>Quorum: 1/3 der Stimmberechtigten</code>
    <code>Text: der volle Wortlaut</code> · <code>außer: 12, 17</code> · <code>Gruppe: NAME</code>
    <code>- MÖGLICHKEIT</code> für jede Möglichkeit, dazu <code>mindestens: 1</code> und <code>höchstens: 2</code>
    Bei Wahlen: <code>- #17 Anna Ortega</code> für ein Mitglied · <code>Sitze: 2 Frauen, 2 offen</code> · <code>niemand davon</code> · <code>Reihenfolge: Los</code> · <code>Stichwahl: 2</code>
    <code>Verfahren: Mehrheitswahl</code> (Blockwahl, Zustimmungswahl, Einzelabstimmung, integrierte Stichwahl, STV, Meek, Schulze-Verfahren) · <code>Gleichstand: Los</code> (abgelehnt, Leitung, Stichwahl) · <code>kumulieren: 2</code> · <code>nach Gewicht</code>

# Was nicht gelesen werden konnte

faults-head = { $count ->
    [one] Nichts wurde geändert. Das geht nicht:
   *[other] Nichts wurde geändert. Diese { $count } Dinge gehen nicht:
 }
fault-suggestion = ‹Meinst du|Meinen Sie› „{ $word }“?
fault-missing = fehlt.
fault-empty = ist leer.
fault-repeated = steht zweimal da.
fault-not-yet = „{ $word }“ ist geplant; diese Version hat es noch nicht.
fault-not-one-of = „{ $word }“ ist keines von: { $known }.
fault-wrong-type = ist { $expected ->
    [int] keine ganze Zahl
    [bool] weder an (on) noch aus (off)
    [tuple] keine Liste
   *[other] kein Text
 }.
fault-too-small = muss mindestens { $limit } sein.
fault-too-large = darf höchstens { $limit } sein.
fault-too-long = darf höchstens { $limit } Zeichen haben.
fault-too-many = darf höchstens { $limit } Einträge haben.
fault-unknown-setting = Es gibt keine Einstellung „{ $word }“.
fault-unknown-line = Die Zeile „{ $word }“ verstehe ich nicht.
fault-unknown-line-ways = ‹Schreib|Schreiben Sie› <code>- { $word }</code>, wenn es zur Auswahl stehen soll, oder <code>text: { $word }</code> für den Antrag.
fault-unknown-rule = Es gibt keine Regel „{ $word }“.
fault-unknown-member = Es gibt kein Mitglied { $word }.
fault-unknown-group = Kein Mitglied ist in einer Gruppe „{ $word }“.
fault-bad-duration = „{ $word }“ ist keine Zeit. ‹Schreib|Schreiben Sie› 90s oder 5m.
fault-time-long = höchstens { $limit } Tage sind möglich.
fault-option-empty = Hinter einem Strich ist nichts zu sehen. Es braucht dort einen Text.
fault-slots-sum = Die quotierten Sitze sind zusammen { $given }, es gibt aber { $limit } Sitze.
fault-options-unused = Eine Ja-Nein-Frage hat keine eigenen Möglichkeiten. ‹Lass|Lassen Sie› die Zeile mit dem Verfahren weg.
fault-too-few-options = Es müssen mindestens { $limit } zur Auswahl stehen.
fault-repeated-option = „{ $word }“ steht zweimal da.
fault-majority-unused = Dieses Verfahren hat eine eigene Quote; eine Mehrheit würde nicht gelten. ‹Lass|Lassen Sie› die Zeile weg.
fault-majority-needed = Dieses Verfahren braucht eine Mehrheit. Die geringste ist: einfach
fault-nobody-missing = gilt nur gegenüber „Niemand davon“. ‹Füg|Fügen Sie› die Zeile hinzu: niemand davon
fault-receipts-unused = geht nur geheim. Dazu gehört die Zeile: geheim
fault-unused = passt nicht zum Verfahren { $method }.
fault-weight-unused = Bei einer Ja-Nein-Frage entscheidet ihre Mehrheit. ‹Schreib|Schreiben Sie› dort zum Beispiel: mehr als 1/2 von Ja und Nein nach Gewicht
fault-slots-unused = Quotierte Sitze gibt es bei Wahlen mit Kreuzen und mit Einzelabstimmung. Bei anderen Verfahren: für jede Art Sitze eine eigene Wahl.
fault-seats-differ = In der ersten Zeile stehen { $first }, und das hier sind { $below }.
fault-seats-form = „{ $word }“ können keine Sitze sein. ‹Schreib|Schreiben Sie› 3, oder 2 Frauen, 2 offen.
fault-runoff-form = „{ $word }“ ist keine Stichwahl. ‹Schreib|Schreiben Sie› 2, oder: doppelt so viele, oder: doppelt so viele absolut, 2.
fault-candidates-missing = Es gibt keine Kandidaturen. ‹Schreib|Schreiben Sie› sie unter den Befehl, je eine Zeile: - Anna Ortega, oder mit Mitgliedsnummer: - #17
fault-one-candidate = Bei nur einer Kandidatur muss ein Nein möglich sein. ‹Schreib|Schreiben Sie›: Verfahren: Einzelabstimmung
fault-repeated-member = Mitglied { $word } steht zweimal da.
fault-candidate-of-several = Mehrere Mitglieder heißen „{ $word }“: { $known }. ‹Schreib|Schreiben Sie› die Nummer dessen, der kandidiert, oder hinter den Namen eines anderen Menschen noch etwas.
fault-unknown-slot = Für „{ $word }“ gibt es keine Sitze.
fault-unknown-candidate = „{ $word }“ kandidiert nicht. ‹Schreib|Schreiben Sie› ein Kürzel wie b, einen Namen, oder # und eine Mitgliedsnummer.
fault-withdraw-unused = Es gibt noch niemanden, der zurückziehen könnte. Diese Zeile gehört zu /edit
fault-majority-form = „{ $word }“ verstehe ich nicht. Zum Beispiel: zwei Drittel; mindestens 2/3 der gültigen Stimmen.
fault-majority-cast = „abgegebene Stimmen“: mit Enthaltungen oder ohne? Ohne: der Ja- und Nein-Stimmen; mit: der gültigen Stimmen; auch leere: der abgegebenen Stimmzettel{ $word ->
   *[other] {""}
 }
fault-majority-half = „{ $word }“: mehr als die Hälfte, oder reicht die Hälfte? ‹Schreib|Schreiben Sie›: einfach, oder: mindestens 1/2 von Ja und Nein
fault-share-third = „{ $word }“: { $third }, oder genau { $exact }? ‹Schreib|Schreiben Sie› das eine oder das andere.
fault-majority-simple = Einfache Mehrheit { $base ->
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
   *[other] davon
 }: mehr Ja als Nein, oder mehr als die Hälfte? ‹Schreib|Schreiben Sie›: einfach, oder: mehr als 1/2 { $base ->
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
   *[other] davon
 }
fault-majority-fraction = „{ $word }“ kann keine Schwelle sein.
fault-majority-base = Die Bezugsgröße „{ $word }“ gibt es nicht. Es gibt: Ja und Nein; gültige Stimmen; abgegebene Stimmzettel; Anwesende; Stimmberechtigte; Gewicht.
fault-majority-weight = Eine Mehrheit des Gewichts wird schon nach Gewicht gezählt.
fault-majority-tie = Die Regel „{ $word }“ bei Stimmengleichheit gibt es nicht.
fault-quorum-form = „{ $word }“ verstehe ich nicht. Zum Beispiel: 300; 1/3 der Stimmberechtigten; keines.
fault-quorum-fraction = „{ $word }“ kann kein Anteil sein.
fault-quorum-base = „{ $word }“ ist kein Quorum: Das ist ein Anteil der Stimmberechtigten.
unknown-word = „{ $word }“ kenne ich nicht.
unknown-word-near = „{ $word }“ kenne ich nicht. ‹Meinst du|Meinen Sie› „{ $near }“?
list-more = … und { NUMBER($count) } weitere

# Ablehnungen. Höchstens 200 Zeichen.

refusal-bind-private = Ein privater Chat lässt sich nicht binden. ‹Schreib|Schreiben Sie› /bind in der Gruppe oder dem Raum, für den der Code ist.
refusal-bind-anonymous = ‹Du schreibst|Sie schreiben› als Gruppe, da könnte niemand einstehen. ‹Schalte|Schalten Sie› in ‹deinen|Ihren› Adminrechten „Anonym bleiben“ aus und ‹schick|schicken Sie› /bind noch einmal.
refusal-bind-not-bound = Dieses Konto kenne ich nicht. ‹Öffne|Öffnen Sie› zuerst ‹deinen|Ihren› Einladungslink im privaten Chat mit mir, dann ‹drück|drücken Sie› noch einmal.
refusal-cancel-late = Nr. { $number } ist schon ausgezählt oder vorbei und lässt sich nicht abbrechen.
refusal-no-result-at-all = Es gibt noch kein Ergebnis.
refusal-no-result-yet = Nr. { $number } { $state ->
    [draft] ist ein Entwurf: Es gibt noch kein Ergebnis.
    [open] läuft noch: Es gibt noch kein Ergebnis.
    [closed] wird ausgezählt.
    [cancelled] wurde abgebrochen: Es gibt kein Ergebnis.
    [void] ist ungültig: Es gibt kein Ergebnis.
   *[other] hat noch kein veröffentlichtes Ergebnis.
 }
refusal-no-such-vote = Dafür ist gerade nichts im richtigen Stand. Alle: /votes
refusal-number-form = „{ $number }“ kann keine Mitgliedsnummer sein: Buchstaben, Ziffern und . _ / - ohne Leerzeichen, höchstens 32.
refusal-publish-draft = Nr. { $number } ist ein Entwurf. Es gibt nichts zu veröffentlichen.
refusal-publish-open = Nr. { $number } läuft noch. ‹Schließ|Schließen Sie› zuerst: /close { $number }
refusal-publish-closed = Nr. { $number } ist noch nicht ausgezählt. ‹Drück|Drücken Sie› „Nr. { $number } jetzt auszählen“ oder ‹warte|warten Sie› ein paar Sekunden.
refusal-time-unreadable = „{ $word }“ ist keine Zeit. ‹Schreib|Schreiben Sie› 90s oder 5m. Nichts wurde geändert.
refusal-vote-number = „{ $word }“ ist keine Nummer. Alle Nummern: /votes
refusal-which-event = Es laufen mehrere Versammlungen. Welche ‹meinst du|meinen Sie›?
refusal-which-event-there = Es laufen mehrere Versammlungen. ‹Schreib|Schreiben Sie› das im Kanal der richtigen.
refusal-command-late = <code>/{ $command }</code> kommt erst jetzt an, { $ago } nach dem Absenden, deshalb ist nichts geschehen. { $offered ->
    [true] Gilt es noch? Sonst ist nichts zu tun.
   *[false] Wenn es noch gilt, ‹schick|schicken Sie› es noch einmal.
 }
refusal-press-late = Diese Auswahl von { $at } kommt erst jetzt an, deshalb ist nichts geschehen. Wenn sie noch gilt, ‹wähl|wählen Sie› noch einmal.
button-run-now = Jetzt ausführen
refusal-member-number = „{ $word }“ ist keine Mitgliedsnummer: Sie enthält keine Ziffer. ‹Schreib|Schreiben Sie› zuerst die Nummer, dann den Namen.
refusal-say-group = Kein Mitglied ist in einer Gruppe „{ $word }“, deshalb wurde nichts gesendet. Gemeint <code>/say { $suggestion }: …</code>? An die Anwesenden, genau wie geschrieben: <code>/say present: { $word }: …</code>
refusal-which-vote = Welche? { $votes }. ‹Schreib|Schreiben Sie› die Nummer dazu.

# Chats

chat-encrypted = Dieser Raum ist verschlüsselt, und verschlüsselte Räume kann ich noch nicht lesen. ‹Leg|Legen Sie› einen Raum ohne Verschlüsselung an, ‹lad mich|laden Sie mich› dorthin ein und ‹schick|schicken Sie› /bind mit ‹deinem|Ihrem› Code.
answer-undelivered = { $command ->
    [none] Ich konnte dort, wo ‹du gedrückt hast|Sie gedrückt haben›, nicht antworten: Der Chat nimmt gerade keine Nachrichten von mir an, etwa weil das Thema geschlossen ist. Was ‹du getan hast|Sie getan haben›, gilt.
   *[other] Ich konnte /{ $command } dort, wo ‹du es geschrieben hast|Sie es geschrieben haben›, nicht beantworten: Der Chat nimmt gerade keine Nachrichten von mir an, etwa weil das Thema geschlossen ist. Was ‹du getan hast|Sie getan haben›, gilt.
}
number-bare = Nichts ist geschehen: Ich kann nicht wissen, wofür { $number } gemeint ist. ‹Antworte|Antworten Sie› damit der Nachricht, in der die Zahl steht.
chat-added = Hallo. Um diesen Chat für eine Versammlung zu nutzen, ‹schick|schicken Sie› hier: <code>/bind CODE</code>. Den Code macht, wer organisiert, mit: folkmoot code
alarm-file-failed = { $what ->
    [minutes] Das Protokoll ({ $which ->
        [pdf] PDF
       *[markdown] Markdown
    })
    [bundle] Das Paket mit Ereignisprotokoll und Stimmzettellisten
    [picture] Das Bild zu Nr. { $which }
    [result] Die Zahlen zu Nr. { $which }
    [board] Die Tafel zu Nr. { $which }
   *[roster] Die Liste ({ $which })
 } ließ sich auch nach mehreren Versuchen nicht erstellen oder senden. Noch einmal anfordern geht jederzeit; der Grund steht im Protokoll des Dienstes.
alarm-deliveries-failed = { $count ->
    [one] Eine Nachricht ließ sich auch nach mehreren Versuchen nicht senden. Art und Grund stehen im Protokoll des Dienstes.
   *[other] { $count } Nachrichten ließen sich auch nach mehreren Versuchen nicht senden. Arten und Gründe stehen im Protokoll des Dienstes.
}
alarm-keys-changed = { $name } schreibt auf Matrix mit anderen Schlüsseln als bisher. Nach einem neuen Handy ohne Sicherung ist das normal. Im Zweifel ‹frag|fragen Sie› persönlich nach; /unbind löst das Konto.
alarm-channel-lost = { $purpose ->
    [chair] Ich wurde aus einem Kanal der Leitung entfernt.
    [desk] Ich wurde aus dem Kanal der Akkreditierung entfernt.
   *[group] Ich wurde aus der Mitgliedergruppe entfernt.
 } Die Versammlung geht in den privaten Chats weiter. Zurück geht es so: mich hinzufügen, dann /bind mit einem neuen Code.
bind-ask-chair =
    Dieser Chat wird ein Kanal der Versammlungsleitung von <b>{ $event }</b>.
    Alle in diesem Chat lesen mit. { $member }, gehört dann zur Versammlungsleitung.
bind-ask-desk =
    Dieser Chat wird die Akkreditierung von <b>{ $event }</b>.
    Alle in diesem Chat lesen mit: Namen, Nummern und Einladungen. { $member }, hat dann die Rechte der Akkreditierung.
bind-ask-group =
    Dieser Chat wird die Mitgliedergruppe von <b>{ $event }</b>.
    Veröffentlichte Ergebnisse und, wenn es so eingestellt ist, Stimmzettel erscheinen hier. Alle in diesem Chat lesen mit.
bind-or = ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› <code>/bind { $code } ja</code>
button-bind = Ja, binden
bind-toast = Gebunden.
bind-done-chair =
    Das ist jetzt ein Kanal der Versammlungsleitung von <b>{ $event }</b>. { $member }, gehört zur Leitung.
    Eine Zeile mit dem Stand der Versammlung erscheint hier von selbst. Darf ich hier als Admin anheften, bleibt sie im Blick.
    Weiter: { $registration ->
        [true] {""}
       *[false] /registration open öffnet den Einlass ·{" "}
    }{ $state ->
        [planned] /event open beginnt ·{" "}
        [paused] /event resume setzt fort ·{" "}
       *[open] {""}
    }<code>/vote TITEL</code> entwirft · /help
bind-done-desk =
    Das ist jetzt die Akkreditierung von <b>{ $event }</b>. { $member }, hat deren Rechte.
    <code>/find NAME</code> · <code>/checkin 17</code> · <code>/invite 17</code> · <code>/pair 17 4711</code> · /help
bind-done-group = Das ist jetzt die Mitgliedergruppe von <b>{ $event }</b>.

# Die Versammlung

event-head = <b>{ $event }</b>: { $state }
event-state-planned = noch nicht eröffnet
event-state-open = eröffnet
event-state-paused = unterbrochen
event-state-closed = beendet
event-state-rehearsal = Probe, nichts zählt
event-registration-open = Der Einlass ist offen.
event-registration-closed = Der Einlass ist geschlossen; die Akkreditierung kann weiter eintragen.
event-counts = Anwesend: { NUMBER($present) } von { NUMBER($entitled) } Stimmberechtigten.{ $represented ->
    [0] { "" }
   *[other] { " " }Vertreten: { NUMBER($represented) }.
 }
event-quorum = Beschlussfähig { $met ->
    [true] ja
   *[false] <b>NEIN</b>
 }: { $present } anwesend{ $represented ->
    [none] {""}
   *[other] {" "}und { $represented } vertreten
 }, { $needed } nötig ({ $rule }).
event-no-quorum = Es ist kein Quorum nötig.
vote-waiting = { $vote }: { $state }
event-next-registration = Weiter: /registration open
event-next-open = Weiter: /event open
event-next-resume = Weiter: /event resume
event-next-draft = Weiter: <code>/vote TITEL</code>
event-next-rehearsed = Weiter: /event rehearsal beendet die Probe
event-next-minutes = Weiter: /minutes
event-next-vote-draft = Weiter: <code>/open { $number }</code>
event-next-vote-open = Weiter: <code>/close { $number }</code>
event-next-vote-closed = Weiter: die Auszählung, in wenigen Sekunden von selbst
event-next-vote-counted = Weiter: <code>/publish { $number }</code>
event-done-open = <b>{ $event }</b> ist eröffnet. { $registration ->
    [true] Jetzt lässt sich etwas zur Abstimmung oder Wahl stellen: <code>/vote TITEL</code>
   *[false] Noch kann sich niemand eintragen: /registration open
 }
event-done-pause = <b>{ $event }</b> ist unterbrochen. Bis /event resume lässt sich nichts eröffnen. Was läuft, läuft weiter.
event-done-resume = <b>{ $event }</b> geht weiter.
event-done-close = <b>{ $event }</b> ist beendet. Einlass und Stimmabgabe sind beendet. Das Protokoll: /minutes
event-done-rehearsal-on = Probe von <b>{ $event }</b>: Der Einlass ist offen, alle haben die Karte, und eine harmlose Frage ist entworfen: Die Karte eröffnet sie. Nichts zählt. Sie endet mit /event rehearsal
event-done-rehearsal-off = Die Probe von <b>{ $event }</b> ist zu Ende. { $managed ->
    [one] Ein Mitglied hat
   *[other] { NUMBER($managed) } Mitglieder haben
 } es geschafft abzustimmen. Alle sind wieder abwesend, die Entwürfe sind wie vorher, und die Versammlung ist nicht eröffnet.
event-ask-close = <b>{ $event }</b> endgültig beenden? Anwesend: { NUMBER($present) }. Wieder eröffnen geht nicht. ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› <code>/event close ja</code>
event-ask-reset = Alle { NUMBER($present) } Anwesenden von <b>{ $event }</b> auf abwesend setzen? Alle müssen sich neu eintragen. ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› <code>/registration reset ja</code>
button-event-close = Ja, die Versammlung ist beendet
button-event-reset = Ja, alle abwesend
event-toast-close = Die Versammlung ist beendet.
registration-toast-reset = Jetzt abwesend: { NUMBER($count) }.
registration-done-open = { $cards ->
    [0] Der Einlass ist offen. Noch hat niemand ein Konto; wer eines bekommt, bekommt auch die Karte.
    [one] Der Einlass ist offen. Die Karte geht in einen Chat.
   *[other] Der Einlass ist offen. Die Karte geht in { NUMBER($cards) } Chats.
 }
registration-done-close = Der Einlass ist geschlossen. Die Akkreditierung kann weiter eintragen: <code>/checkin 17</code>
registration-done-reset = Jetzt abwesend: { NUMBER($count) }. { $registration ->
    [true] Alle bekommen die Karte noch einmal.
   *[false] Damit sie sich wieder eintragen können: /registration open
 }
registration-done-confirm = { $count ->
    [one] Ein Mitglied wird gefragt, ob es noch da ist.
   *[other] { NUMBER($count) } Mitglieder werden gefragt, ob sie noch da sind.
 } Wer bis { $at } ({ $time }) nicht antwortet, ist abwesend.
typed-say-all = alle
typed-say-present = anwesende
typed-say-absent = abwesende
said-present = { $count ->
    [one] Geht an ein anwesendes Mitglied mit Konto.
   *[other] Geht an { NUMBER($count) } anwesende Mitglieder mit Konto.
 }
said-all = { $count ->
    [one] Geht an ein Mitglied, das einzige mit einem Konto.
   *[other] Geht an alle { NUMBER($count) } Mitglieder mit einem Konto.
 }
said-absent = { $count ->
    [one] Geht an ein abwesendes Mitglied.
   *[other] Geht an { NUMBER($count) } abwesende Mitglieder.
 }
said-group = { $count ->
    [one] Geht an ein Mitglied von „{ $group }“.
   *[other] Geht an { NUMBER($count) } Mitglieder von „{ $group }“.
 }
announcement-head = <b>Durchsage</b> · { $title }
role-chair = { $member }, gehört jetzt zur Versammlungsleitung. Deren Befehle gelten im Kanal der Leitung.
role-desk = { $member }, hat jetzt die Rechte der Akkreditierung.
role-teller = { $member }, gehört jetzt zur Zählkommission.
role-minutes = { $member }, führt jetzt Protokoll.
role-observer = { $member }, beobachtet jetzt.
role-none = { $member }, hat keine Rolle mehr.
minutes-coming = Das Protokoll von { $event } entsteht und kommt als Datei.

# Die Akkreditierung

member-name = { $name }, Mitglied { $number }
desk-checked-in = { $member }, ist als anwesend eingetragen: { $event }
desk-guest-in = { $member }, ist als Gast ohne Stimmrecht eingetragen: { $event }
desk-here-already = { $member }, war schon eingetragen: { $event }
desk-checked-out =
    { $member }, ist ausgetragen: { $event }
    Abgegebene Stimmen bleiben.
desk-absent-already = { $member }, war nicht eingetragen: { $event }
find-none = Niemand gefunden. ‹Versuch|Versuchen Sie› einen Teil des Namens oder die Nummer.
find-more = Das sind die ersten { $count }. ‹Schreib|Schreiben Sie› mehr vom Namen.
find-line = { $member }: { $present ->
    [true] anwesend
   *[false] abwesend
 }{ $votes ->
    [true] {""}
   *[false] , kein Stimmrecht
 }, { $reach ->
    [none] kein Konto
    [yes] { $networks }
   *[no] { $networks }, nicht erreichbar
 }
invite-link =
    { $member }: Einladung für { $network }. Eine frühere gilt nicht mehr.
    { $link }
    Code: <code>{ $code }</code>
    Nur für diese Person: ‹zeig|zeigen Sie› ihr das Bild oder ‹gib|geben Sie› ihr den Link. Er wird nur einmal gezeigt.
invite-then = Der Link enthält den Code nicht: danach <code>!join { $code }</code> schreiben.
invite-code =
    { $member }: Einladung. Eine frühere gilt nicht mehr.
    Code: <code>{ $code }</code>
    Im privaten Chat an mich zu senden: <code>/start { $code }</code>
pair-done = Das Konto ist verbunden: { $member }. ‹Sag|Sagen Sie›, dass es auf dem Telefon weitergeht.
pair-welcome = Willkommen, { $name }. Dieses Konto ist jetzt Mitglied { $number }. ‹Was du hier tun kannst|Was Sie hier tun können›: /help
admit-done = { $member }, steht jetzt in der Liste. Als anwesend eintragen: /checkin und die Nummer.
roster-counts =
    Stimmberechtigt: { NUMBER($entitled) }, davon anwesend: { NUMBER($voting) }
    Anwesend mit Gästen: { NUMBER($present) } · abwesend: { NUMBER($absent) }
    Ohne Konto: { NUMBER($unbound) } · nicht erreichbar: { NUMBER($unreachable) }
    Listen: /roster und <code>present</code>, <code>absent</code>, <code>unreachable</code> oder <code>unbound</code>; mit <code>file</code> als Datei
roster-present = <b>Anwesend: { NUMBER($count) }</b>
roster-absent = <b>Abwesend: { NUMBER($count) }</b>
roster-unreachable = <b>Mit Konto, aber nicht erreichbar: { NUMBER($count) }</b>
roster-unbound = <b>Ohne Konto: { NUMBER($count) }</b>
roster-file = Alle als Datei: <code>/roster { $which } file</code>
roster-coming = Die Liste kommt als Datei.
roster-file-caption = { $which ->
    [present] Anwesend
    [absent] Abwesend
    [unreachable] Nicht erreichbar
    [unbound] Ohne Konto
   *[all] Alle Mitglieder
 }: { NUMBER($count) }
column-number = Nummer
column-name = Name
column-email = E-Mail
column-weight = Gewicht
column-votes = Stimmrecht
column-groups = Gruppen
column-present = anwesend
column-networks = Netze
column-reachable = erreichbar
missing-silent = { $vote }: { $count ->
    [one] Ein Mitglied hat
   *[other] { NUMBER($count) } Mitglieder haben
 } nicht widersprochen. Wer nichts sagt, stimmt zu: Es fehlt keine Stimme.
missing-head = { $count ->
    [0] { $vote }: { $paper ->
        [0] Alle Stimmberechtigten haben ihre Stimme abgegeben.
       *[other] Alle, die im Chat abstimmen, haben ihre Stimme abgegeben; auf Papier { NUMBER($paper) }.
    }
    [one] { $vote }: Eine Stimme fehlt noch.
   *[other] { $vote }: { NUMBER($count) } Stimmen fehlen noch.
 }
missing-secret = { $count ->
    [0] { $vote }: { $paper ->
        [0] Alle Stimmberechtigten haben ihre Stimme abgegeben.
       *[other] Alle, die im Chat abstimmen, haben ihre Stimme abgegeben; auf Papier { NUMBER($paper) }.
    }
    [one] { $vote }: Eine Stimme fehlt noch.
   *[other] { $vote }: { NUMBER($count) } Stimmen fehlen noch.
 } Namen werden hier nicht gezeigt, weil geheim abgestimmt wird.
reminded = { $missing ->
    [0] { $vote }: Alle haben ihre Stimme abgegeben, niemand wird erinnert.
   *[other] { $messages ->
        [0] { $vote }: Es geht nichts hinaus. Wessen Stimme fehlt, dessen Stimmzettel ist unterwegs, oder es gibt kein Konto.
        [one] { $vote }: Der Stimmzettel geht noch einmal in einen Chat, weil die Stimme fehlt.
       *[other] { $vote }: Der Stimmzettel geht noch einmal in { NUMBER($messages) } Chats, in denen eine Stimme fehlt.
    }
 }
closed-toast = Geschlossen: { $vote }
clock-moved-on = { $vote }: Die Zeit hat sich inzwischen geändert. Schluss ist um { $at }. Ist es noch gewünscht, dann noch einmal.
clock-stopped = { $vote }: Die Zeit hat sich inzwischen geändert. Ist es noch gewünscht, dann noch einmal.
event-toast-open = Die Versammlung ist eröffnet.
event-toast-resume = Die Versammlung geht weiter.
registration-toast-open = Der Einlass ist offen.
refusal-registration-open-already = Der Einlass ist schon offen.
refusal-missing-none = Nr. { $number } ist nicht offen, also fehlt keine Stimme.
usage-missing = <code>/missing 7</code>
help-missing = wessen Stimme noch fehlt; bei geheimer Abstimmung nur die Anzahl, oder die Namen, wenn die Regel es sagt
usage-remind = <code>/remind 7</code>
help-remind = den Stimmzettel noch einmal an alle schicken, deren Stimme fehlt
unreached-head = { $count ->
    [0] { $vote }: Der Stimmzettel hat alle im Verzeichnis erreicht.
    [one] { $vote }: Der Stimmzettel hat ein Mitglied nicht erreicht.
   *[other] { $vote }: Der Stimmzettel hat { NUMBER($count) } Mitglieder nicht erreicht.
 }
unreached-foot = Alle nicht Erreichbaren als Datei: <code>/roster unreachable file</code>
unreached-toast = { $vote }: { NUMBER($count) } nicht erreicht

# Regeln

term-condition = { $strict ->
    [true] mehr als
   *[false] mindestens
 } { $share } { $base ->
    [yes_no] der Ja- und Nein-Stimmen
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
   *[weight] des Stimmgewichts im Verzeichnis
 }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
spoken-condition = { $strict ->
    [true] mehr als{" "}
   *[false] {""}
 }{ $share } { $base ->
    [yes_no] der Ja- und Nein-Stimmen
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
   *[weight] des Stimmgewichts im Verzeichnis
 }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
term-base = { $base ->
    [yes_no] Ja- und Nein-Stimmen
    [valid] gültigen Stimmen
    [cast] abgegebenen Stimmzettel
    [present] Anwesenden
    [entitled] Stimmberechtigten
   *[weight] Stimmgewicht im Verzeichnis
 }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
term-base-of = { $base ->
    [yes_no] Ja- und Nein-Stimmen
    [valid] gültigen Stimmen
    [cast] abgegebenen Stimmzetteln
    [present] Anwesenden
    [entitled] Stimmberechtigten
   *[weight] Stimmgewicht im Verzeichnis
 }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
term-majority = { $short } ({ $formula })
term-short = { $short ->
    [simple] einfache
    [absolute] absolute
    [two-thirds] zwei Drittel
   *[three-quarters] drei Viertel
 }
term-quorum-none = keines
term-quorum-amount = { $weighed ->
    [true] ein Gewicht von { $amount }
   *[false] { $amount } Mitglieder
 }
term-quorum-share = { $strict ->
    [true] mehr als
   *[false] mindestens
 } { $share } der Stimmberechtigten{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
terms-named = Namentlich: { $minutes ->
    [true] Im Protokoll
   *[false] Nicht im Protokoll, aber im Ereignisprotokoll
 } steht, wer wie gestimmt hat.
terms-secret = Geheim: Nach der Auszählung kann niemand herausfinden, wer wie gestimmt hat. { $receipts ->
    [true] Zu jeder Stimme gibt es einen Beleg, mit dem sich der eigene Stimmzettel in der Stimmzettelliste finden lässt.
   *[false] Ohne Belege.
 }
terms-majority = Mehrheit: { $majority }. Bei Stimmengleichheit: { $tie ->
    [rejected] abgelehnt
    [chair] entscheidet die Versammlungsleitung
    [runoff] weiterer Durchgang
   *[lot] Los
 }.
terms-quorum = Eigenes Quorum: { $quorum }.
terms-time = Zeit: { $time }, ab Zustellung der Stimmzettel.
terms-no-time = Zeit: bis die Versammlungsleitung schließt.
terms-abstain = Enthaltung ist möglich.
terms-no-abstain = Keine Enthaltung.
terms-cast-is-cast = Eine abgegebene Stimme lässt sich nicht ändern.
terms-close-when-all = Schließt, wenn alle ihre Stimme abgegeben haben.
terms-publish-at-once = Das Ergebnis wird veröffentlicht, sobald es ausgezählt ist, wenn vorher nichts zu entscheiden ist.
terms-roll-present = Stimmberechtigt: wer anwesend ist und Stimmrecht hat.
terms-roll-entitled = Stimmberechtigt: alle mit Stimmrecht, anwesend oder nicht.
terms-group = Nur die Gruppe „{ $group }“.
terms-late = Auch wer bis zum Schließen dazukommt.
terms-roll-now = <b>In diesem Moment: { NUMBER($count) }.</b>
terms-excluded = Ausgenommen: { $names }.

# Entwürfe

preview-head = <b>Entwurf</b> · { $vote } · { $shown ->
    [true] Mitglieder können ihn lesen
   *[false] ‹nur ihr seht|nur Sie sehen› ihn
 }. Genau das bekommen die Mitglieder:
preview-for-you = <b>Das ‹lest nur ihr|lesen nur Sie›:</b>
preview-options = Verstanden als { $count ->
    [one] { $kind ->
        [election] Kandidatur
       *[vote] Möglichkeit
    }
   *[other] { NUMBER($count) } { $kind ->
        [election] Kandidaturen
       *[vote] Möglichkeiten
    }
 }: { $names }.
rehearsal-head = <b>PROBE, nichts zählt</b>
preview-over = { $vote } ist kein Entwurf mehr: { $state }.
toggle-majority = Mehrheit: { $value }
toggle-really = Wirklich: { $value }
toggle-loosens = Die Mehrheit von Nr. { $number } ist noch: { $value }. Die nächste ließe mehr durch. Noch einmal, wenn das so sein soll.
toggle-time = Zeit: { $value }
time-none = keine
toggle-abstention = Enthaltung: { $value ->
    [true] möglich
   *[false] keine
 }
toggle-secrecy = { $value ->
    [true] Geheim
   *[false] Namentlich
 }
button-vote-open = Nr. { $number } eröffnen
button-vote-show = Mitgliedern zeigen
button-vote-edit = Ändern
button-vote-delete = Löschen
button-vote-count = Nr. { $number } jetzt auszählen
button-vote-publish = Nr. { $number } für Mitglieder veröffentlichen
button-vote-more = 3 Minuten mehr
button-vote-asof = Nr. { $number } zum Stand { $at } schließen
button-vote-closenow = Nr. { $number } jetzt schließen
button-vote-cancel = Nr. { $number } abbrechen
draft-shown = { $vote } geht den Mitgliedern zum Lesen zu. Eröffnen: <code>/open { $number }</code>
toggled-majority = Mehrheit bei Nr. { $number }: { $value }
toggled-time = Zeit bei Nr. { $number }: { $value }
toggled-abstention = Enthaltung bei Nr. { $number }: { $value ->
    [true] möglich
   *[false] nein
 }
toggled-secrecy = Nr. { $number } ist { $value ->
    [true] geheim
   *[false] namentlich: Im Protokoll wird stehen, wer wie gestimmt hat
 }.
draft-moved-on = { $vote } hatte sich inzwischen geändert. Nichts wurde geändert; so steht es jetzt.
draft-no-more = { $vote } ist kein Entwurf mehr. Nichts wurde geändert.
draft-edit-toast = ‹Wie du Nr. { $number } änderst|Wie Sie Nr. { $number } ändern›, steht unten.
draft-show-toast = Mitglieder bekommen zu lesen: { $vote }
draft-delete-toast = Gelöscht: { $vote }
edit-how =
    Um { $vote } zu ändern, ‹schick|schicken Sie› die Zeilen, die sich ändern. <code>/edit { $number } TITEL</code> gibt einen neuen Titel.
    ‹Wenn du nennst|Wenn Sie nennen›, was zur Auswahl steht, ‹nenne|nennen Sie› alles. So steht es jetzt, zum Kopieren:
deleted =
    { $vote } ist gelöscht. Die Nummer wird nicht neu vergeben.
    Um den Entwurf wiederzuhaben, ‹schick|schicken Sie› das:
shown-head = <b>Entwurf, noch nicht eröffnet</b> · { $vote }. Zum Lesen; der Stimmzettel kommt später.
shown-opened = { $vote } wurde eröffnet. ‹Dein|Ihr› Stimmzettel steht in einer eigenen Nachricht.
shown-withdrawn = { $vote } wurde zurückgezogen.

# Der Ablauf

opened-head = <b>{ $vote } ist eröffnet.</b>
opened-roll = { NUMBER($roll) } im Stimmberechtigtenverzeichnis; { $ballots ->
    [0] kein Stimmzettel geht hinaus
    [one] der Stimmzettel geht in einen Chat
   *[other] der Stimmzettel geht in { NUMBER($ballots) } Chats
 }. Zustellung und Beteiligung: in der Zeile der Versammlung.
delivery-takes = Die Zustellung dauert etwa { $left }.
opened-in-group = Der Stimmzettel steht auch in der Mitgliedergruppe.
opened-timed = { $time } ab Zustellung der Stimmzettel. Früher: <code>/close { $number }</code>; länger: <code>/extend { $number } 2m</code>
opened-aloud = Zum Vorlesen: <i>{ $vote } ist eröffnet. Bis sie geschlossen wird, gibt es keine Anträge zur Geschäftsordnung und keine neuen Anträge.</i>
clock-off = { $vote }: Die Uhr ist angehalten. Offen bis <code>/close { $number }</code>, oder <code>/extend { $number } 2m</code> setzt ein neues Ende.
typed-no-time = ohne, keine, anhalten, aus
refusal-no-clock = Bei Nr. { $number } läuft keine Uhr.
refusal-shorten-all = Es bliebe nichts übrig: Nr. { $number } schließt um { $at }. Sofort: /close { $number }
opened-untimed = Offen bis <code>/close { $number }</code>. Mit Ankündigung von 30 Sekunden: <code>/close { $number } 30</code>
opened-toast = Eröffnet: { $vote }. { NUMBER($roll) } im Verzeichnis.
started-toast = { $vote } schließt um { $at }.
extended = { $vote }: { $time } mehr. Schließt um { $at }.
closing = Letzter Aufruf: { $vote } schließt um { $at }, noch { $time }. { $missing ->
    [0] Alle haben ihre Stimme abgegeben.
    [one] Eine Stimme fehlt noch.
   *[other] { NUMBER($missing) } Stimmen fehlen noch.
 }
closed-head = <b>{ $vote } ist geschlossen.</b> Die Stimmabgabe ist beendet.
closed-objections = Widersprüche: { NUMBER($cast) }
closed-turnout = { NUMBER($cast) } von { NUMBER($roll) } { $cast ->
    [one] hat die
   *[other] haben ihre
 } Stimme abgegeben.
closed-by-person = Geschlossen von { $by } um { $at }.
closed-by-clock = Von selbst geschlossen um { $at }.
closed-counts-at = Ausgezählt wird von selbst um { $at }. Sofort: <code>/result { $number }</code> oder der Knopf.
counted-toast = Ausgezählt: { $vote }
disputed =
    <b>{ $vote }: Die zwei Auszählungen stimmen nicht überein.</b>
    Nichts wird veröffentlicht. Die Stimmzettel bleiben erhalten.
    ‹Wiederholt noch nicht|Wiederholen Sie noch nicht›: ‹Sichert|Sichern Sie› eine Kopie der Datenbank und der Datei <code>{ $file }</code> daneben (die Stimmzettel ohne Namen und beide Zählungen), und ‹holt Hilfe|holen Sie Hilfe›. Ohne Ergebnis beenden: <code>/cancel { $number }</code>
held =
    <b>{ $vote } ist angehalten.</b> { $same ->
        [true] Um { $start }
       *[false] Von { $start } bis { $end }
    } gab es keine Verbindung; abgegeben { NUMBER($cast) } von { NUMBER($roll) }.
    Nichts wurde ausgezählt, und nach der Frist nehme ich keine Stimme an, ‹bis ihr entscheidet|bis Sie entscheiden›.
    Alle ohne erfasste Stimme bekommen den Stimmzettel noch einmal. Eine andere Zeit: <code>/extend { $number } 5m</code>
held-over = { $vote }: Über die Zeit nach dem Ausfall ist entschieden.
held-extended = { $vote } läuft nach dem Ausfall { $time } weiter.
held-closed = { $vote } ist nach dem Ausfall zum Stand { $at } geschlossen.
as-of-toast = { $vote } ist zum Stand { $at } geschlossen.
cancel-ask =
    { $vote } abbrechen? { $cast ->
        [0] Es wurde keine Stimme abgegeben.
        [one] Die eine Stimme wird vernichtet.
       *[other] Alle { NUMBER($cast) } Stimmen werden vernichtet.
    } Es gibt dann kein Ergebnis.
    Wenn ja, ‹schick|schicken Sie› den Grund, er kommt ins Protokoll: <code>/cancel { $number } GRUND</code>
cancel-toast = { $vote }: Unten wird nach dem Grund gefragt.
cancelled =
    { $draft ->
        [true] { $vote } ist gelöscht. Es war ein Entwurf, niemand hat abgestimmt.
       *[false] { $vote } ist abgebrochen. Es gibt kein Ergebnis{ $cast ->
            [0] ; es war keine Stimme abgegeben.
            [one] , die eine Stimme ist vernichtet.
           *[other] , die { NUMBER($cast) } Stimmen sind vernichtet.
        }
    }
    Grund fürs Protokoll: { $reason }

# Listen

damaged = { $what ->
    [item] { $count ->
        [one] TOP { $numbers } lässt sich nicht lesen
       *[other] TOP { $numbers } lassen sich nicht lesen
    }
    [entry] { $count ->
        [one] Eintrag { $numbers } des Ereignisprotokolls lässt sich nicht lesen
       *[other] Einträge { $numbers } des Ereignisprotokolls lassen sich nicht lesen
    }
   *[vote] { $count ->
        [one] Nr. { $numbers } lässt sich nicht lesen
       *[other] Nr. { $numbers } lassen sich nicht lesen
    }
 }: in der Datenbank beschädigt oder von einer anderen Version geschrieben. Alles andere geht weiter; wo es liegt, zeigt die Logdatei dem Betrieb.
votes-head = <b>Abstimmungen und Wahlen</b>
votes-none = Noch gibt es nichts. <code>/vote TITEL</code> entwirft etwas.
votes-outcome = { $state }, { $outcome }
votes-line = { $vote }: { $state }
votes-line-turnout = { $vote }: { $state }; { NUMBER($cast) } von { NUMBER($roll) } Stimmen abgegeben
votes-page = Seite { $page } von { $pages }. Eine andere: <code>/votes 1</code>
vote-state-draft = Entwurf
vote-state-open = läuft
vote-state-closed = geschlossen, noch nicht ausgezählt
vote-state-counted = ausgezählt, nicht veröffentlicht
vote-state-published = veröffentlicht
vote-state-cancelled = abgebrochen
vote-state-void = ungültig

# Protokoll. Reiner Text, denn er wird zu Markdown.

minutes-file = Protokoll: { $event }
bundle-file = { $event }: Ereignisprotokoll, Stimmzettellisten und ein Programm, das sie prüft. Auspacken, dann: python verify.py .
bundle-large = { $event }: Ereignisprotokoll und Stimmzettellisten sind für diesen Chat zu groß. Der Betreiber schreibt sie mit folkmoot export { $id }
minutes-title = Protokoll: { $event }
minutes-rehearsal = Das war eine Probe. Nichts zählt.
minutes-organisation = Organisation
minutes-place = Ort
minutes-day = Einberufen für
minutes-moment = { $day }, { $time } Uhr
minutes-time = { $time } Uhr
minutes-opened = Eröffnet
minutes-closed = Beendet
minutes-zone = Zeitangaben
minutes-takers = Protokollführung
minutes-signatures = Unterschriften
minutes-signed = Ort, Datum
minutes-decided = Beschlüsse und Wahlen
minutes-runoff-not-held = Als Folge entworfen und nie eröffnet: { $next }.
minutes-unpublished = Nicht bekannt gegeben.
minutes-blank = Leere Stimmzettel
minutes-attendance = Anhang: Anwesenheitsliste
minutes-attended = Stimmberechtigte, die eingetragen waren ({ $count }):
minutes-attended-guests = Gäste ({ $count }):
minutes-annex = Anhang: Prüfsummen
minutes-chairs = Versammlungsleitung
minutes-quorum = Quorum
minutes-presence = Anwesenheit
minutes-presence-now = Anwesend am Ende: { $present } von { $entitled } Stimmberechtigten.
minutes-presence-weight = Anwesendes Stimmgewicht am Ende: { $present } von { $entitled }.
minutes-arrivals = Gekommen: { $came }. Gegangen: { $left }.
minutes-course = Verlauf
minutes-run = { $same ->
    [true] { "" }
   *[false] bis { $until }:{" "}
 }gekommen { $came }, gegangen { $left }
minutes-times = Eröffnet { $opened }, geschlossen { $closed }
minutes-roll = Im Verzeichnis: { $roll }; anwesend bei Eröffnung: { $present }{ $represented ->
    [0] { "" }
   *[other] , vertreten { $represented }
 }; abgegeben: { $cast }
minutes-roll-weight = Gewicht im Verzeichnis: { $roll }; abgegeben: { $cast }
minutes-excluded = Wegen Befangenheit ausgenommen:
minutes-hashes = SHA-256 von Text und Regeln: { $definition }; der Stimmzettel: { $board }
minutes-option = { $kind ->
    [election] Kandidatur
   *[vote] Möglichkeit
 }
minutes-heads = Stimmen
minutes-weight = Gewicht
minutes-cancelled = Abgebrochen oder ungültig
minutes-journal = Ereignisprotokoll: { $count } Einträge, der letzte mit Prüfsumme { $head }.
minutes-act-event-open = Die Versammlung wurde eröffnet.{ $here ->
    [-1] {""}
   *[other] {" "}Anwesend: { NUMBER($here) } von { NUMBER($everybody) } Stimmberechtigten.{ $met ->
        [none] {""}
        [true] {" "}Die Versammlung war beschlussfähig: { $have }, nötig { $needed }.
       *[false] {" "}Die Versammlung war nicht beschlussfähig: { $have }, nötig { $needed }.
    }
 }
minutes-act-event-pause = Die Versammlung wurde unterbrochen.
minutes-act-event-resume = Die Versammlung ging weiter.
minutes-act-event-close = Die Versammlung wurde beendet.
minutes-act-registration-open = Der Einlass wurde geöffnet.
minutes-act-registration-close = Der Einlass wurde geschlossen.
minutes-act-registration-reset = Alle wurden auf abwesend gesetzt: { $absent }.
minutes-act-registration-confirm = Alle wurden gefragt, ob sie noch anwesend sind.
minutes-act-registration-confirmed = Abwesend, weil ohne Antwort: { $absent }.
minutes-act-announcement = { $to ->
    [present] Durchsage an die Anwesenden:
    [all] Durchsage an alle Mitglieder:
    [absent] Durchsage an die Abwesenden:
   *[group] Durchsage an { $to }:
 }
minutes-by = von { $who }
minutes-act-member-admit = Aufgenommen: { $member }.
minutes-act-member-role = Rolle von { $member }: { $role ->
    [chair] Versammlungsleitung
    [desk] Akkreditierung
    [teller] Zählkommission
    [minutes] Protokollführung
    [observer] Beobachtung
    [none] keine mehr
   *[other] { $role }
 }.
minutes-act-roster-import = Die Mitgliederliste wurde eingelesen: { $added } neu, { $changed } geändert.
minutes-act-channel-bound = Ein Chat wurde gebunden: { $purpose ->
    [chair] ein Kanal der Versammlungsleitung
    [desk] der Kanal der Akkreditierung
    [group] die Mitgliedergruppe
   *[other] { $purpose }
 }.
minutes-act-channel-lost = Ein Chat ging verloren: { $purpose ->
    [chair] ein Kanal der Versammlungsleitung
    [desk] der Kanal der Akkreditierung
    [group] die Mitgliedergruppe
   *[other] { $purpose }
 }.
minutes-act-vote-show = { $vote }: Der Entwurf wurde den Mitgliedern gezeigt.
minutes-act-vote-open = { $vote }: eröffnet.{ $keeper ->
    [server] {" "}Geheim: Den Schlüssel der Urne verwahrte bis zur Auszählung der Server.
    [committee] {" "}Geheim: Den Schlüssel der Urne verwahrte eine Kommission, von der { $needed } zusammen sie öffnen können: { $holders }.
   *[none] {""}
}
minutes-act-vote-countdown = { $vote }: die Zeit läuft, { $seconds }.
minutes-act-vote-extend = { $vote }: { $seconds } mehr.
minutes-act-vote-remind = { $vote }: Erinnerung an alle { NUMBER($missing) }, deren Stimme fehlte.
minutes-act-vote-last-call = { $vote }: letzter Aufruf, noch { $seconds }.
minutes-act-vote-close = { $vote }: geschlossen, abgegeben{ $paper ->
    [true] {" "}im Chat
   *[false] {""}
 } { $cast }.
minutes-act-vote-cancel = { $draft ->
    [silent] { $vote }: Entwurf gelöscht
    [told] { $vote }: Entwurf gelöscht, nie eröffnet. Grund:
   *[opened] { $vote }: abgebrochen. Grund:
 }
minutes-act-vote-hold = { $vote }: angehalten; keine Verbindung { $same ->
    [true] um { $start }
   *[false] von { $start } bis { $end }
 }.
minutes-act-vote-counts-differ = { $vote }: Die zwei Auszählungen stimmen nicht überein.
minutes-act-vote-count = { $vote }: ausgezählt.
minutes-act-vote-unlock = { $vote }: Die Urne wurde mit den Schlüsseln der Kommission geöffnet.
minutes-act-event-forget = Die Personen dieser Versammlung wurden vergessen; das Ereignisprotokoll bleibt.
minutes-act-vote-publish = { $vote }: Das Ergebnis wurde festgestellt und verkündet{ $where ->
    [hall] , auf der Saalanzeige
    [members] , den Mitgliedern
   *[both] {""}
 }.
minutes-act-vote-clock-stopped = { $vote }: Die Uhr wurde angehalten.

# What has changed since, and what was typed before
result-moved-on = { $vote } steht inzwischen anders. ‹Sieh|Sehen Sie› nach, was jetzt gilt, bevor ‹du weitermachst|Sie weitermachen›.
proxy-moved-on = ‹Deine|Ihre› Vollmacht hat sich seither geändert. So steht sie jetzt.
typed-runs = Die Antwort steht darunter.
refusal-question-old = Diese Frage ist mehr als { $minutes } Minuten alt und nimmt keine Antwort mehr. Bitte den Befehl noch einmal schreiben.
refusal-question-answered = Das ist schon um { $at } geschehen.
refusal-typed-ran = Das ist schon einmal geschehen. Soll es noch einmal geschehen, ‹schreib es neu|schreiben Sie es neu›.
refusal-draft-only = Nr. { $number } ist kein Entwurf mehr und lässt sich nicht löschen. Ohne Ergebnis beenden: /cancel { $number }
pair-ask = Das Konto { $account } zeigt { $code }. Mit { $member } verbinden? ‹Vergleich es mit dem Gerät vor dir|Vergleichen Sie es mit dem Gerät, das man Ihnen zeigt›.
    Oder schreiben: /pair { $number } { $code } ja
button-pair = Ja, verbinden
