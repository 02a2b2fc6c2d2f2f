package web

import (
	"container/list"
	"sync"
)

// Bounds of what is kept in memory.
const (
	cacheBytes = 64 << 20 // pages, compressed
	textBytes  = 16 << 20 // words of documents
)

// lru keeps values up to a limit of bytes, the least used going first. It is not
// safe for use by several goroutines.
type lru[V any] struct {
	limit   int
	size    int
	entries map[string]*list.Element
	order   *list.List // most recently used first
}

type lruEntry[V any] struct {
	key   string
	value V
	size  int
}

func newLRU[V any](limit int) lru[V] {
	return lru[V]{limit: limit, entries: map[string]*list.Element{}, order: list.New()}
}

func (c *lru[V]) get(key string) (value V, ok bool) {
	e, ok := c.entries[key]
	if !ok {
		return value, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*lruEntry[V]).value, true
}

// put keeps a value of so many bytes; one that would take the place of very
// many is not kept.
func (c *lru[V]) put(key string, value V, size int) {
	size += 2*len(key) + 300 // with what the bookkeeping takes, about
	if _, ok := c.entries[key]; ok || size > c.limit/16 {
		return
	}
	c.entries[key] = c.order.PushFront(&lruEntry[V]{key, value, size})
	c.size += size
	for c.size > c.limit {
		last := c.order.Remove(c.order.Back()).(*lruEntry[V])
		delete(c.entries, last.key)
		c.size -= last.size
	}
}

func (c *lru[V]) clear() {
	clear(c.entries)
	c.order.Init()
	c.size = 0
}

// pageCache keeps pages of one edition, compressed.
type pageCache struct {
	mu sync.Mutex
	// stamp says what the kept pages were made of; with another one all go.
	stamp string
	pages lru[*answer]
}

func newPageCache(limit int) *pageCache { return &pageCache{pages: newLRU[*answer](limit)} }

// get returns the page kept under a key, or nil.
func (c *pageCache) get(stamp, key string) *answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stamp != stamp {
		return nil
	}
	a, _ := c.pages.get(key)
	return a
}

// put keeps a page.
func (c *pageCache) put(stamp, key string, a *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stamp != stamp {
		c.stamp = stamp
		c.pages.clear()
	}
	c.pages.put(key, a, len(a.packed))
}

// textCache keeps the words of versions by their blob ids, which name the same
// words in every edition.
type textCache struct {
	mu    sync.Mutex
	texts lru[string]
}

func newTextCache(limit int) *textCache { return &textCache{texts: newLRU[string](limit)} }

// get returns the words of a blob, and makes them if they are not kept.
func (c *textCache) get(blob string, words func() (string, error)) (string, error) {
	c.mu.Lock()
	text, ok := c.texts.get(blob)
	c.mu.Unlock()
	if ok {
		return text, nil
	}
	text, err := words()
	if err == nil {
		c.mu.Lock()
		c.texts.put(blob, text, len(text))
		c.mu.Unlock()
	}
	return text, err
}
