package web

import (
	"encoding/xml"
	"maps"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// maxSitemap is how many addresses the protocol allows in one file; beyond it
// the rest is found through the lists.
const maxSitemap = 50_000

type siteURLs struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc     string     `xml:"loc"`
	LastMod string     `xml:"lastmod,omitempty"`
	Links   []siteLink `xml:"xhtml:link"`
}

type siteLink struct {
	Rel      string `xml:"rel,attr"`
	HrefLang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// sitemap lists every version that really exists, with its other languages.
func sitemap(v *visit) (*answer, error) {
	s := &siteURLs{XHTML: "http://www.w3.org/1999/xhtml"}
	tags := v.view.Site().Tags()
	published := v.view.Info.Published.UTC().Format("2006-01-02")
	pages := []string{"", "regions", "partners", "themes", "chain", "chain/matrix", "chain/gaps", "timeline", "dashboard", "exports"}
	for _, k := range content.Kinds() {
		if k != content.Pages && len(v.view.Cards(k)) > 0 {
			pages = append(pages, string(k))
		}
	}
	if v.thesaurus() != nil {
		pages = append(pages, "concepts")
	}
	for _, id := range slices.Sorted(maps.Keys(v.view.ConceptCounts())) {
		pages = append(pages, "concepts/"+id)
	}
	for _, p := range pages {
		s.add(v.base, p, published, tags)
	}
	for _, c := range v.view.Cards("") {
		s.add(v.base, c.ID, c.Updated.UTC().Format("2006-01-02"), offered(c, tags))
	}
	s.URLs = s.URLs[:min(len(s.URLs), maxSitemap)]
	return xmlAnswer("application/xml; charset=utf-8", s)
}

// offered lists those of the site's languages that a document has.
func offered(c *library.Card, tags []lang.Tag) []lang.Tag {
	var list []lang.Tag
	for _, t := range tags {
		if c.Has(t) {
			list = append(list, t)
		}
	}
	return list
}

func (s *siteURLs) add(base, path, changed string, tags []lang.Tag) {
	var links []siteLink
	if len(tags) > 1 {
		for _, t := range tags {
			links = append(links, siteLink{"alternate", string(t), base + "/" + string(t) + "/" + path})
		}
	}
	for _, t := range tags {
		s.URLs = append(s.URLs, siteURL{base + "/" + string(t) + "/" + path, changed, links})
	}
}

// robots keeps search engines out of what is made for people only.
func robots(v *visit) (*answer, error) {
	var b strings.Builder
	b.WriteString("User-agent: *\nDisallow: " + apiPrefix + "\n")
	for _, t := range lang.All() {
		b.WriteString("Disallow: /" + string(t) + "/search\n")
		b.WriteString("Disallow: /" + string(t) + "/compare\n")
		b.WriteString("Disallow: /" + string(t) + "/status\n")
		b.WriteString("Disallow: /" + string(t) + "/pack\n")
	}
	b.WriteString("Disallow: /exports/\n")
	b.WriteString("Sitemap: " + v.base + "/sitemap.xml")
	a := plainAnswer(200, b.String())
	a.cache = "public, max-age=3600"
	return a, nil
}
