package testutil

import (
	"bytes"
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

// ScrapeAndCompare returns an error unless the page at the URL has the
// families of the expected page, both in the text format. It waits for at
// most 30 seconds, and reads at most 256 MiB. The error of a scrape begins with
// the words of client_golang, for which tests look.
func ScrapeAndCompare(url string, expected io.Reader, metricNames ...string) error {
	page, err := scrape(url)
	if err != nil {
		return err
	}
	var want, got expfmt.Snapshot
	if err := expfmt.DecodeText(page, filter(&got, metricNames)); err != nil {
		return fmt.Errorf("testutil: scraped page: %w", err)
	}
	if err := readExpected(expected, &want, metricNames); err != nil {
		return err
	}
	return compare(&want, &got, expfmt.CompareOptions{})
}

func scrape(url string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, scrapeError(err)
	}
	request.Header.Set("Accept", "text/plain;version=0.0.4;escaping=allow-utf-8")
	client := http.Client{Timeout: scrapeTimeout}
	response, err := client.Do(request)
	if err != nil {
		return nil, scrapeError(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the scraping target returned a status code other than 200: %d", response.StatusCode)
	}
	var page bytes.Buffer
	if n, err := io.Copy(&page, io.LimitReader(response.Body, largestPage+1)); err != nil {
		return nil, scrapeError(err)
	} else if n > largestPage {
		return nil, scrapeError(fmt.Errorf("expected a page of at most %d bytes, found more", largestPage))
	}
	return page.Bytes(), nil
}

func scrapeError(err error) error { return fmt.Errorf("scraping metrics failed: %w", err) }
