"""Cassettes -> records: what vcrpy, betamax, and the VCRs of Ruby, R and PHP record, as YAML or JSON."""

from pinvet.sources.cassette.reading import read

__all__ = ["read"]
