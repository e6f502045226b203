# Mitglieder, ihre Konten und ihre Rechte

refusal-number-alike = { $number } und { $other } unterscheiden sich nur in Nullen, und { $other } ist { $name }. Richtig ist { $other } oder eine andere Nummer.
refusal-name-missing = Mitglied { $number } ist neu und hat keinen Namen.
refusal-event-named-unknown = Es gibt keine Versammlung „{ $word }“.
refusal-role-none = { $name }, Mitglied { $number }, hat in dieser Versammlung keine Rolle.
refusal-role-organisers = { $name }, Mitglied { $number }, hat eine Rolle vom Organisationsteam; nur dieses kann sie wieder nehmen.
refusal-last-chair = { $name }, Mitglied { $number }, gehört als letzte Person zur Leitung dieser Versammlung. Zuerst braucht es eine andere: /role NUMMER chair
refusal-bind-of-another = Diesen Code hat schon jemand anders benutzt. Einen neuen macht: folkmoot code
refusal-link-too-many = Das waren schon viele Codes. Der neueste gilt; der nächste ist in { $minutes } Minuten möglich.
refusal-rights-beyond = Mitglied { $number } hat in „{ $event }“ weitergehende Rechte. Das kann nur die Leitung dort.
refusal-own-account = Das eigene Konto lässt sich nicht lösen. Das kann eine andere Person der Akkreditierung.
refusal-no-account = { $name }, Mitglied { $number }, hat kein solches Konto.
alarm-account-added = Ab jetzt spricht noch ein Konto für dieses Mitglied: { $account }. Wenn das nicht stimmt: sofort zur Akkreditierung, sie kann Konten lösen.
alarm-account-added-unheard = Noch ein Konto, { $account }, spricht ab jetzt für { $name }, Mitglied { $number }, und das erste ist nicht erreichbar. Bitte persönlich nachfragen; gehört es jemand anderem: /unbind { $number }
alarm-account-detached = { $event }: Die Akkreditierung hat dieses Konto von { $name }, Mitglied { $number }, gelöst. Ab jetzt gilt nichts mehr, was von hier kommt. Wenn das nicht stimmt: sofort zur Akkreditierung oder zur Versammlungsleitung.
refusal-only-minutes = Das können nur Protokoll und Versammlungsleitung.
refusal-only-observer = Das lesen nur Menschen mit einer Rolle in dieser Versammlung.
refusal-swap-self = Mitglied { $number } kann sich nicht selbst vertreten.
refusal-swap-no-vote = { $name }, Mitglied { $number }, hat hier keine Stimme, die jemand übernehmen könnte.
refusal-swap-has-vote = { $name }, Mitglied { $number }, hat schon eine Stimme und kann für niemanden nachrücken.
refusal-swap-vote-open = Nr. { $number } ist noch nicht fertig. Nachrücken geht zwischen zwei Abstimmungen.
refusal-files-too-often = Das waren schon viele Dateien und Bilder. Das nächste ist in { $minutes } Minuten möglich.
alarm-checked-out = Die Akkreditierung hat ‹dich|Sie›, Mitglied { $number }, ausgetragen: { $event }. Was abgegeben wurde, gilt; die nächsten Stimmzettel kommen ohne ‹dich|Sie›. Wenn ‹du da bist|Sie da sind›: /checkin
refusal-left-too-often = ‹Du bist|Sie sind› schon oft gegangen und ‹bleibst|bleiben› jetzt eingetragen. Austragen kann die Akkreditierung, in { $minutes } Minuten auch wieder ‹du|Sie› selbst.
refusal-proxy-too-often = Das waren schon viele Vollmachten. Die nächste ist in { $minutes } Minuten möglich; /proxy off geht immer.
refusal-proxy-desk-own = Die Vollmacht von Mitglied { $number } ginge an die Person, die sie einträgt: Das trägt jemand anders von der Akkreditierung ein, oder das Mitglied selbst: /proxy NUMMER
refusal-proxy-own-asked = { $name }, Mitglied { $number }, hat die Vollmacht am eigenen Telefon jemand anderem gegeben und wird dort jetzt gefragt. Es hat sich nichts geändert.
alarm-proxy-asked = { $event }: Die Akkreditierung soll die Vollmacht an { $holder }, Mitglied { $number }, geben. Nur wenn das stimmt, bitte schreiben: /proxy { $number }
alarm-proxy-off-asked = { $event }: Die Akkreditierung soll die Vollmacht zurücknehmen. Nur wenn das stimmt, bitte schreiben: /proxy off
usage-unbind = <code>/unbind 17</code>
help-unbind = ein verlorenes Konto lösen; <code>/unbind 17 telegram</code> bei mehreren
unbind-ask =
    { $member }, von { $accounts } lösen?
    Damit stimmt dann niemand mehr ab; abgegebene Stimmen bleiben. Oder <code>/unbind { $number } ja</code> schreiben
button-unbind-one = { $network } lösen
button-unbind-all = Alle lösen
unbind-done = { $member }, ist gelöst. Ein neuer Zugang: <code>/invite { $number }</code>
usage-swap = <code>/swap 17 34</code>
help-swap = 34 rückt für 17 nach, zwischen zwei Abstimmungen
swap-ask =
    Rückt { $new }, für { $old }, nach?
    Die Stimme und ihr Gewicht wechseln, bisherige Vollmachten enden.
button-swap = Ja, nachrücken
swap-done = { $new }, ist anwesend und stimmt anstelle von { $old }, ab.
done-toast = Erledigt.
usage-note = <code>/note TEXT</code>
help-note = eine Zeile für das Protokoll
note-done = Für das Protokoll notiert: { $event }
desk-no-account = Kein Konto, also kommt kein Stimmzettel: <code>/invite { $number }</code> oder <code>/pair { $number } 4711</code>
without-account = { $count ->
    [one] Ein Stimmzettel geht nirgendwohin: Niemand mit einem Konto kann ihn abgeben. Namen: /roster unbound
   *[other] { NUMBER($count) } Stimmzettel gehen nirgendwohin: Niemand mit einem Konto kann sie abgeben. Namen: /roster unbound
 }
minutes-act-note = Vermerk:
minutes-act-account-unbound = Konten von { $member } wurden gelöst.
minutes-act-member-swap = Nachgerückt: { $member }.
