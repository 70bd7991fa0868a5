package sqlcollect

import (
	"context"
	"database/sql"
	"slices"

	"plainmetrics/expfmt"
)

// A DB has statistics of its connections: a *sql.DB, or what embeds one.
type DB interface{ Stats() sql.DBStats }

// A Collector writes the families of one DB. Make it with New. Collect may
// be called from many goroutines at once.
type Collector struct {
	db       DB
	labels   expfmt.LabelSet
	families []*expfmt.Family // of the rows of the table
}

// New returns a Collector whose series have the given name as db_name. It
// panics if name is not valid UTF-8.
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

// Describe returns the families, in the order of their names. They are the
// same for every DB.
func (c *Collector) Describe() []*expfmt.Family { return slices.Clone(c.families) }

// ConstLabels returns the label db_name, which tells Collectors apart.
func (c *Collector) ConstLabels() expfmt.LabelSet { return c.labels }

// Collect reads the statistics, then writes all families to enc, in the
// order of their names. It does not look at the context, as it waits for
// nothing but a lock of the DB that is never held for long. The error is
// nil.
func (c *Collector) Collect(_ context.Context, enc expfmt.Encoder) error {
	stats := c.db.Stats()
	for i := range table {
		enc.Family(c.families[i])
		enc.Value(c.labels, table[i].value(stats))
	}
	return nil
}
