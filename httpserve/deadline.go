package httpserve

import (
	"net/http"
	"strconv"
	"time"
)

// scrapeTimeoutHeader is how Prometheus says, in seconds, when it will
// stop waiting for a page.
const scrapeTimeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds"

const (
	// The page still has to be encoded, compressed and sent when the
	// collectors are done. For that a tenth of the scraper's time is kept,
	// but no more than safetyMargin.
	safetyMargin = 500 * time.Millisecond

	// Nobody scrapes faster than this. A collector that is called late is
	// missing from other scrapers' pages too until it is done, so a
	// scraper that asks for less must not have it.
	shortestScrape = 100 * time.Millisecond

	// Nobody scrapes slower than this.
	longestScrape = time.Hour
)

// timeLimit returns the time for the collectors that answer r: the shorter of
// timeout and the time that the scraper allows. 0 and negative stand for no
// limit.
func timeLimit(r *http.Request, timeout time.Duration) time.Duration {
	if allowed := allowedTime(r.Header.Get(scrapeTimeoutHeader)); allowed > 0 && (timeout <= 0 || allowed < timeout) {
		return allowed
	}
	return timeout
}

// allowedTime returns the time for collectors that follows from the value
// of the header; 0 if it is missing, not a number, or not positive.
func allowedTime(header string) time.Duration {
	if header == "" {
		return 0
	}
	seconds, err := strconv.ParseFloat(header, 64)
	if err != nil || !(seconds > 0) {
		return 0
	}
	allowed := longestScrape
	if seconds < allowed.Seconds() {
		allowed = time.Duration(seconds * float64(time.Second))
	}
	return max(allowed-min(allowed/10, safetyMargin), shortestScrape)
}
