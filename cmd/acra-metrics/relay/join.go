package relay

import (
	"context"
	"io"
	"sync"
)

// A joint is two connections that are forwarded to each other.
type joint struct {
	work sync.WaitGroup
	ends chan end
}

// An end is that of one direction, or the news that one side is gone.
type end struct {
	from, to stream
	err      error // nil if from has sent all, or has closed for good
}

// join forwards in both directions until both have ended, one of them
// fails, or ctx ends, which is errCut. It returns with both sides closed
// and nothing left at work.
func join(ctx context.Context, client, upstream stream) error {
	j := joint{ends: make(chan end, 3)} // two directions and a watch, none of which must wait
	j.copy(upstream, client)
	j.copy(client, upstream)
	err := j.await(ctx)
	if err != nil {
		cutOff(client, upstream)
	} else {
		_ = client.Close()
		_ = upstream.Close()
	}
	j.work.Wait()
	return err
}

// copy forwards one direction.
func (j *joint) copy(to, from stream) {
	j.work.Go(func() {
		_, err := io.Copy(to, from)
		j.ends <- end{from, to, err}
	})
}

// await returns nil when both directions have ended, or one and the side
// to which the other leads. The direction that ends first is ended for the
// receiver too. Its sender, from which nothing is read any more, is then
// watched: that it is gone would be noticed else only when the receiver
// has something to say.
func (j *joint) await(ctx context.Context) error {
	for isHalfOpen := false; ; isHalfOpen = true {
		select {
		case <-ctx.Done():
			return errCut
		case e := <-j.ends:
			if e.err != nil || isHalfOpen {
				return e.err
			}
			if err := e.to.CloseWrite(); err != nil {
				return err
			}
			j.watch(e.from)
		}
	}
}

// watch reports it as an end if the peer is gone.
func (j *joint) watch(conn stream) {
	j.work.Go(func() {
		if gone, err := waitUntilGone(conn); gone {
			j.ends <- end{err: err}
		}
	})
}
