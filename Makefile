# Broadsheet. `make help` lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLDEN := $(addprefix tests/test_,$(addsuffix .py,bad_input cli health sheet explain schema import mail issues review documents fmt new))
# worksteal: neighbouring tests stay in one worker, which has made what they share; who is done first takes from the other.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check fmt quick test soak lint golden bench lighthouse screenshots browser clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/installed ## install, check the briefings, build the site into site/
	@$(BIN)/broadsheet build

serve: $(VENV)/installed ## preview with live reload on http://localhost:8000/
	@$(BIN)/broadsheet serve

check: $(VENV)/installed ## say everything that is wrong with the briefings
	@$(BIN)/broadsheet check

fmt: $(VENV)/installed ## bring the briefings into form
	@$(BIN)/broadsheet fmt

quick: $(VENV)/installed-dev ## unit and golden tests: no browser, no built site
	@HYPOTHESIS_PROFILE=quick $(PYTEST) -m "not browser and not slow and not soak"

test: $(VENV)/installed-dev browser lint ## install what tests need, the browser included, and run every test
	@$(PYTEST)

soak: $(VENV)/installed-dev browser ## long hunts: every property thirty times longer, every view of every page; takes an hour
	@HYPOTHESIS_PROFILE=soak $(PYTEST) -m "soak or hypothesis" $(if $(ONLY),-k "$(ONLY)")

lint: $(VENV)/installed-dev ## ruff and mypy
	@$(BIN)/ruff check scripts tests
	@$(BIN)/ruff format --check scripts tests
	@$(BIN)/mypy

golden: $(VENV)/installed-dev ## write the golden files anew; read the difference before you commit it
	@BROADSHEET_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q $(GOLDEN)

lighthouse: $(VENV)/installed-dev browser ## measure home, briefing and search with Lighthouse (needs Node); writes docs/project/lighthouse.md
	@$(BIN)/python tests/lighthouse.py

bench: $(VENV)/installed ## measure builds against Hugo and others; N=3650 takes minutes, MODEL=1 measures growth; writes docs/project/performance.md
	@$(BIN)/python -m tests.bench $(if $(N),--n $(N)) $(if $(MODEL),--model) $(if $(ONLY),--only $(ONLY))

screenshots: $(VENV)/installed-dev browser site ## take the pictures of the README anew
	@PYTHONPATH=tests $(BIN)/python scripts/take_screenshots.py site

browser: $(VENV)/installed-dev
	@$(BIN)/python tests/browser.py

clean: ## remove the site and everything that was installed or cached here
	rm -rf site .site-next .cache $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Broadsheet needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ". Name a newer one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV), with what tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed
