package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// each gives documents anew, so that nothing remembered in them helps a build.
func each(docs []*Document) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for _, d := range docs {
			again := *d
			again.sum = 0
			if !yield(&again, nil) {
				return
			}
		}
	}
}

func mustBuild(t *testing.T, dir string, docs []*Document, opts BuildOptions) {
	t.Helper()
	if err := Build(t.Context(), dir, each(docs), opts); err != nil {
		t.Fatal(err)
	}
}

func mustOpen(t *testing.T, dir string) *Index {
	t.Helper()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// files are the files of the published index that depend on nothing but what it
// holds: bleve's are not among them.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	at, _, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, name := range []string{postingsFile, hashesFile} {
		b, err := os.ReadFile(filepath.Join(at, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = b
	}
	return out
}

var buildQueries = []Query{
	{Text: "手机号 短信", Limit: 50}, {Text: `"单独同意"`}, {Text: "首次登录必须填写职业不能跳过吗"},
	{Text: "同意", In: []Kind{KindHolding}, Facets: []string{FacetTopic, FacetWeight}},
	{Text: "民法典1035条第一款"}, {Text: "access deadline"}, {Text: "", Sort: SortDate, Limit: 30},
	{Text: "individual consnet"}, {Like: "forced-profiling-consent-is-invalid"},
}

// sameAnswers: two indexes give the same answers, scores and snippets.
func sameAnswers(t *testing.T, what string, x, y *Index) {
	t.Helper()
	for _, q := range buildQueries {
		ra, rb := find(t, x, q), find(t, y, q)
		if (ra.Next == "") != (rb.Next == "") {
			t.Errorf("%s: Search(%+v): one has a next page, the other has not", what, q)
		}
		ra.Next, rb.Next = "", "" // a cursor fits its own index only
		if a, b := fmt.Sprintf("%+v", ra), fmt.Sprintf("%+v", rb); a != b {
			t.Errorf("%s: Search(%+v) differs:\n%s\n%s", what, q, a, b)
		}
	}
}

// TestBuildIncremental: adding, changing and removing documents gives what building
// anew gives, and analyses only what is new.
func TestBuildIncremental(t *testing.T) {
	c := embedded(t)
	docs, info := Documents(c), InfoOf(c)
	dir, anew := t.TempDir(), t.TempDir()
	changed := *docs[3]
	changed.Texts = append(slices.Clone(changed.Texts), Text{SecBodyZh, "后来补充的一句。", ""})
	final := slices.Concat(docs[:3], []*Document{&changed}, docs[4:150], docs[170:])

	mustBuild(t, dir, docs[:200], BuildOptions{Info: info})
	var last Progress
	mustBuild(t, dir, final, BuildOptions{Info: info, Progress: func(p Progress) { last = p }})
	mustBuild(t, anew, final, BuildOptions{Info: info, Segment: 4000})
	if want := 200 - 1 - 20; last.Kept != want || last.Documents != len(final) {
		t.Errorf("kept %d of %d documents; want %d of %d", last.Kept, last.Documents, want, len(final))
	}
	for name, b := range files(t, anew) {
		if !bytes.Equal(files(t, dir)[name], b) {
			t.Errorf("%s differs from that of an index built anew", name)
		}
	}
	sameAnswers(t, "incremental", mustOpen(t, dir), mustOpen(t, anew))
}

// TestBuildInMemory: an index on disk answers as the one in memory does.
func TestBuildInMemory(t *testing.T) {
	c := embedded(t)
	dir := t.TempDir()
	mustBuild(t, dir, Documents(c), BuildOptions{Info: InfoOf(c)})
	sameAnswers(t, "on disk", mustOpen(t, dir), load(t))
}

// TestBuildResumes: a build that was stopped goes on where it was, and one of other
// documents begins again; the published index stays until then.
func TestBuildResumes(t *testing.T) {
	c := embedded(t)
	docs, info := Documents(c), InfoOf(c)
	dir, anew := t.TempDir(), t.TempDir()
	mustBuild(t, dir, docs[:10], BuildOptions{Info: info})

	ctx, cancel := context.WithCancel(t.Context())
	text := 0
	err := Build(ctx, dir, each(docs), BuildOptions{Info: info, Segment: 20000, Progress: func(p Progress) {
		if text = p.Text; text > 60000 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "again") {
		t.Fatalf("Build with a cancelled context = %v; want context.Canceled and what to do", err)
	}
	if x := mustOpen(t, dir); x.Docs() != 10 {
		t.Errorf("after a stopped build the index has %d documents; want the 10 of before", x.Docs())
	}
	again := 0
	mustBuild(t, dir, docs, BuildOptions{Info: info, Segment: 20000, Progress: func(p Progress) { again = p.Text }})
	mustBuild(t, anew, docs, BuildOptions{Info: info})
	total := 0
	for _, d := range docs {
		for _, x := range d.Texts {
			total += len(x.Source)
		}
	}
	if again >= total-40000 {
		t.Errorf("the second build analysed %d bytes of %d: it did not go on where the first stopped", again, total)
	}
	sameAnswers(t, "resumed", mustOpen(t, dir), mustOpen(t, anew))

	ctx, cancel = context.WithCancel(t.Context())
	Build(ctx, dir, each(docs[:100]), BuildOptions{Info: info, Segment: 5000, Progress: func(Progress) { cancel() }})
	mustBuild(t, dir, docs[100:], BuildOptions{Info: info, Segment: 5000})
	if x := mustOpen(t, dir); x.Docs() != len(docs)-100 {
		t.Errorf("%d documents after a build of others was stopped; want %d", x.Docs(), len(docs)-100)
	}
}

// TestBuildFaults: what cannot be built or opened says why.
func TestBuildFaults(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); !errors.Is(err, ErrNoIndex) {
		t.Errorf("Open of an empty folder = %v; want ErrNoIndex", err)
	}
	doc := func(id string) *Document {
		d := &Document{Kind: KindPassage, ID: id}
		d.add(SecText, "正文", "")
		return d
	}
	for _, twice := range [][]*Document{{doc("a"), doc("b"), doc("a")}} {
		for _, segment := range []int{0, 1} {
			if err := Build(t.Context(), t.TempDir(), each(twice), BuildOptions{Segment: segment}); !errors.Is(err, ErrDuplicate) {
				t.Errorf("Build of one document twice = %v; want ErrDuplicate", err)
			}
		}
	}
	mustBuild(t, dir, []*Document{doc("a"), doc("b")}, BuildOptions{})
	if err := Build(t.Context(), dir, each([]*Document{doc("a"), doc("a")}), BuildOptions{}); !errors.Is(err, ErrDuplicate) {
		t.Errorf("Build of a kept document twice = %v; want ErrDuplicate", err)
	}
	for _, bad := range []*Document{{ID: "x"}, {Kind: KindPassage}, {Kind: KindPassage, ID: "a\x00b"}} {
		if err := Build(t.Context(), t.TempDir(), each([]*Document{bad}), BuildOptions{}); err == nil {
			t.Errorf("Build of %+v: no error", bad)
		}
	}
	mustBuild(t, dir, nil, BuildOptions{})
	if x := mustOpen(t, dir); x.Docs() != 0 || find(t, x, Query{Text: "正文"}).Total != 0 {
		t.Error("an index of no documents finds something")
	}
}

// TestVerify: a file that is not as it was written is named.
func TestVerify(t *testing.T) {
	c := embedded(t)
	dir := t.TempDir()
	mustBuild(t, dir, Documents(c), BuildOptions{Info: InfoOf(c)})
	if err := Verify(dir); err != nil {
		t.Fatal(err)
	}
	at, m, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range m.Files {
		path := filepath.Join(at, filepath.FromSlash(name))
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		flipped := slices.Clone(b)
		flipped[len(flipped)/2] ^= 4
		rewrite(t, path, flipped)
		if err := Verify(dir); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s with one bit changed: Verify = %v; want ErrDamaged naming it", name, err)
		}
		rewrite(t, path, b[:len(b)-1])
		if _, err := Open(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s a byte short: Open = %v; want ErrDamaged", name, err)
		}
		rewrite(t, path, b)
	}
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
}

func rewrite(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := errors.Join(os.Chmod(path, 0o644), os.WriteFile(path, b, 0o644)); err != nil {
		t.Fatal(err)
	}
}
