package web

import (
	"container/list"
	"sync"
)

// cacheBytes is how much the kept pages may take, compressed.
const cacheBytes = 64 << 20

// pageCache keeps pages of one edition, compressed, and pictures, the least used
// going first.
type pageCache struct {
	limit int

	mu sync.Mutex
	// stamp says what the kept pages were made of; with another one all go.
	stamp   string
	size    int
	entries map[string]*list.Element
	order   *list.List // most recently used first
}

type cacheEntry struct {
	key    string
	answer *answer
}

// size counts the entry's bytes with what the bookkeeping takes, about.
func (e *cacheEntry) size() int {
	return len(e.answer.packed) + len(e.answer.body) + 2*len(e.key) + 400
}

func newPageCache(limit int) *pageCache {
	return &pageCache{limit: limit, entries: map[string]*list.Element{}, order: list.New()}
}

// get returns the page kept under a key, or nil.
func (c *pageCache) get(stamp, key string) *answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok || c.stamp != stamp {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*cacheEntry).answer
}

// put keeps a page; one that would take the place of very many is not kept.
func (c *pageCache) put(stamp, key string, a *answer) {
	e := &cacheEntry{key, a}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stamp != stamp {
		c.stamp, c.size = stamp, 0
		clear(c.entries)
		c.order.Init()
	}
	if _, ok := c.entries[key]; ok || e.size() > c.limit/16 {
		return
	}
	c.entries[key] = c.order.PushFront(e)
	c.size += e.size()
	for c.size > c.limit {
		last := c.order.Remove(c.order.Back()).(*cacheEntry)
		delete(c.entries, last.key)
		c.size -= last.size()
	}
}
