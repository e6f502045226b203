# Was über eine Abstimmung oder Wahl vorher zu sagen ist: Verfahren, Sitze, was folgt

terms-follows = { $kind ->
    [election] Wahlgang
   *[vote] Durchgang
 } { $round }, nach Nr. { $number }.
terms-marks = { $most ->
    [one] Ein Kreuz.
   *[other] { $least ->
        [0] Bis zu { $most } Kreuze.
       *[other] { $least } bis { $most } Kreuze.
    }
 }
terms-cumulate = Davon bis zu { $cumulate } in derselben Zeile.
terms-answers = { $abstain ->
    [true] In jeder Zeile Ja, Nein oder Enthaltung.
   *[false] In jeder Zeile Ja oder Nein.
 }
terms-answers-limits = { $least } bis { $most } Mal Ja.
terms-ranking = Rangfolge 1, 2, 3 …: { $least } bis { $most } Plätze.
terms-method-plurality = { $kind ->
    [election] { $bar ->
        [true] Gewählt: wer die Mehrheit erreicht, die meisten Stimmen zuerst; Sitze: { $seats }.
       *[false] Gewählt: wer die meisten Stimmen hat; Sitze: { $seats }.
    }
   *[vote] { $bar ->
        [true] Angenommen: was die Mehrheit erreicht, die meisten Stimmen zuerst; Plätze: { $seats }.
       *[false] Es gewinnt, was die meisten Stimmen hat; Plätze: { $seats }.
    }
 }
terms-method-block = { terms-method-plurality }
terms-method-approval = { terms-method-plurality }
terms-method-per-candidate = { terms-method-plurality }
terms-method-irv = Integrierte Stichwahl: { $kind ->
    [election] Gewählt ist, wer
   *[vote] Angenommen ist, was
 } mehr als die Hälfte der noch zählenden Stimmzettel hat; bis dahin scheidet der letzte Platz aus, und diese Stimmzettel zählen für ihren nächsten Platz.
terms-method-scottish-stv = Übertragbare Einzelstimme, schottische Regeln (SSI 2007/42); Sitze: { $seats }. Gewählt: wer die Quote erreicht, gültige Stimmzettel / (Sitze + 1), abgerundet, plus 1. Was darüber liegt und die Stimmzettel des letzten Platzes gehen an den nächsten Platz.
terms-method-meek-stv = Übertragbare Einzelstimme, Regeln nach Meek; Sitze: { $seats }. Gewählt: wer die Quote erreicht, zählende Stimmen / (Sitze + 1), in jeder Stufe neu. Was darüber liegt und die Stimmzettel des letzten Platzes gehen an den nächsten Platz.
terms-method-schulze = Schulze-Methode: Je zwei werden verglichen, die stärksten Siege entscheiden; { $kind ->
    [election] Sitze: { $seats }
   *[vote] Plätze: { $seats }
 }. Gleiche Plätze sind möglich.
terms-majority-each = Mehrheit für jede einzelne: { $majority }.{ $method ->
    [per-candidate] {""}
    [schulze] {" "}Vor „Niemand davon“ heißt Ja, dahinter heißt Nein.
   *[other] {" "}Ein Kreuz heißt Ja; ein Stimmzettel mit Kreuzen nur bei anderen heißt Nein.
 }
terms-nobody = { $method ->
    [schulze] Wer gegen „Niemand davon“ scheitert, scheidet aus.
    [irv] Gewinnt „Niemand davon“, bleibt der Sitz frei.
    [scottish-stv] Ein Sitz, der an „Niemand davon“ fällt, bleibt frei.
    [meek-stv] Ein Sitz, der an „Niemand davon“ fällt, bleibt frei.
   *[other] Wer nicht mehr Stimmen hat als „Niemand davon“, scheidet aus.
 }
terms-default-quorum = Vor „Niemand davon“ müssen mindestens { NUMBER($votes) } Stimmen stehen.
terms-by-weight = Es entscheidet das Stimmgewicht, nicht die Zahl der Köpfe.
terms-slots = Sitze, in dieser Reihenfolge besetzt: { $slots }.
terms-slot = { $seats } { $name }
slot-open = offen für alle
terms-tie = Bei Stimmengleichheit um einen { $kind ->
    [election] Sitz
   *[vote] Platz
 }: { $tie ->
    [rejected] { $kind ->
        [election] ist niemand davon gewählt
       *[vote] ist nichts davon angenommen
    }
    [chair] entscheidet die Versammlungsleitung
    [runoff] { $kind ->
        [election] Stichwahl
       *[vote] Stichabstimmung
    }
   *[lot] Los
 }.
