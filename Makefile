# Needs make and a Python from 3.11 with venv; everything else comes, by hash, from the lock files.
# `make PYTHON=/path/to/python3.12 test` chooses another Python.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --group build

.DELETE_ON_ERROR:
.PHONY: demo test lint bench mutants lock clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /make \1\t/'

demo: .venv/runtime ## a whole assembly of 3,000 simulated members
	$(BIN)/folkmoot demo

test: export PYTHONDONTWRITEBYTECODE :=  # else each process compiles all tests, and what they start their modules
test: .venv/dev ## all tests, for two cores
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder  # many tests wait for a process or for a clock

lint: .venv/dev ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev ## the speed figures, each beside its baseline
	$(BIN)/folkmoot bench

mutants: .venv/dev ## whether a test notices changes of what decides; ONLY='core.rules.*' for a part
	$(PIP) install -q mutmut==3.8.1
	nice -n 19 $(BIN)/mutmut run --max-children 1 $(if $(ONLY),'$(ONLY)')
	$(BIN)/mutmut results | grep -v ': not checked$$' || true  # whatever ONLY left out

# The runtime takes its versions from the development set, so that what is tested is what runs.
lock: .venv/dev ## resolve both lock files anew
	$(PIP) install -q uv
	$(COMPILE) $(LOCK_FLAGS) pyproject.toml --group dev -o requirements-dev.lock
	$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock

clean: ## remove the environment and what tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage build dist mutants *.egg-info demo

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'No Python from 3.11 with venv found (on Debian: apt install python3 python3-venv).' >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q core adapters bot
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@
