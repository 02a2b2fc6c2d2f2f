package web

import (
	"bytes"
	"compress/gzip"
	"hash/fnv"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// answer is what a request is answered with. It is made whole before the first
// byte is sent, so that no reader of a slow line holds an edition, and no error
// comes after half a page.
type answer struct {
	status    int
	mediaType string
	body      []byte
	// packed is the body compressed; a kept answer has this only, if it can be
	// compressed.
	packed []byte
	// tag is the entity tag without quotes; "" for an answer that has none.
	tag string
	// cache is the Cache-Control header; "" means no-cache.
	cache string
	// policy replaces the Content-Security-Policy of pages.
	policy string
	// location is where a redirection leads.
	location string
	// more are further headers.
	more map[string]string
}

// pagePolicy is the content security policy of every page. There is no nonce
// in it, and none is needed: nothing on a page is inline. A nonce would have to
// differ with every answer, and pages are kept and sent again.
const pagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// filePolicy is that of files that authors put beside their documents: they
// are shown, and can do nothing.
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// foreverCache is for addresses that hold a fingerprint of what they lead to.
const foreverCache = "public, max-age=31536000, immutable"

// fixedHeaders are those that every answer has.
func fixedHeaders(base string) http.Header {
	h := http.Header{}
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	if strings.HasPrefix(base, "https:") {
		h.Set("Strict-Transport-Security", hsts)
	}
	return h
}

const hsts = "max-age=31536000; includeSubDomains"

// send writes an answer: the one place where headers are set.
func (p *portal) send(w http.ResponseWriter, r *http.Request, a *answer) {
	h := w.Header()
	maps.Copy(h, p.fixed)
	if r.TLS != nil {
		h.Set("Strict-Transport-Security", hsts)
	}
	if a.policy != "" {
		h.Set("Content-Security-Policy", a.policy)
	}
	if a.cache != "" {
		h.Set("Cache-Control", a.cache)
	}
	if isAPI(r.URL.Path) {
		// What everybody may read without a password, pages of others may too.
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "Retry-After")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	for name, value := range a.more {
		if name == "Vary" {
			h.Add(name, value)
			continue
		}
		h.Set(name, value)
	}
	if a.tag != "" {
		h.Set("ETag", `W/"`+a.tag+`"`)
		if a.status == http.StatusOK && matches(r.Header.Get("If-None-Match"), a.tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if a.location != "" {
		h.Set("Location", a.location)
	}
	body := p.encoded(a, r, h)
	if a.mediaType != "" {
		h.Set("Content-Type", a.mediaType)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// encoded returns the body in the coding that the client takes.
func (p *portal) encoded(a *answer, r *http.Request, h http.Header) []byte {
	if !takesGzip(r.Header.Get("Accept-Encoding")) {
		if a.body == nil && a.packed != nil {
			return unpacked(a.packed)
		}
		return a.body
	}
	data := a.packed
	if data == nil && len(a.body) > 1000 && compressible(a.mediaType) {
		data = p.quick.packed(a.body)
	}
	if data == nil {
		return a.body
	}
	h.Set("Content-Encoding", "gzip")
	return data
}

// matches tells whether an If-None-Match header names the entity tag.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == "*" || part == `"`+tag+`"` {
			return true
		}
	}
	return false
}

// takesGzip reads an Accept-Encoding header.
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(part, ";")
		if coding = strings.TrimSpace(coding); coding != "gzip" && coding != "*" {
			continue
		}
		weight = strings.ReplaceAll(weight, " ", "")
		return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000"
	}
	return false
}

// compressible tells whether compressing pays for a media type.
func compressible(mediaType string) bool {
	kind, _, _ := strings.Cut(mediaType, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") ||
		strings.HasSuffix(kind, "+json") ||
		kind == "application/xml" || strings.HasPrefix(kind, "application/json") || strings.HasSuffix(kind, "javascript")
}

// How hard to compress what is kept, and what is sent only once.
const (
	bestPacking  = gzip.BestCompression
	quickPacking = 4
)

// packer compresses, and uses its compressors again: making one costs more than
// what it does for a page.
type packer struct {
	level int
	pool  sync.Pool
}

func (p *packer) packed(data []byte) []byte {
	w, ok := p.pool.Get().(*gzip.Writer)
	if !ok {
		var err error
		if w, err = gzip.NewWriterLevel(io.Discard, p.level); err != nil {
			return nil
		}
	}
	defer p.pool.Put(w)
	var out bytes.Buffer
	out.Grow(len(data)/4 + 64)
	w.Reset(&out)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// unpacked is the reverse, for the rare client that does not take gzip.
func unpacked(data []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return out
}

// fingerprint shortens texts that together determine an answer to a tag.
func fingerprint(parts ...string) string {
	h := fnv.New64a()
	for _, s := range parts {
		_, _ = io.WriteString(h, s)
		_, _ = h.Write([]byte{0})
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

const plainType = "text/plain; charset=utf-8"

// plainAnswer is an answer of a few words, for programs.
func plainAnswer(status int, words string) *answer {
	return &answer{status: status, mediaType: plainType, body: []byte(words + "\n"), cache: "no-store"}
}

// redirect leads to another address of the portal.
func redirect(status int, location string) *answer {
	return &answer{status: status, location: location}
}
