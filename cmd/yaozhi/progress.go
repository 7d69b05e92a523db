package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"

	"yaozhi/index"
)

// buildProgress shows how far the building of an index has come, on a terminal
// only. The second function takes it off again.
func buildProgress(s *streams, what string) (func(index.Progress), func()) {
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(s.err), progressbar.OptionSetVisibility(isTerminal(s.err)),
		progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(), progressbar.OptionSetDescription(what))
	show := func(p index.Progress) {
		bar.Describe(fmt.Sprintf("%s: %s, %d unchanged", what, p.Stage, p.Kept))
		bar.Set(p.Documents)
	}
	return show, func() { bar.Finish() }
}
