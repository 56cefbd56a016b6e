# Everything a developer types. `make help` lists it; the longer work is in scripts/.

SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
export PYTHONPATH := site:.
export BASE_URL ?= http://localhost:$(PORT)

.PHONY: help setup machine run demo test lint format bench shots messages lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Create or update the Python environment from the locked requirements
	@scripts/setup.sh

machine: setup ## Install what the tests need beside Python: browser, fonts, HTML validator
	@scripts/machine.sh

run: setup ## Serve the demonstration on http://localhost:8000 (PORT=…), and keep local editions up to date
	@$(BIN)/python manage.py prepare
	@$(BIN)/python manage.py update_editions --watch --with-parent $$$$ & \
		exec $(BIN)/python manage.py runserver --skip-checks localhost:$(PORT)

demo: setup ## Build or complete the demonstration federation
	@$(BIN)/python manage.py migrate --no-input --verbosity 0
	@$(BIN)/python manage.py demo

test: machine ## Run every test, in parallel (ARGS="-k name" chooses)
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

lint: setup ## Check style, types, layers, templates, migrations
	@scripts/lint.sh

format: setup ## Rewrite the code in the style that lint checks
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: machine ## Measure queries, time and bytes of each page type, and throughput
	@$(BIN)/python -m bench

shots: machine ## Write screenshots of every page type to screenshots/
	@$(BIN)/python -m tests.screenshots

messages: setup ## Collect the texts to translate into locale/, and compile them
	@scripts/messages.sh

lock: setup ## Lock the requirements with their hashes (UPGRADE=1: the newest allowed)
	@scripts/lock.sh

clean: ## Stop the databases and remove everything that make created
	@scripts/clean.sh
