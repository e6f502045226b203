# Stimmen auf Papier: Akkreditierung, Zählende, Ergebnisse

typed-paper = papier, auf-papier
typed-chat = chat, handy
usage-tally = <code>/tally 7 ja 12, nein 5</code>
help-tally = Papierstimmen, die jemand gezählt hat; zwei müssen übereinstimmen
paper-here = { $member }, ist als anwesend eingetragen und stimmt auf Papier ab: { $event }. Im Chat gibt es keine Stimmzettel mehr.
paper-already = { $member }, ist schon eingetragen und stimmt auf Papier ab: { $event }
paper-hand-out = Jetzt einen Stimmzettel auf Papier ausgeben für: { $votes }
paper-cast = Kein Papier für diese, im Chat ist schon eine Stimme abgegeben und gilt: { $votes }
paper-no-more = { $member }, stimmt ab der nächsten Abstimmung im Chat ab. In dem, was offen ist, bleibt es beim Papier.
paper-never = { $member }, stimmt schon im Chat ab.
desk-on-paper = Stimmt auf Papier ab. Zurück in den Chat: <code>/checkin { $number } chat</code>
refusal-checkin-rest = „{ $word }“ hinter der Nummer verstehe ich nicht. Nichts heißt Stimmen im Chat, <code>papier</code> heißt auf Papier.
refusal-paper-guest = { $name } ({ $number }) ist nicht stimmberechtigt, also gibt es auch keinen Stimmzettel auf Papier. Es hat sich nichts geändert.
alarm-paper-told = ‹Du bist|Sie sind›, Mitglied { $number }, von der Akkreditierung als auf Papier abstimmend eingetragen: { $event }. Im Chat ‹bekommst du|bekommen Sie› keine Stimmzettel mehr. Stimmt das nicht, ‹sag es|sagen Sie es› bei der Akkreditierung.
refusal-on-paper = Bei Nr. { $number } ‹stimmst du|stimmen Sie› auf Papier ab, deshalb geht hier nichts. Stimmt das nicht, ‹sag es|sagen Sie es› bei der Akkreditierung.
ballot-on-paper = Hier ‹stimmst du|stimmen Sie› auf Papier ab. Den Stimmzettel gibt es bei der Akkreditierung.
desk-cast-how = Für jemanden, der vor ‹dir|Ihnen› steht und auf Papier abstimmt: <code>/cast 7b für 17</code>
desk-cast-done = { $vote }, für { $member }: { $choice } ist erfasst, abgegeben bei der Akkreditierung.
secret-desk-cast-done = { $vote }, für { $member }: erfasst, abgegeben bei der Akkreditierung.
refusal-desk-cast-secret = Nr. { $number } ist geheim, da stimmt niemand für andere ab. Bitte einen Stimmzettel auf Papier ausgeben.
refusal-desk-cast-chat = { $name } ({ $member }) stimmt bei Nr. { $number } nicht auf Papier ab. Damit es so ist: <code>/checkin { $member } papier</code>
opened-paper = { $voters ->
    [one] Ein Mitglied stimmt
   *[other] { NUMBER($voters) } Mitglieder stimmen
 } auf Papier ab: Stimmzettel ausgeben. Zwei zählen und schicken je: <code>/tally { $number } …</code>
closed-paper = { $voters ->
    [one] Ein Stimmzettel auf Papier ist
   *[other] Bis zu { NUMBER($voters) } Stimmzettel auf Papier sind
 } zu zählen. Zwei schicken je: <code>/tally { $number } …</code>; kam keiner: <code>/tally { $number } 0</code>
live-paper = auf Papier { NUMBER($voters) }
tally-how = { $vote }: { $voters ->
    [one] ein Mitglied stimmt
   *[other] { NUMBER($voters) } Mitglieder stimmen
 } auf Papier ab. Wie viele haben was gewählt: <code>/tally { $number } { $example } 12, leer 1</code>. Kam kein Papier: <code>/tally { $number } 0</code>
tally-how-lines = { $vote }: { $voters ->
    [one] ein Mitglied stimmt
   *[other] { NUMBER($voters) } Mitglieder stimmen
 } auf Papier ab. Gleiche Stimmzettel in je einer Zeile, ihre Zahl davor, unter <code>/tally { $number }</code>:
    <code>3x { $example }</code>
    <code>1x leer</code>
tally-noted = { $vote }: { NUMBER($papers) } { $papers ->
    [one] Stimmzettel
   *[other] Stimmzettel
 } auf Papier von höchstens { NUMBER($voters) }. Verstanden: { $counts }
