package testutil

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/http"
	"time"

	"plainmetrics/expfmt"
)

const (
	scrapeTimeout = 30 * time.Second
	largestPage   = 256 << 20 // bytes
)

// The Accept headers of scrapes. Most servers show native histograms in the
// protobuf format alone.
const (
	acceptText   = "text/plain;version=0.0.4;escaping=allow-utf-8"
	acceptNative = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8," +
		"application/openmetrics-text;version=2.0.0;escaping=allow-utf-8;q=0.8," + acceptText + ";q=0.6"
)

// ScrapeAndCompare returns an error unless the page at the URL has the
// families of the expected page, which is in one of the formats of
// GatherAndCompare. It asks the server for text, or for a format with native
// histograms if the expected page is in one. It waits for at most 30 seconds,
// and reads at most 256 MiB. The error of a scrape begins with the words of
// client_golang, for which tests look.
func ScrapeAndCompare(url string, expected io.Reader, metricNames ...string) error {
	// The error of a scrape comes before an error of the expected page, as in
	// client_golang.
	expectedPage, expectedErr := readExpected(expected)
	accept, showsNative := acceptText, formatOf(expectedPage).showsNative
	if showsNative {
		accept = acceptNative
	}
	page, contentType, err := scrape(url, accept)
	if err = cmp.Or(err, expectedErr); err != nil {
		return err
	}
	var want, got expfmt.Snapshot
	if err := decodeAnswer(contentType, page, filter(&got, metricNames)); err != nil {
		return fmt.Errorf("testutil: scraped page: %w", err)
	}
	if err := decodeExpected(expectedPage, &want, metricNames); err != nil {
		return err
	}
	return compare(&want, &got, expfmt.CompareOptions{IgnoreNative: !showsNative})
}

// scrape returns the page at the URL and its Content-Type.
func scrape(url, accept string) (page []byte, contentType string, err error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, "", scrapeError(err)
	}
	request.Header.Set("Accept", accept)
	client := http.Client{Timeout: scrapeTimeout}
	response, err := client.Do(request)
	if err != nil {
		return nil, "", scrapeError(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("the scraping target returned a status code other than 200: %d", response.StatusCode)
	}
	var body bytes.Buffer
	if n, err := io.Copy(&body, io.LimitReader(response.Body, largestPage+1)); err != nil {
		return nil, "", scrapeError(err)
	} else if n > largestPage {
		return nil, "", scrapeError(fmt.Errorf("expected a page of at most %d bytes, found more", largestPage))
	}
	return body.Bytes(), response.Header.Get("Content-Type"), nil
}

func scrapeError(err error) error { return fmt.Errorf("scraping metrics failed: %w", err) }
