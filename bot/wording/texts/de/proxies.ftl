# Stimmen in der Hand von anderen

typed-off = aus, zurück
typed-decline = ablehnen
typed-guest = gast

usage-proxy = <code>/proxy 17</code>, <code>/proxy off</code>
help-proxy = Mitglied 17 stimmt für mich ab, solange ich weg bin; zurücknehmen; ohne Nummer: wie es steht
usage-proxy-desk = <code>/proxy 12 17</code>, <code>/proxy 12 off</code>
help-proxy-desk = Mitglied 17 stimmt für Mitglied 12 ab, wie es auf der Vollmacht steht; beenden; im Kanal von Leitung und Akkreditierung ohne Nummern: wer für wen abstimmt

proxy-to-me = <b>{ $event }</b>: ‹Du hast|Sie haben› die Stimme von { $member }. ‹Du stimmst|Sie stimmen› auch für { $name } ab, ‹solange du da bist|solange Sie da sind› und { $name } nicht.
    Ohne den Knopf: <code>/proxy ablehnen { $number }</code>
proxy-not-to-me = <b>{ $event }</b>: ‹Du hast|Sie haben› die Stimme von { $member }, nicht mehr.
proxy-mine = <b>{ $event }</b>: { $member }, stimmt für ‹dich|Sie› ab, ‹solange du nicht da bist|solange Sie nicht da sind›. Vollmacht widerrufen: /proxy off
proxy-declined = <b>{ $event }</b>: { $member }, möchte nicht für ‹dich|Sie› abstimmen. ‹Du gibst deine Stimme|Sie geben Ihre Stimme› also selbst ab. Sie jemand anderem geben: <code>/proxy NUMMER</code>
proxy-ended = <b>{ $event }</b>: Niemand stimmt mehr für ‹dich|Sie› ab, ‹du gibst deine Stimme|Sie geben Ihre Stimme› selbst ab.
proxy-rests = ‹Du bist|Sie sind› als anwesend eingetragen. Die Vollmacht gilt erst, ‹wenn du gehst|wenn Sie gehen›.
proxy-next-vote = Gerade läuft eine Abstimmung oder Wahl. Die Vollmacht gilt ab der nächsten.
proxy-former = { $member }, hat ‹deine|Ihre› Stimme nicht mehr.
proxy-unbound = { $member }, ist noch nicht mit mir verbunden und bekommt bisher keine Stimmzettel.
proxy-nothing = <b>{ $event }</b>: Niemand stimmt für ‹dich|Sie› ab, ‹und du für niemanden|und Sie für niemanden›. ‹Deine|Ihre› Stimme jemandem geben: <code>/proxy NUMMER</code>
refusal-proxy-which = Es laufen mehrere Versammlungen. Für welche?
proxy-given-short = { $name } stimmt für ‹dich|Sie› ab, ‹solange du weg bist|solange Sie weg sind›.
proxy-ended-short = ‹Du gibst deine Stimme|Sie geben Ihre Stimme› selbst ab.
proxy-decline-short = Abgelehnt. { $name } erfährt es.
button-proxy-off = Vollmacht widerrufen
button-proxy-decline = Ablehnen: Mitglied { $number }

desk-proxy-given = { $principal }, gibt die Stimme an { $holder }: { $event }
desk-proxy-same = { $principal }, hat die Stimme schon an { $holder }, gegeben: { $event }
desk-proxy-ended = { $principal }, stimmt wieder selbst ab: { $event }
desk-proxy-rests = Wer die Vollmacht gibt, ist anwesend: Sie gilt erst, wenn diese Person geht.

admit-guest-done = { $member }, steht jetzt als Gast ohne Stimme in der Liste und darf Vollmachten haben, wo die Regeln es erlauben.

status-proxy-to = { $event }: { $member }, stimmt für ‹dich|Sie› ab, ‹solange du nicht da bist|solange Sie nicht da sind›. /proxy
status-proxy-from = { $event }: ‹Du hast|Sie haben› die Stimmen von { $members }. /proxy

live-represented = vertreten { NUMBER($heads) }
live-represented-weight = mit Stimmgewicht { $weight }

