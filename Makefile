# make run serves the product with its demo; make test runs all tests; make check the other checks; make bench measures;
# make acts writes docs/acts.md anew.

unexport PYTHONDONTWRITEBYTECODE # else every start would compile all of it anew

.PHONY: setup run test check bench acts

setup: .venv/base.stamp

run: setup
	@exec .venv/bin/tallystone serve --demo

test: .venv/test.stamp
	@scripts/test

check: .venv/test.stamp
	@scripts/check

bench: .venv/bench.stamp
	@.venv/bin/python -m bench

.venv/base.stamp: requirements/uv.txt requirements/base.txt pyproject.toml scripts/setup
	@scripts/setup base

.venv/test.stamp: .venv/base.stamp requirements/test.txt
	@scripts/setup test

.venv/bench.stamp: .venv/base.stamp requirements/bench.txt
	@scripts/setup bench

acts: .venv/base.stamp
	@DJANGO_SETTINGS_MODULE=tallystone.settings .venv/bin/python -m tallystone.ops.actsdoc > docs/acts.md
