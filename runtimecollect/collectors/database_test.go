package collectors_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"

	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
	"plainmetrics/runtimecollect/collectors"
)

// A connector connects to nothing.
type connector struct{}

func (connector) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("no database") }
func (connector) Driver() driver.Driver                        { return nil }

// Databases with different names share the families.
func TestDBStatsCollector(t *testing.T) {
	db := sql.OpenDB(connector{})
	reg := registry.NewRegistry()
	for _, name := range []string{"orders", "users"} {
		reg.MustRegister(collectors.NewDBStatsCollector(db, name))
	}
	if err := reg.Register(collectors.NewDBStatsCollector(db, "users")); err == nil {
		t.Error("the same name twice: got no error, want one")
	}
	const family, series = 9, 2
	if got, err := testutil.GatherAndCount(reg); err != nil || got != family*series {
		t.Errorf("got %d series and error %v, want %d", got, err, family*series)
	}
}
