package registry

import "strings"

// Labels are the values of labels by their names.
type Labels map[string]string

// Opts name and describe a metric. Only Name is required.
type Opts struct {
	// Namespace, Subsystem and Name are joined with underscores; see
	// BuildFQName. The result must be a metric name: valid UTF-8, not empty.
	// Registering a metric with any other name fails.
	Namespace, Subsystem, Name string

	// Help is the HELP text. All metrics of the same name must agree on the
	// text.
	Help string

	// Unit is the unit of the metric, such as seconds or bytes; empty for
	// none. OpenMetrics alone shows the unit. All metrics of the same name
	// must agree on the unit.
	Unit string

	// ConstLabels are on every series of the metric. Metrics of the same
	// name must agree on the label names and differ in the values.
	ConstLabels Labels
}

func (o Opts) fqName() string { return BuildFQName(o.Namespace, o.Subsystem, o.Name) }

// BuildFQName joins the parts of a name with underscores, without the empty
// ones. The result is empty if name is.
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
