# Everything starts from here: only Python 3.11+ and make are needed.
# A Python that is new enough: the one named, else the first found.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin

NO_CHROMIUM := { ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null && echo 'skipped: no Chromium is installed (Debian: apt install chromium)'; }
UI_TOOLS := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/ui/requirements.lock

.DEFAULT_GOAL := help
.PHONY: help run test test-integration test-slow test-ui screenshots check format docs bench up env clean

help:  ## list what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# One command sets everything up: the lock decides every version, the hashes decide every byte.
# Modules are compiled when they are first imported: most never are.
.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'copytaster needs Python 3.11 or newer, with venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --no-compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: .venv/installed  ## ingest the sample captures into the embedded store
	@$(BIN)/copytaster ingest seeds; code=$$?; test $$code -eq 0 -o $$code -eq 2

test: .venv/installed  ## run the tests; no service, no Docker, no root
	$(BIN)/pytest -q --numprocesses auto --dist worksteal

test-integration: .venv/installed  ## the store's tests on the MongoDB that COPYTASTER_TEST_MONGO names
	$(BIN)/pytest -q --numprocesses auto --dist worksteal tests/integration -k mongodb

test-slow: .venv/installed  ## schedules over minutes, and kills of whatever a run rests on; most of an hour
	$(BIN)/pytest -q -m slow tests/slow tests/faults/test_every_pattern.py

test-ui: .venv/installed  ## drive the Prefect UI and the HTML pages in a real Chromium, where there is one
	@$(NO_CHROMIUM) || { $(UI_TOOLS) && $(BIN)/pytest -q -p no:randomly tests/ui; }

# In a home that looks like anybody's; it is gone afterwards.
screenshots: .venv/installed  ## take the pictures of docs/ui.md anew, by the same tests (Linux, with unshare)
	@$(NO_CHROMIUM) || { $(UI_TOOLS) && unshare --map-root-user --mount sh -ec 'mount -t tmpfs none /srv; mkdir /srv/news; \
	exec $(BIN)/pytest -q -p no:randomly tests/ui --home /srv/news --pictures docs/ui'; }

check: .venv/installed  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed  ## lay the code out, mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/installed  ## write docs/data-dictionary.md anew from the model
	$(BIN)/python -m tasks.load.dictionary > docs/data-dictionary.new && mv docs/data-dictionary.new docs/data-dictionary.md

bench: .venv/installed  ## what the flow costs beside the work; thirty kills of an ingest of 500 captures
	$(BIN)/python -m benchmarks.overhead
	$(BIN)/python -m benchmarks.killing

up: .venv/installed  ## the store, a Prefect server with its UI and a worker, until Ctrl-C
	$(BIN)/copytaster up

env:  ## write fresh passwords for docker compose to .env; those that are there are kept
	@umask 077; touch .env; \
	for name in MONGO_ROOT_PASSWORD MONGO_PASSWORD MONGO_READER_PASSWORD MONGO_KEY POSTGRES_PASSWORD PREFECT_PASSWORD; do \
	grep -q "^$$name=" .env || { printf '%s=%s\n' $$name "$$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')" >> .env; \
	echo "wrote $$name to .env"; }; done

clean:  ## remove what was built, not what was ingested
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
