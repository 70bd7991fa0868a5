package sqlcollect_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"regexp"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect/sqlcollect"
)

// fixed is a DB whose statistics are what they are.
type fixed sql.DBStats

func (s fixed) Stats() sql.DBStats { return sql.DBStats(s) }

// everything has another number in every field: those of a database of the
// golden page.
var everything = fixed{
	MaxOpenConnections: 20,
	OpenConnections:    5,
	InUse:              3,
	Idle:               2,
	WaitCount:          1,
	WaitDuration:       1500 * time.Millisecond,
	MaxIdleClosed:      4,
	MaxIdleTimeClosed:  6,
	MaxLifetimeClosed:  7,
}

// page returns the page of a registry with the Collectors.
func page(t *testing.T, cs ...registry.Collector) (string, error) {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(cs...)
	p := expfmt.NewPage(expfmt.Text{}, nil)
	err := reg.Encode(t.Context(), p)
	return string(p.End()), err
}

// The golden page was printed by client_golang v1.25.0, of two databases
// with a driver that is connected to nothing: one that connections had been
// taken from, had waited and were closed, and one that was just opened.
func TestEqualsClientGolang(t *testing.T) {
	golden, err := os.ReadFile("testdata/client_golang-v1.25.0.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, err := page(t, sqlcollect.New(everything, `or"ders`), sqlcollect.New(fixed{}, "users"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(golden), got); diff != "" {
		t.Errorf("-client_golang +got:\n%s", diff)
	}
}

// Two databases can't have one name.
func TestSameName(t *testing.T) {
	reg := registry.NewRegistry()
	reg.MustRegister(sqlcollect.New(everything, "orders"), sqlcollect.New(everything, "users"))
	err := reg.Register(sqlcollect.New(fixed{}, "orders"))
	if !errors.As(err, new(registry.AlreadyRegisteredError)) {
		t.Errorf("got %v, want an AlreadyRegisteredError", err)
	}
	if !reg.Unregister(sqlcollect.New(fixed{}, "orders")) {
		t.Error("Unregister: got false, want true")
	}
}

// What Collect writes to a page is the page: the families are in order.
func TestInOrder(t *testing.T) {
	c := sqlcollect.New(everything, "orders")
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := c.Encode(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	want, err := page(t, c)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(p.End())); diff != "" {
		t.Errorf("-registry +collector:\n%s", diff)
	}
}

func TestNameNotUTF8(t *testing.T) {
	defer func() {
		const want = `expfmt: label "db_name": label value "\xff" is not valid UTF-8`
		if err, _ := recover().(error); err == nil || err.Error() != want {
			t.Errorf("\ngot  %v\nwant %s", err, want)
		}
	}()
	sqlcollect.New(everything, "\xff")
}

// A *sql.DB is a DB, and what happens to its connections shows.
func TestRealDB(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sql.OpenDB(connector{})
		defer db.Close()
		db.SetMaxOpenConns(2)
		first := take(t, db)
		second := take(t, db)
		second.Close()
		first.Close()
		first = take(t, db)
		defer first.Close()
		second = take(t, db)
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		if _, err := db.Conn(ctx); err != context.DeadlineExceeded {
			t.Fatalf("a third connection: got %v, want none in time", err)
		}
		second.Close()

		got, err := page(t, sqlcollect.New(db, "orders"))
		if err != nil {
			t.Fatal(err)
		}
		want := `go_sql_idle_connections{db_name="orders"} 1
go_sql_in_use_connections{db_name="orders"} 1
go_sql_max_idle_closed_total{db_name="orders"} 0
go_sql_max_idle_time_closed_total{db_name="orders"} 0
go_sql_max_lifetime_closed_total{db_name="orders"} 0
go_sql_max_open_connections{db_name="orders"} 2
go_sql_open_connections{db_name="orders"} 2
go_sql_wait_count_total{db_name="orders"} 1
go_sql_wait_duration_seconds_total{db_name="orders"} 1.5
`
		got = regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(got, "")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func take(t *testing.T, db *sql.DB) *sql.Conn {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// A scrape copies numbers and prepared text.
func TestCollectAllocs(t *testing.T) {
	db := sql.OpenDB(connector{})
	defer db.Close()
	c := sqlcollect.New(db, "orders")
	p := expfmt.NewPage(expfmt.Text{}, nil)
	scrape := func() {
		p.Reset(expfmt.Text{})
		if err := c.Encode(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if got := testing.AllocsPerRun(100, scrape); got != 0 {
		t.Errorf("got %v allocations, want 0", got)
	}
}
