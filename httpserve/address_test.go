package httpserve

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	tests := []struct {
		name, address string
		want          string // network://target
	}{
		{"host and port", "tcp://127.0.0.1:9399", "tcp://127.0.0.1:9399"},
		{"trailing slash", "tcp://127.0.0.1:9399/", "tcp://127.0.0.1:9399"},
		{"a name", "tcp://localhost:9399/", "tcp://localhost:9399"},
		{"IPv6", "tcp://[::1]:9399", "tcp://[::1]:9399"},
		{"all interfaces", "tcp://:9399", "tcp://:9399"},
		{"a free port", "tcp://127.0.0.1:0", "tcp://127.0.0.1:0"},
		{"the last port", "tcp://127.0.0.1:65535", "tcp://127.0.0.1:65535"},
		{"a Unix socket", "unix:///run/acra/metrics.sock", "unix:///run/acra/metrics.sock"},
		{"the longest path", "unix:///" + strings.Repeat("x", longestPath-1), "unix:///" + strings.Repeat("x", longestPath-1)},
		{"a path is taken as it is", "unix:///run/a b%20c?d", "unix:///run/a b%20c?d"},
	}
	if runtime.GOOS == "windows" {
		for _, path := range []string{`C:\run\m`, "C:/run/m", `\\host\share\m`} {
			tests = append(tests, struct{ name, address, want string }{"path " + path, "unix://" + path, "unix://" + path})
		}
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseAddress(test.address)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != test.want {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
			network, target, _ := strings.Cut(test.want, "://")
			if got.Network() != network || got.Target() != target {
				t.Errorf("got network %q, target %q, want %q, %q", got.Network(), got.Target(), network, target)
			}
		})
	}
}

func TestParseAddressErrors(t *testing.T) {
	tests := []struct {
		name, address string
		want          string
	}{
		{"empty", "", `expected tcp://host:port or unix:///path, found no scheme`},
		{"no scheme", "127.0.0.1:9399", `expected tcp://host:port or unix:///path, found no scheme`},
		{"scheme alone", "tcp:", `expected tcp://host:port or unix:///path, found no scheme`},
		{"another scheme", "http://127.0.0.1:9399", `expected the scheme tcp or unix, found "http"`},
		{"empty scheme", "://127.0.0.1:9399", `expected the scheme tcp or unix, found ""`},
		{"no port", "tcp://127.0.0.1", `expected host:port, with an IPv6 address between brackets: address 127.0.0.1: missing port in address`},
		{"nothing", "tcp://", `expected host:port, with an IPv6 address between brackets: missing port in address`},
		{"IPv6 without brackets", "tcp://::1:9399", `expected host:port, with an IPv6 address between brackets: address ::1:9399: too many colons in address`},
		{"empty port", "tcp://127.0.0.1:", `expected a port from 0 to 65535, found ""`},
		{"port out of range", "tcp://127.0.0.1:65536", `expected a port from 0 to 65535, found "65536"`},
		{"negative port", "tcp://127.0.0.1:-1", `expected a port from 0 to 65535, found "-1"`},
		{"name of a port", "tcp://127.0.0.1:http", `expected a port from 0 to 65535, found "http"`},
		{"path", "tcp://127.0.0.1:9399/metrics", `expected host:port alone, found "/metrics" behind it`},
		{"two slashes", "tcp://127.0.0.1:9399//", `expected host:port alone, found "/" behind it`},
		{"query", "tcp://127.0.0.1:9399?x=1", `expected host:port alone, found "?x=1" behind it`},
		{"user", "tcp://me@127.0.0.1:9399", `expected host:port alone, found a user in front of it`},
		{"no socket path", "unix://", `expected unix:///path, found no path`},
		{"relative socket path", "unix://metrics.sock", `expected an absolute path, as in unix:///path, found "metrics.sock"`},
		{"too long a socket path", "unix:///" + strings.Repeat("x", longestPath), fmt.Sprintf(`expected a path of at most %d bytes, found %d`, longestPath, longestPath+1)},
		{"abstract socket", "unix://@metrics", `expected an absolute path, as in unix:///path, found "@metrics"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseAddress(test.address)
			if err == nil {
				t.Fatalf("got %v, want an error", got)
			}
			if want := `httpserve: address "` + test.address + `": ` + test.want; err.Error() != want {
				t.Errorf("got  %v\nwant %v", err, want)
			}
			if _, err := Listen(test.address); err == nil || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("Listen: got  %v\nwant %v", err, test.want)
			}
		})
	}
}

// FuzzParseAddress parses the String of every Address that it parsed: both
// must be equal.
func FuzzParseAddress(f *testing.F) {
	for _, address := range []string{"tcp://127.0.0.1:9399/", "tcp://[::1]:0", "tcp://:1", "unix:///a/b", "unix:///", "http://x"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		first, err := ParseAddress(address)
		if err != nil {
			return
		}
		second, err := ParseAddress(first.String())
		if err != nil || *second != *first {
			t.Errorf("%q is %v, which is %v, %v", address, first, second, err)
		}
	})
}
