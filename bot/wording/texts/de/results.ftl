# Was eine Auszählung ergab: für die Leitung, für Mitglieder, im Protokoll

verdict-carried = Angenommen
verdict-rejected = Abgelehnt
verdict-tie = Stimmengleichheit
verdict-no-result = Kein Ergebnis
verdict-elected = { $kind ->
    [election] Gewählt
   *[vote] Ausgewählt
 }
verdict-partly = { $kind ->
    [election] Zum Teil gewählt
   *[vote] Zum Teil ausgewählt
 }
verdict-none-elected = { $kind ->
    [election] Niemand ist gewählt
   *[vote] Nichts ist ausgewählt
 }
tie-rejected = Stimmengleichheit gilt als abgelehnt.
tie-chair = Bei Stimmengleichheit entscheidet die Versammlungsleitung.
tie-runoff = Bei Stimmengleichheit folgt ein weiterer Durchgang.
tie-lot = Bei Stimmengleichheit entscheidet das Los.
seat-tie-rejected = Wer hier gleichauf liegt, bekommt keinen Sitz.
seat-tie-chair = Zwischen ihnen entscheidet die Versammlungsleitung.
seat-tie-runoff = Zwischen ihnen gibt es einen weiteren Durchgang.
seat-tie-lot = Zwischen ihnen entscheidet das Los.
stage-tie = Die Auszählung geht weiter, wenn gelost ist.
next-lot = ‹Lose|Losen Sie› und ‹schreib|schreiben Sie›, wer gezogen wurde: <code>/lot { $number } NAME</code>
next-lot-question = ‹Lose|Losen Sie› und ‹schreib|schreiben Sie›, was gezogen wurde: <code>/lot { $number } ja</code> oder <code>/lot { $number } nein</code>
next-lot-stage = ‹Lose|Losen Sie› und ‹schreib|schreiben Sie›, wer gezogen wurde, zuerst Gezogene zuerst: <code>/lot { $number } NAME</code>. Wer zuletzt oder gar nicht gezogen wird, scheidet aus.
next-runoff = Der nächste Durchgang: <code>/runoff { $number }</code>
next-chair-question = ‹Du entscheidest|Sie entscheiden›: <code>/ruling { $number } ja</code> oder <code>/ruling { $number } nein</code>, dahinter die Begründung
next-chair = ‹Du entscheidest|Sie entscheiden›: <code>/ruling { $number } NAME</code>, dahinter die Begründung
percent = { $number } %
result-head = <b>Ergebnis</b> · { $vote }
result-head-rehearsal = <b>Ergebnis einer PROBE, nichts zählt</b> · { $vote }
result-line = { $label }: { $count } ({ $percent })
result-line-plain = { $label }: { $count }
result-line-backed = { $label }: { $count }, auf { $have } von { $total } Stimmzetteln
result-marked = { $label } · { result-fate }
result-fate = { $fate ->
    [elected] { $kind ->
        [election] gewählt
       *[vote] ausgewählt
     }
    [declined] hat die Wahl abgelehnt
    [tied] Stimmengleichheit, nicht entschieden
    [carried] Mehrheit erreicht, kein Sitz mehr frei
    [tie] gleich viele dafür wie dagegen
    [no-result] niemand dafür oder dagegen
   *[rejected] Mehrheit nicht erreicht
 }
result-answers = { $label }: Ja { $yes }, Nein { $no }, Enthaltung { $abstain }; { $checks }
result-answers-check = { $have } von { $total }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 } ({ $percent }), nötig { $needed }
result-first-preferences = Erstpräferenzen:
result-rank = { $place }. { $label }
result-rank-pair = { $place }. { $label }; gegen { $before } { $ahead } : { $behind }
result-dropped = – { $label }: ausgeschieden; gegen „{ $default }“ { $ahead } : { $behind }, nötig { $needed }
result-circle = Die Mehrheiten laufen im Kreis; die stärksten Pfade entscheiden (Schulze).
result-ruling = Die Versammlungsleitung hat entschieden: { $ruling }
result-moved-up = Nachgerückt: { $names }
result-blank = Leere Stimmzettel: { $count }
result-of = 100 % = die { $total } { $base }
result-of-ballots = 100 % = { $total } ({ $weighed ->
    [true] Gewicht der gültigen Stimmzettel
   *[false] gültige Stimmzettel
 }, mit Enthaltungen)
