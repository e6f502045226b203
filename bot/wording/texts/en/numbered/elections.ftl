# In place of the texts after an election, on networks that have no buttons

elected-ask =
    You were elected in { $vote }: { $you }
    <b>Do you accept?</b> Reply to this with the number, or write <code>/accept { $number }</code> or <code>/accept { $number } no</code>
elected-surely =
    Do you really decline in { $vote }? Reply to this with the number.
    The next in line is then asked at once.
