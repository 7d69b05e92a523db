package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows lists every package of the module and the packages of the module it may
// import. A new package or arrow is a change of design: argue it in its commit.
var arrows = map[string][]string{
	"corpus/cite":     {},
	"corpus/judgment": {"corpus/cite"},
	"corpus":          {"corpus/judgment", "corpus/cite"},
	"index/postings":  {},
	"index":           {"corpus", "corpus/cite", "index/postings"},
	"reasoning/facts": {"corpus", "corpus/cite"},
	"reasoning":       {"corpus", "corpus/cite", "reasoning/facts"},
	"web":             {"corpus", "corpus/cite", "corpus/judgment", "index", "reasoning"},
	"cmd/yaozhi":      {"corpus", "corpus/cite", "corpus/judgment", "index", "reasoning", "reasoning/facts", "web"},
}

// topLevel is everything the root of the tree may hold beside dotfiles.
var topLevel = []string{"cmd", "corpus", "index", "reasoning", "web", "go.mod", "go.sum", "README.md", "LICENSE", "Makefile", "bin"}

func TestImportsGoOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, file)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			// browsertest is a module of its own and imports nothing of this one.
			if rel != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || rel == "web/browsertest") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") {
			return nil
		}
		pkg := path.Dir(rel)
		seen[pkg] = true
		allowed, ok := arrows[pkg]
		if !ok {
			t.Errorf("%s: package %s is not in the list of packages", rel, pkg)
			return nil
		}
		checkImports(t, file, rel, pkg, allowed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range arrows {
		if !seen[pkg] {
			t.Errorf("package %s is listed but holds no Go file", pkg)
		}
	}
}

func checkImports(t *testing.T, file, rel, pkg string, allowed []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, imp := range f.Imports {
		p, _ := strconv.Unquote(imp.Path.Value)
		dep, ours := strings.CutPrefix(p, "yaozhi/")
		if ours && dep != pkg && !slices.Contains(allowed, dep) {
			t.Errorf("%s: package %s may not import %s", rel, pkg, dep)
		}
	}
}

func TestTopLevelHoldsOnlyTheHouse(t *testing.T) {
	entries, err := filepath.Glob(filepath.Join("..", "..", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := filepath.Base(e)
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			t.Errorf("top level holds %s", name)
		}
	}
}
