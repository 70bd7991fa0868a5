package sqlcollect

import (
	"context"
	"database/sql"
	"slices"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A DB has statistics about its connections, as a *sql.DB does.
type DB interface{ Stats() sql.DBStats }

// A Collector writes the families of a DB. Create a Collector with [New]. A
// Collector is a registry.Describer; all methods may be called from many
// goroutines at once.
type Collector struct {
	db       DB
	labels   expfmt.LabelSet
	families []*expfmt.Family // of the rows of the table
}

// New returns a Collector of db. All series have the label db_name with the
// given name. New panics if name is not valid UTF-8.
func New(db DB, name string) *Collector {
	labels, err := expfmt.Labels(expfmt.Label{Name: "db_name", Value: name})
	if err != nil {
		panic(err)
	}
	c := &Collector{db: db, labels: labels}
	for _, row := range table {
		c.families = append(c.families, expfmt.MustFamily(row.name, row.help, row.typ))
	}
	return c
}

// Describe implements registry.Collector.
func (c *Collector) Describe(ch chan<- *registry.Desc) { registry.FromSource(c).Describe(ch) }

// Collect implements registry.Collector. A registry calls Encode instead.
func (c *Collector) Collect(ch chan<- registry.Metric) { registry.FromSource(c).Collect(ch) }

// Families returns the families, in the order of their names. All Collectors
// of this package have equal families.
func (c *Collector) Families() []*expfmt.Family { return slices.Clone(c.families) }

// ConstLabels returns the label db_name, which tells Collectors apart.
func (c *Collector) ConstLabels() expfmt.LabelSet { return c.labels }

// Encode reads the statistics, then writes all families to enc, in the
// order of their names. Encode waits only for a short lock of the DB, and
// so ignores the context. The error is nil.
func (c *Collector) Encode(_ context.Context, enc expfmt.Encoder) error {
	stats := c.db.Stats()
	for i := range table {
		enc.Value(c.families[i], c.labels, table[i].value(stats))
	}
	return nil
}
