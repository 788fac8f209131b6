# Everything needs Go, make and gcc and nothing else. The page is built where Node is, and tested where Chromium is or apt-get can
# install it; `make world` needs both.
MODULE := example.com/geotag
TOOL := go tool -modfile=tools.mod
# A number of runs, not seconds: go test reports its own deadline as a failure now and then.
FUZZTIME ?= 5000x
BENCHTIME ?= 1s

.PHONY: help run page test check race fuzz build-module browser bench generate released world model

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: page ## build geotag and serve gRPC on localhost:8080, REST and the map on localhost:8081
	go build -o bin/geotag ./cmd/geotag
	./bin/geotag serve

page: ## build the page, where Node is
	@if command -v npm >/dev/null; then \
	  cd web/page && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-fund --no-audit --loglevel=error; } && npm run --silent build -- --emptyOutDir --logLevel warn; \
	else echo "SKIPPED: no Node here, so no page; the service works without it"; fi

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
	@mkdir .before && cp -r api web/gateway .before && $(TOOL) buf generate && \
	  { diff -r .before/api api && diff -r .before/gateway web/gateway && rm -r .before || { rm -r .before; echo "generated code was stale: commit the result of 'make generate'"; exit 1; }; }

race: ## all tests with the race detector
	go test -race ./...

build-module: ## the tests of the nested modules
	cd gazetteer/world/build && go vet ./... && go test ./...
	cd contrib/compare && go vet ./...

fuzz: ## every fuzz target, $(FUZZTIME)
	@for p in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "fuzz $$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p || exit 1; \
	  done; done

browser: page ## the tests of the page, in Chromium
	@command -v npm >/dev/null || { echo "SKIPPED: no Node here"; exit 0; }; \
	command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq chromium >/dev/null 2>&1; }; \
	if command -v chromium >/dev/null; then \
	  go build -o bin/geotag ./cmd/geotag && cd web/page && GEOTAG=$(CURDIR)/bin/geotag CHROMIUM=$$(command -v chromium) npm test --silent; \
	else echo "SKIPPED: no Chromium here, and apt-get cannot install it"; fi

bench: ## every benchmark; the server's prints its rate against an echo
	go test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) ./...

generate: ## the code generated from api/geotag/v1/geotag.proto and web/gateway.yaml
	$(TOOL) buf generate

released: ## the wire contract that `make check` holds changes against: made anew at a release, and when the wire is broken on purpose
	$(TOOL) buf build --exclude-source-info -o api/released.binpb

world: ## build the embedded gazetteer from its packages
	cd gazetteer/world/build && go run . -o ../world.gaz

model: ## learn model.bin from the gold texts in CORPORA/corpora and the marked sentences in CORPORA/ner
	go run ./cmd/geotag train $(foreach c,lgl gwn geovirus,-gold $(CORPORA)/corpora/$c.jsonl) \
	  $(foreach c,wiktor uslocal,-partial $(CORPORA)/corpora/$c.jsonl) \
	  $(foreach f,btc-news.conll uner-ewt-dev.iob2 wikigold.conll wnut17.conll re3d.conll,-ner $(CORPORA)/ner/$f) -o model.bin
