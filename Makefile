# desist: what a change in local justice services buys, and how sure we are.
# Needs Python 3.11 or newer, pip and make. Everything else is set up in .venv by itself, once.

PYTHON ?= python3
UV ?= uv
REPLICATIONS ?= 10
OUT ?= results/briefing
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SUFFOLK := $(addprefix scenarios/suffolk/,baseline.yaml two-more-constables.yaml half-the-team.yaml \
	martlesham-closed.yaml no-iom-effect.yaml)

# Figures are drawn without a screen; each worker keeps to one thread, so that workers do not fight for cores.
export MPLBACKEND := Agg
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help briefing test lint validate bench soak-kills soak-scenarios soak-recovery calibrate lock clean FORCE

help: ## List the targets (this is what plain `make` does)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

briefing: $(VENV)/.installed-run ## Compare the Suffolk scenarios and write the briefing to OUT, with REPLICATIONS=10
	$(BIN)/desist compare $(SUFFOLK) --replications $(REPLICATIONS) --out "$(OUT)"
	@echo "The briefing lies in $(OUT):"
	@find "$(OUT)" -name '*.html' -o -name '*.docx' | sort

# A file is tested by one worker, so that its runs are made once; those that take longest go first.
test: $(VENV)/.installed-dev lint ## Check everything: ruff, mypy, the storeys of the house, then all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-dev ## Check style, types and imports only
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-cache

validate: $(VENV)/.installed-run ## Set the Suffolk baseline against the published facts, in results/validation
	$(BIN)/desist validate scenarios/suffolk/baseline.yaml --out results/validation

calibrate: $(VENV)/.installed-run ## Find the values of Suffolk that published rates allow, about an hour and a half
	$(BIN)/desist calibrate calibration/problems/suffolk.yaml --out results/calibration --fitted calibration/fitted

bench: $(VENV)/.installed-bench ## Time desist beside other programs and its goals, about 20 minutes on a quiet machine
	$(BIN)/python -m benchmarks.bench

soak-kills: $(VENV)/.installed-dev ## Kill a comparison 200 times and see that nothing is lost, about 10 minutes (Linux)
	$(BIN)/python -m tests.experiment.kills --kills 200

soak-scenarios: $(VENV)/.installed-dev ## Run 10,000 random scenarios of the small county, about an hour
	$(BIN)/python -m tests.properties.soak --examples 10000 --processes $(WORKERS)

soak-recovery: $(VENV)/.installed-dev ## Infer known values of the small county again 100 times, about 20 minutes
	$(BIN)/python -m tests.calibration.recovery --workers $(WORKERS)

LOCK := $(UV) pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--group build --custom-compile-command "make lock"

lock: ## Pin the newest releases in the three lock files (needs uv, from `pip install uv`)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or name it with UV=/path/to/uv"; exit 1; }
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) --group bench --constraints requirements.lock --output-file requirements-bench.lock

clean: ## Take away .venv and what the tools leave behind; scenarios and results stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find sim calibration tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A .venv that was copied here, or made by something else, lacks our mark or bears another folder's name: it is
# looked at again, kept if it works and made afresh if not, and desist is installed in it anew.
VENV_READY := $(shell test "$$(cat $(VENV)/.made-for 2>/dev/null)" = "$$(pwd)" \
	&& $(BIN)/python -c 'import pip' >/dev/null 2>&1 && echo yes)
ifneq ($(VENV_READY),yes)
$(VENV)/.made-for: FORCE
endif

$(VENV)/.made-for:
	@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || { \
		$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
			echo "desist needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
			echo "Name a newer one, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
			exit 1; }; \
		echo "Setting up $(VENV) (once, a minute or two)"; \
		$(PYTHON) -m venv --clear $(VENV); }
	@pwd > $@

$(VENV)/.installed-run: requirements.lock pyproject.toml $(VENV)/.made-for
	$(PIP_INSTALL) --require-hashes -r requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# The dev lock holds the run-time lock, release for release, so it serves for both.
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml $(VENV)/.made-for
	$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $(VENV)/.installed-run $@

# The other programs that the benchmarks run beside desist.
$(VENV)/.installed-bench: requirements-bench.lock pyproject.toml $(VENV)/.made-for
	$(PIP_INSTALL) --require-hashes -r requirements-bench.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $(VENV)/.installed-run $@
