VENV ?= .venv
PY = $(VENV)/bin/python

$(VENV)/.installed: requirements.txt requirements-dev.txt
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.PHONY: install test
install: $(VENV)/.installed

test: install
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -n 2
