package proccollect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// Sizes of files in bytes. The kernel says 0 for the size of every file of
// /proc, so a scrape does not ask. The largest file that is read whole has
// 4 KiB today.
const (
	usualFile   = 8 << 10
	largestFile = 64 << 10
)

// A reading is the result of one scrape, and the memory for the next.
type reading struct {
	collector *Collector
	buf       []byte       // for the text of the file that is being read
	netstat   *openNetstat // nil until the first scrape of this process

	pid       int
	process   string   // the directory of the process
	namespace string   // the link to the network namespace of the process
	paths     []string // of the sources; elsewhere than in /proc, their names

	found        source              // the sources that could be read
	values       [valueCount]float64 // valid if their sources are found
	startSeconds float64             // of the process, after boot
	ownStart     float64             // macOS: of this process, 0 until known
}

// setProcess prepares the paths for another process.
func (r *reading) setProcess(pid int) {
	root, number := r.collector.root+"/", strconv.Itoa(pid)
	r.pid = pid
	r.process = root + number
	r.namespace = r.process + "/ns/net"
	r.paths = r.paths[:0]
	for _, s := range r.collector.sources {
		path := s.source.name()
		if r.collector.system == linux {
			path = root + strings.Replace(path, "PID", number, 1)
		}
		r.paths = append(r.paths, path)
	}
}

// procSources read /proc of Linux.
var procSources = []sourceReader{
	{fromStat, (*reading).readStat},
	{fromBootTime, (*reading).readBootTime},
	{fromFD, (*reading).readFD},
	{fromLimits, (*reading).readLimits},
	{fromNetstat, (*reading).readNetstat},
}

// read reads the sources that the set of families needs.
func (r *reading) read(ctx context.Context) error {
	r.found = 0
	var found source
	var errs []error
	for i := range r.collector.sources {
		s := &r.collector.sources[i]
		if r.collector.needs&s.source == 0 {
			continue
		}
		if ctx.Err() != nil {
			return wrap("proccollect: gave up before "+s.source.name()+" was read", context.Cause(ctx))
		}
		err := s.read(r, r.paths[i])
		if err == nil {
			found |= s.source
			continue
		}
		if gone := r.gone(err); gone != nil {
			return wrap("proccollect: process "+strconv.Itoa(r.pid)+" is gone", gone)
		}
		errs = append(errs, wrap("proccollect", err))
	}
	r.found = found
	return errors.Join(errs...)
}