result-valid = { $weighed ->
    [true] Gewicht der gültigen Stimmzettel
   *[false] Gültige Stimmzettel
 }: { $total } (mit Enthaltungen)
result-late = { $count ->
    [one] Eine Eingabe
   *[other] { NUMBER($count) } Eingaben
 } nach Schluss: nicht gezählt, und so beantwortet.
result-turnout = Beteiligung: { NUMBER($cast) } von { NUMBER($roll) } im Verzeichnis ({ $percent })
result-weight = Gewicht: { $parts }. Abgegeben { $cast } von { $roll }
result-heads = Das Gewicht entscheidet. Nach Köpfen: { $parts }. Abgegeben { NUMBER($cast) } von { NUMBER($roll) }
result-majority = Mehrheit: { $majority }
result-needed = { $met ->
    [true] Erreicht
   *[false] Nicht erreicht
 }: { $have } Ja{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }, nötig { $needed }
result-needed-each = Für alle nötig: { $needed } von { $total }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
result-quota = Quote: { $method ->
    [scottish-stv] { $quota } = gültige Stimmen / { $parts }, abgerundet, und eine mehr
    [meek-stv] { $quota } in der letzten Stufe = Stimmen im Spiel / { $parts }, und ein Milliardstel mehr
   *[by-weight] { $quota }, in Gewicht
 }
result-half = Gewählt ist, wer mehr als die Hälfte der Stimmzettel im Spiel hat
result-pairwise = Gereiht nach paarweisen Mehrheiten (Schulze); Sitze: { $seats }
result-default = Es scheidet aus, wer nicht vor „{ $default }“ liegt: { $majority }{ $quorum ->
    [none] {""}
   *[other] {" "}und { $quorum } Stimmen
 }
result-most-votes = { $kind ->
    [election] Gewählt ist, wer die meisten Stimmen hat; Sitze: { $seats }
   *[vote] Es gewinnt, was die meisten Stimmen hat; Plätze: { $seats }
 }
result-most-of-them = { $kind ->
    [election] Gewählt ist, wer von denen, die sie erreichen, die meisten Stimmen hat; Sitze: { $seats }
   *[vote] Von dem, was sie erreicht, gewinnt, was die meisten Stimmen hat; Plätze: { $seats }
 }
result-tied = Stimmengleichheit, nicht entschieden: { $names }.
result-vacant = { $kind ->
    [election] { $count ->
        [one] Ein Sitz bleibt frei.
       *[other] { $count } Sitze bleiben frei.
     }
   *[vote] { $count ->
        [one] Ein Platz bleibt frei.
       *[other] { $count } Plätze bleiben frei.
     }
 }
result-slot = { $slot ->
    [open] Sitze für alle
   *[other] Sitze „{ $slot }“
 }: { $names }{ $open ->
    [0] {""}
    [one] , einer bleibt frei
   *[other] , { $open } bleiben frei
 }.
result-lot = Stimmengleichheit von { $among }; das Los entschied in dieser Reihenfolge: { $order }.
result-lot-question = Das Los entschied die Stimmengleichheit: { $option }.
result-drawn = In der Versammlung gezogen: { $names }
result-seed = Öffentlicher Startwert des Loses: { $seed }
result-quorum = { $own ->
    [true] Eigenes Quorum
   *[false] Quorum
 }: { $needed } nötig ({ $rule }); bei Eröffnung { $present } anwesend{ $represented ->
    [none] {""}
   *[other] {" "}und { $represented } vertreten
 }
result-no-quorum = Anwesend bei Eröffnung: { NUMBER($present) }{ $represented ->
    [0] { "" }
   *[other] , vertreten { NUMBER($represented) }
 }; kein Quorum nötig
