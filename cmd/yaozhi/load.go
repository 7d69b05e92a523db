package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"yaozhi/corpus"
	"yaozhi/index"
	"yaozhi/reasoning"
	"yaozhi/web"
)

// corpusFlag chooses the corpus; it is part of every command that reads one.
type corpusFlag struct {
	Corpus string `help:"Folder of a corpus, instead of the one built in." placeholder:"DIR" env:"YAOZHI_CORPUS"`
}

func (f corpusFlag) load() (*corpus.Corpus, error) {
	if f.Corpus == "" {
		return corpus.Embedded()
	}
	return loadDir(f.Corpus)
}

func loadDir(dir string) (*corpus.Corpus, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("corpus: %s is a file; name the folder that holds facts.yaml and rulings/", dir)
	}
	// A root refuses symbolic links that lead out of the folder.
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	defer root.Close()
	fsys := root.FS()
	if _, err := fs.Stat(fsys, "facts.yaml"); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("corpus: %s holds no facts.yaml; see FORMAT.md for the layout of a corpus", dir)
	}
	c, err := corpus.Load(fsys)
	if err != nil {
		return nil, fmt.Errorf("corpus %s has faults; yaozhi lint %s lists them:\n%w", dir, dir, err)
	}
	return c, nil
}

// service answers everything but searches, for which it would have to build the
// index first.
func (f corpusFlag) service() (*web.Service, error) {
	c, err := f.load()
	if err != nil {
		return nil, err
	}
	k, err := reasoning.New(c)
	if err != nil {
		return nil, err
	}
	return web.NewService(c, nil, k, version), nil
}

// searchService answers everything, with an index in memory. The caller closes it.
func (f corpusFlag) searchService() (*web.Service, io.Closer, error) {
	return f.serviceWith(index.New)
}

func (f corpusFlag) serviceWith(open func(*corpus.Corpus) (*index.Index, error)) (*web.Service, io.Closer, error) {
	c, err := f.load()
	if err != nil {
		return nil, nil, err
	}
	k, err := reasoning.New(c)
	if err != nil {
		return nil, nil, err
	}
	x, err := open(c)
	if err != nil {
		return nil, nil, err
	}
	return web.NewService(c, x, k, version), x, nil
}

// indexFlag chooses where to search.
type indexFlag struct {
	corpusFlag
	Data string `help:"Folder of an index that yaozhi index build made, instead of one in memory." placeholder:"DIR" env:"YAOZHI_DATA"`
}

// searchService answers everything from the index on disk, where one is named. An
// index of another revision of the corpus is refused: its answers would be old.
func (f indexFlag) searchService() (*web.Service, io.Closer, error) {
	if f.Data == "" {
		return f.corpusFlag.searchService()
	}
	return f.serviceWith(func(c *corpus.Corpus) (*index.Index, error) {
		x, err := index.Open(f.Data)
		if err != nil {
			return nil, err
		}
		if x.Revision() != c.Revision {
			return nil, errors.Join(fmt.Errorf("the index in %s is of revision %s, the corpus of %s; yaozhi index build --data %s brings it up to date",
				f.Data, x.Revision(), c.Revision, f.Data), x.Close())
		}
		return x, nil
	})
}

// langFlag chooses the language of words meant for people.
type langFlag struct {
	Lang string `help:"Language of the output: ${enum}." enum:"zh,en" default:"zh" env:"YAOZHI_LANG"`
}
