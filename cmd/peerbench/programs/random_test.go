package main

import (
	"bytes"
	"flag"
	"fmt"
	"os/exec"
	"regexp"
	"sync"
	"testing"

	"google.golang.org/protobuf/encoding/prototext"
)

var (
	seed  = flag.Int64("seed", -1, "run only the random program of this `SEED`, and show it")
	seeds = flag.Int("seeds", 12_000, "run this `NUMBER` of random programs")

	without = flag.String("without", "", "leave `KINDS` out of random programs; see random_kind.go")
)

// TestRandomPrograms runs random programs against both libraries. Those
// that differ can be seen again with the flag -seed.
func TestRandomPrograms(t *testing.T) {
	if *seed >= 0 {
		fmt.Printf("%s\n", compareSeed(t, *seed))
		return
	}
	var want, got []byte
	var both sync.WaitGroup
	args := []string{"-without", *without, "-from", "0", "-to", fmt.Sprint(*seeds)}
	both.Go(func() { want, _ = exec.Command(theirs, args...).Output() })
	both.Go(func() { got, _ = exec.Command(ours, args...).Output() })
	both.Wait()
	wantLines, gotLines := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	if len(wantLines) != *seeds+1 || len(gotLines) != *seeds+1 {
		t.Fatalf("expected %d programs to be run, found %d against client_golang, %d against plainmetrics",
			*seeds, len(wantLines)-1, len(gotLines)-1)
	}
	const shown = 3
	failed := 0
	for i := range wantLines {
		if bytes.Equal(wantLines[i], gotLines[i]) {
			continue
		}
		if failed++; failed <= shown {
			compareSeed(t, int64(i))
		}
	}
	if failed > 0 {
		t.Errorf("%d of %d random programs print something else", failed, *seeds)
	}
}

// compareSeed compares all that one random program says, and returns it.
func compareSeed(t *testing.T, seed int64) []byte {
	t.Helper()
	args := []string{"-without", *without, "-from", fmt.Sprint(seed), "-to", fmt.Sprint(seed + 1), "-operations"}
	want, got := output(t, theirs, args...), output(t, ours, args...)
	if bytes.Equal(want, got) {
		return readable(t, got)
	}
	diff := difference(readable(t, want), readable(t, got))
	if diff == "" {
		diff = difference(want, got)
	}
	t.Errorf("seed %d: %s", seed, diff)
	return nil
}

var protobufPage = regexp.MustCompile(`(?m)^(--- page 200 application/vnd.google.protobuf;.*encoding=delimited.*\n)(.*)\n--- end`)

// readable returns an output with protobuf pages as text.
func readable(t *testing.T, out []byte) []byte {
	return protobufPage.ReplaceAllFunc(out, func(page []byte) []byte {
		parts := protobufPage.FindSubmatch(page)
		text := bytes.Clone(parts[1])
		for _, family := range decodeProtobuf(t, string(parts[2])) {
			text = append(text, prototext.MarshalOptions{Multiline: true}.Format(family)+"\n"...)
		}
		return append(text, "--- end"...)
	})
}
