package expfmt

import "testing"

func TestSchemeAppendName(t *testing.T) {
	tests := []struct{ name, underscores, dots, values string }{
		{"requests_total", "requests_total", "requests_total", "requests_total"},
		{"job:requests:rate5m", "job:requests:rate5m", "job:requests:rate5m", "job:requests:rate5m"},
		{"http.requests_total", "http_requests_total", "http_dot_requests__total", "U__http_2e_requests__total"},
		{"http.status:sum", "http_status:sum", "http_dot_status:sum", "U__http_2e_status:sum"},
		{"a..b", "a__b", "a_dot__dot_b", "U__a_2e__2e_b"},
		{"5xx", "_xx", "__xx", "U___35_xx"},
		{"5.5", "__5", "___dot_5", "U___35__2e_5"},
		{"a-b/c", "a_b_c", "a__b__c", "U__a_2d_b_2f_c"},
		{"with space", "with_space", "with__space", "U__with_20_space"},
		{"a\nb", "a_b", "a__b", "U__a_a_b"},
		{"é", "_", "__", "U___e9_"},
		{"花火", "__", "____", "U___82b1__706b_"},
		{"😱!", "__", "____", "U___1f631__21_"},
		{"__a.", "__a_", "____a_dot_", "U______a_2e_"},
	}
	for _, tt := range tests {
		wants := map[Scheme]string{UnderscoreEscaping: tt.underscores, DotsEscaping: tt.dots, ValueEncodingEscaping: tt.values, NoEscaping: tt.name}
		for scheme, want := range wants {
			got := string(scheme.appendName([]byte("x"), tt.name))
			if got != "x"+want {
				t.Errorf("%q, %v: got %s, want x%s", tt.name, scheme, got, want)
			}
			if scheme != NoEscaping && !IsLegacyName(want) {
				t.Errorf("%q, %v: %s is no legacy name", tt.name, scheme, want)
			}
		}
	}
}

func TestParseScheme(t *testing.T) {
	for _, want := range []Scheme{UnderscoreEscaping, DotsEscaping, ValueEncodingEscaping, NoEscaping} {
		if got, ok := ParseScheme(want.String()); got != want || !ok {
			t.Errorf("%v: got %v, %v", want, got, ok)
		}
	}
	for _, word := range []string{"", "Dots", "allow_utf_8", "invalid"} {
		if got, ok := ParseScheme(word); got != UnderscoreEscaping || ok {
			t.Errorf("%q: got %v, %v, want %v, false", word, got, ok, UnderscoreEscaping)
		}
	}
	if got := Scheme(200).String(); got != "invalid" {
		t.Errorf("got %q, want invalid", got)
	}
}
