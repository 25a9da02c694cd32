"""Records in the order of time: within a file as far as a window goes, and of several files side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pinvet.model import Notice, Place, Request, Response
from pinvet.sources import ordered
from pinvet.sources.ordered import NEVER, WINDOW, Timed, first_time, in_order, merged
from pinvet.sources.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest


def at(time: float | None, position: int) -> Record:
    return Record(Request(position=position), Response(), Place(position + 1, 3, position + 1, 4), time)


def log(times: Iterable[float | None]) -> list[Record | Notice]:
    return [at(time, position) for position, time in enumerate(times)]


def torn(line: int) -> Notice:
    return Notice("record", "a", "torn", line)


def told(items: Iterable[Timed | Notice]) -> list[Notice]:
    return [item for item in items if isinstance(item, Notice)]


def given_in_order(*times: float | None) -> list[int]:
    return [item.position for item in in_order(0, log(times), "a") if isinstance(item, Timed)]


class TestOneFile:
    def test_by_time_and_ties_by_position(self) -> None:
        assert given_in_order(3, 1, 2, 1, 3) == [1, 3, 2, 0, 4]

    def test_without_times_as_they_stand(self) -> None:
        assert given_in_order(None, None, None) == [0, 1, 2]

    def test_one_without_a_time_follows_the_one_before_it(self) -> None:
        assert given_in_order(None, 5, None, 1, None) == [0, 3, 4, 1, 2]
        ((first, *_),) = [list(in_order(0, log([None]), "a"))]
        assert isinstance(first, Timed)
        assert first.at == NEVER

    def test_as_far_as_the_window_goes(self) -> None:
        late = [float(number) for number in range(1, WINDOW)] + [0.5, *map(float, range(WINDOW, 2 * WINDOW))]
        items = list(in_order(0, log(late), "a"))
        assert told(items) == []
        assert [item.at for item in items if isinstance(item, Timed)] == sorted(late)

    def test_a_clock_that_runs_back_further_is_told_once(self) -> None:
        times = [*map(float, range(1, 2 * WINDOW)), 0.5, 0.25, 3000.0]
        items = list(in_order(0, log(times), "a"))
        (notice,) = told(items)
        assert notice == Notice(
            "clock",
            "a",
            "the clock runs back by more than 256 records; such records are judged where they stand",
            2 * WINDOW,
            3,
        )
        positions = [item.position for item in items if isinstance(item, Timed)]
        assert sorted(positions) == list(range(len(times)))
        assert positions.index(2 * WINDOW - 1) == WINDOW - 1  # where it was read: nothing waits longer than the window
        assert positions[-1] == len(times) - 1

    def test_notices_come_as_they_are_met(self) -> None:
        items = list(in_order(0, [torn(1), at(2, 0), torn(3), at(1, 1)], "a"))
        assert [item.line if isinstance(item, Notice) else item.position for item in items] == [1, 3, 1, 0]

    @given(st.lists(st.none() | st.integers(0, 9), max_size=WINDOW))
    def test_a_small_file_is_sorted_whatever_its_times(self, times: list[int | None]) -> None:
        items = list(in_order(0, log(times), "a"))
        keys = [item[:3] for item in items if isinstance(item, Timed)]
        assert keys == sorted(keys)
        assert len(keys) == len(times)


def side_by_side(*files: Sequence[Record | Notice], starts: Sequence[float] | None = None) -> list[tuple[int, int]]:
    names = [f"{number}.log" for number in range(len(files))]
    first = [first_time(iter(file)) for file in files] if starts is None else starts
    items = merged(names, first, lambda number: iter(files[number]))
    return [(item.file, item.position) for item in items if isinstance(item, Timed)]


class TestSeveralFiles:
    def test_files_that_overlap_are_joined_by_time(self) -> None:
        assert side_by_side(log([1, 4, 5]), log([2, 3, 9])) == [(0, 0), (1, 0), (1, 1), (0, 1), (0, 2), (1, 2)]

    def test_ties_go_by_the_order_of_the_files(self) -> None:
        assert side_by_side(log([1, 2]), log([1, 2]), log([1])) == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)]

    def test_a_later_file_may_come_first(self) -> None:
        assert side_by_side(log([7, 8]), log([1, 2])) == [(1, 0), (1, 1), (0, 0), (0, 1)]

    def test_files_without_times_come_first_and_in_their_order(self) -> None:
        assert side_by_side(log([3]), log([None, None]), log([None])) == [(1, 0), (1, 1), (2, 0), (0, 0)]

    def test_an_empty_file_and_one_of_notices_alone(self) -> None:
        names, files = ["a", "b", "c"], [[], [torn(1), torn(2)], log([1])]
        items = list(merged(names, [NEVER] * 3, lambda number: iter(files[number])))
        assert [item.line if isinstance(item, Notice) else item.file for item in items] == [1, 2, 2]

    def test_no_files(self) -> None:
        assert list(merged([], [], lambda number: iter([]))) == []

    def test_a_file_is_opened_when_its_time_has_come(self) -> None:
        opened: list[int] = []

        def read(number: int) -> Iterator[Record | Notice]:
            opened.append(number)
            yield from log([number * 10, number * 10 + 1])

        items = merged(["a", "b", "c"], [0, 10, 20], read)
        next(items)
        assert opened == [0]
        next(items)
        next(items)
        assert opened == [0, 1]
        assert len(list(items)) == 3

    def test_only_so_many_are_open_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ordered, "MOST_OPEN", 2)
        ends: list[int] = []

        def read(number: int) -> Iterator[Record | Notice]:
            yield from log([number, 100 + number])
            ends.append(number)

        items = [item for item in merged(["a", "b", "c"], [0, 1, 2], read) if isinstance(item, Timed)]
        assert sorted((item.file, item.position) for item in items) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
        assert [item.file for item in items][:2] == [0, 1]

    @given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=4))
    def test_small_files_come_out_sorted(self, times: list[list[int]]) -> None:
        files = [log(sorted(one)) for one in times]
        items = merged([str(n) for n in range(len(files))], [first_time(iter(file)) for file in files],
                       lambda number: iter(files[number]))  # fmt: skip
        keys = [item[:3] for item in items if isinstance(item, Timed)]
        assert keys == sorted(keys)
        assert len(keys) == sum(map(len, times))

    @given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 12))
    def test_a_file_cut_in_two_comes_out_as_the_whole_one(self, times: list[int], where: int) -> None:
        whole = log(sorted(times))
        parts = [whole[:where], whole[where:]]
        assert [place for _, place in side_by_side(*parts)] == [place for _, place in side_by_side(whole)]


class TestFirstTimes:
    def test_the_earliest_of_the_first_records(self) -> None:
        assert first_time(iter([torn(1), at(None, 0), at(5, 1), at(2, 2)])) == 2
        assert first_time(iter(log([*([9.0] * WINDOW), 1.0]))) == 9

    def test_none(self) -> None:
        assert first_time(iter([])) == first_time(iter([torn(1), at(None, 0)])) == NEVER