result-read-aloud = Zum Vorlesen:
result-published = Die Mitglieder haben dieses Ergebnis.
result-rehearsed = Die Probe ist vorbei: Nichts davon zählt, und die Mitglieder bekommen nichts davon.
result-unpublished = Die Mitglieder sehen das noch nicht. <code>/publish { $number }</code> oder:
spoken = { $verdict }{ $by_hand ->
    [true] {" "}durch Handzeichen
   *[false] {""}
 }: { $figures }; { $quorum }.
spoken-check = { $have } Ja von { $total } { $base } ({ $percent }), nötig { $rule } = { $needed }
spoken-votes = { $name } ({ $votes })
spoken-moved-up = { $name } (nachgerückt)
spoken-answers = { $name } (Ja { $yes }, Nein { $no }, Enthaltung { $abstain }, nötig { $needed })
spoken-bound = { $needed }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }
spoken-stage = { $name } (Stufe { $stage }: { $votes }{ $below ->
    [true] , letzte Sitze, unter der Quote
   *[false] {""}
 })
spoken-most = meiste Stimmen { $name }
spoken-needed = nötig { $rule } = { $needed }
spoken-majority = Mehrheit { $rule }
spoken-half = nötig mehr als die Hälfte von { $total } im Spiel = { $needed }
spoken-stv = Quote { $quota }
spoken-default = nötig vor „{ $default }“: { $rule }
spoken-valid = { $weighed ->
    [true] nach Gewicht gezählt, Gewicht der gültigen Stimmzettel { $total }
   *[false] gültige Stimmzettel { $total }
 }
spoken-quorum = { $own ->
    [true] eigenes Quorum
   *[false] Quorum
 }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 } { $needed }, anwesend { $present }{ $represented ->
    [none] {""}
   *[other] , vertreten { $represented }
 }
spoken-present = { $late ->
    [true] bei der Eröffnung anwesend
   *[false] anwesend
 } { $present }{ $represented ->
    [0] { "" }
   *[other] , vertreten { $represented }
 }
published = { $where ->
    [hall] Auf der Saalanzeige, nicht an die Mitglieder gesendet:
    [members] An die Mitglieder gesendet, nicht auf der Saalanzeige:
   *[both] Für Mitglieder veröffentlicht{ $count ->
        [one] :
       *[other] , { $count } zusammen:
    }
 } { $votes }
published-toast = Veröffentlicht: { $vote }
button-vote-runoff = Nächster Durchgang nach Nr. { $number }

# Stufen einer Auszählung

stage-head = Stufe { $stage }
stage-exhausted = nicht übertragbar
stage-quota = Quote { $quota }
stage-elected = gewählt: { $names }
stage-excluded = ausgeschieden: { $names }
stage-rounded = Gezählt wird genau; gezeigt werden zwei Stellen.
stage-too-many = { $count } Stufen, zu viele für hier; als Datei: <code>/result { $number } datei</code>. Wer gewählt wurde, und die letzte Stufe:
stage-event = Stufe { $stage }: { $names }

# Im Protokoll. Reiner Text, denn er wird zu Markdown.

minutes-firsts = Erstpräferenzen
minutes-stage = Stufe
minutes-quota = Quote
minutes-elected = gewählt
minutes-excluded-at = ausgeschieden
minutes-pairs = Vorgezogen gegenüber
minutes-ruling = Die Versammlungsleitung hat entschieden:
minutes-act-vote-lot = { $vote }: Los zwischen { $among }. { $drawn ->
    [none] Öffentliche Worte: „{ $words }“. Startwert: { $seed }
   *[other] In dieser Reihenfolge gezogen: { $drawn }
 }
minutes-act-vote-lot-off = { $vote }: Das Los wurde vor der Veröffentlichung zurückgenommen.
minutes-act-vote-ruling-off = { $vote }: Die Versammlungsleitung hat die Entscheidung vor der Veröffentlichung zurückgenommen.
minutes-act-vote-ruling = { $vote }: Die Versammlungsleitung hat entschieden:
minutes-act-vote-runoff = { $vote }: Der nächste Durchgang ist { $next }.
minutes-act-election-accept = { $vote }: { $option } hat angenommen.
minutes-act-election-decline = { $vote }: { $option } hat abgelehnt.

