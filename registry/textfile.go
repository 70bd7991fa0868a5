package registry

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"plainmetrics/expfmt"
)

// WriteToTextfile writes the page of g to a file, for the textfile collector
// of node_exporter: in the text format, with quotes around names outside the
// legacy alphabet. A reader sees the old page or the new one, whole, even if
// the program or the machine stops in between: WriteToTextfile writes a
// temporary file beside the other, syncs it to the disk, and renames it. The
// file has mode 0644, where files have modes: on Windows, the directory says
// who may read.
//
// If a Collector fails, WriteToTextfile leaves the file unchanged and
// returns the error.
func WriteToTextfile(filename string, g Gatherer) error {
	page := expfmt.NewPage(expfmt.Text{Scheme: expfmt.NoEscaping}, nil)
	if err := Checked(g).Encode(context.Background(), page); err != nil {
		return err
	}
	if err := replaceFile(filename, page.End()); err != nil {
		return fmt.Errorf("registry: text file: %w", err)
	}
	return nil
}

// replaceFile replaces a file in one step.
func replaceFile(filename string, content []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(filename), filepath.Base(filename)+".tmp-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Chmod(0o644)
	}
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp.Name(), filename)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(filename))
}

// syncDir makes a new name in a directory durable, on systems that can sync
// a directory.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}
