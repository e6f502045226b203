# Secret votes. Refusals are shown as alerts: at most 200 characters, no markup.

refusal-secret-few = Vote { $number } cannot be secret: only { $roll } are on its roll, and it takes { $least }. /edit { $number } with the line “named”, or wait for more.
refusal-secret-weights = Vote { $number } cannot be secret: weight decides, and fewer than { $least } members share one of the weights, so a ballot would name them. Decide by heads, or vote by name.
refusal-secret-no-key = The box of vote { $number } cannot be opened: its key is not in the folder of keys. Nothing is lost: the operator puts the file back, then press [Open the box].
refusal-secret-committee = The box of vote { $number } waits for the committee: folkmoot open-box { $number }
refusal-secret-unreadable = { $count } of { $cast } envelopes of vote { $number } cannot be opened. Nothing was counted and nothing is lost. Tell the operator: the database was changed.
refusal-secret-committee-keys = These keys do not open the box of vote { $number }: too few of them, or of another committee.
refusal-secret-no-committee = Vote { $number } has no committee: the server opens its box.
choice-sealed = sealed
