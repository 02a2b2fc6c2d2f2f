package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// route is one address of the portal and what answers it.
type route struct {
	path  string
	serve func(*visit) (*answer, error)
	// post tells that the address takes POST, and nothing else; all others take
	// GET and HEAD.
	post bool
	// bare addresses need no edition.
	bare bool
	// keep tells that the answer is kept for the time of an edition.
	keep bool
	// live answers may change within an edition, such as when the dictionary
	// becomes ready; they get no entity tag.
	live bool
	// takes names the parameters that make a difference.
	takes []string
}

// routes is the table of addresses. No two fit the same, so that those asked for
// most can stand first.
func (p *portal) routes() []route {
	return []route{
		{path: "/{lang}/{kind}/{slug}", serve: document, keep: true},
		{path: "/{lang}/{kind}", serve: listing, keep: true, takes: []string{"page", "sort"}},
		{path: "/{lang}/search", serve: searchPage, live: true},
		{path: "/{lang}/", serve: home, keep: true},
		{path: "/assets/{hash:[0-9a-f]+}/{name}", serve: themeAsset, bare: true},
		{path: "/files/{kind}/{slug}/{name}", serve: file},
		{path: "/{lang}/regions", serve: regions, keep: true},
		{path: "/{lang}/regions/{nuts:[A-Z]{2}[0-9A-Z]*}", serve: region, keep: true},
		{path: "/{lang}/compare", serve: compare},
		{path: "/{lang}/timeline", serve: timeline, keep: true},
		{path: "/{lang}/partners", serve: partners, keep: true},
		{path: "/{lang}/themes", serve: themesPage, keep: true},
		{path: "/{lang}/themes/{term}", serve: themePage, keep: true},
		{path: "/{lang}/concepts", serve: conceptsPage, keep: true, takes: []string{"letter"}},
		{path: "/{lang}/concepts/{term}", serve: conceptView, keep: true},
		{path: "/{lang}/chain", serve: wholeChain, keep: true},
		{path: "/{lang}/chain/matrix", serve: learning, keep: true},
		{path: "/{lang}/chain/gaps", serve: gaps, keep: true},
		{path: "/{lang}/chain/example", serve: example, keep: true},
		{path: "/{lang}/status", serve: status, keep: true, takes: []string{"page"}},
		{path: "/{lang}/{kind}/{slug}/history", serve: history, keep: true},
		{path: "/{lang}/{kind}/{slug}/beside", serve: beside, keep: true},
		{path: "/{lang}/{kind}/{slug}/citation.{form}", serve: citationFile},
		{path: "/{lang}/{kind}/{slug}/card.png", serve: documentPicture, keep: true},
		{path: "/{lang}/{kind}/{slug}/qr.svg", serve: qrImage, keep: true},
		{path: "/{lang}/{kind}/{slug}/changes", serve: changes, keep: true, takes: []string{"of", "from", "to"}},
		{path: "/{lang}/card.png", serve: sitePicture, keep: true},
		{path: "/{lang}/feed.atom", serve: feed, keep: true},
		{path: "/{lang}/pack", serve: pack},
		{path: "/{lang}/reviews/{slug}/cases", serve: desk, live: true},
		{path: "/{lang}/dashboard", serve: dashboard, keep: true},
		{path: "/{lang}/report", serve: report, keep: true, takes: []string{"semester"}},
		{path: "/{lang}/exports", serve: exports, keep: true, takes: []string{"page"}},
		{path: "/{lang}/{kind}/{slug}/form", serve: form, keep: true},
		{path: "/exports/{name}", serve: documentsFile, keep: true},
		{path: "/exports/{lang}/pack.html", serve: packFile},
		{path: "/exports/{lang}/report-{number:[0-9]{1,3}}.{ending:csv|xlsx}", serve: reportFile, keep: true},
		{path: "/exports/{lang}/{kind}/{slug}.{ending:[a-z]+}", serve: formFile, keep: true},
		{path: "/{lang}/{kind}/feed.atom", serve: feed, keep: true},
		{path: "/{lang}/search/feed.atom", serve: searchFeed, live: true},
		{path: "/{lang}/opensearch.xml", serve: openSearch, keep: true},

		{path: "/api/v1/search", serve: apiSearch, live: true},
		{path: "/api/v1/suggest", serve: apiSuggest},
		{path: "/api/v1/openapi.json", serve: apiDescription, bare: true},

		{path: "/", serve: start},
		{path: "/healthz", serve: alive, bare: true},
		{path: "/readyz", serve: ready},
		{path: "/robots.txt", serve: robots, bare: true},
		{path: "/sitemap.xml", serve: sitemap, keep: true},
		{path: "/concepts", serve: conceptAddress},
		{path: "/concepts/{term}", serve: conceptAddress},
		{path: "/concepts.ttl", serve: thesaurusFile, keep: true},
		{path: "/hooks/publish", serve: hook, post: true, bare: true},
	}
}

// variables are the patterns of what stands in braces in the table.
func variables() *strings.Replacer {
	var tags, kinds []string
	for _, t := range lang.All() {
		tags = append(tags, string(t))
	}
	for _, k := range content.Kinds() {
		kinds = append(kinds, string(k))
	}
	return strings.NewReplacer(
		"{lang}", "{lang:"+strings.Join(tags, "|")+"}",
		"{kind}", "{kind:"+strings.Join(kinds, "|")+"}",
		"{slug}", "{slug:[a-z0-9-]+}",
		"{term}", "{term:[a-z0-9-]+}",
		"{name}", "{name:[^/]+}",
		"{form}", "{form:bib|json}",
	)
}

// router makes the handler of all addresses.
func (p *portal) router() http.Handler {
	m := mux.NewRouter().SkipClean(true)
	patterns := variables()
	for _, rt := range p.routes() {
		m.Path(patterns.Replace(rt.path)).Handler(p.handle(rt))
	}
	// Whatever fits no address may be another spelling of one.
	exists := func(path string) bool {
		clone := &http.Request{Method: http.MethodGet, URL: pathURL(path), Host: "localhost"}
		var match mux.RouteMatch
		return m.Match(clone, &match) && match.MatchErr == nil
	}
	m.NotFoundHandler = p.handle(route{bare: true, serve: func(v *visit) (*answer, error) {
		if better := canonicalPath(v.request.URL.Path); better != v.request.URL.Path && exists(better) {
			return v.moved(better), nil
		}
		return nil, notFound()
	}})
	return p.guard(m)
}

// canonicalPath is the one spelling of a path: no doubled slash and none at the
// end, small letters but for region codes.
func canonicalPath(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	for i, s := range parts {
		if i == 2 && parts[1] == "regions" {
			parts[i] = strings.ToUpper(s)
			continue
		}
		if i == 3 && parts[0] == "files" || i == 2 && parts[0] == "assets" {
			continue // file names keep their letters
		}
		parts[i] = strings.ToLower(s)
	}
	path = "/" + strings.Join(parts, "/")
	if len(parts) == 1 && slices.Contains(lang.All(), lang.Tag(parts[0])) {
		path += "/"
	}
	return path
}
