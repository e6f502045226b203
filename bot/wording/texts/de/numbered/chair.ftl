# Anstelle der Texte darüber, in Netzen ohne Knöpfe

refusal-bind-private = Hier sind nur wir beide, also ist dieser Raum privat. ‹Lade|Laden Sie› zuerst die anderen ein und ‹schreib|schreiben Sie› /bind dann noch einmal.
refusal-bind-not-bound = Dieses Konto kenne ich nicht. ‹Schreib|Schreiben Sie› mir zuerst im privaten Raum den Code aus ‹deiner|Ihrer› Einladung, dann ‹binde|binden Sie› noch einmal.
refusal-publish-closed = Nr. { $number } ist noch nicht ausgezählt. ‹Antworte|Antworten Sie› „Nr. { $number } jetzt auszählen“ oder ‹warte|warten Sie› ein paar Sekunden.
bind-ask-chair =
    Dieser Raum wird ein Kanal der Versammlungsleitung von <b>{ $event }</b>.
    Alle in diesem Raum lesen mit. { $member }, gehört dann zur Versammlungsleitung.
bind-ask-desk =
    Dieser Raum wird die Akkreditierung von <b>{ $event }</b>.
    Alle in diesem Raum lesen mit: Namen, Nummern und Einladungen. { $member }, hat dann die Rechte der Akkreditierung.
bind-done-chair =
    Dieser Raum ist jetzt ein Kanal der Versammlungsleitung von <b>{ $event }</b>. { $member }, gehört zur Leitung.
    Eine Zeile mit dem Stand der Versammlung erscheint hier von selbst. ‹Macht|Machen Sie› mich in diesem Raum zum Moderator (Berechtigung 50), dann hefte ich sie an, und sie bleibt im Blick.
    Was zu wählen ist, hat Zahlen: ‹antwortet|antworten Sie› der Nachricht mit einer. Weiter: { $registration ->
        [true] {""}
       *[false] /registration open öffnet den Einlass ·{" "}
    }{ $state ->
        [planned] /event open beginnt ·{" "}
        [paused] /event resume setzt fort ·{" "}
       *[open] {""}
    }<code>/vote TITEL</code> entwirft · /help
bind-or = ‹Schreib|Schreiben Sie› <code>/bind { $code } ja</code>
event-ask-close = <b>{ $event }</b> endgültig beenden? { NUMBER($present) } sind anwesend. Wieder eröffnen geht nicht. ‹Schreib|Schreiben Sie› <code>/event close ja</code>
event-ask-reset = Alle { NUMBER($present) } Anwesenden von <b>{ $event }</b> auf abwesend setzen? Alle müssen sich neu eintragen. ‹Schreib|Schreiben Sie› <code>/registration reset ja</code>
preview-head = <b>Entwurf</b> · { $vote } · { $shown ->
    [true] Mitglieder können ihn lesen
   *[false] ‹nur ihr seht|nur Sie sehen› ihn
 }. ‹Antworte|Antworten Sie› hierauf mit einer Zahl, um zu nutzen, was unten steht. Das bekommen die Mitglieder, und in Räumen wie diesem, was zu schreiben ist:
closed-counts-at = Ausgezählt wird von selbst um { $at }. Sofort: ‹antworte|antworten Sie› hierauf mit 1, oder ‹schreib|schreiben Sie› <code>/result { $number }</code>
close-ask = { $vote } schließen? { NUMBER($cast) } haben ihre Stimme abgegeben, { NUMBER($missing) } nicht. Dann schreiben: <code>/{ $command }</code>
