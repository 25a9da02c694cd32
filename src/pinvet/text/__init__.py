"""JSON and YAML with positions, and the limits that untrusted text is read under."""
