// Package sqlcollect collects the go_sql_* families: the statistics of the
// connection pool of a *sql.DB.
//
//	reg.MustRegister(sqlcollect.New(db, "orders"))
//
// Names, types, labels and HELP texts are the same as in client_golang. Each
// family has a series per Collector, with the label db_name. A scrape calls
// DB.Stats once, without a query to the database, and allocates nothing.
//
// A program with several databases registers a Collector for each, with
// distinct names.
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