// gone returns an error if the process has ended, given the error of a
// source. Only a scrape that fails pays for the question.
func (r *reading) gone(err error) error {
	if errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if r.collector.system != linux {
		return nil // the sources of the others say so themselves
	}
	if _, err := os.Stat(r.process); errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// readStat fails for a zombie: the process has ended, and keeps its number
// until its parent asks how the process ended, which may be never.
func (r *reading) readStat(path string) error {
	text, err := r.readFile(path)
	if err != nil {
		return err
	}
	stat, err := parseStat(text)
	if err != nil {
		return wrap(path, err)
	}
	if stat.isZombie {
		return wrap("it is a zombie", os.ErrProcessDone)
	}
	r.startSeconds = stat.startSeconds
	r.values[cpuTime] = stat.cpuSeconds
	r.values[residentBytes] = stat.residentBytes
	r.values[virtualBytes] = stat.virtualBytes
	return nil
}

// readBootTime reads the boot time again when the clock was set: the kernel
// makes the boot time anew from the clock at each read. A machine without a
// battery for its clock boots in 1970, and its clock is set when there is a
// network. A read at each scrape would double the time of a scrape.
func (r *reading) readBootTime(path string) error {
	setting := r.collector.clock() // before the read, so that no setting is missed
	boot := r.collector.bootTime.Load()
	if boot == nil || !boot.holds(setting) {
		line, err := r.readLine(path, bootTimeMark)
		if err != nil {
			return err
		}
		seconds, err := parseBootTime(line)
		if err != nil {
			return wrap(path, err)
		}
		boot = &bootTime{seconds, setting}
		r.collector.bootTime.Store(boot)
	}
	r.values[startTime] = float64(boot.seconds) + r.startSeconds
	return nil
}

func (r *reading) readFD(path string) (err error) {
	r.values[openFiles], err = countOpenFiles(path, r.collector.isProc)
	return err
}

// readLimits asks the kernel for the limits of this process, which takes a
// thirtieth of the time of the file.
func (r *reading) readLimits(path string) error {
	var l limits
	var err error
	if r.collector.isOwn {
		l, err = ownLimits()
	} else {
		var text []byte
		if text, err = r.readFile(path); err == nil {
			if l, err = parseLimits(text); err != nil {
				err = wrap(path, err)
			}
		}
	}
	if err != nil {
		return err
	}
	r.setLimits(l)
	return nil
}

func (r *reading) setLimits(l limits) {
	r.values[maxOpenFiles] = r.limit(l.openFiles)
	r.values[maxVirtualBytes] = r.limit(l.addressSpace)
}

// limit returns the value of l in the Collector's set.
func (r *reading) limit(l limit) float64 {
	if r.collector.set == Legacy && l == noLimit[r.collector.system] {
		return -1
	}
	return float64(l)
}

func (r *reading) readNetstat(path string) error {
	read := (*reading).readFile
	if r.collector.isOwn {
		read = (*reading).readOwnNetstat
	}
	text, err := read(r, path)
	if err != nil {
		return err
	}
	n, err := parseNetstat(text)
	if err != nil {
		return wrap(path, err)
	}
	r.values[receivedBytes] = float64(n.receivedBytes)
	r.values[sentBytes] = float64(n.sentBytes)
	return nil
}

// readOwnNetstat is readFile for a file that stays open. Where the kernel
// has no namespaces the file does not stay open.
func (r *reading) readOwnNetstat(path string) ([]byte, error) {
	var buf [64]byte // net:[4026531833]
	n, err := readLink(r.namespace, buf[:])
	if err != nil {
		return r.readFile(path)
	}
	if r.netstat != nil && r.netstat.namespace != string(buf[:n]) {
		r.close()
	}
	if r.netstat == nil {
		if r.netstat, err = newOpenNetstat(path, string(buf[:n])); err != nil {
			return nil, err
		}
	}
	text, err := r.readAll(&r.netstat.file)
	if err != nil {
		r.close()
	}
	return text, err
}

// close closes the file that stays open between scrapes, if there is one.
func (r *reading) close() {
	if r.netstat != nil {
		r.netstat.close()
		r.netstat = nil
	}
}

// readFile returns the contents of a file, which are valid until the next
// file is read. It fails for files of 64 KiB and more.
func (r *reading) readFile(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	text, err := r.readAll(&f)
	f.close()
	return text, err
}

// readAll is readFile for an open file. The first read that leaves room is
// the last: a file of /proc that is read whole is a single record, and the
// kernel fills the room with as much of the record as fits.
func (r *reading) readAll(f *file) ([]byte, error) {
	buf := r.buf[:0]
	for len(buf) < largestFile {
		buf = slices.Grow(buf, 1)
		r.buf = buf
		room := buf[len(buf):min(cap(buf), largestFile)]
		n, err := f.read(room, len(buf))
		buf = buf[:len(buf)+n]
		if n < len(room) || err != nil {
			return buf, err
		}
	}
	return nil, tooLong(f.path, largestFile, "")
}

// tooLong returns the error for a file with too much text.
func tooLong(path string, size int, place string) error {
	return fmt.Errorf("%s: expected less than %d bytes%s, found more", path, size, place)
}

// readLine returns the text between mark and the end of its line; mark is a
// line feed and the start of a line. On a machine with many processors and
// interrupts the lines before have hundreds of kilobytes, so readLine keeps
// no line before the mark, and reads nothing behind the line.
func (r *reading) readLine(path, mark string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	line, err := r.findMarked(&f, mark)
	f.close()
	return line, err
}

// findMarked is readLine for an open file.
func (r *reading) findMarked(f *file, mark string) ([]byte, error) {
	window := append(r.buf[:0], '\n') // so that the first line has a mark, too
	for offset := 0; len(window) < cap(window); {
		n, err := f.read(window[len(window):cap(window)], offset)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, wrap(f.path, errors.New(noLine(mark[1:])))
		}
		line, unread, ok := cutMarked(window[:len(window)+n], mark)
		if ok {
			return line, nil
		}
		window = append(window[:0], unread...)
		offset += n
	}
	return nil, tooLong(f.path, cap(window), " after "+strconv.Quote(mark[1:]))
}

// cutMarked returns the line behind mark if text has the whole line, and
// otherwise the end of text that may be the start of mark and its line.
func cutMarked(text []byte, mark string) (line, unread []byte, ok bool) {
	i := bytes.Index(text, []byte(mark))
	if i < 0 {
		return nil, text[max(0, len(text)-len(mark)+1):], false
	}
	line, _, ok = bytes.Cut(text[i+len(mark):], []byte("\n"))
	return line, text[i:], ok
}