tally-agree = Zwei Zählungen stimmen überein. Das wird mit den Stimmen aus dem Chat ausgezählt.
tally-waits = Es zählt, wenn eine zweite zählende Person dasselbe schickt.
tally-differ = Eine andere Zählung: { $counts }. Es zählt nichts, bis zwei übereinstimmen. Bitte neu zählen und noch einmal schicken.
tally-differ-quiet = Eine andere Zählung weicht ab bei: { $choices }. Es zählt nichts, bis zwei übereinstimmen. Bitte neu zählen und noch einmal schicken.
alarm-tally-agreed = Nr. { $number }: Zwei Zählungen von { NUMBER($papers) } { $papers ->
    [one] Stimmzettel
   *[other] Stimmzetteln
 } auf Papier stimmen überein.
alarm-tally-disagree = Nr. { $number }: Die Zählungen der Stimmzettel auf Papier weichen voneinander ab. Es zählt nichts, bis zwei übereinstimmen.
refusal-tally-early = Nr. { $number } ist ein Entwurf; noch hat niemand abgestimmt.
refusal-tally-late = Nr. { $number } ist { $state ->
    [counted] ausgezählt
    [published] veröffentlicht
    [cancelled] abgebrochen
   *[void] ungültig
 }, da kommt kein Stimmzettel auf Papier mehr dazu.
refusal-tally-nobody = Im Verzeichnis von Nr. { $number } steht niemand, der auf Papier abstimmt, oder die Akkreditierung hat für alle abgestimmt.
refusal-tally-many = Nr. { $number }: { NUMBER($papers) } Stimmzettel auf Papier, aber nur { NUMBER($voters) } stimmen auf Papier ab. Bitte neu zählen.
refusal-tally-weights = Bei Nr. { $number } haben die Stimmen auf Papier verschiedenes Gewicht, deshalb lassen sie sich nicht zählen. Ist sie namentlich, gibt die Akkreditierung sie einzeln ab: <code>/cast { $number }b für 17</code>
refusal-tally-missing = Nr. { $number } wartet auf { $voters ->
    [one] einen Stimmzettel
   *[other] bis zu { NUMBER($voters) } Stimmzettel
 } auf Papier. Zwei schicken je: <code>/tally { $number } …</code>; kam keiner: <code>/tally { $number } 0</code>
refusal-tally-differs = Nr. { $number } wird nicht ausgezählt: Keine zwei haben dieselben Stimmzettel auf Papier gezählt. Bitte neu zählen, dann <code>/tally { $number } …</code>
refusal-tally-line = „{ $line }“ verstehe ich nicht als Zahl von Stimmzetteln auf Papier. Zum Beispiel: 12x { $example }. Nichts wurde notiert.
refusal-tally-twice = Für Nr. { $number } ist dasselbe zweimal gezählt. Nichts wurde notiert.
refusal-tally-order = Wofür stehen die Zahlen bei Nr. { $number }? Zum Beispiel: 12x { $example }. Nichts wurde notiert.
refusal-secret-paper-weights = Nr. { $number } kann nicht geheim sein: Wer auf Papier abstimmt, hat Stimmen von verschiedenem Gewicht, und das Gewicht würde die Stimmzettel verraten.
result-papers = Davon auf Papier { NUMBER($papers) }: { $counts }
result-papers-sum = Davon auf Papier { NUMBER($papers) }, nur in der Summe, damit niemand erfährt, wer wie gestimmt hat
result-papers-none = Auf Papier: keiner von höchstens { NUMBER($voters) } kam
typed-count-blank = leer, ungültig, ungültige
minutes-act-checkin-paper = { $member } stimmt auf Papier ab.
minutes-act-checkin-chat = { $member } stimmt wieder im Chat ab.
minutes-act-vote-paper = { $vote }: { $member } stimmt{ $stands ->
    [true] { " " }ab jetzt auf Papier ab; die im Chat abgegebene Stimme gilt
   *[false] { " " }auf Papier ab
 }.
minutes-act-vote-tally = { $vote }: Gezählt auf Papier: { NUMBER($papers) } { $papers ->
    [one] Stimmzettel
   *[other] Stimmzettel
 }{ $agreed ->
    [true] ; zwei stimmen überein
   *[false] { "" }
 }.
minutes-act-vote-cast-at-desk = { $vote }: Bei der Akkreditierung { $again ->
    [true] wurde die Stimme geändert von
   *[false] wurde abgestimmt für
 } { $member }.
