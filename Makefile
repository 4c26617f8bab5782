# The two commands of the README, and the smaller ones they are made of.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.PHONY: demo test check bench bench-pages clean
.DEFAULT_GOAL := demo

$(VENV)/.installed: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

demo: $(VENV)/.installed  ## everything at once, on http://127.0.0.1:8000
	$(BIN)/consult demo

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null && command -v lynx >/dev/null && fc-list 2>/dev/null | grep -qi 'arab' || { \
	  if [ "$$(id -u)" != 0 ] && [ -z "$(SUDO)" ]; then echo "Chromium is missing and this user may not install it: ask for 'apt-get install chromium fonts-noto-core fontconfig lynx'"; exit 1; fi; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core fontconfig lynx >/dev/null; }

check: $(VENV)/.installed-test  ## lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.installed-test chromium check  ## everything; what CI runs
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(VENV)/.installed-test  ## figures and ratios, never a verdict
	@command -v wrk >/dev/null || $(SUDO) apt-get install -y -qq wrk >/dev/null
	$(BIN)/python -m bench

.node/node_modules/.bin/lighthouse:
	npm install --prefix .node --ignore-scripts --no-audit --no-fund --silent lighthouse@12.8.2

bench-pages: $(VENV)/.installed-test chromium .node/node_modules/.bin/lighthouse  ## bytes, Lighthouse, axe and mirror of citizens' pages
	$(BIN)/python -m bench.pages

clean:
	rm -rf var
