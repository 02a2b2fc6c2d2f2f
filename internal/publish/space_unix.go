//go:build linux || darwin || freebsd

package publish

import "golang.org/x/sys/unix"

// freeSpace returns how many bytes can still be written in a folder; false where
// that cannot be known.
func freeSpace(dir string) (uint64, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
