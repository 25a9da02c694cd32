"""The API table against a request: what each parameter is, what lies in it, and what should."""
