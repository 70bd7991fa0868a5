package expfmt

import "testing"

func TestTakeBlanks(t *testing.T) {
	tests := []struct {
		line   string
		strict bool
		offset int  // behind the blanks
		fails  bool // as one must be there
	}{
		{"a", false, 0, false},
		{" \t a", false, 3, false},
		{"a", true, 0, true},
		{"\ta", true, 0, true},
		{"  a", true, 1, false},
		{" ", true, 1, false},
	}
	for _, tt := range tests {
		s := lineScanner{line: tt.line, strict: tt.strict}
		if err := s.takeBlanks(); (err != nil) != tt.fails || s.offset != tt.offset {
			t.Errorf("%q, strict %v: got offset %d and the error %v, want offset %d, an error %v",
				tt.line, tt.strict, s.offset, err, tt.offset, tt.fails)
		}
	}
}
