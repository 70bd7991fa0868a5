package sqlcollect_test

import (
	"context"
	"database/sql/driver"
	"errors"
)

// A connector makes connections to nothing.
type connector struct{}

func (c connector) Connect(context.Context) (driver.Conn, error) { return connection{}, nil }
func (c connector) Driver() driver.Driver                        { return c }
func (c connector) Open(string) (driver.Conn, error)             { return connection{}, nil }

type connection struct{}

var errNothing = errors.New("connected to nothing")

func (connection) Prepare(string) (driver.Stmt, error) { return nil, errNothing }
func (connection) Begin() (driver.Tx, error)           { return nil, errNothing }
func (connection) Close() error                        { return nil }
