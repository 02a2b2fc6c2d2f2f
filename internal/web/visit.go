package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// visit is one request on its way to its answer.
type visit struct {
	*reader
	portal  *portal
	request *http.Request
	theme   *theme
	// view is the edition; nil for addresses that need none, or before the
	// first.
	view *publish.View
	// base is the portal's address, such as https://cases.example.eu.
	base  string
	query url.Values
	vars  map[string]string
}

var hostForm = regexp.MustCompile(`^[A-Za-z0-9.\-_\[\]:]{1,255}$`)

// begin starts a visit. It is never nil; the error says why it cannot go on.
func (p *portal) begin(r *http.Request, rt route) (*visit, error) {
	v := &visit{portal: p, request: r, theme: p.currentTheme(), base: p.base, vars: mux.Vars(r)}
	view, err := p.config.Publisher.Begin()
	if err == nil {
		v.view = view
	} else if rt.bare {
		err = nil
	}
	v.reader = p.newReader(v.language(), v.view)
	if err != nil {
		return v, err
	}
	if v.base == "" {
		if !hostForm.MatchString(r.Host) {
			return v, &failure{status: http.StatusBadRequest}
		}
		v.base = "http://" + r.Host
		if r.TLS != nil {
			v.base = "https://" + r.Host
		}
	}
	if r.URL.RawQuery != "" {
		v.query = known(r.URL.Query())
	}
	return v, nil
}

// Limits on what is taken from a query, and so on what stands in links.
const (
	maxValues = 20
	maxValue  = query.MaxLength + 1 // one more than is read, so that cutting is noticed
)

// sorts are the orders that lists can be asked for.
var sorts = []string{"newest", "title"}

// known keeps the parameters that mean something here. An order that does not
// exist is as good as none.
func known(all url.Values) url.Values {
	names := append(search.FieldNames(), "q", "page", "sort", "languages", "of", "from", "to", "id", "letter", "name", "semester")
	kept := url.Values{}
	for name, list := range all {
		if !slices.Contains(names, name) {
			continue
		}
		for _, s := range list[:min(len(list), maxValues)] {
			if name == "sort" && !slices.Contains(sorts, s) {
				continue
			}
			kept[name] = append(kept[name], clip(strings.ToValidUTF8(s, "�"), maxValue))
		}
	}
	return kept
}

// close lets go of the edition.
func (v *visit) close() {
	if v.view != nil {
		v.view.Close()
		v.view, v.reader.view = nil, nil
	}
}

// language is that of the address; where it names none, the best that the
// reader's browser asks for.
func (v *visit) language() lang.Tag {
	if t, ok := lang.Parse(v.vars["lang"]); ok {
		return t
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(v.request.URL.Path, "/"), "/")
	if t, ok := lang.Parse(strings.ToLower(first)); ok {
		return t
	}
	offered, fallback := lang.All(), lang.EN
	if v.view != nil {
		offered, fallback = v.view.Site().Tags(), v.view.Site().Default()
	}
	return lang.Negotiate(v.request.Header.Get("Accept-Language"), offered, fallback)
}

// kind returns the kind in the address, "" if there is none.
func (v *visit) kind() content.Kind { return content.Kind(v.vars["kind"]) }

// page returns the number of the page asked for, from 1.
func (v *visit) page() (int, error) {
	s := v.query.Get("page")
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, &failure{status: http.StatusBadRequest}
	}
	return n, nil
}

// key names the answer among those of an edition: the path with the parameters
// that make a difference.
func (v *visit) key(rt route) string {
	if len(v.query) == 0 {
		return v.base + v.request.URL.Path
	}
	taken := url.Values{}
	for _, name := range rt.takes {
		if s := v.query.Get(name); s != "" {
			taken.Set(name, s)
		}
	}
	return v.base + v.request.URL.Path + "?" + taken.Encode()
}

// stamp says what an answer is made of: an edition, a theme, a program, and the
// day, since pages say what is past.
func (v *visit) stamp() string {
	info := v.view.Info
	b := make([]byte, 0, 64)
	b = strconv.AppendUint(b, info.Number, 36)
	b = append(b, '.')
	b = strconv.AppendInt(b, info.Published.UnixMilli(), 36)
	b = append(b, '.')
	b = append(b, v.theme.hash...)
	b = append(b, '.')
	b = append(b, v.portal.config.Version...)
	b = append(b, '.')
	return string(strconv.AppendInt(b, time.Now().Unix()/86400, 36))
}

// moved redirects for ever to another path, with the same parameters.
func (v *visit) moved(path string) *answer {
	u := url.URL{Path: path, RawQuery: v.request.URL.RawQuery}
	return redirect(http.StatusMovedPermanently, u.String())
}

func pathURL(path string) *url.URL { return &url.URL{Path: path} }
