package main

import "syscall"

func init() { refused = syscall.Errno(10061) }
