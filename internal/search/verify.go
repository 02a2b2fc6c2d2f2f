package search

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// manifest says what the index consisted of when it was last written: the
// segments, which never change once written, with size and checksum. bleve
// itself does not notice flipped bytes in them.
type manifest struct {
	Schema   string          `json:"schema"`
	Segments map[string]part `json:"segments"`
}

type part struct {
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc"`
}

const manifestName = "manifest.json"

func store(dir string) string { return filepath.Join(dir, "store") }

// writeManifest notes segments that are complete, by their names; only those
// that are new are read. A segment that is not named is verified by the checksum
// at its end.
func writeManifest(dir string, complete []string) error {
	old, _ := readManifest(dir)
	m := manifest{Schema: Schema, Segments: map[string]part{}}
	for _, name := range complete {
		if p, known := old.Segments[name]; known {
			m.Segments[name] = p
			continue
		}
		// A segment may be merged away at any moment; then it is not needed.
		if p, err := checksum(filepath.Join(store(dir), name)); err == nil {
			m.Segments[name] = p
		}
	}
	if old.Schema == m.Schema && maps.Equal(old.Segments, m.Segments) {
		return nil
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	// Without fsync: should the new manifest be lost, what it does not name is
	// verified by the segment's own checksum.
	path := filepath.Join(dir, manifestName)
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		return fmt.Errorf("index manifest: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("index manifest: %w", err)
	}
	return nil
}

func readManifest(dir string) (manifest, error) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	return m, err
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(path string) (part, error) {
	f, err := os.Open(path)
	if err != nil {
		return part{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.CopyBuffer(h, onlyReader{f}, make([]byte, 1<<18))
	return part{n, h.Sum32()}, err
}

// onlyReader hides the file's other methods, so that the buffer is used.
type onlyReader struct{ io.Reader }

// Verify checks, without opening the index for writing, that the files of the
// index are what was written: the root file's structure, and each segment that
// it names by the manifest or, where the manifest is older than the segment, by
// the checksum at the segment's end.
func Verify(dir string) error {
	m, err := readManifest(dir)
	if err != nil {
		return fmt.Errorf("%w: its manifest cannot be read", ErrDamaged)
	}
	if m.Schema != Schema {
		return fmt.Errorf("%w: it has the schema %q of another version", ErrDamaged, m.Schema)
	}
	names, err := rootSegments(filepath.Join(store(dir), "root.bolt"))
	if err != nil {
		return err
	}
	for _, name := range names {
		path := filepath.Join(store(dir), filepath.Base(name))
		want, known := m.Segments[filepath.Base(name)]
		if !known {
			if err := ownChecksum(path); err != nil {
				return fmt.Errorf("%w: segment %s: %w", ErrDamaged, filepath.Base(name), err)
			}
			continue
		}
		if got, err := checksum(path); err != nil || got != want {
			return fmt.Errorf("%w: segment %s is not what was written", ErrDamaged, filepath.Base(name))
		}
	}
	return nil
}

// rootSegments reads scorch's root file and lists the segments of its
// snapshots.
func rootSegments(path string) (names []string, err error) {
	// A fault in the mapped file is a panic that can be caught, in this goroutine
	// only: so the file is read here, and not by bbolt's own check.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: root file: %v", ErrDamaged, p)
		}
	}()
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return nil, fmt.Errorf("%w: the root file is missing or empty", ErrDamaged)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: 500 * time.Millisecond})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, ErrInUse
	}
	if err != nil {
		return nil, fmt.Errorf("%w: root file: %w", ErrDamaged, err)
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return segmentsIn(b, &names) })
	})
	if err != nil {
		return nil, fmt.Errorf("%w: root file: %w", ErrDamaged, err)
	}
	return names, nil
}

// segmentsIn gathers the names of segment files in a bucket and those within.
func segmentsIn(b *bbolt.Bucket, names *[]string) error {
	return b.ForEach(func(k, v []byte) error {
		if v == nil {
			return segmentsIn(b.Bucket(k), names)
		}
		if strings.HasSuffix(string(v), ".zap") {
			*names = append(*names, string(v))
		}
		return nil
	})
}

// ownChecksum verifies a segment by the CRC-32 in its last four bytes.
func ownChecksum(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(data) < 4 {
		return errors.New("it is too short")
	}
	end := len(data) - 4
	if crc32.ChecksumIEEE(data[:end]) != binary.BigEndian.Uint32(data[end:]) {
		return errors.New("it fails its checksum")
	}
	return nil
}
