package corpus

import "testing"

// TestData holds the embedded corpus to every rule.
func TestData(t *testing.T) {
	c, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Lint() {
		t.Error(p)
	}
}
