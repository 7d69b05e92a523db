// Package browsertest drives the built program in a real Chromium. It is a module
// of its own, so that the browser driver never reaches the product's go.mod.
package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// site is the address of the server under test.
var site string

// browser is the context of the running Chromium.
var browser context.Context

func TestMain(m *testing.M) {
	code, err := withServerAndBrowser(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, "browsertest:", err)
		code = 1
	}
	os.Exit(code)
}

func withServerAndBrowser(run func() int) (int, error) {
	stop, err := startServer()
	if err != nil {
		return 1, err
	}
	defer stop()
	path, err := findChromium()
	if err != nil {
		return 1, err
	}
	profile, err := os.MkdirTemp("", "yaozhi-chromium")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(profile)
	limit, cancel := context.WithTimeout(context.Background(), 9*time.Minute)
	defer cancel()
	alloc, stopAlloc := chromedp.NewExecAllocator(limit, chromedp.ExecPath(path), chromedp.UserDataDir(profile),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	defer stopAlloc()
	ctx, done := chromedp.NewContext(alloc)
	defer done()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return 1, fmt.Errorf("start %s: %w", path, err)
	}
	browser = ctx
	return run(), nil
}

func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no chromium found; make test installs it on Debian and Ubuntu")
}

var listening = regexp.MustCompile(`url=(http://127\.0\.0\.1:\d+)`)

// startServer runs the built binary on a free loopback port and reads its address
// from the log.
func startServer() (stop func(), err error) {
	binary, err := filepath.Abs("../../bin/yaozhi")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(binary, "serve", "--addr", "127.0.0.1:0")
	log, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w (run make build first)", err)
	}
	stop = func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	}
	r := bufio.NewReader(log)
	for {
		line, err := r.ReadString('\n')
		if m := listening.FindStringSubmatch(line); m != nil {
			site = m[1]
			go io.Copy(io.Discard, r)
			return stop, nil
		}
		if err != nil {
			stop()
			return nil, fmt.Errorf("the server did not say its address: %w", err)
		}
	}
}
