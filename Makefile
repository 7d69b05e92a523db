# build: one static binary in bin/; test: everything CI runs; lint: style and
# static checks; bench: the benchmarks of load, index, search, check and pages.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: build test lint unit browser bench clean

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

clean:
	rm -rf bin
