"""Packs to rules ready to run: read, checked with every mistake at its place, compiled per operation."""
