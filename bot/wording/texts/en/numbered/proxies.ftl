# In place of the texts about proxies, on networks that have no buttons

proxy-to-me = <b>{ $event }</b>: you hold the vote of { $member }. The ballot comes with yours, as long as you are checked in and { $name } is not.
    To decline, write <code>/proxy decline { $number }</code>
