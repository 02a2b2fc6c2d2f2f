// Package library keeps the published edition in one bbolt file: the language
// versions, their links and history, files, findings, and what the source
// looked like when the edition was made.
//
// Everything in it is derived from the content and can be made anew. Each value
// carries a checksum that is verified when it is read; a value that fails it
// gives ErrDamaged, upon which the file is to be made anew. One transaction is
// one edition: a Reader sees the same edition until it is closed.
package library

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Format is the version of what is stored; a file of another format is made
// anew. Raise it whenever the meaning of a stored value changes, the checks or
// the rendering of content included.
const Format = "5"

var (
	// ErrDamaged says that the file, or a value in it, is not what was written.
	ErrDamaged = errors.New("the library file is damaged")
	// ErrInUse says that another process has the file open.
	ErrInUse = errors.New("the library file is in use by another process")
	// ErrNotFound says that there is nothing under a key.
	ErrNotFound = errors.New("not in the library")
)

var (
	metaBucket     = []byte("meta")
	filesBucket    = []byte("files")
	versionsBucket = []byte("versions")
	textsBucket    = []byte("texts")
	cardsBucket    = []byte("cards")
	linksBucket    = []byte("links")
	historyBucket  = []byte("history")
	findingsBucket = []byte("findings")
	assetsBucket   = []byte("assets")
	journalBucket  = []byte("journal")

	buckets = [][]byte{metaBucket, filesBucket, versionsBucket, textsBucket, cardsBucket, linksBucket,
		historyBucket, findingsBucket, assetsBucket, journalBucket}
)

// Library is an open library file. It is safe for use by many goroutines.
type Library struct {
	db *bbolt.DB
}

// Open opens the file, and makes it where it is missing. It waits at most half
// a second for another process to let go of it.
func Open(path string) (lib *Library, err error) {
	defer caught(&err)
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: 500 * time.Millisecond, FreelistType: bbolt.FreelistMapType,
		// The list of free pages is written: to find it anew, bbolt would walk the
		// file in a goroutine of its own, whose panic at damage nobody can catch.
		// Room to grow without moving the map, which would wait for readers.
		InitialMmapSize: 256 << 20,
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	case err != nil:
		return nil, fmt.Errorf("open library: %w", err)
	}
	lib = &Library{db: db}
	if err := lib.prepare(); err != nil {
		_ = db.Close()
		return nil, err
	}
	return lib, nil
}

// prepare makes the buckets, and empties a file of another format.
func (l *Library) prepare() error {
	fresh := false
	err := l.db.View(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			fresh = fresh || tx.Bucket(name) == nil
		}
		if !fresh {
			var format string
			err := get(tx, metaBucket, "format", &format)
			fresh = format != Format
			if err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
		}
		return nil
	})
	if err != nil || !fresh {
		return err
	}
	return l.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if tx.Bucket(name) != nil {
				if err := tx.DeleteBucket(name); err != nil {
					return err
				}
			}
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		return put(tx, metaBucket, "format", Format)
	})
}

// Hurry makes commits return before they are on disk, for a file that is being
// built and that nobody relies on before Sync.
func (l *Library) Hurry() { l.db.NoSync = true }

// Sync puts everything on disk and ends the hurry.
func (l *Library) Sync() error {
	l.db.NoSync = false
	return l.db.Sync()
}

// Close closes the file; it waits for open readers.
func (l *Library) Close() error { return l.db.Close() }

// Size returns the file's bytes on disk.
func (l *Library) Size() int64 {
	info, err := os.Stat(l.db.Path())
	if err != nil {
		return 0
	}
	return info.Size()
}

// caught turns the panic that bbolt, or a read of a file that became shorter,
// answers damage with into ErrDamaged.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, p)
	}
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealed puts a checksum of key and value before a value.
func sealed(key, value []byte) []byte {
	out := make([]byte, 4, 4+len(value))
	binary.BigEndian.PutUint32(out, crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value))
	return append(out, value...)
}

// opened verifies and removes the checksum.
func opened(key, stored []byte) ([]byte, error) {
	if len(stored) < 4 {
		return nil, fmt.Errorf("%w: %q is too short", ErrDamaged, key)
	}
	value := stored[4:]
	if binary.BigEndian.Uint32(stored) != crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value) {
		return nil, fmt.Errorf("%w: %q fails its checksum", ErrDamaged, key)
	}
	return value, nil
}

func put(tx *bbolt.Tx, bucket []byte, key string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("store %s %s: %w", bucket, key, err)
	}
	return guarded(func() error { return tx.Bucket(bucket).Put([]byte(key), sealed([]byte(key), data)) })
}

func get(tx *bbolt.Tx, bucket []byte, key string, v any) error {
	return guarded(func() error {
		stored := tx.Bucket(bucket).Get([]byte(key))
		if stored == nil {
			return ErrNotFound
		}
		return decode([]byte(key), stored, v)
	})
}

func decode(key, stored []byte, v any) error {
	data, err := opened(key, stored)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %q: %w", ErrDamaged, key, err)
	}
	return nil
}

// guarded runs a read so that damage in the mapped file is an error and not the
// end of the process.
func guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer caught(&err)
	return read()
}