# A tie that the chair decides

result-chair-question = Die Versammlungsleitung hat bei Stimmengleichheit entschieden: { $option }.
result-chair = Stimmengleichheit zwischen { $among }; die Versammlungsleitung hat in dieser Reihenfolge entschieden: { $order }.
result-decided = Von der Versammlungsleitung entschieden: { $names }
ruling-decided = { $vote }: ‹Du hast|Sie haben› die Stimmengleichheit entschieden für { $option }. Die Auszählung steht daneben.
minutes-act-vote-tie = { $vote }: Die Versammlungsleitung hat bei Stimmengleichheit zwischen { $among } entschieden für { $drawn }.

# The figures as a table, where the network has tables

table-share = Anteil
table-needed = Nötig
table-votes-at = Stufe { $stage }: Stimmen
table-change = Änderung
table-stages = { $count ->
    [one] Die einzige Stufe
   *[other] Alle { $count } Stufen
 }

# All figures as a file

typed-file = file, datei
result-file-comes = Alle Zahlen zu { $vote } kommen als Datei.
typed-recount = nachzählen, neu
recounted = { $vote }: { $count ->
    [one] Ein Stimmzettel wurde
   *[other] { NUMBER($count) } Stimmzettel wurden
 } aus dem Speicher noch einmal ausgezählt, auf zwei Wegen. Das Ergebnis bleibt: { $outcome }.
recount-board = Prüfsumme der Stimmzettel, wie vorher: { $hash }
recount-yourself = Ohne mich kann es jede und jeder: /minutes schickt eine ZIP-Datei. Auspacken, dann: <code>python verify.py .</code>
refusal-recount-hands = Nr. { $number } war ein Handzeichen: Es gibt keine Stimmzettel. Noch einmal zählen: /hand
refusal-recount-large = Nr. { $number } hat zu viele Stimmzettel, um sie zwischen zwei Nachrichten zu zählen. /minutes schickt eine ZIP-Datei; ausgepackt zählt <code>python verify.py .</code> alle noch einmal, auf zwei Wegen.
refusal-recount-differs = Nr. { $number }: Gespeichert ist nicht, was ausgezählt wurde. Bitte nicht veröffentlichen und den Betreiber fragen; verify.py aus /minutes nennt den ersten falschen Eintrag.
minutes-act-vote-recount = { $vote }: Die Stimmzettel wurden noch einmal ausgezählt. { $agreed ->
    [true] Das Ergebnis bleibt.
   *[false] Gespeichert ist nicht, was ausgezählt wurde.
 }
result-file = Alle Zahlen zu { $vote }
result-not-to-members = Es steht auf der Saalanzeige; die Mitglieder haben es nicht bekommen. <code>/publish { $number }</code> sendet es ihnen.
result-not-to-hall = Die Mitglieder haben dieses Ergebnis; auf der Saalanzeige steht es nicht. <code>/publish { $number }</code> zeigt es dort.
typed-publish-hall = saal, saalanzeige
typed-publish-members = mitglieder
typed-only = nur
minutes-act-vote-not-awaited = { $vote }: Die Versammlungsleitung wartet mit dem Ergebnis nicht auf Nr. { $other }, wie es die Regel sagt, weil es diese Nummer nicht gibt.
refusal-publish-withheld = Das Ergebnis von Nr. { $number } wird zurückgehalten, bis Nr. { $other } ausgezählt ist, so sagt es die Regel. Dann: /publish { $number } { $other }
refusal-publish-withheld-draft = Das Ergebnis von Nr. { $number } wird zurückgehalten, bis Nr. { $other } ausgezählt ist, so sagt es die Regel, und das ist noch ein Entwurf: /open { $other }. Soll es dazu nicht kommen: /cancel { $other }, dann /publish { $number }
refusal-publish-withheld-missing = Das Ergebnis von Nr. { $number } wird zurückgehalten, bis Nr. { $other } ausgezählt ist, und eine Nr. { $other } gibt es nicht. ‹Leg|Legen Sie› sie an, oder ohne sie: /publish { $number } trotzdem
