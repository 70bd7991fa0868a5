package registry

import "strings"

// Labels are the values of labels by their names.
type Labels map[string]string

// Opts name and describe a metric. Only Name is required.
type Opts struct {
	// Namespace, Subsystem and Name are joined with underscores; see
	// BuildFQName. The result must be a metric name: valid UTF-8, not
	// empty. Registering a metric with any other name fails.
	Namespace, Subsystem, Name string

	// Help is the HELP text. All metrics of one name must agree on it.
	Help string

	// Unit is the unit of the metric, such as seconds or bytes; empty for
	// none. OpenMetrics alone shows it. All metrics of one name must agree
	// on it.
	Unit string

	// ConstLabels are on every series of the metric. Metrics of one name
	// must agree on their names and differ in their values.
	ConstLabels Labels
}

func (o Opts) fqName() string { return BuildFQName(o.Namespace, o.Subsystem, o.Name) }

// BuildFQName joins the parts of a name with underscores and leaves out
// those that are empty. Without a name there is nothing to name: the
// result is empty.
func BuildFQName(namespace, subsystem, name string) string {
	if name == "" {
		return ""
	}
	parts := make([]string, 0, 3)
	for _, part := range []string{namespace, subsystem, name} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "_")
}
