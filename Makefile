# build: one static binary in bin/; test: everything CI runs; lint: style and
# static checks; bench: the benchmarks of load, index, search, check and pages;
# bench-peers BEIR=DIR: SQLite FTS5, Xapian, bleve's own match query and this
# engine on the same questions in one run, as a table (the lines of JSON stay in
# bin/peers.jsonl). DIR has corpus.jsonl, queries.jsonl and qrels.tsv. Installs
# python3-xapian (Debian, Ubuntu); takes minutes; wants a quiet machine.
# bench-growth: building and searching 100,000 and 1,000,000 made-up passages; takes
# minutes and 1.2 GB of the temporary folder.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: build test lint unit browser bench bench-peers bench-growth clean

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/yaozhi ./cmd/yaozhi

test: lint unit browser

lint:
	@fmt=$$(gofmt -l .); test -z "$$fmt" || { echo "gofmt needed: $$fmt"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go run ./cmd/yaozhi lint

unit:
	.ci/deps
	go test -race ./...

browser: build
	.ci/deps
	cd web/browsertest && go vet ./... && go test -count=1 ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

PEERS := bin/peers.jsonl
bench-peers: build
	@test -f "$(BEIR)/corpus.jsonl" || { echo "bench-peers: no corpus.jsonl; say make bench-peers BEIR=DIR" >&2; exit 2; }
	.ci/deps-peers
	@rm -f $(PEERS)
	go test -count=1 -timeout=1h -run '^TestPeerBleve$$' ./index -beir "$$(realpath '$(BEIR)')" -beir-out "$(CURDIR)/$(PEERS)"
	/usr/bin/python3 index/testdata/peers/peers.py measure '$(BEIR)' >>$(PEERS)
	@if bin/yaozhi eval search --help >/dev/null 2>&1; then set -x; \
		bin/yaozhi eval search --corpus '$(BEIR)/corpus.jsonl' --queries '$(BEIR)/queries.jsonl' --qrels '$(BEIR)/qrels.tsv' --json >>$(PEERS); \
	else echo 'bench-peers: this yaozhi has no "eval search"; its line is left out' >&2; fi
	@/usr/bin/python3 index/testdata/peers/peers.py table $(PEERS)

bench-growth:
	go test -count=1 -timeout=1h -v -run '^TestGrowth$$' ./index -growth 100000,1000000

clean:
	rm -rf bin
