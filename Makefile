SWIFT := swift
PREFIX := /usr/local
RELEASE := -c release --product earshot --explicit-target-dependency-import-check error --static-swift-stdlib
EARSHOT := .build/release/earshot

help: ## shows the targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/\1\t\2/p' Makefile | expand -t 13

demo: build ## makes up a company, loads its year, writes a first bundle to ./bundle
	@$(EARSHOT) demo --out bundle

screenshots: demo ## pictures of the demo's report.html on a phone, a laptop and paper, in ./bundle/screenshots
	@.ci/screenshots bundle/latest/report.html bundle/screenshots

setup: ## installs with apt what is missing
	@.ci/setup

build: setup ## builds .build/release/earshot
	$(SWIFT) build $(RELEASE)

test: setup ## runs the tests
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	@.ci/test

bench: build ## measures loading and computing
	@.ci/bench

samples: setup ## loads every public file in shared/data/real beside the repository, prints what became of each
	EARSHOT_TORTURE=1 $(SWIFT) test --filter RealFileTests

torture: build ## kills, cuts off and starves it, again and again
	@.ci/torture

lint: ## checks the format of the code
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## formats the code
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

install: build ## installs below PREFIX, /usr/local if not given
	@.ci/install "$(DESTDIR)$(PREFIX)"

clean: ## removes what was built
	rm -rf .build bundle

.PHONY: help demo screenshots setup build test bench samples torture lint format install clean
.DEFAULT_GOAL := help
