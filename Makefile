# One word for each thing people do here. `make run` and `make test` need only Python 3.11 or newer.
VENV ?= .venv
PY = $(VENV)/bin/python
# Another program with needs of its own, which tests let read our exports; there is none of it for Python 3.14 yet.
OFSCRAPER = var/ofscraper
PORT ?= 8000
export PORT

.PHONY: install run test lint format bench client

$(VENV)/.installed: requirements.txt requirements-dev.txt
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(OFSCRAPER)/.installed: requirements-ofscraper.txt
	python3 -m venv --clear $(OFSCRAPER)
	$(OFSCRAPER)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-ofscraper.txt \
		|| $(OFSCRAPER)/bin/python -c "import sys; sys.exit(sys.version_info < (3, 14))"
	touch $@

install: $(VENV)/.installed

run: install
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py seed_demo --if-empty
	@echo "Demo logins: owner@demo.test, admin@demo.test, chatter@demo.test, password $${DEMO_PASSWORD:-demo-password}"
	$(PY) manage.py serve

lint: install
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

test: lint $(OFSCRAPER)/.installed
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -n 2

format: install
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# make bench ONLY=api_page
bench: install
	$(PY) -m bench $(ONLY)

# Writes the typed Python client anew, after a change of the API.
client: install
	mkdir -p var
	$(PY) manage.py spectacular --format openapi-json --file var/openapi.json
	PATH="$(abspath $(VENV))/bin:$$PATH" openapi-python-client generate --path var/openapi.json --meta none \
		--config clients/python/generate.yml --output-path clients/python/ofagency_client --overwrite --fail-on-warning
