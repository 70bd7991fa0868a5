// Package sqlcollect collects the go_sql_* families: what a *sql.DB knows
// of its pool of connections.
//
//	reg.MustRegister(sqlcollect.New(db, "orders"))
//
// Names, types, labels and HELP texts are those of client_golang. Each
// family has one series for each Collector, told apart by the label
// db_name. A scrape calls DB.Stats once, which asks no database, and
// allocates nothing.
//
// A program with several databases registers a Collector for each, under
// names of their own.
//
// # Families
//
//	go_sql_idle_connections             gauge
//	go_sql_in_use_connections           gauge
//	go_sql_max_idle_closed_total        counter
//	go_sql_max_idle_time_closed_total   counter
//	go_sql_max_lifetime_closed_total    counter
//	go_sql_max_open_connections         gauge
//	go_sql_open_connections             gauge
//	go_sql_wait_count_total             counter
//	go_sql_wait_duration_seconds_total  counter
package sqlcollect