terms-runoff = Bleibt etwas unbesetzt: { $rounds }.
terms-round = { $top ->
    [twice] { $kind ->
        [election] weiterer Wahlgang mit doppelt so vielen wie offenen Sitzen
       *[vote] weiterer Durchgang mit doppelt so vielen wie offenen Plätzen
    }
   *[other] { $kind ->
        [election] Stichwahl
       *[vote] Stichabstimmung
    } der besten { $top }
 }{ $majority ->
    [none] {", "}meiste Stimmen
   *[other] {", "}{ $majority }
 }
terms-order = Reihenfolge ausgelost: nach dem SHA-256 von „{ $seed }:“ und dem Namen.
warning-beyond-nobody = <b>Hinweis:</b> Wenn jetzt eröffnet würde, könnte niemand abstimmen.
warning-beyond-majority = <b>Hinweis:</b> Auch wenn jetzt alle mit Ja stimmen, sind das { $have }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 }; die Mehrheit braucht { $needed }.
warning-beyond-quorum = <b>Hinweis:</b> Das Quorum von { $needed }{ $weighed ->
    [true] {" "}nach Gewicht
   *[false] {""}
 } ist nie zu erreichen: Stimmberechtigt sind insgesamt { $have }{ $group ->
    [none] {""}
   *[other] {" "}in „{ $group }“
 }.
warning-beyond-quorum-now = <b>Hinweis:</b> Zurzeit nicht beschlussfähig: { $weighed ->
    [true] Vom Gewicht der Stimmberechtigten ist { $have } da, nötig ist { $needed }.
   *[false] Von den Stimmberechtigten sind { $have } da, nötig sind { $needed }.
 }
warning-vacant = <b>Hinweis:</b> { $count ->
    [one] Ein Sitz bleibt frei
   *[other] { $count } Sitze bleiben frei
 }: Es kandidieren weniger, als Sitze da sind.
warning-slot = <b>Hinweis:</b> Sitze { $slot }: { $count ->
    [0] Niemand kann sie besetzen
    [one] Eine Kandidatur kann sie besetzen
   *[other] { $count } Kandidaturen können sie besetzen
 }; was übrig ist, bleibt frei.
warning-unfit = <b>Hinweis:</b> Kein Sitz für: { $names }.
warning-named-election = <b>Hinweis:</b> Diese Wahl ist namentlich: Im Protokoll wird stehen, wer wen gewählt hat. Gesetz und Satzung verlangen für Wahlen meist, dass sie geheim sind.
warning-revealing = <b>Hinweis:</b> { $why }
warning-names = <b>Hinweis:</b> In der Mitgliederliste sind das: { $names }.

# What people may write in the lines below a command, parted by semicolons

