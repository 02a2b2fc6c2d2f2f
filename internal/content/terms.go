package content

import (
	"reflect"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/markdown"
)

// Terms returns the controlled terms that the facts name, by scheme, each once
// and in order; NUTS codes stand under "nuts", and what a practice cost stands
// under "cost-band".
func Terms(f Facts) map[string][]string {
	terms := map[string][]string{}
	gatherTerms(reflect.ValueOf(f).Elem(), terms)
	if p, ok := f.(*Practice); ok && !p.Resources.Funding.IsZero() {
		terms["cost-band"] = []string{costBand(p.Resources.Funding)}
	}
	for scheme, list := range terms {
		slices.Sort(list)
		terms[scheme] = slices.Compact(list)
	}
	return terms
}

// costBand returns the term of the vocabulary cost-band that a sum falls under.
// Sums in other currencies are not converted: rates change, and the day of the
// sum is not known.
func costBand(m Money) string {
	switch euros := m.Cents / 100; {
	case m.Currency != "EUR":
		return "other-currency"
	case euros < 10_000:
		return "under-10k"
	case euros < 100_000:
		return "10k-to-100k"
	case euros < 1_000_000:
		return "100k-to-1m"
	}
	return "from-1m"
}

func gatherTerms(v reflect.Value, terms map[string][]string) {
	for _, f := range schemaOf(v.Type()) {
		value := v.FieldByIndex(f.index)
		scheme := ""
		switch {
		case len(f.schemes) > 0:
			scheme = f.schemes[0]
		case f.form == "nuts":
			scheme = "nuts"
		}
		switch {
		case scheme != "" && value.Kind() == reflect.String:
			if s := value.String(); s != "" {
				terms[scheme] = append(terms[scheme], s)
			}
		case scheme != "" && value.Kind() == reflect.Slice:
			for i := range value.Len() {
				terms[scheme] = append(terms[scheme], value.Index(i).String())
			}
		case value.Kind() == reflect.Struct:
			gatherTerms(value, terms)
		case value.Kind() == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
			for i := range value.Len() {
				gatherTerms(value.Index(i), terms)
			}
		}
	}
}

// Anchors lists the ids of the version's headings and of its facts' items.
func (v *Version) Anchors() []string {
	var list []string
	for _, s := range v.Sections {
		if s.ID != "" {
			list = append(list, s.ID)
		}
		for _, h := range s.Subheadings {
			list = append(list, h.ID)
		}
	}
	eachItem(reflect.ValueOf(v.Facts).Elem(), func(_ string, item reflect.Value) {
		list = append(list, item.FieldByName("ID").String())
	})
	return list
}

// Localised returns the facts of the original with the words of a translation
// in the place of its own, item by item; what is not translated stays in the
// original's language. Neither argument is changed.
func Localised(original, translation Facts) Facts {
	if translation == nil || reflect.TypeOf(original) != reflect.TypeOf(translation) {
		return original
	}
	out := reflect.New(reflect.TypeOf(original).Elem())
	out.Elem().Set(reflect.ValueOf(original).Elem())
	overlay(out.Elem(), reflect.ValueOf(translation).Elem())
	return out.Interface().(Facts)
}

func overlay(dst, src reflect.Value) {
	for _, f := range schemaOf(dst.Type()) {
		d, s := dst.FieldByIndex(f.index), src.FieldByIndex(f.index)
		switch {
		case f.key == "translates" || f.key == "by":
			d.Set(s)
		case f.text && !s.IsZero():
			d.Set(s)
		case f.words && d.Kind() == reflect.Slice && d.Type().Elem().Kind() == reflect.Struct:
			overlayItems(d, s)
		}
	}
}

func overlayItems(dst, src reflect.Value) {
	items := reflect.MakeSlice(dst.Type(), dst.Len(), dst.Len())
	reflect.Copy(items, dst)
	for i := range items.Len() {
		id := items.Index(i).FieldByName("ID").String()
		for j := range src.Len() {
			if src.Index(j).FieldByName("ID").String() == id {
				overlay(items.Index(i), src.Index(j))
			}
		}
	}
	dst.Set(items)
}

// PartWords returns the words of an item of the facts, such as a
// recommendation: its first text; "" if there is no such item.
func PartWords(f Facts, id string) string {
	words := ""
	eachItem(reflect.ValueOf(f).Elem(), func(_ string, item reflect.Value) {
		if item.FieldByName("ID").String() != id {
			return
		}
		for _, f := range schemaOf(item.Type()) {
			if f.text && words == "" {
				words = item.FieldByIndex(f.index).String()
			}
		}
	})
	return words
}

// Words lists what the facts say in words beside title, summary and keywords,
// such as claims, agenda points and recommendations, to be searched.
func Words(f Facts) []string {
	var list []string
	gatherWords(reflect.ValueOf(f).Elem(), &list, true)
	return list
}

func gatherWords(v reflect.Value, list *[]string, top bool) {
	for _, f := range schemaOf(v.Type()) {
		value := v.FieldByIndex(f.index)
		switch {
		case top && (f.key == "title" || f.key == "summary" || f.key == "keywords"):
		case f.text && value.Kind() == reflect.String && value.String() != "":
			*list = append(*list, value.String())
		case f.words && value.Kind() == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
			for i := range value.Len() {
				gatherWords(value.Index(i), list, false)
			}
		}
	}
}

// PlainText returns the words of the version's text without marks.
func (v *Version) PlainText() string {
	var b strings.Builder
	for _, s := range v.Sections {
		if s.Title != "" {
			b.WriteString(s.Title)
			b.WriteByte('\n')
		}
		if s.Text != "" {
			b.WriteString(s.Text)
		} else {
			b.WriteString(markdown.TextOf(s.HTML))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}
