"""The closed list of check kinds: each takes its argument and a scope, and gives a compiled check."""
