package corpus

import (
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestFormatIsComplete holds FORMAT.md to the types: every key documented, under
// the name of its type, with ● where it is required, and no key that is none.
func TestFormatIsComplete(t *testing.T) {
	data, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	have := documented(string(data))
	want := map[string]bool{} // "Type.key" to required
	collect(reflect.TypeFor[holdingFile](), "Holding", want)
	for _, typ := range []reflect.Type{reflect.TypeFor[Fact](), reflect.TypeFor[Topic](), reflect.TypeFor[Ruling](), reflect.TypeFor[Instrument]()} {
		collect(typ, typ.Name(), want)
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		required, ok := have[key]
		if !ok {
			t.Errorf("FORMAT.md lacks %s", key)
		} else if required != want[key] {
			t.Errorf("FORMAT.md: %s required %t; the type says %t", key, required, want[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[key]; !ok && !strings.HasPrefix(key, "Sides.") {
			t.Errorf("FORMAT.md documents %s, which no file has", key)
		}
	}
}

func collect(t reflect.Type, name string, want map[string]bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, inline := yamlKey(f)
		if inline {
			collect(f.Type, name, want)
			continue
		}
		if key == "" {
			continue
		}
		full := name + "." + key
		if _, seen := want[full]; seen {
			continue
		}
		want[full] = strings.Contains(f.Tag.Get("check"), "required")
		typ := f.Type
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
			typ = typ.Elem()
		}
		if typ.Kind() == reflect.Struct && typ != reflect.TypeFor[yaml.Node]() {
			collect(typ, typ.Name(), want)
		}
	}
}

var (
	typeHeading = regexp.MustCompile(`^### (\w+)`)
	keyRow      = regexp.MustCompile("^\\| `(\\w+)` (●)?")
)

func documented(md string) map[string]bool {
	have := map[string]bool{}
	typ := ""
	for line := range strings.Lines(md) {
		if m := typeHeading.FindStringSubmatch(line); m != nil {
			typ = m[1]
		}
		if m := keyRow.FindStringSubmatch(line); m != nil && typ != "" {
			have[typ+"."+m[1]] = m[2] != ""
		}
	}
	return have
}
