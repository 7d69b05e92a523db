package web

import (
	"encoding/xml"
	"fmt"
	"strings"
)

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	Failure *junitReason `xml:"failure"`
	Skipped *junitReason `xml:"skipped"`
}

type junitReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// junit is a checklist as JUnit XML: what is at or above failOn fails, what else is
// in conflict, at risk or unknown is skipped, holdings not engaged are left out.
func (r reporter) junit(c *Checklist, path, failOn string) ([]byte, error) {
	suite := junitSuite{Name: "yaozhi " + path}
	for i := range c.Items {
		item := &c.Items[i]
		if item.Status == "not-engaged" {
			continue
		}
		k := junitCase{Name: item.Code + " " + r.in(item.Title), Class: item.Ruling + "." + item.Holding}
		switch {
		case reaches(item.Status, failOn):
			k.Failure = r.junitReason(item)
			suite.Failures++
		case reaches(item.Status, "unknown"):
			k.Skipped = r.junitReason(item)
			k.Skipped.Type = "" // not an attribute of skipped
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, k)
	}
	suite.Tests = len(suite.Cases)
	out, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("web: junit: %w", err)
	}
	return append([]byte(xml.Header), append(out, '\n')...), nil
}

func (r reporter) junitReason(item *ChecklistItem) *junitReason {
	var b strings.Builder
	r.textItem(&b, item)
	return &junitReason{Message: r.status(item), Type: item.Status, Text: "\n" + b.String()}
}
