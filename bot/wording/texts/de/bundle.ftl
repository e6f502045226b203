# Mehrere Stimmzettel in einer Hand

typed-for = für
typed-all = alle

bundle-own = ‹deine|Ihre› eigene
bundle-member = { $name } ({ $number })
bundle-weighted = { $member } mit Stimmgewicht { $weight }
bundle-head = ‹Du hast|Sie haben› { $count } Stimmen: { $members }.
bundle-only = ‹Du gibst|Sie geben› die Stimme von { $member } ab.
bundle-one = Stimme { $place } von { $count }: { $member }
bundle-one-own = ‹Deine|Ihre› eigene Stimme ({ $place } von { $count })
bundle-recorded = <b>Erfasst: { $choice }</b> für { $members }
bundle-missing = Noch nichts erfasst für { $members }
bundle-change = Bis zum Ende ‹kannst du|können Sie› es ändern.
bundle-final = Was erfasst ist, lässt sich nicht mehr ändern.
bundle-over-recorded = ‹Du hast|Sie haben› gestimmt: { $choice } für { $members }
bundle-over-missing = Keine Stimme erfasst für { $members }
bundle-gone = Hier ‹gibst du|geben Sie› keine Stimme mehr ab.
bundle-typed-own = Eine Antwort gilt für ‹deine|Ihre› eigene Stimme. ‹Du hast|Sie haben› auch { $members }: <code>/cast { $words } für { $number }</code>, oder für alle: <code>/cast { $words } für alle</code>
bundle-typed-whom = ‹Du hast|Sie haben› hier keine eigene Stimme, aber { $members }. ‹Schreib|Schreiben Sie›, für wen: <code>/cast { $words } für { $number }</code>, oder für alle: <code>/cast { $words } für alle</code>

bundle-cast-one = Erfasst für { $member }: { $choice }
bundle-cast-all = Erfasst für { $count } Stimmen: { $choice }
bundle-cast-fewer = Erfasst für { $count } von { $most } Stimmen: { $choice }. Den Rest ‹kannst du|können Sie› nicht ändern.
bundle-cast-own = Erfasst für ‹deine|Ihre› eigene: { $choice }. ‹Du hast|Sie haben› { $count } weitere: in unserem privaten Chat.
bundle-cast-done = Erfasst für { $members }: { $vote }: <b>{ $choice }</b>
bundle-cast-more = ‹Du hast|Sie haben› auch { $members }: <code>/cast { $words } für { $number }</code>, oder für alle: <code>/cast { $words } für alle</code>
bundle-step = { $member }: { $state }
bundle-turned-one = Jetzt: { $member }.
bundle-turned-all = Jetzt: alle { $count } gleich.

button-cast-all = Alle { $count }: { $choice }
button-one-by-one = Einzeln
button-next-ballot = Weiter: { $member }
button-all-alike = Alle { $count } gleich

status-bundle = { $vote }: { $count ->
    [one] ‹Du gibst|Sie geben› die Stimme für jemanden ab. /ballot
   *[other] ‹Du gibst|Sie geben› { $count } Stimmen ab. /ballot
 }

refusal-bundle-private = Bei Nr. { $number } ‹hast du|haben Sie› keine eigene Stimme. { $count ->
    [one] Die eine, ‹die du hast|die Sie haben›, ist
   *[other] Die { $count }, ‹die du hast|die Sie haben›, sind
 } in unserem privaten Chat: /ballot
