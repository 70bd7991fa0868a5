package relay

import (
	"context"
	"io"
	"sync"
)

// A joint is a pair of connections, each forwarded to the other.
type joint struct {
	copies sync.WaitGroup // and the watch
	ends   chan end
}

// An end reports that a direction has ended, or that a peer hung up.
type end struct {
	src, dst stream // of the direction
	err      error  // nil for a normal end
}

// join forwards in both directions until both have ended, a direction
// fails, or ctx ends; then join returns errCut. On return both sides are
// closed and all goroutines of join have ended.
func join(ctx context.Context, client, upstream stream) error {
	j := joint{ends: make(chan end, 3)} // two directions and a watch send without waiting
	j.copy(upstream, client)
	j.copy(client, upstream)
	err := j.wait(ctx)
	if err != nil {
		reset(client, upstream)
	} else {
		_ = client.Close()
		_ = upstream.Close()
	}
	j.copies.Wait()
	return err
}

// copy forwards one direction.
func (j *joint) copy(dst, src stream) {
	j.copies.Go(func() {
		_, err := io.Copy(dst, src)
		j.ends <- end{src, dst, err}
	})
}

// wait returns nil when both directions have ended, or when one direction
// has ended and then its sender hung up. When the first direction ends,
// wait passes the end on to the receiver and starts to watch the sender:
// nothing reads from the sender any more, so a hang-up would stay unnoticed
// until the receiver sends.
func (j *joint) wait(ctx context.Context) error {
	for isHalfOpen := false; ; isHalfOpen = true {
		select {
		case <-ctx.Done():
			return errCut
		case e := <-j.ends:
			if e.err != nil || isHalfOpen {
				return e.err
			}
			if err := e.dst.CloseWrite(); err != nil {
				return err
			}
			j.watch(e.src)
		}
	}
}

// watch reports an end if the peer hangs up.
func (j *joint) watch(conn stream) {
	j.copies.Go(func() {
		if hungUp, err := waitForHangup(conn); hungUp {
			j.ends <- end{err: err}
		}
	})
}
