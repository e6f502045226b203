# Mitglieder, ihre Konten und ihre Rechte

refusal-number-alike = { $number } und { $other } unterscheiden sich nur in Nullen, und { $other } ist { $name }. Richtig ist { $other } oder eine andere Nummer.
refusal-name-missing = Mitglied { $number } ist neu und hat keinen Namen.
refusal-event-named-unknown = Es gibt keine Versammlung „{ $word }“.
refusal-role-none = { $name }, Mitglied { $number }, hat in dieser Versammlung keine Rolle.
refusal-role-organisers = { $name }, Mitglied { $number }, hat eine Rolle vom Organisationsteam, das sie auch allein nehmen kann.
refusal-last-chair = { $name }, Mitglied { $number }, gehört als letzte Person zur Leitung dieser Versammlung. Zuerst braucht es eine andere: /role NUMMER chair
refusal-bind-of-another = Diesen Code hat schon jemand anders benutzt. Einen neuen macht: folkmoot code
refusal-link-too-many = Das waren schon viele Codes. Der neueste gilt; der nächste ist in { $minutes } Minuten möglich.
refusal-own-account = Das eigene Konto lässt sich nicht lösen. Das kann eine andere Person der Akkreditierung.
refusal-no-account = { $name }, Mitglied { $number }, hat kein solches Konto.
alarm-account-added = Ab jetzt spricht noch ein Konto für dieses Mitglied: { $account }. Wenn das nicht stimmt: sofort zur Akkreditierung, sie kann Konten lösen.
