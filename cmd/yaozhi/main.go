// Command yaozhi searches structured holdings (裁判要旨) of Chinese rulings and
// checks product descriptions against them, offline.
//
// # Exit status
//
//	0  well
//	1  found something: a holding at or above --fail-on, a fault of a corpus
//	2  could not: bad usage, bad input, damaged data
//
// Data goes to standard output, messages to standard error. A description is
// never logged and never stored.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// version is set by the linker (see Makefile).
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Exit statuses.
const (
	exitWell     = 0
	exitFound    = 1
	exitCouldNot = 2
)

// errFound ends a command that did its work and found something.
var errFound = errors.New("found something")

// streams are the outside of a command.
type streams struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	err    io.Writer
	parser *kong.Kong
}

type cli struct {
	Serve   serveCmd   `cmd:"" help:"Serve the web view and the API on http://127.0.0.1:8080."`
	Search  searchCmd  `cmd:"" help:"Search holdings, passages, rulings and provisions."`
	Suggest suggestCmd `cmd:"" help:"Complete the beginning of a query."`
	Show    showCmd    `cmd:"" help:"Show a holding, ruling, passage, provision or fact."`
	Check   checkCmd   `cmd:"" help:"Check a product description against the holdings."`
	Index   indexCmd   `cmd:"" help:"Build, describe and verify a search index on disk."`
	Eval    evalCmd    `cmd:"" help:"Measure quality and speed on questions with known answers."`
	Lint    lintCmd    `cmd:"" help:"Report every fault of a corpus, file:line."`
	Version versionCmd `cmd:"" help:"Print version, corpus revision and Go version."`
}

const about = `Structured holdings (裁判要旨) of Chinese rulings: search them, read them beside the
ruling's own words, and check a product description against them. Offline.

Exit status: 0 well, 1 found something, 2 could not.

Example:
  yaozhi serve
  yaozhi search 强制收集用户画像
  echo '首次登录必须填写职业,不能跳过' | yaozhi check -`

// helped carries the exit status of --help out of the parser, which otherwise
// goes on to complain of missing arguments.
type helped struct{ code int }

// run is the whole program less the process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case helped:
			code = v.code
		default:
			panic(v)
		}
	}()
	var c cli
	parser, err := kong.New(&c,
		kong.Name("yaozhi"), kong.Description(about), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(helped{code}) }),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, WrapUpperBound: 100}))
	if err != nil {
		return fail(stderr, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return fail(stderr, fmt.Errorf("%w (see yaozhi %s)", explainFlag(args, err), helpFor(args)))
	}
	err = command.Run(&streams{ctx: ctx, in: stdin, out: stdout, err: stderr, parser: parser})
	if errors.Is(err, errFound) {
		return exitFound
	}
	if err != nil {
		return fail(stderr, err)
	}
	return exitWell
}

// explainFlag says how to give a word that begins with a minus sign, where one was
// taken for a flag: the parser's own message has one byte of it.
func explainFlag(args []string, err error) error {
	if !strings.HasPrefix(err.Error(), "unknown flag -") {
		return err
	}
	takesWords := args[0] == "search" || args[0] == "suggest"
	for _, a := range args {
		if a == "--" {
			break
		}
		if len(a) > 2 && a[0] == '-' && a[1] != '-' && (takesWords || a[1] >= utf8.RuneSelf) {
			return fmt.Errorf("%q is no flag: flags begin with two minus signs; words that begin with a minus sign stand after --, as in yaozhi search -- 手机号 -同意, "+
				"or after another word in quotation marks, as in yaozhi search '手机号 -同意'", a)
		}
	}
	return err
}

// helpFor names the help page that fits the arguments.
func helpFor(args []string) string {
	if strings.HasPrefix(args[0], "-") {
		return "--help"
	}
	return args[0] + " --help"
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "yaozhi: %v\n", err)
	return exitCouldNot
}
