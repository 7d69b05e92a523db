package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const baseRuling = "rulings/2020-yue0000-minchu-12/"

// TestLint breaks the small corpus of testdata/base.txtar, a case at a time.
func TestLint(t *testing.T) {
	broken(t, "testdata/lint/*.txtar", func(fsys fstest.MapFS) string {
		c, err := Load(fsys)
		if err != nil {
			return "load: " + err.Error() + "\n"
		}
		return lines(c.Lint())
	})
}

// TestLoad does the same for the faults that stop a load.
func TestLoad(t *testing.T) {
	broken(t, "testdata/load/*.txtar", func(fsys fstest.MapFS) string {
		if _, err := Load(fsys); err != nil {
			return err.Error() + "\n"
		}
		return "loaded\n"
	})
}

func TestBaseHasNoFault(t *testing.T) {
	c, err := Load(base(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(c.Lint()); got != "" {
		t.Errorf("faults of base.txtar:\n%s", got)
	}
}

func lines(ps []Problem) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func broken(t *testing.T, pattern string, run func(fstest.MapFS) string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", pattern, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := base(t)
			want := &a.Files[len(a.Files)-1]
			for _, f := range a.Files[:len(a.Files)-1] {
				apply(t, fsys, f)
			}
			got := run(fsys)
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(want.Data) {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", a.Comment, got, want.Data)
			}
		})
	}
}

// apply does "edit FILE" (old words, a line =>, new words), "file FILE" or "delete FILE".
func apply(t *testing.T, fsys fstest.MapFS, f txtar.File) {
	t.Helper()
	verb, file, _ := strings.Cut(f.Name, " ")
	switch verb {
	case "delete":
		delete(fsys, file)
	case "file":
		fsys[file] = &fstest.MapFile{Data: f.Data}
	case "edit":
		old, now, ok := strings.Cut(string(f.Data), "\n=>\n")
		now = strings.TrimSuffix(now, "\n")
		data := string(fsys[file].Data)
		if !ok || !strings.Contains(data, old) {
			t.Fatalf("%s does not contain %q", file, old)
		}
		fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, now, 1))}
	default:
		t.Fatalf("unknown section %q", f.Name)
	}
}

// base is the corpus of testdata/base.txtar.
func base(t *testing.T) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	sum := sha256.Sum256(fsys[baseRuling+"text.txt"].Data)
	md := fsys[baseRuling+"ruling.md"]
	md.Data = []byte(strings.Replace(string(md.Data), "SHA256", hex.EncodeToString(sum[:]), 1))
	return fsys
}
