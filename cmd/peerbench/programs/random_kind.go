package main

import (
	"fmt"
	"slices"
	"strings"
)

// Kinds of what random programs draw around collectors of their own. The
// flag -without leaves some out, so that one cause of many differences can be
// told from the others.
const (
	kindCollectors = "collectors" // all operations with collectors
	kindModel      = "model"      // show what Gather returns
	kindTexts      = "texts"      // show the texts of errors, not their number alone
	kindPedantic   = "pedantic"   // NewPedanticRegistry

	// Formats that programs print at the end.
	kindProtobuf     = "protobuf"
	kindProtobufText = "protobuftext"
	kindOpenMetrics2 = "openmetrics2"

	// Collectors.
	kindUnchecked = "unchecked" // describes nothing
	kindByCollect = "bycollect" // DescribeByCollect and CollectorFunc
	kindForward   = "forward"   // forwards to vectors, by hand or not
	kindInner     = "inner"     // a registry is the collector, wrapped or not
	kindEmbedded  = "embedded"  // embeds a metric or a vector, and overrides Collect
	kindMetricVec = "metricvec" // MetricVec with a metric of its own
	kindBadDescs  = "baddescs"  // describes what can't be registered
	kindShared    = "shared"    // has the family of another metric of the program
	kindTwins     = "twins"     // one family in two descriptors

	// Their metrics.
	kindConstHistograms = "histograms"
	kindConstSummaries  = "summaries"
	kindNative          = "native" // histograms, of the program and of collectors
	kindCreated         = "created"
	kindTimestamps      = "timestamps"
	kindExemplars       = "exemplars"
	kindOwnMetrics      = "ownmetrics" // Write fills the model
	kindInvalid         = "invalid"    // NewInvalidMetric
	kindDuplicates      = "duplicates"
	kindOtherHelp       = "otherhelp"
	kindOtherType       = "othertype"
	kindOtherLabels     = "otherlabels"
	kindUndeclared      = "undeclared"
	kindSuffixes        = "suffixes"  // another family has the name of a sample
	kindBadModels       = "badmodels" // what Write fills in is invalid

	// Operations.
	kindTestutil = "testutil" // ToFloat64, CollectAndCount
	kindByHand   = "byhand"   // collect into a channel
)

var kinds = []string{
	kindCollectors, kindModel, kindTexts, kindPedantic, kindProtobuf, kindProtobufText, kindOpenMetrics2,
	kindUnchecked, kindByCollect, kindForward, kindInner, kindEmbedded, kindMetricVec, kindBadDescs, kindShared, kindTwins,
	kindConstHistograms, kindConstSummaries, kindNative, kindCreated, kindTimestamps, kindExemplars, kindOwnMetrics, kindInvalid,
	kindDuplicates, kindOtherHelp, kindOtherType, kindOtherLabels, kindUndeclared, kindSuffixes, kindBadModels,
	kindTestutil, kindByHand,
}

// left has the kinds that are left out.
var left = make(map[string]bool)

// leaveOut takes the value of the flag -without. "all" leaves out collectors,
// the model and pedantic registries.
func leaveOut(list string) error {
	for name := range strings.SplitSeq(list, ",") {
		switch {
		case name == "":
		case name == "all":
			left[kindCollectors], left[kindModel], left[kindPedantic] = true, true, true
		case slices.Contains(kinds, name):
			left[name] = true
		default:
			return fmt.Errorf("expected one of %q, found %q", kinds, name)
		}
	}
	return nil
}

func (m *machine) mayDraw(kind string) bool { return !left[kind] }

// chance draws whether something of a kind happens, once in n times.
func (m *machine) chance(kind string, n int) bool { return m.IntN(n) == 0 && m.mayDraw(kind) }

// oneOf draws a kind; it returns "" for one that is left out.
func (m *machine) oneOf(from ...string) string {
	if kind := pick(m, from...); m.mayDraw(kind) {
		return kind
	}
	return ""
}
