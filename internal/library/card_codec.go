package library

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// Cards are stored in a form of our own, since all of them are read at every
// start and JSON takes ten times as long: strings and lists with their length
// before them, times in seconds.

var errCard = errors.New("not a card")

// encodeCard writes a card.
func encodeCard(c *Card) []byte {
	e := cardEncoder(make([]byte, 0, 512))
	e.text(c.ID)
	e.text(string(c.Kind))
	e.text(string(c.Original))
	e.number(uint64(len(c.Texts)))
	for _, t := range slices.Sorted(maps.Keys(c.Texts)) {
		x := c.Texts[t]
		for _, s := range []string{string(t), x.Title, x.Summary, x.Blob, x.Follows, x.By} {
			e.text(s)
		}
		e.number(uint64(x.Words))
	}
	e.number(uint64(len(c.Terms)))
	for _, scheme := range slices.Sorted(maps.Keys(c.Terms)) {
		e.text(scheme)
		e.list(c.Terms[scheme])
	}
	e.text(c.Organisation)
	e.text(c.City)
	e.text(c.Date.String())
	e.text(c.End.String())
	e.time(c.Added)
	e.time(c.Updated)
	e.list(c.Aliases)
	e.list(c.Supersedes)
	e.number(uint64(max(c.Partner, 0)))
	if c.Example {
		e.number(1)
	} else {
		e.number(0)
	}
	e.list(c.Parts)
	e.number(uint64(len(c.Subjects)))
	for _, s := range c.Subjects {
		e.text(s.Concept)
		e.number(uint64(s.Strength))
	}
	e.number(uint64(len(c.Items)))
	for _, x := range c.Items {
		e.text(x.List)
		e.text(x.ID)
		e.text(x.State)
	}
	return e
}

type cardEncoder []byte

func (e *cardEncoder) number(n uint64) { *e = binary.AppendUvarint(*e, n) }

func (e *cardEncoder) text(s string) {
	e.number(uint64(len(s)))
	*e = append(*e, s...)
}

func (e *cardEncoder) list(list []string) {
	e.number(uint64(len(list)))
	for _, s := range list {
		e.text(s)
	}
}

func (e *cardEncoder) time(t time.Time) {
	if t.IsZero() {
		e.number(0)
		return
	}
	e.number(uint64(max(t.Unix(), 1)))
}

// decodeCard reads what encodeCard wrote.
func decodeCard(data []byte) (*Card, error) {
	d := &cardDecoder{rest: string(data)}
	c := &Card{ID: d.text(), Kind: content.Kind(d.text()), Original: lang.Tag(d.text())}
	n := d.count()
	c.Texts = make(map[lang.Tag]CardText, n)
	for range n {
		t := lang.Tag(d.text())
		c.Texts[t] = CardText{Title: d.text(), Summary: d.text(), Blob: d.text(), Follows: d.text(), By: d.text(), Words: int(d.number())}
	}
	n = d.count()
	c.Terms = make(map[string][]string, n)
	for range n {
		scheme := d.text()
		c.Terms[scheme] = d.list()
	}
	c.Organisation, c.City, c.Date, c.End = d.text(), d.text(), d.date(), d.date()
	c.Added, c.Updated = d.time(), d.time()
	c.Aliases, c.Supersedes = d.list(), d.list()
	c.Partner, c.Example = int(d.number()), d.number() == 1
	c.Parts = d.list()
	if n = d.count(); n > 0 {
		c.Subjects = make([]Subject, 0, n)
	}
	for range n {
		c.Subjects = append(c.Subjects, Subject{Concept: d.text(), Strength: int(d.number())})
	}
	for range d.count() {
		c.Items = append(c.Items, content.Item{List: d.text(), ID: d.text(), State: d.text()})
	}
	if d.bad || d.rest != "" {
		return nil, errCard
	}
	return c, nil
}

// cardDecoder reads from one string, which all texts of the card share.
type cardDecoder struct {
	rest string
	bad  bool
}

func (d *cardDecoder) number() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		b := d.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.bad, d.rest = true, ""
	return 0
}

// count reads a length, which cannot be larger than what is left.
func (d *cardDecoder) count() int {
	n := d.number()
	if n > uint64(len(d.rest)) {
		d.bad, d.rest = true, ""
		return 0
	}
	return int(n)
}

func (d *cardDecoder) text() string {
	n := d.count()
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *cardDecoder) list() []string {
	n := d.count()
	if n == 0 {
		return nil
	}
	list := make([]string, 0, n)
	for range n {
		list = append(list, d.text())
	}
	return list
}

func (d *cardDecoder) date() content.Date {
	s := d.text()
	if s == "" {
		return content.Date{}
	}
	date, err := content.ParseDate(s)
	d.bad = d.bad || err != nil
	return date
}

func (d *cardDecoder) time() time.Time {
	n := d.number()
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(n), 0).UTC()
}
