package publish

import "fmt"

// What must be free on the disk before something is written: bleve does not
// come back to its senses after a write that failed, so none is begun that is
// likely to.
const (
	spaceForUpdate = 32 << 20
	spaceForBuild  = 96 << 20
)

// DiskFullError says that there is too little room to publish.
type DiskFullError struct {
	Dir        string
	Free, Need uint64
}

func (e *DiskFullError) Error() string {
	return fmt.Sprintf("the disk with the data folder %s is full: %d MB are free, %d MB are needed", e.Dir, e.Free>>20, e.Need>>20)
}

func requireSpace(dir string, need uint64) error {
	if free, known := freeSpace(dir); known && free < need {
		return &DiskFullError{dir, free, need}
	}
	return nil
}
