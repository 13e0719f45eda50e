# The front door. A target with a ## text is listed by plain "make".
# Paths are relative, so that the folder may be called anything.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup build demo docs install-plugin uninstall-plugin install-profile uninstall-profile pictures test test-all compat fuzz soak bench coverage format lint clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

setup: ## Install what is missing: Debian packages (apt, sudo), pinned wheels (.venv)
	@scripts/setup

build: ## The optimized programs, in build/release/bin, and the plugin beside it
	@scripts/setup build
	@scripts/build release programs

demo: build ## A capture to Parquet, and what came out
	@.venv/bin/python scripts/demo.py

test: setup ## Every test, on an optimized and on a sanitizer build
	@scripts/test

test-all: setup ## The same, more captures, Clang's warnings and a short fuzz run too
	@scripts/test all

compat: ## The plugin on another Debian and its Wireshark, as root: SUITE=bookworm, trixie or sid
	@tests/compat/run $(or $(SUITE),trixie)

fuzz: setup ## Fuzz every target: SECONDS=n each, TARGETS="udp tcp"
	@scripts/fuzz "$(SECONDS)" $(TARGETS)

soak: setup ## A million random streams in random orders: CASES=n, SEED=n
	@scripts/build release stream_property_test
	@CASES=$(or $(CASES),1000000) build/release/bin/stream_property_test

bench: setup ## Speed and memory against tshark, tcpdump, softflowd and tcpflow: SIZE=megabytes
	@scripts/setup bench
	@scripts/build release
	@.venv/bin/python tests/bench/run.py $(if $(SIZE),--size $(SIZE)) $(ARGS)

coverage: setup ## Which lines the tests run, in build/coverage/html
	@scripts/coverage

install-plugin: setup ## The plugin for Wireshark and tshark: for you, or as root for all
	@scripts/build release flowstat_plugin
	@scripts/plugin install

uninstall-plugin: ## Take it away again
	@scripts/plugin uninstall

install-profile: ## Wireshark's profile with the plugin's columns, colours and buttons: for you, or as root for all
	@scripts/profile install

uninstall-profile: ## Take it away again, unless it was changed
	@scripts/profile uninstall

pictures: setup ## The pictures of Wireshark's window in docs/
	@scripts/build release
	@PYTHONPATH=tests .venv/bin/python -m plugin.pictures

docs: build ## The generated pages of docs/
	@scripts/docs

format: ## Format C++ by .clang-format
	@scripts/setup format
	@git ls-files -z '*.h' '*.cpp' | xargs -0 clang-format-14 -i

lint: setup ## Run clang-tidy
	@scripts/setup lint
	@scripts/build release
	@run-clang-tidy-14 -quiet -p build/release '/(core|tools|plugin)/'

clean: ## Remove build/ (.venv stays)
	rm -rf build
