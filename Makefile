# make demo    install, then turn a sample recording into a script
# make test    install, then run the tests
# make laws    install, then look for examples that break a law, longer and at random
# make mutants install, then make each guard of the rules wrong and see whether a case notices
# Nothing but Python 3.11 or later, make and git is needed before.

PYTHON ?= python3
VENV := .venv
# Windows has Scripts where all others have bin.
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
USER_READY := $(VENV)/.installed
DEVELOPER_READY := $(VENV)/.installed-dev
DECLARED := pyproject.toml constraints.txt
# Modules are compiled when they are first used: most of them never are, and compiling all takes a minute. Once compiled
# they are kept, also where a container's image says not to: a start without costs twice the time.
unexport PYTHONDONTWRITEBYTECODE
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt

.PHONY: demo test laws mutants check docs clean

demo: $(USER_READY)
	$(BIN)/cleaner transcribe samples/interview.m4a --glossary samples/glossary.txt

test: $(DEVELOPER_READY)
	$(BIN)/pytest -n auto --dist loadfile

laws: $(DEVELOPER_READY)
	$(BIN)/pytest --hypothesis-profile=search -m hypothesis -n auto

mutants: $(DEVELOPER_READY)
	$(BIN)/python benchmarks/mutants.py

check: $(DEVELOPER_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(DEVELOPER_READY)
	mkdir -p docs
	$(BIN)/cleaner rules --markdown > docs/.rules.md && mv docs/.rules.md docs/rules.md
	$(BIN)/cleaner settings --markdown > docs/.settings.md && mv docs/.settings.md docs/settings.md

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, this is %d.%d: make PYTHON=python3.12, say" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(USER_READY): $(DECLARED) | $(BIN)/python
	@echo 'Installing into $(VENV); this takes some minutes and 3 GB (5.5 GB with PyTorch for graphics cards), once.'
	$(INSTALL) -e '.[embedded]'
	touch $@

$(DEVELOPER_READY): $(DECLARED) | $(BIN)/python
	@echo 'Installing into $(VENV); this takes some minutes and 3 GB (5.5 GB with PyTorch for graphics cards), once.'
	$(INSTALL) -e '.[embedded,dev]'
	touch $(USER_READY) $@
