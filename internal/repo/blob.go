package repo

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
)

// The two object formats that Git has.
const (
	formatSHA1   = "sha1"
	formatSHA256 = "sha256"
)

// BlobID returns the id, in hexadecimal, that Git gives to a file with this
// content in a repository of the object format "sha1" or "sha256".
func BlobID(format string, data []byte) string {
	h := blobHash(format, int64(len(data)))
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// blobHash returns a hash that has been fed what Git puts before the content.
// The use of SHA-1 is Git's choice; nothing here relies on its strength.
func blobHash(format string, size int64) hash.Hash {
	h := sha1.New()
	if format == formatSHA256 {
		h = sha256.New()
	}
	h.Write([]byte("blob " + strconv.FormatInt(size, 10) + "\x00"))
	return h
}

// isHash says whether text is a complete object id of the format, the way Git
// prints it. Nothing else of the caller's is handed to Git as a revision.
func isHash(format, text string) bool {
	length := 2 * sha1.Size
	if format == formatSHA256 {
		length = 2 * sha256.Size
	}
	return len(text) == length && isHex(text)
}

func isHex(text string) bool {
	for _, r := range text {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return true
}
