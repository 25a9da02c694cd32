"""One reader per input family: files in, requests with the place of every value out."""