written-key-title = titel
written-key-text = text
written-key-method = verfahren
written-key-majority = mehrheit
written-key-tie = gleichstand; stimmengleichheit; stichentscheid
written-key-quorum = quorum; beschlussfähigkeit
written-key-rule = regel
written-key-min = mindestens
written-key-max = höchstens
written-key-seats = sitze; plätze
written-key-cumulate = kumulieren; häufeln
written-key-order = reihenfolge
written-key-default-quorum = quorum der kandidatur
written-key-runoff = stichwahl
written-key-time = zeit; dauer
written-key-group = gruppe
written-key-except = außer; ausser; ohne; befangen; ausgenommen
written-key-roll = stimmberechtigt; verzeichnis
written-key-late = spät; nachzügler
written-key-revote = umentscheiden; ändern
written-key-withdraw = zurückgezogen; zieht zurück
written-key-item = top; tagesordnungspunkt
written-key-receipts = quittungen; belege
written-key-secret-on-demand = geheim auf verlangen; geheim auf antrag
written-flag-secret = geheim; geheime abstimmung; geheime wahl
written-flag-named = namentlich; offen; nicht geheim; offene abstimmung; offene wahl; namentliche abstimmung
written-flag-abstain = enthaltung; mit enthaltung; enthaltungen; mit enthaltungen
written-flag-no-abstain = keine enthaltung; ohne enthaltung; keine enthaltungen; ohne enthaltungen
written-flag-close-when-all = schließen wenn alle; schließen, wenn alle
written-flag-publish-at-once = sofort veröffentlichen; gleich veröffentlichen
written-flag-none-of-the-above = niemand davon
written-flag-by-weight = nach gewicht
written-value-simple = einfach; einfache; einfache mehrheit; einfacher mehrheit; mehr ja als nein
written-value-absolute = absolut; absolute; absolute mehrheit; absoluter mehrheit
written-value-two-thirds = zwei drittel; zwei dritteln; zweidrittel; zweidrittelmehrheit; zwei-drittel-mehrheit; zwei drittel mehrheit
written-value-three-quarters = drei viertel; drei vierteln; dreiviertel; dreiviertelmehrheit; drei-viertel-mehrheit; drei viertel mehrheit
written-value-1-2 = hälfte; die hälfte; der hälfte; halb
written-value-more-than = mehr als; über
written-value-at-least = mindestens; wenigstens
written-value-of = von; der; aller; von allen
written-value-and = und
written-value-none = keine; kein; keins; keines; -; relative mehrheit; relativ; relative; meiste stimmen; die meisten stimmen
written-value-yes-no = ja und nein; ja- und nein-stimmen; ja-/nein-stimmen
written-value-valid = gültigen; gültigen stimmen; gültige stimmen; gültig
written-value-cast = abgegebenen stimmzettel; abgegebene stimmzettel
written-value-votes-cast = abgegebenen stimmen; abgegebene stimmen; abgegebenen; stimmen; abgegebenen gültigen stimmen; gültigen abgegebenen stimmen; abstimmenden
written-value-present = anwesend; anwesende; anwesenden; anwesenden mitglieder; anwesenden stimmberechtigten; erschienenen; erschienenen mitglieder
written-value-entitled = stimmberechtigt; stimmberechtigte; stimmberechtigten; alle stimmberechtigten; stimmberechtigten mitglieder; stimmberechtigten mitgliedern
written-value-by-weight = nach gewicht
written-value-weight = gewicht; gesamtgewicht
written-value-rejected = abgelehnt
written-value-chair = leitung; versammlungsleitung; vorsitz; vorsitzende; vorsitzender
written-value-runoff = stichwahl
written-value-lot = los; das los; losentscheid
written-value-no = nein
written-value-until-close = bis zum schluss; bis schluss; bis zum ende
written-value-written = wie geschrieben
written-value-off = aus; nein
written-value-code = code; an; ja
written-value-yes-no-abstain = ja-nein; ja, nein, enthaltung; ja nein enthaltung
written-value-plurality = relative mehrheit; mehrheitswahl
written-value-block = blockwahl; gesamtwahl
written-value-approval = zustimmungswahl
written-value-per-candidate = einzelabstimmung; je kandidatur
written-value-irv = integrierte stichwahl
written-value-scottish-stv = stv; übertragbare einzelstimme
written-value-meek-stv = meek
written-value-schulze = schulze-methode; schulze-verfahren
written-value-no-objection = konsent; kein widerspruch
written-unit-s = s; sek; sekunde; sekunden
written-unit-m = m; min; minute; minuten
written-unit-h = h; std; stunde; stunden
written-unit-d = d; tag; tage; tagen
written-unit-w = w; woche; wochen
written-value-on = an; ja
written-value-open = offen
written-value-twice = doppelt so viele
written-value-one = eins; eine; einer; ein mitglied
written-value-1-3 = drittel; ein drittel; einem drittel
written-value-1-4 = viertel; ein viertel; einem viertel
written-value-1-5 = fünftel; ein fünftel; einem fünftel
written-value-1-10 = zehntel; ein zehntel; einem zehntel
written-value-3-5 = drei fünftel; drei fünfteln; dreifünftelmehrheit; drei-fünftel-mehrheit
written-value-4-5 = vier fünftel; vier fünfteln; vierfünftelmehrheit; vier-fünftel-mehrheit
written-value-1-1 = einstimmig; einstimmigkeit; alle
written-value-more-than-1-2-of = mehrheit der; mehrheit aller; mehrheit von; stimmenmehrheit der
written-value-of-entitled = aller mitglieder; von allen mitgliedern; sämtlicher mitglieder
written-word-article = ein; eine; einer; einem; die; der; das; mit
written-word-percent = prozent; prozentige; prozentiger; %ige; v. h.
written-word-majority = mehrheit; stimmenmehrheit
written-value-more-than-1-2-of-entitled = mehrheit aller mitglieder; mehrheit sämtlicher mitglieder; mehrheit aller stimmberechtigten
written-word-members = mitglieder; personen; anwesende

# Wahlvorschläge, und wer schon gewählt ist

