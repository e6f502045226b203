# Stimmzettel aller Verfahren: ausfüllen, mit Knöpfen und mit Text

option-none-of-the-above = Niemand davon
option-abstain-all = Bei allen enthalten
choice-blank-all = Alles leer lassen
button-blank = Leer abgeben

ballot-picked = Gewählt: { $choice }. <b>Noch nicht abgegeben.</b>
ballot-marked = { $count } von { $most } angekreuzt: { $choice }. <b>Noch nicht abgegeben.</b>
ballot-ranked = { $choice }. <b>Noch nicht abgegeben.</b>
ballot-ranked-sharing = { $choice } = … ‹Was du als Nächstes nimmst|Was Sie als Nächstes nehmen›, teilt den letzten Platz. <b>Noch nicht abgegeben.</b>
ballot-answered = { $count } von { $most } beantwortet. <b>Noch nicht abgegeben.</b>
ballot-answer-given = { $choice }. { $state }
ballot-answer-taken = { $option }: keine Antwort. { $state }
ballot-empty = Noch ist nichts ausgefüllt.
ballot-emptied = Es ist nichts mehr ausgefüllt. Was erfasst ist, gilt weiter.
ballot-as-recorded = So ist es erfasst: { $choice }.
ballot-cumulate = Bis zu { $most } Kreuze in einer Zeile: ‹Drück|Drücken Sie› noch einmal darauf.
ballot-blank-valid = Eine Enthaltung zählt zu den gültigen Stimmen, ein leerer Stimmzettel nicht.
ballot-blank-cast = { $abstain ->
    [true] Enthaltungen und leere Stimmzettel zählen
   *[false] Ein leerer Stimmzettel zählt
 } zu den abgegebenen Stimmzetteln.
ballot-how-pick = ‹Wähle|Wählen Sie›, dann ‹gib|geben Sie› ab.
ballot-how-ranking = ‹Drück|Drücken Sie› in ‹deiner|Ihrer› Reihenfolge, das Beste zuerst. Noch ein Druck nimmt es wieder heraus. ‹Du musst|Sie müssen› nicht alle reihen.
ballot-least-ranks = { $least ->
    [one] Mindestens ein Platz.
   *[other] Mindestens { $least } Plätze.
 }
ballot-most-ranks = { $most ->
    [one] Nur ein Platz.
   *[other] Höchstens { $most } Plätze.
 }
ballot-how-answers = ‹Antworte|Antworten Sie› für jeden Namen. ‹Wo du nichts angibst|Wo Sie nichts angeben›, bleibt es leer.
ballot-least-yes = { $least ->
    [one] Mindestens einmal Ja.
   *[other] Mindestens { $least } Mal Ja.
 }
ballot-most-yes = { $most ->
    [one] Höchstens einmal Ja.
   *[other] Höchstens { $most } Mal Ja.
 }
ballot-answer-turn = Jetzt: { $page } von { $pages }, mit → bezeichnet
ballot-answer-single = ‹Schreib|Schreiben Sie› ‹deine|Ihre› Wahl: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code> oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
    [abstain] , oder <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code>
    [blank] , oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
   *[none] {""}
 }
ballot-answer-marks = ‹Schreib|Schreiben Sie› ‹deine|Ihre› Wahl: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code> oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
    [abstain] , oder <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code>
    [blank] , oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
   *[none] {""}
 }
ballot-answer-ranking = ‹Schreib|Schreiben Sie› ‹deine|Ihre› Reihenfolge, das Beste zuerst: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code> oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
    [abstain] , oder <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code>
    [blank] , oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
   *[none] {""}
 }
ballot-answer-answers = ‹Schreib|Schreiben Sie› ‹deine|Ihre› Antworten: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code> oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
    [abstain] , oder <code>{ NUMBER($number, useGrouping: 0) } enthaltung</code>
    [blank] , oder <code>{ NUMBER($number, useGrouping: 0) } leer</code>
   *[none] {""}
 }
ballot-answer-same = Zwei auf demselben Platz: <code>{ $example }</code>

button-cast = Abgeben: { $choice }
button-cast-single = Meine Wahl abgeben
button-cast-marks = Meine Kreuze abgeben
button-cast-ranking = Meine Reihenfolge abgeben
button-cast-answers = Meine Antworten abgeben
button-undo = Zurück: { $choice }
button-same-place = Nächstes: gleicher Platz wie { $option }
button-own-place = Nächstes: eigener Platz
button-answer-back = Zurück
button-answer-next = Weiter

refusal-choice-empty = Es ist nichts ausgefüllt, darum wurde nichts abgegeben. { $instead ->
    [abstain] Für eine Enthaltung ‹schreib|schreiben Sie› { $number } Enthaltung
   *[blank] Für einen leeren Stimmzettel ‹schreib|schreiben Sie› { $number } leer
 }
refusal-choice-unclear = „{ $word }“ verstehe ich hier nicht. Es wurde nichts abgegeben. ‹Schreib|Schreiben Sie› zum Beispiel { $example }
refusal-choice-whom = Eine Antwort für wen? ‹Schreib|Schreiben Sie› zum Beispiel { $example }. Es wurde nichts abgegeben.
refusal-choice-ambiguous = „{ $word }“ kann ein Kürzel oder eine Zahl von Kreuzen sein. ‹Schreib|Schreiben Sie› sie so oft, wie sie Kreuze bekommt: { $example }. Es wurde nichts abgegeben.
ballot-overview = { $answer } ({ NUMBER($count) }): { $options }
