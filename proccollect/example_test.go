package proccollect_test

import (
	"context"
	"fmt"
	"os"

	"plainmetrics/expfmt"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
)

var _ registry.Describer = (*proccollect.Collector)(nil)

// A program registers the Collector and forgets about it.
func Example() {
	reg := registry.NewRegistry()
	process := proccollect.New(proccollect.Options{
		OnError: func(err error) { fmt.Fprintln(os.Stderr, err) },
	})
	reg.MustRegister(process)

	for _, f := range process.Families() {
		fmt.Println(f.Name(), f.Type())
	}
	// Output:
	// process_cpu_seconds_total counter
	// process_max_fds gauge
	// process_network_receive_bytes_total counter
	// process_network_transmit_bytes_total counter
	// process_open_fds gauge
	// process_resident_memory_bytes gauge
	// process_start_time_seconds gauge
	// process_virtual_memory_bytes gauge
	// process_virtual_memory_max_bytes gauge
}

// Another process, known by its PID file, seen through the proc filesystem
// of its host. The page has what could be read, the error what could not.
func ExamplePIDFromFile() {
	server := proccollect.New(proccollect.Options{
		Set:       proccollect.Legacy,
		ProcRoot:  "testdata/proc",
		PID:       proccollect.PIDFromFile("testdata/acra-server.pid"),
		Namespace: "acraserver",
	})

	page := expfmt.NewPage(expfmt.Text{}, nil)
	err := server.Encode(context.Background(), page)
	fmt.Printf("%s%v\n", page.End(), err)
	// Output:
	// # HELP acraserver_process_max_fds Maximum number of open file descriptors.
	// # TYPE acraserver_process_max_fds gauge
	// acraserver_process_max_fds 1.048576e+06
	// # HELP acraserver_process_open_fds Number of open file descriptors.
	// # TYPE acraserver_process_open_fds gauge
	// acraserver_process_open_fds 3
	// # HELP acraserver_process_virtual_memory_max_bytes Maximum amount of virtual memory available in bytes.
	// # TYPE acraserver_process_virtual_memory_max_bytes gauge
	// acraserver_process_virtual_memory_max_bytes -1
	// proccollect: testdata/proc/42/stat: expected field 14 (utime), found the end in field 4
}
