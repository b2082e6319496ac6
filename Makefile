# cloudsh: `make run` and `make test` do all set-up on a fresh machine.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
RELEASE = .build/release/cloudsh
# The tests that start the binary: after the others, so that neither wait for processors that the others have.
BLACK_BOX = '^CloudshTests\.'
STRICT = --explicit-target-dependency-import-check error
export CLOUDSH_STRICT = $(if $(CI),1)

.PHONY: help run build release test test-swift test-clients check lint acceptance golden bench install clean setup setup-test

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make run           set up, build and start the shell with the network and volume control plane (ARGS= for options)
run: release
	@exec $(RELEASE) $(ARGS)

## make build         debug build
build: setup
	$(SWIFT) build

## make release       release build
release: setup
	@$(SWIFT) build -c release --product cloudsh

## make test          set up everything that tests need, build, run all tests
test: test-swift test-clients

test-swift: setup-test
	$(SWIFT) build --build-tests $(STRICT)
	$(SWIFT) test --skip-build --parallel $(STRICT) $(if $(FILTER),--filter $(FILTER),--skip $(BLACK_BOX))
	$(if $(FILTER),,$(SWIFT) test --skip-build --parallel $(STRICT) --filter $(BLACK_BOX))

## make test-clients  the real clients (openstack, openstacksdk) against the built binary
test-clients: setup-test
	$(SWIFT) build --product cloudsh $(STRICT)
	scripts/test-clients .build/debug/cloudsh

## make acceptance    a real Keystone beside the built binary, and Tempest against it
acceptance: setup-test
	$(SWIFT) build --product cloudsh $(STRICT)
	scripts/acceptance .build/debug/cloudsh

## make check         what CI checks: lint, build with warnings as errors, tests, golden files, man pages, acceptance
check: lint test acceptance

## make lint          swift format, shell syntax, man pages
lint: setup-test
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	mandoc -T lint -W warning man/*.[157]
	for script in scripts/setup scripts/install scripts/test-clients scripts/acceptance .ci/run completions/cloudsh.bash; do bash -n $$script || exit 1; done

## make golden        write man pages, completions and samples anew
golden: build
	.build/debug/cloudsh __generate .

## make bench         figures: start, requests per second against references, prices of single parts
bench: setup-test
	scripts/bench

## make install       PREFIX=, DESTDIR=: binary, man pages, completions, samples
install: release
	scripts/install $(RELEASE) "$(DESTDIR)" "$(PREFIX)"

setup:
	@scripts/setup build

setup-test:
	@scripts/setup test

clean:
	rm -rf .build .build-*
