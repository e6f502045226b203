# Abstimmungen in einem Zug

usage-quick = <code>/quick TITEL</code>
help-quick = entwerfen und sofort öffnen, 30 Sekunden; schließt und zählt von selbst
usage-hand = <code>/hand TITEL</code>, <code>34:12:3</code> in der nächsten Zeile
help-hand = Handzeichen fürs Protokoll: Ja, Nein, Enthaltungen, oder <code>ja 34, nein 12</code>
typed-count-yes = dafür, ja-stimmen, pro
typed-count-no = dagegen, nein-stimmen, contra
typed-count-abstain = enthaltungen, enthalten
hand-taken = { $vote } ist festgehalten. Das Ergebnis folgt; zum Verlesen.
fault-hand-secret = geht nicht: Hände sehen alle. Mit Stimmzetteln: /vote
fault-hand-question = Ein Handzeichen sagt Ja oder Nein. Für Möglichkeiten und Kandidaturen: /vote oder /elect
refusal-hand-question = Ein Handzeichen sagt Ja oder Nein. Für Möglichkeiten und Kandidaturen: /vote oder /elect
refusal-hand-weight = Hände haben kein Gewicht, und hier entscheidet das Gewicht. Mit Stimmzetteln: /vote
refusal-hand-no-quorum = Das Handzeichen wurde nicht festgehalten: nicht beschlussfähig. Anwesend{ $weighed ->
        [true] , nach Gewicht
       *[false] { "" }
    }: { $have }, nötig: { $needed }
refusal-hand-nobody = Das Handzeichen wurde nicht festgehalten: Es ist niemand eingetragen, der hier stimmberechtigt ist. Erst eintragen, oder die Zeile roll: entitled
refusal-hand-none = Das Handzeichen wurde nicht festgehalten: Es wurde keine Hand gezählt.
refusal-hand-too-many = Das Handzeichen wurde nicht festgehalten: { NUMBER($hands) } Hände, aber nur { NUMBER($roll) } anwesende Stimmberechtigte. Bitte neu zählen oder die anderen erst eintragen.
refusal-hand-twice = Das Handzeichen wurde nicht festgehalten: Eine der Zahlen steht zweimal da.
refusal-hand-abstain = Das Handzeichen wurde nicht festgehalten: Nach der Regel gibt es keine Enthaltungen, und es wurden welche gezählt.
refusal-hand-differs = Das Handzeichen wurde nicht festgehalten: Die beiden Zählungen weichen voneinander ab. Bitte die Datenbank aufbewahren und Hilfe holen.
terms-by-hand = Durch Handzeichen, im Saal gezählt; es gibt keine Stimmzettel.
result-turnout-hands = Gezählte Hände: { NUMBER($cast) } von { NUMBER($roll) } Stimmberechtigten ({ $percent })
minutes-act-vote-hand = { $vote }: durch Handzeichen entschieden.

# Consent

usage-consent = <code>/consent TITEL</code>
help-consent = angenommen, wenn in 30 Sekunden niemand widerspricht
option-object = Ich widerspreche
typed-object = widerspruch, widerspreche, ich-widerspreche
typed-withdrawn = zurückgezogen, zurückziehen
button-withdraw-objection = Ich nehme meinen Widerspruch zurück
consent-nothing-yet = Wer einverstanden ist, muss nichts tun.
consent-over-none = ‹Du hast|Sie haben› nicht widersprochen.
fault-consent-majority = passt nicht dazu: Ein Widerspruch genügt. Mit Stimmzetteln: /vote
refusal-settings-consent-secret = Wer widerspricht, wird genannt, deshalb geht das nicht geheim. Mit Stimmzetteln: /vote
terms-consent = Angenommen, wenn niemand widerspricht; wer nichts sagt, stimmt zu. Wer widerspricht, steht im Protokoll.
result-objections = Widersprüche: { NUMBER($count) }
result-taken-back = Zurückgenommene Widersprüche: { NUMBER($count) }
result-asked = Die Frage hat { NUMBER($reached) } von { NUMBER($roll) } im Verzeichnis erreicht
spoken-consent = { $count ->
    [0] { $verdict }: Niemand hat widersprochen.
    [one] { $verdict }: ein Widerspruch.
   *[other] { $verdict }: { NUMBER($count) } Widersprüche.
 }
verdict-adopted = Angenommen
verdict-objected = Nicht angenommen
next-vote = Jemand widerspricht. Darüber abstimmen: <code>/runoff { $number }</code>
button-put-to-vote = Darüber abstimmen
