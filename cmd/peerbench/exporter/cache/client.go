// Package cache speaks the text protocol in which a cache tells its
// statistics.
//
// A client sends stats, or stats and the name of a group, and a line break.
// The cache answers with lines, and with END behind the last one:
//
//	STAT curr_items 23
//	STAT version 1.6.38
//	END
package cache

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
)

// Stats are the statistics of a group by name.
type Stats map[string]string

// Float returns the statistic with the given name as a number.
func (s Stats) Float(name string) (float64, error) {
	text, ok := s[name]
	if !ok {
		return 0, fmt.Errorf("cache: no statistic %q", name)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("cache: statistic %q: expected a number, found %q", name, text)
	}
	return value, nil
}

// A Client is a connection to a cache.
type Client struct {
	conn  net.Conn
	lines *bufio.Scanner
}

// Dial connects to the cache at address: a path with a slash is a Unix
// socket, everything else a TCP address. The deadline of ctx is the deadline
// of the connection.
func Dial(ctx context.Context, address string) (*Client, error) {
	network := "tcp"
	if strings.ContainsRune(address, '/') {
		network = "unix"
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return &Client{conn, bufio.NewScanner(conn)}, nil
}

// Close closes the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Stats returns the statistics of a group; the group with the empty name has
// the general ones.
func (c *Client) Stats(group string) (Stats, error) {
	command := strings.TrimSpace("stats " + group)
	if _, err := c.conn.Write([]byte(command + "\r\n")); err != nil {
		return nil, err
	}
	stats := make(Stats)
	for c.lines.Scan() {
		line := c.lines.Text()
		if line == "END" {
			return stats, nil
		}
		verb, fields, _ := strings.Cut(line, " ")
		name, value, ok := strings.Cut(fields, " ")
		if verb != "STAT" || !ok {
			return nil, fmt.Errorf("cache: %s: unexpected line %q", command, line)
		}
		stats[name] = value
	}
	if err := c.lines.Err(); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("cache: %s: connection closed before END", command)
}
