package collectors

import (
	"database/sql"

	"plainmetrics/registry"
	"plainmetrics/runtimecollect/sqlcollect"
)

// NewDBStatsCollector returns a Collector of the go_sql_* families: the
// statistics of the connection pool of db, with the label db_name. Collectors
// of several databases can be registered together if the names differ.
// NewDBStatsCollector panics if dbName is not valid UTF-8.
func NewDBStatsCollector(db *sql.DB, dbName string) registry.Collector {
	return sqlcollect.New(db, dbName)
}
