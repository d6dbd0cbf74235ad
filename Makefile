# Conseiller: `make run` and `make test` do everything; `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/sh

APP := .venvs/app/bin/python
RASA := .venvs/rasa/bin/python -W ignore -m rasa
TESTS := .venvs/test/bin/python

MODEL := models/conseiller.tar.gz
WIDGET := web/static/dist/widget.js
CALENDARS := tests/calendars/node_modules/.package-lock.json
# What the model is made of, as nlu/components/linear_classifier.py says it, too.
MODEL_SOURCES := nlu/understanding nlu/components french/letters.py
TRAINING_INPUTS := config.yml domain.yml $(wildcard knowledge/*/asks.yml) \
  $(shell find data $(MODEL_SOURCES) -name '*.yml' -o -name '*.py' -o -name '*.tsv' -o -name '*.bin')
WIDGET_INPUTS := $(shell find web/widget -name node_modules -prune -o -type f -print)

export PYTHONPATH := $(CURDIR)
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.PHONY: help
help: ## List these commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: set-up train ## Set up, train if needed, and run everything; Ctrl-C stops.
	@exec $(APP) -m entrypoints.supervisor

.PHONY: set-up
set-up: .venvs/rasa/.ready .venvs/app/.ready $(WIDGET) ## Set up both environments and the widget.

.PHONY: train
train: $(MODEL) ## Train the model if there is none or its inputs are newer.

.PHONY: check
check: lint $(WIDGET) ## Check style, types, layers and unit tests, in a minute: no training, no browser.
	@$(TESTS) -m pytest -q tests/unit

.PHONY: test
test: set-up .venvs/test/.ready $(CALENDARS) ## Set up, train, run every test, or one: TEST=path::name.
	@scripts/get-chromium
	@scripts/get-postgresql
	@scripts/get-redis
	@$(TESTS) -m testing.suite $(TEST)

.PHONY: evaluate
evaluate: set-up train ## Measure understanding, next to stock Rasa (NLU= PAIRS= FOLLOWUPS= WHEN= NO_WHEN= DIALOGUES= name files); writes reports/.
	@$(APP) -m bench.understanding $(NLU) $(if $(PAIRS),--pairs $(PAIRS)) $(if $(FOLLOWUPS),--follow-ups $(FOLLOWUPS)) \
	  $(if $(WHEN),--dates $(WHEN)) $(if $(NO_WHEN),--no-dates $(NO_WHEN)) \
	  $(if $(DIALOGUES),--dialogues $(DIALOGUES)) $(EVALUATE)

.PHONY: visitors
visitors: set-up train ## Let simulated visitors hold whole conversations (CONVERSATIONS=1000 SEED=1 VOICES=kept); writes reports/.
	@$(APP) -m bench.visitors --conversations $${CONVERSATIONS:-1000} --seed $${SEED:-1} --voices $${VOICES:-all}

.PHONY: bench
bench: set-up train ## Measure speed side by side with stock Rasa (half an hour); writes reports/.
	@scripts/get-redis
	@$(APP) -m bench.compare $(if $(NLU),--accuracy $(NLU)) $(BENCH)

.PHONY: figures
figures: .venvs/app/.ready ## Copy the figures of the last make bench and make evaluate into docs/.
	@$(APP) -m bench.figures

.PHONY: pictures
pictures: set-up ## Take the pictures of the staff's guide anew.
	@$(TESTS) -m bench.guide

.PHONY: load
load: set-up train .venvs/bench/.ready ## Send a crowd of visitors to a running assistant (USERS=50 SECONDS=60).
	@.venvs/bench/bin/locust -f bench/load.py --headless --host $${HOST:-http://127.0.0.1:8000} \
	  --users $${USERS:-50} --spawn-rate $$(($${USERS:-50} / 10 + 1)) --run-time $${SECONDS:-60}s

.PHONY: lint
lint: .venvs/test/.ready .venvs/rasa/.ready ## Check style, types and layers.
	@$(TESTS) -m ruff check .
	@$(TESTS) -m ruff format --check .
	@$(TESTS) -m mypy
	@$(TESTS) -m mypy --config-file nlu/mypy.ini
	@.venvs/test/bin/lint-imports

.PHONY: lock
lock: ## Resolve the requirement files anew.
	@scripts/lock

.PHONY: clean
clean: ## Remove what set-up, training and tests made; keeps var/.
	rm -rf .venvs models reports $(WIDGET) web/widget/node_modules tests/calendars/node_modules .rasa

.venvs/%/.ready: requirements/%.txt requirements/uv.txt scripts/set-up
	@scripts/set-up $*

$(WIDGET): $(WIDGET_INPUTS) pyproject.toml scripts/build-widget
	@scripts/build-widget

# By the Node.js that the widget was built with.
$(CALENDARS): tests/calendars/package-lock.json $(WIDGET)
	@PATH="$(CURDIR)/.venvs/node/bin:$$PATH" npm ci --prefix tests/calendars --silent --no-audit --no-fund
	@touch $@

$(MODEL): $(TRAINING_INPUTS) .venvs/rasa/.ready
	@echo "train: teaching the model (a few minutes)"
	@scripts/train
	@touch $@
