package sqlcollect

import (
	"database/sql"

	"plainmetrics/expfmt"
)

// A row describes a family: the name, the HELP text, the type, and the value
// among the statistics.
type row struct {
	name, help string
	typ        expfmt.Type
	value      func(sql.DBStats) float64
}

// table has the families in the order of their names, the order of a page.
var table = []row{
	{
		name:  "go_sql_idle_connections",
		help:  "The number of idle connections.",
		typ:   expfmt.TypeGauge,
		value: func(s sql.DBStats) float64 { return float64(s.Idle) },
	},
	{
		name:  "go_sql_in_use_connections",
		help:  "The number of connections currently in use.",
		typ:   expfmt.TypeGauge,
		value: func(s sql.DBStats) float64 { return float64(s.InUse) },
	},
	{
		name:  "go_sql_max_idle_closed_total",
		help:  "The total number of connections closed due to SetMaxIdleConns.",
		typ:   expfmt.TypeCounter,
		value: func(s sql.DBStats) float64 { return float64(s.MaxIdleClosed) },
	},
	{
		name:  "go_sql_max_idle_time_closed_total",
		help:  "The total number of connections closed due to SetConnMaxIdleTime.",
		typ:   expfmt.TypeCounter,
		value: func(s sql.DBStats) float64 { return float64(s.MaxIdleTimeClosed) },
	},
	{
		name:  "go_sql_max_lifetime_closed_total",
		help:  "The total number of connections closed due to SetConnMaxLifetime.",
		typ:   expfmt.TypeCounter,
		value: func(s sql.DBStats) float64 { return float64(s.MaxLifetimeClosed) },
	},
	{
		name:  "go_sql_max_open_connections",
		help:  "Maximum number of open connections to the database.",
		typ:   expfmt.TypeGauge,
		value: func(s sql.DBStats) float64 { return float64(s.MaxOpenConnections) },
	},
	{
		name:  "go_sql_open_connections",
		help:  "The number of established connections both in use and idle.",
		typ:   expfmt.TypeGauge,
		value: func(s sql.DBStats) float64 { return float64(s.OpenConnections) },
	},
	{
		name:  "go_sql_wait_count_total",
		help:  "The total number of connections waited for.",
		typ:   expfmt.TypeCounter,
		value: func(s sql.DBStats) float64 { return float64(s.WaitCount) },
	},
	{
		name:  "go_sql_wait_duration_seconds_total",
		help:  "The total time blocked waiting for a new connection.",
		typ:   expfmt.TypeCounter,
		value: func(s sql.DBStats) float64 { return s.WaitDuration.Seconds() },
	},
}
