package facts

import "testing"

func TestDurations(t *testing.T) {
	c := newClock()
	for _, tt := range []struct{ in, want string }{
		{"15天", "15d"}, {"十五日", "15d"}, {"15日内", "15d"}, {"十五个工作日", "15wd"}, {"十五(15)个工作日", "15wd"}, {"(15)个工作日", "15wd"},
		{"三十(30)个日历日", "30d"}, {"(15天)", "15d"}, {"3-5个工作日", "5wd"}, {"7至15日", "15d"}, {"3日至5日", "5d"}, {"三个月", "3mo"}, {"三个多月", "3mo"},
		{"两周", "14d"}, {"24小时", "24h"}, {"十分钟", "1h"}, {"半个月", "15d"}, {"半年", "6mo"}, {"一个季度", "3mo"}, {"一年", "12mo"}, {"十五个月", "15mo"},
		{"一百二十天", "120d"}, {"第四个月", "3mo"}, {"当天", "1d"}, {"三十天", "30d"}, {"二十个自然日", "20d"}, {"九十日", "90d"},
		{"15 days", "15d"}, {"fifteen (15) business days", "15wd"}, {"15 working days", "15wd"}, {"10 to 15 days", "15d"}, {"an hour", "1h"}, {"48 hours", "48h"},
		{"a month", "1mo"}, {"three months", "3mo"}, {"a quarter", "3mo"}, {"2 weeks", "14d"}, {"30 calendar days", "30d"}, {"one year", "12mo"}, {"ten minutes", "1h"},
		{"2021年3月", ""}, {"三月", ""}, {"15周岁", ""}, {"版本15", ""}, {"日", ""}, {"15", ""}, {"第十五条", ""}, {"fifteenth", ""}, {"14 years old", ""},
	} {
		v, end := c.read(tt.in, 0)
		if end == 0 && tt.want == "" {
			continue
		}
		if v.String() != tt.want {
			t.Errorf("read(%q) = %s, want %s", tt.in, v, tt.want)
		}
	}
}
