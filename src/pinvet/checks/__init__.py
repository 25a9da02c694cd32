"""The rule language compiled: names, states, facts, conditions, value tests, and the kinds of checks."""