proxies-nobody = In dieser Versammlung gibt es keine Vollmachten.
proxies-head = <b>Vollmachten: { NUMBER($count) }</b> (wessen Stimme → wer sie abgibt)
proxies-over-cap = Zählt nicht, zu viele in einer Hand: { NUMBER($count) }
proxies-no-vote = Zählt nicht, eine Seite ist hier nicht stimmberechtigt: { NUMBER($count) }
proxies-holder-away = Zählt nicht, wer sie hat, ist nicht da: { NUMBER($count) }
proxies-in-force = In Kraft: { NUMBER($count) }
proxies-resting = Ruht, das Mitglied ist selbst da: { NUMBER($count) }
proxies-file = Alle als Datei: <code>/proxy datei</code>
proxies-file-caption = Vollmachten: { NUMBER($count) }
column-proxy-principal = wessen Stimme
column-proxy-holder = wer sie abgibt
column-proxy-stands = Stand
proxy-stands-over-cap = zählt nicht: zu viele in einer Hand
proxy-stands-no-vote = zählt nicht: nicht stimmberechtigt
proxy-stands-holder-away = zählt nicht: wer sie hat, ist nicht da
proxy-stands-in-force = in Kraft
proxy-stands-resting = ruht: Mitglied ist selbst da
proxies-idle = ‹Du bist|Sie sind› gegangen: Ab der nächsten Abstimmung stimmt niemand mehr für { $members } ab. Soll das nicht so sein: wieder einchecken oder ablehnen, beides geht hier: /proxy
desk-proxies-idle = Ab der nächsten Abstimmung stimmt niemand mehr für { $members } ab: Die Stimmen hat, wer gerade gegangen ist. Eine jemand anderem geben: <code>/proxy 12 17</code>
opened-idle = { $count ->
    [one] Eine Vollmacht zählt nicht, weil
   *[other] { NUMBER($count) } Vollmachten zählen nicht, weil
 } nicht da ist, wer sie hat: /proxy

alarm-proxies-over-cap = Nr. { $number }: { $count ->
    [one] Eine Vollmacht zählt
   *[other] { $count } Vollmachten zählen
 } nicht, weil niemand mehr als { $most } haben darf. Nicht vertreten: { $people }
alarm-proxy-declined = { $holder } ({ $number }) möchte nicht für { $principal } ({ $theirs }) abstimmen. Dort gibt es kein Konto: Bitte ‹gebt|geben Sie› es weiter.

refusal-proxy-self = Eine Vollmacht geht an jemand anderen, nicht an Mitglied { $number } selbst.
refusal-proxy-no-vote = { $name }, Mitglied { $number }, hat in dieser Versammlung keine Stimme, kann also keine übertragen.
refusal-proxy-outsider = { $name }, Mitglied { $number }, hat hier keine Stimme, und nur wer eine hat, darf Vollmachten haben.
refusal-proxy-chain = { $name }, Mitglied { $number }, hat die eigene Stimme an Mitglied { $to } gegeben. Weitergeben lässt sich eine Stimme nur einmal.
refusal-proxy-chain-holder = { $name }, Mitglied { $number }, hat die Stimme von Mitglied { $first } und kann die eigene nicht übertragen. Erst ablehnen: /proxy ablehnen { $first }
refusal-proxy-full = { $name }, Mitglied { $number }, hat schon so viele Vollmachten, wie hier erlaubt sind: { $most }.
refusal-proxies-none = In dieser Versammlung gibt es keine Vollmachten.
refusal-proxy-none = Mitglied { $number } hat keine Vollmacht gegeben.
refusal-proxy-not-held = ‹Du hast|Sie haben› die Stimme von Mitglied { $number } nicht.
refusal-proxy-given = { $name }, Mitglied { $member }, gibt bei Nr. { $number } ‹deine|Ihre› Stimme ab. Es selbst tun: /proxy off{ $checkin ->
    [open] , oder ‹trag dich|tragen Sie sich› ein: /checkin
   *[closed] {""}
 }
refusal-proxy-taken-back = { $name }, Mitglied { $member }, hat bei Nr. { $number } die Stimme zurückgenommen. Es hat sich nichts geändert.
refusal-proxy-twice = Mitglied { $number } gibt zweimal eine Vollmacht.
refusal-proxy-list-long = Es sind { $given } Vollmachten; möglich sind { $allowed }.

minutes-act-proxy-given = Vollmacht: { $member } gibt die Stimme an { $holder }.
minutes-act-proxy-off = Vollmacht beendet: { $member }.
minutes-act-proxy-declined = Vollmacht abgelehnt, gegeben von: { $member }.
minutes-act-proxy-taken-back = { $vote }: { $member } stimmt selbst ab, nicht über die Vollmacht.
minutes-act-proxy-over-cap = { $vote }: Die Vollmacht von { $member } zählt nicht, weil zu viele in einer Hand sind.