written-key-nominations = vorschläge; wahlvorschläge
written-key-nominate = vorschlagen; vorgeschlagen; wahlvorschlag
written-key-missing = fehlende
written-key-withhold = zurückhalten; zurückhalten bis
written-key-minutes = protokoll
written-flag-drop-elected = ohne gewählte; gewählte streichen
written-value-alphabet = alphabet; alphabetisch
written-value-closed = geschlossen; zu
written-value-number = anzahl; zahl
written-value-names = namen
fault-nominate-unused = Die Kandidierenden selbst gehören je in eine Zeile mit einem Strich davor. Diese Zeile gehört zu /edit
terms-alphabetical = Kandidierende stehen in der Reihenfolge ihrer Nachnamen.
terms-drop-elected = Wer durch eine Wahl dieser Versammlung schon einen Sitz hat, steht bei der Eröffnung nicht mehr darauf.
terms-names-missing = Die Versammlungsleitung kann sehen, wessen Stimme noch fehlt, aber nie, wie jemand gestimmt hat.
terms-withheld = Das Ergebnis wird veröffentlicht, sobald auch Nr. { $number } ausgezählt ist.
terms-no-minutes = Ein Meinungsbild: Die Zahlen stehen nicht im Protokoll.
warning-few = <b>Hinweis:</b> Abstimmen würden { $count }. Bei weniger als { $least } Stimmzetteln verraten die Zahlen einer geheimen Abstimmung viel; veröffentlichen lässt sich auch nur das Ergebnis selbst.
warning-withheld = <b>Hinweis:</b> Eine andere Nr. { $other }, auf deren Auszählung das Ergebnis warten soll, gibt es noch nicht.
warning-elected = <b>Hinweis:</b> In dieser Versammlung schon gewählt: { $names }. { $dropped ->
    [true] Bei der Eröffnung fällt das weg.
   *[false] Weglassen: <code>/edit { $number }</code>, darunter <code>ohne gewählte</code>
 }
toggle-nominations = Wahlvorschläge: { $value ->
    [true] offen (schließen)
   *[false] geschlossen
 }
toggled-nominations = Die Wahlvorschläge zu Nr. { $number } sind { $value ->
    [true] offen
   *[false] geschlossen
 }.
nominations-open = <b>Wahlvorschläge sind möglich.</b> Noch einer: <code>/edit { $number }</code>, darunter <code>vorschlagen: #17, Anna Ortega</code>
nominations-asked = Gefragt, ob sie kandidieren, noch ohne Antwort: { $names }
nominations-unasked = Hier nicht gefragt: { $names }. Wer im Saal antwortet: <code>/accept { $number } NAME</code> oder <code>/accept { $number } NAME nein</code>
nominations-accepted = Kandidieren: { $names }
nominations-declined = Kandidiert nicht und steht als Letztes auf der Liste: { $names }
shown-nominations = Wahlvorschläge sind möglich. Kandidieren: /accept { $number }
button-stand = Ich kandidiere
nominated-ask =
    ‹Du bist|Sie sind› vorgeschlagen: { $vote }.
    <b>‹Kandidierst du|Kandidieren Sie›?</b> Geschrieben: /accept { $number } oder /accept { $number } nein
nominated-accepted = ‹Du kandidierst|Sie kandidieren›: { $vote }. Das lässt sich ändern, bis die Wahlvorschläge geschlossen sind: /accept { $number } nein
nominated-declined = ‹Du kandidierst|Sie kandidieren› nicht: { $vote }. Das lässt sich ändern, bis die Wahlvorschläge geschlossen sind: /accept { $number }
nominated-over = { $vote }: Die Wahlvorschläge sind geschlossen. { $stands ->
    [true] ‹Du kandidierst|Sie kandidieren›.
   *[false] ‹Du kandidierst|Sie kandidieren› nicht.
 }
nominated-off = { $vote } wurde abgesagt. Gefragt wird nicht mehr.
nominated-recorded-accepted = Vermerkt: ‹Du kandidierst|Sie kandidieren›. { $vote }
nominated-recorded-declined = Vermerkt: ‹Du kandidierst|Sie kandidieren› nicht. { $vote }
button-nominated-yes = Ich kandidiere
button-nominated-never = Ich kandidiere nicht
alarm-nominee-declined = { $who } kandidiert nicht, Nr. { $number }. So steht es: /accept { $number }
refusal-nominations-open = Die Wahlvorschläge zu Nr. { $number } sind noch offen. Erst schließen: /edit { $number } und in der nächsten Zeile wahlvorschläge: geschlossen
refusal-stands-too-often = Ob ‹du|Sie› bei Nr. { $number } ‹kandidierst|kandidieren›, ‹hast du|haben Sie› schon oft gesagt. /accept { $number } no geht immer; alles andere kann die Versammlungsleitung eintragen.
refusal-nominations-over = Die Wahlvorschläge zu Nr. { $number } sind geschlossen.
refusal-not-nominated = Für Nr. { $number } gibt es keinen Vorschlag auf ‹deinen|Ihren› Namen.
refusal-all-elected = Bei Nr. { $number } sind alle Kandidierenden schon gewählt, und nach ihrer Regel fallen sie weg. Neue: /edit { $number }
minutes-act-candidate-stands = { $vote }: { $member } wurde vorgeschlagen und kandidiert.
minutes-act-candidate-declines = { $vote }: { $member } wurde vorgeschlagen und kandidiert nicht.
