package push

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// send sends the page of all metrics. A Pushgateway answers 200, or 202 if it
// has not checked the metrics.
func (p *Pusher) send(ctx context.Context, method string) error {
	if p.err != nil {
		return p.err
	}
	page, err := p.page(ctx)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, method, p.groupURL(), bytes.NewReader(page))
	if err != nil {
		return err
	}
	p.setHeader(request)
	request.Header.Set("Content-Type", p.format.ContentType())
	return p.do(request, "pushing to", http.StatusOK, http.StatusAccepted)
}

// Delete removes the group with the method DELETE. The Collectors and the
// Gatherers play no part.
func (p *Pusher) Delete() error {
	if p.err != nil {
		return p.err
	}
	request, err := http.NewRequest(http.MethodDelete, p.groupURL(), nil)
	if err != nil {
		return err
	}
	p.setHeader(request)
	return p.do(request, "deleting", http.StatusAccepted)
}

func (p *Pusher) setHeader(request *http.Request) {
	if p.header != nil {
		request.Header = p.header.Clone()
	}
	if p.hasBasicAuth {
		request.SetBasicAuth(p.username, p.password)
	}
}

// largestAnswer is the number of bytes of an answer that an error has.
const largestAnswer = 64 << 10

// do sends a request, and fails unless the answer has an expected status.
func (p *Pusher) do(request *http.Request, action string, expected ...int) error {
	response, err := p.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if slices.Contains(expected, response.StatusCode) {
		return nil
	}
	// The status tells without the whole answer.
	answer, _ := io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	return fmt.Errorf("push: unexpected status code %d while %s %s: %s", response.StatusCode, action, p.groupURL(), answer)
}

// groupURL returns the URL of the group: /metrics, and the names and values
// of the key, the job first.
func (p *Pusher) groupURL() string {
	path := p.url + "/metrics" + pathOf("job", p.job)
	for _, name := range slices.Sorted(maps.Keys(p.grouping)) {
		path += pathOf(url.PathEscape(name), p.grouping[name])
	}
	return path
}

// base64Suffix, behind a name, says that the value is base64.
const base64Suffix = "@base64"

// pathOf returns the part of a path with a label. The value is base64 if it
// can't be one segment of a path. The value = stands for an empty value. The
// rules are at https://github.com/prometheus/pushgateway#url.
func pathOf(name, value string) string {
	switch {
	case value == "":
		return "/" + name + base64Suffix + "/="
	case strings.Contains(value, "/"), isCutFromPaths(value):
		return "/" + name + base64Suffix + "/" + base64.RawURLEncoding.EncodeToString([]byte(value))
	}
	return "/" + name + "/" + url.QueryEscape(value)
}

// isCutFromPaths reports whether servers cut the segment from paths.
func isCutFromPaths(segment string) bool { return segment == "." || segment == ".." }
