package main

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseArgs(t *testing.T) {
	for _, test := range []struct {
		name  string
		args  string
		names []string
		isSet bool
		err   string
	}{
		{"nothing", "", nil, false, ""},
		{"a name", "a", []string{"a"}, false, ""},
		{"flag in front", "--set a b", []string{"a", "b"}, true, ""},
		{"flag between", "a --set b", []string{"a", "b"}, true, ""},
		{"flag behind", "a b --set", []string{"a", "b"}, true, ""},
		{"one dash", "-set a", []string{"a"}, true, ""},
		{"stdin", "a - b", []string{"a", "-", "b"}, false, ""},
		{"stdin twice", "- a -", nil, false, "test: expected - once at most, found 2"},
		{"stdin three times", "- - -", nil, false, "test: expected - once at most, found 3"},
		{"end of flags", "-- --set", []string{"--set"}, false, ""},
		{"unknown flag", "a --unknown", nil, false, "test: flag provided but not defined: -unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := newFlags("test")
			isSet := set.Bool("set", false, "")
			names, err := parseArgs(set, strings.Fields(test.args))
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Errorf("got error %v, want %s", err, test.err)
				}
				return
			}
			if err != nil || *isSet != test.isSet {
				t.Errorf("got set %v, error %v, want set %v", *isSet, err, test.isSet)
			}
			if diff := cmp.Diff(test.names, names); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseArgsHelp(t *testing.T) {
	for _, args := range []string{"--help", "a -h", "a b --help c"} {
		if _, err := parseArgs(newFlags("test"), strings.Fields(args)); !errors.Is(err, flag.ErrHelp) {
			t.Errorf("%s: got error %v, want %v", args, err, flag.ErrHelp)
		}
	}
}

func TestNamesOrStdin(t *testing.T) {
	if diff := cmp.Diff([]string{"-"}, namesOrStdin(nil)); diff != "" {
		t.Errorf("without names (-want +got):\n%s", diff)
	}
	names := []string{"a", "b"}
	if diff := cmp.Diff(names, namesOrStdin(names)); diff != "" {
		t.Errorf("with names (-want +got):\n%s", diff)
	}
}

func TestPatternsFlag(t *testing.T) {
	for _, test := range []struct {
		name       string
		isOptional bool
		values     []string
		want       []string // nil for an error
	}{
		{"a pattern", false, []string{"go_*"}, []string{"go_*"}},
		{"a list", false, []string{"go_*,process_*"}, []string{"go_*", "process_*"}},
		{"blanks", false, []string{" a , b "}, []string{"a", "b"}},
		{"repeated", false, []string{"a", "b,c"}, []string{"a", "b", "c"}},
		{"empty", false, []string{""}, nil},
		{"empty element", false, []string{"a,,b"}, nil},
		{"trailing comma", false, []string{"a,"}, nil},
		{"a family called true", false, []string{"true"}, []string{"true"}},
		{"no value", true, []string{"true"}, []string{"*"}},
		{"optional value", true, []string{"a,b"}, []string{"a", "b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			f := patternsFlag{patterns: &got, isOptional: test.isOptional}
			if f.IsBoolFlag() != test.isOptional {
				t.Errorf("IsBoolFlag: got %v, want %v", f.IsBoolFlag(), test.isOptional)
			}
			var err error
			for _, value := range test.values {
				err = errors.Join(err, f.Set(value))
			}
			if (err != nil) != (test.want == nil) {
				t.Fatalf("got error %v, want an error: %v", err, test.want == nil)
			}
			if diff := cmp.Diff(test.want, got); err == nil && diff != "" {
				t.Errorf("patterns (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFractionFlag(t *testing.T) {
	for _, test := range []struct {
		text  string
		want  float64
		valid bool
	}{
		{"0", 0, true}, {"1", 1, true}, {"0.01", 0.01, true}, {"1e-9", 1e-9, true},
		{"-0.1", 0, false}, {"1.1", 0, false}, {"NaN", 0, false}, {"Inf", 0, false},
		{"1%", 0, false}, {"", 0, false},
	} {
		var got float64
		if err := (fractionFlag{&got}).Set(test.text); (err == nil) != test.valid || got != test.want {
			t.Errorf("%q: got %v, error %v, want %v, valid %v", test.text, got, err, test.want, test.valid)
		}
	}
}
