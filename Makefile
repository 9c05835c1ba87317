# Everything a newcomer needs: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK_TOOLS := .cache/lock
UV_VERSION := 0.13.9

# The originals, where a checkout has them beside it; the project does not ship them.
ARTICLES ?= $(wildcard ../shared/articles)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test run check lint format lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/demo.stamp ## serve the real bot on a simulated Discord, as a local web page (PORT=...)
	@$(BIN)/footnote demo $(if $(PORT),--port $(PORT))

test: lint check ## run every check and every test
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope

run: $(VENV)/run.stamp ## start the bot on Discord; needs FOOTNOTE_DISCORD_TOKEN
	@$(BIN)/footnote run

check: $(VENV)/dev.stamp ## check the knowledge files (ARTICLES=folder of the originals)
	$(BIN)/footnote check $(if $(ARTICLES),--articles "$(ARTICLES)")

lint: $(VENV)/dev.stamp ## style, types, layers and the Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/hadolint Dockerfile

format: $(VENV)/dev.stamp ## write the code the one way it is written
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(LOCK_TOOLS)/uv-$(UV_VERSION).stamp ## pin the requirements again after an edit of pyproject.toml (UPGRADE=1: to the newest)
	$(COMPILE) --extra demo --extra dev --extra semantic -o requirements/dev.txt
	$(COMPILE) --extra demo -c requirements/dev.txt -o requirements/demo.txt
	$(COMPILE) -c requirements/dev.txt -o requirements/run.txt

clean: ## remove what make made; the log and .env stay
	rm -rf $(VENV) .cache build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One lock for every platform and Python, and one version of a package in all three.
COMPILE = $(LOCK_TOOLS)/bin/uv pip compile pyproject.toml --no-config --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade) --extra build --extra postgres

PYTHON_IS_NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Footnote needs Python 3.11 or newer, which '$(PYTHON)' is not; name one that is: make PYTHON=python3.12 ..." >&2; \
	exit 1; }

$(LOCK_TOOLS)/uv-$(UV_VERSION).stamp:
	@$(PYTHON_IS_NEW_ENOUGH)
	$(PYTHON) -m venv $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
	@touch $@

# Each lock adds to the one before, so that two goals at once never install at once.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/demo.stamp: requirements/demo.txt $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements/demo.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/demo.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON_IS_NEW_ENOUGH)
	@rm -f $(VENV)/*.stamp
	$(PYTHON) -m venv $(VENV)
