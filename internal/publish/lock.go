package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// InUseError says that another process works with the data folder.
type InUseError struct {
	Dir    string
	Holder Holder
}

// Holder is what the process that has a data folder says of itself.
type Holder struct {
	PID     int       `json:"pid"`
	Doing   string    `json:"doing"`
	Started time.Time `json:"started"`
}

func (e *InUseError) Error() string {
	if e.Holder.PID == 0 {
		return fmt.Sprintf("the data folder %s is in use by another process; stop it, or choose another folder with --data", e.Dir)
	}
	return fmt.Sprintf("the data folder %s is in use by process %d (%s, since %s); stop it, or choose another folder with --data",
		e.Dir, e.Holder.PID, e.Holder.Doing, e.Holder.Started.Local().Format("2 January 15:04"))
}

// lock keeps other processes out of a data folder. bbolt's lock on a file of its
// own works alike on every system, and ends with the process, however that ends.
type lock struct {
	db *bbolt.DB
}

const holderName = "holder.json"

// takeLock waits at most half a second for the folder.
func takeLock(dir, doing string) (*lock, error) {
	path := filepath.Join(dir, "lock.db")
	options := &bbolt.Options{Timeout: 500 * time.Millisecond, NoSync: true}
	db, err := bbolt.Open(path, 0o600, options)
	if errors.Is(err, berrors.ErrTimeout) {
		e := &InUseError{Dir: dir}
		if data, err := os.ReadFile(filepath.Join(dir, holderName)); err == nil {
			_ = json.Unmarshal(data, &e.Holder)
		}
		return nil, e
	}
	if err != nil {
		// There is nothing in the file that could be lost.
		_ = os.Remove(path)
		if db, err = bbolt.Open(path, 0o600, options); err != nil {
			return nil, fmt.Errorf("lock the data folder: %w", err)
		}
	}
	data, err := json.Marshal(Holder{os.Getpid(), doing, time.Now()})
	if err == nil {
		// Only for people; that it cannot be written is no reason not to start.
		_ = os.WriteFile(filepath.Join(dir, holderName), data, 0o600)
	}
	return &lock{db}, nil
}

func (l *lock) release() { _ = l.db.Close() }
