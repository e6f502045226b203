# Anstelle der Texte darüber, in Netzen ohne Knöpfe

refusal-bind-private = Hier sind nur wir beide, also ist dieser Raum privat. Lade zuerst die anderen ein und schreib /bind dann noch einmal.
refusal-bind-not-bound = Dieses Konto kenne ich nicht. Schreib mir zuerst im privaten Raum den Code aus deiner Einladung, dann binde noch einmal.
refusal-publish-closed = Nr. { $number } ist noch nicht ausgezählt. Antworte „Nr. { $number } jetzt auszählen“ oder warte ein paar Sekunden.
bind-ask-chair =
    Dieser Raum wird ein Kanal der Versammlungsleitung von <b>{ $event }</b>.
    Alle in diesem Raum lesen mit. { $member }, gehört dann zur Versammlungsleitung.
bind-ask-desk =
    Dieser Raum wird die Akkreditierung von <b>{ $event }</b>.
    Alle in diesem Raum lesen mit: Namen, Nummern und Einladungen. { $member }, hat dann die Rechte der Akkreditierung.
bind-or = Schreib <code>/bind { $code } ja</code>
event-ask-close = <b>{ $event }</b> endgültig beenden? { NUMBER($present) } sind anwesend. Wieder eröffnen geht nicht. Schreib <code>/event close ja</code>
event-ask-reset = Alle { NUMBER($present) } Anwesenden von <b>{ $event }</b> auf abwesend setzen? Alle müssen sich neu eintragen. Schreib <code>/registration reset ja</code>
preview-head = <b>Entwurf</b> · { $vote } · { $shown ->
    [true] Mitglieder können ihn lesen
   *[false] nur ihr seht ihn
 }. Antworte hierauf mit einer Zahl, um zu nutzen, was unten steht. Das bekommen die Mitglieder, und in Räumen wie diesem, was zu schreiben ist:
closed-counts-at = Ausgezählt wird von selbst um { $at }. Sofort: antworte hierauf mit 1, oder schreib <code>/result { $number }</code>
