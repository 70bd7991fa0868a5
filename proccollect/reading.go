package proccollect

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// A reading is what one scrape finds out, and the memory it needs to do so.
type reading struct {
	of    *Collector
	paths paths
	buf   []byte // of the file that is being read

	have      source // what could be read, and so is true below
	stat      processStat
	bootTime  float64 // in seconds since 1970
	openFiles float64
	limits    limits
	network   network
}

// paths are those of one process.
type paths struct {
	pid                             int
	process                         string // the directory
	stat, bootTime, fd, limits, net string
	namespace                       string // of the network
}

func newPaths(root string, pid int) paths {
	process := filepath.Join(root, strconv.Itoa(pid))
	return paths{
		pid:       pid,
		process:   process,
		stat:      filepath.Join(process, "stat"),
		bootTime:  filepath.Join(root, "stat"),
		fd:        filepath.Join(process, "fd"),
		limits:    filepath.Join(process, "limits"),
		net:       filepath.Join(process, "net", "netstat"),
		namespace: filepath.Join(process, "ns", "net"),
	}
}

// A source is a file that families are made of. Several sources together
// are the sum of them.
type source uint8

const (
	fromStat source = 1 << iota
	fromBootTime
	fromFD
	fromLimits
	fromNetstat
)

// sources has them in the order in which they are read.
var sources = [...]struct {
	source source
	file   string // for readers of the documentation
	read   func(*reading) error
}{
	{fromStat, "PID/stat", (*reading).readStat},
	{fromBootTime, "stat", (*reading).readBootTime},
	{fromFD, "PID/fd", (*reading).readFD},
	{fromLimits, "PID/limits", (*reading).readLimits},
	{fromNetstat, "PID/net/netstat", (*reading).readNetstat},
}

// read reads the sources that the set of families needs.
func (r *reading) read(ctx context.Context) error {
	var errs []error
	for _, one := range sources {
		if r.of.needs&one.source == 0 {
			continue
		}
		if ctx.Err() != nil {
			r.have = 0
			return fmt.Errorf("proccollect: gave up before %s was read: %w", one.file, context.Cause(ctx))
		}
		err := one.read(r)
		if one.source == fromStat && err == nil && r.stat.isZombie {
			r.have = 0
			return fmt.Errorf("proccollect: expected process %d to be there, found it gone: %w", r.paths.pid, errZombie)
		}
		if err == nil {
			r.have |= one.source
			continue
		}
		if gone := r.gone(); gone != nil {
			r.have = 0
			return fmt.Errorf("proccollect: expected process %d to be there, found it gone: %w", r.paths.pid, gone)
		}
		errs = append(errs, fmt.Errorf("proccollect: %w", err))
	}
	return errors.Join(errs...)
}

// errZombie is that of a process which has ended. Its number is kept until
// its parent asks how it ended, which may be never.
var errZombie = fmt.Errorf("it is a zombie: %w", os.ErrProcessDone)

// gone returns an error if there is no such process. It is asked when
// something went wrong, so that scrapes that go well don't pay for it.
func (r *reading) gone() error {
	if _, err := os.Stat(r.paths.process); errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (r *reading) readStat() error {
	return parseFile(r.readFile, r.paths.stat, func(text []byte) (err error) {
		r.stat, err = parseStat(text)
		return err
	})
}

// readLimits asks the kernel, if the process is this one, which takes a
// thirtieth of the time that the file does.
func (r *reading) readLimits() (err error) {
	if r.of.isOwn {
		r.limits, err = ownLimits()
		return err
	}
	return parseFile(r.readFile, r.paths.limits, func(text []byte) (err error) {
		r.limits, err = parseLimits(text)
		return err
	})
}

// readBootTime reads the boot time when it is first needed. The kernel
// would say another one when the clock has been set; the start of a
// process should not move for that.
func (r *reading) readBootTime() error {
	seconds := r.of.bootTime.Load()
	if seconds == 0 {
		line, err := r.readLine(r.paths.bootTime, bootTimeMark)
		if err != nil {
			return err
		}
		if seconds, err = parseBootTime(line); err != nil {
			return fmt.Errorf("%s: %w", r.paths.bootTime, err)
		}
		r.of.bootTime.Store(seconds)
	}
	r.bootTime = float64(seconds)
	return nil
}

func (r *reading) readFD() (err error) {
	r.openFiles, err = countOpenFiles(r.paths.fd, r.of.isProc)
	return err
}

func (r *reading) readNetstat() error {
	read := r.readFile
	if r.of.isOwn {
		read = func(path string) ([]byte, error) { return r.readKept(path, r.paths.namespace) }
	}
	return parseFile(read, r.paths.net, func(text []byte) (err error) {
		r.network, err = parseNetstat(text)
		return err
	})
}

// limit returns the value of l in the Collector's set.
func (r *reading) limit(l limit) float64 {
	if l == unlimited {
		return sets[r.of.set].unlimited
	}
	return float64(l)
}

// parseFile has parse make something of the file.
func parseFile(read func(path string) ([]byte, error), path string, parse func(text []byte) error) error {
	text, err := read(path)
	if err != nil {
		return err
	}
	if err := parse(text); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
