package expfmt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	for _, tt := range pages {
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(Text{NoEscaping}, nil)
			write(page, tt.families)
			if diff := cmp.Diff(tt.page, string(page.End())); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// Legacy names are the same on every page.
func TestTextSchemesLeaveLegacyNames(t *testing.T) {
	for _, tt := range pages {
		if strings.Contains(tt.page, `{"`) {
			continue
		}
		for scheme := range Scheme(len(schemeWords)) {
			page := NewPage(Text{scheme}, nil)
			write(page, tt.families)
			if diff := cmp.Diff(tt.page, string(page.End())); diff != "" {
				t.Errorf("%s, %v: page (-want +got):\n%s", tt.name, scheme, diff)
			}
		}
	}
}

// Suffixes stand behind an escaped name, and the labels keep the order
// that they have by their own names.
func TestTextSchemes(t *testing.T) {
	families := []family{
		{"a.b_c", "Dotted.", TypeGauge, []series{
			{value: 1},
			{labels: labels("x", "1", "x.y", `"`, "xAy", "2"), value: 2},
		}},
		{"s.s", "", TypeHistogram, []series{{labels: labels("x.y", "1"), point: &Point{Bounds: buckets(1), Counts: []uint64{0}}}}},
	}
	tests := []struct {
		scheme Scheme
		want   string
	}{
		{UnderscoreEscaping, `# HELP a_b_c Dotted.
# TYPE a_b_c gauge
a_b_c 1
a_b_c{x="1",x_y="\"",xAy="2"} 2
# HELP s_s ` + `
# TYPE s_s histogram
s_s_bucket{x_y="1",le="1"} 0
s_s_bucket{x_y="1",le="+Inf"} 0
s_s_sum{x_y="1"} 0
s_s_count{x_y="1"} 0
`},
		{DotsEscaping, `# HELP a_dot_b__c Dotted.
# TYPE a_dot_b__c gauge
a_dot_b__c 1
a_dot_b__c{x="1",x_dot_y="\"",xAy="2"} 2
# HELP s_dot_s ` + `
# TYPE s_dot_s histogram
s_dot_s_bucket{x_dot_y="1",le="1"} 0
s_dot_s_bucket{x_dot_y="1",le="+Inf"} 0
s_dot_s_sum{x_dot_y="1"} 0
s_dot_s_count{x_dot_y="1"} 0
`},
		{ValueEncodingEscaping, `# HELP U__a_2e_b__c Dotted.
# TYPE U__a_2e_b__c gauge
U__a_2e_b__c 1
U__a_2e_b__c{x="1",U__x_2e_y="\"",xAy="2"} 2
# HELP U__s_2e_s ` + `
# TYPE U__s_2e_s histogram
U__s_2e_s_bucket{U__x_2e_y="1",le="1"} 0
U__s_2e_s_bucket{U__x_2e_y="1",le="+Inf"} 0
U__s_2e_s_sum{U__x_2e_y="1"} 0
U__s_2e_s_count{U__x_2e_y="1"} 0
`},
	}
	for _, tt := range tests {
		t.Run(tt.scheme.String(), func(t *testing.T) {
			page := NewPage(Text{tt.scheme}, nil)
			write(page, families)
			if diff := cmp.Diff(tt.want, string(page.End())); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// The strings are what client_golang v1.25.0 sends.
func TestTextContentType(t *testing.T) {
	tests := map[Scheme]string{
		UnderscoreEscaping:    "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
		DotsEscaping:          "text/plain; version=0.0.4; charset=utf-8; escaping=dots",
		ValueEncodingEscaping: "text/plain; version=0.0.4; charset=utf-8; escaping=values",
		NoEscaping:            "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
	}
	for scheme, want := range tests {
		if got := (Text{scheme}).ContentType(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
