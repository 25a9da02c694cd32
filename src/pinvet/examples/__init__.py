"""The examples of rules: what they show, and whether their rules do what they say."""

from pinvet.examples.base import base_remarks
from pinvet.examples.shown import Shown, examples_of
from pinvet.examples.testing import Failure, count_examples, judge_packs, vet

__all__ = ["Failure", "Shown", "base_remarks", "count_examples", "examples_of", "judge_packs", "vet"]
