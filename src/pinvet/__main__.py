"""`python -m pinvet`."""

from pinvet.cli import main

main()
