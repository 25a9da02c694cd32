# make demo runs pinvet on the examples; make test runs every gate. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= auto
DEMO := $(addprefix examples/,documents performance-plus broken promotions updates structure connector traffic)

.PHONY: demo test test-all slow pythons format lint types imports generated rules pytest wheel docs api bench clean

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@mkdir -p build
	@$(BIN)/pinvet check $(DEMO) --no-config --as-of 2026-11-21 --api-version 5.28 \
		--context examples/account.json \
		--format text --format sarif=build/pinvet.sarif --format json=build/pinvet.json \
		|| test $$? -eq 1  # the examples hold faults on purpose
	@test -s build/pinvet.sarif && test -s build/pinvet.json
	@echo "Written: build/pinvet.sarif and build/pinvet.json"

test: lint types imports rules generated pytest wheel

lint: $(STAMP)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports --no-cache

rules: $(STAMP)
	$(BIN)/pinvet rules test

generated: $(STAMP)
	$(BIN)/python tools/docs.py --check

pytest: $(STAMP)
	$(BIN)/python -m pytest -m "not slow" -n $(JOBS) --ignore tests/acceptance --cov --cov-report=term
	$(BIN)/python -m pytest -m "not slow" -n $(JOBS) tests/acceptance  # of whole runs nobody has to measure coverage

wheel: $(STAMP)
	$(BIN)/python tools/try_wheel.py

test-all: test slow pythons

slow: $(STAMP)
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -m slow -n $(JOBS)

pythons: $(STAMP)
	$(BIN)/python tools/pythons.py

format: $(STAMP)
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

docs: $(STAMP)
	$(BIN)/python tools/docs.py

# rebuild the API table from a description: make api OPENAPI=../shared/reference/openapi-5.23.0.yaml
api: $(STAMP)
	$(BIN)/python tools/overlay_5_28.py
	$(BIN)/pinvet api build $(OPENAPI) --overlay schemas/api/overlay-5.28.json --output schemas/api

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
