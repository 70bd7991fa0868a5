package registry

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"plainmetrics/expfmt"
)

// WriteToTextfile writes the page of g to a file, in the text format with
// names outside the legacy alphabet between quotes, for the textfile
// collector of node_exporter. Whoever reads the file sees the old
// page or the new one, whole, even if the program or the machine stops in
// between: the page is written to a temporary file beside it, reaches the
// disk, and takes the other's name. The file has mode 0644.
//
// If something is missing from the page because a Collector failed, the
// file is left as it was, and the error says why.
func WriteToTextfile(filename string, g Gatherer) error {
	page := expfmt.NewPage(expfmt.Text{Scheme: expfmt.NoEscaping}, nil)
	if err := g.Encode(context.Background(), page); err != nil {
		return err
	}
	if err := replaceFile(filename, page.End()); err != nil {
		return fmt.Errorf("registry: text file: %w", err)
	}
	return nil
}

// replaceFile replaces a file, all at once.
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

// syncDir makes a new name in a directory last. Not all systems can sync a
// directory; on those the name is as safe as they make it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}
