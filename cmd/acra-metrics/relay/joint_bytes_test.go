//go:build !plan9

package relay_test

import (
	"crypto/sha256"
	"io"
	"math/rand/v2"
	"sync"
	"testing"

	"plainmetrics/cmd/acra-metrics/relay"
)

// TestBytes sends different bytes in both directions at once.
func TestBytes(t *testing.T) {
	const size = 8 << 20
	for _, networks := range allNetworks {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			s := setUp(t, networks[0], networks[1], nil)
			client, upstream := s.connect(t)
			var work sync.WaitGroup
			send := func(sender, receiver *peer, seed byte) {
				sent, got := sha256.New(), sha256.New()
				work.Go(func() {
					source := io.LimitReader(rand.NewChaCha8([32]byte{seed}), size)
					if _, err := io.Copy(sender, io.TeeReader(source, sent)); err != nil {
						t.Error(err)
					}
					sender.halfCloses()
				})
				work.Go(func() {
					if n, err := io.Copy(got, receiver); n != size || err != nil {
						t.Errorf("got %d bytes, error %v, want %d", n, err, size)
					}
				})
				t.Cleanup(func() {
					if string(got.Sum(nil)) != string(sent.Sum(nil)) {
						t.Error("got other bytes than were sent")
					}
				})
			}
			send(client, upstream, 1)
			send(upstream, client, 2)
			work.Wait()
			s.recorder.awaitClosed(t, 1)
			checkOnce(t, s, relay.Forwarded, nil)
		})
	}
}
