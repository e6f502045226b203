# Das Ende einer Versammlung, und Proben davor

farewell =
    Die Versammlung ist vorbei. Danke fürs Mitmachen!{ $results ->
        [0] {""}
        [one] {" "}Das Ergebnis bleibt hier: /result { $last }
       *[other] {" "}{ NUMBER($results) } Ergebnisse wurden veröffentlicht und bleiben hier: <code>/result { $last }</code> und die Nummern davor.
    }
    { $organisation ->
        [none] Das Protokoll kommt von der Organisation.
       *[other] Das Protokoll gibt es bei: { $organisation }
    }
refusal-event-votes-open-all = Vorher müssen enden und ausgezählt oder abgebrochen werden: { $votes }
refusal-rehearsal-first = Das ist eine Probe. Sie endet mit /event rehearsal
event-left-unpublished = <b>Ausgezählt und nicht veröffentlicht:</b> { $votes }
event-left-unanswered = <b>Gewählt, und jemand hat noch nicht gesagt, ob die Wahl angenommen wird:</b> { $votes }
event-left-unsettled = <b>Veröffentlicht, und ein Gleichstand oder ein Platz ist noch offen:</b> { $votes }
event-left-drafts = <b>Entworfen und nie eröffnet:</b> { $votes }
rehearsal-question = Probe: Gibt es Kuchen?
rehearsal-ended = Die Probe ist vorbei.
refusal-rehearsal-ended-already = Die Probe ist schon vorbei.
rehearsed-absent = { $count ->
    [one] Ein Mitglied mit Konto war nicht da:
   *[other] { NUMBER($count) } Mitglieder mit Konto waren nicht da:
 }
rehearsed-silent = { $count ->
    [one] Ein Mitglied war da und hat nicht abgestimmt:
   *[other] { NUMBER($count) } Mitglieder waren da und haben nicht abgestimmt:
 }
rehearsed-unbound = { $count ->
    [one] Ein Mitglied hat noch kein Konto: /roster unbound
   *[other] { NUMBER($count) } Mitglieder haben noch kein Konto: /roster unbound
 }
