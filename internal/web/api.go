package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
)

// apiPrefix begins the addresses that are for programs.
const apiPrefix = "/api/"

func isAPI(path string) bool { return strings.HasPrefix(path, apiPrefix) }

//go:embed openapi.json
var openAPI []byte

// apiDescription describes the addresses for programs, in OpenAPI's terms.
func apiDescription(*visit) (*answer, error) {
	return &answer{status: http.StatusOK, mediaType: "application/json", body: openAPI, cache: "public, max-age=3600"}, nil
}

func jsonAnswer(mediaType string, data any) (*answer, error) {
	body, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: mediaType, body: append(body, '\n')}, nil
}

// apiParameters are those of one request, of which none that is wrong is
// overlooked.
type apiParameters struct {
	values url.Values
}

// apiParameters reads the parameters of the address and turns the visit to the
// language asked for; without one, it is the portal's own.
func (v *visit) apiParameters(names ...string) (*apiParameters, error) {
	values, err := url.ParseQuery(v.request.URL.RawQuery)
	if err != nil {
		return nil, wrongParameter("", "The part behind the question mark cannot be read: write spaces as + or %20, and other signs percent-encoded.")
	}
	for name := range values {
		if !slices.Contains(names, name) {
			return nil, wrongParameter(name, "There is no parameter of this name."+didYouMean(name, names)+" The parameters are "+strings.Join(names, ", ")+".")
		}
	}
	p := &apiParameters{values}
	t := v.view.Site().Default()
	if s := values.Get("lang"); s != "" {
		if t, err = p.language(s); err != nil {
			return nil, err
		}
	}
	v.reader = v.portal.newReader(t, v.view)
	return p, nil
}

func (p *apiParameters) language(s string) (lang.Tag, error) {
	if t, ok := lang.Parse(s); ok {
		return t, nil
	}
	return "", wrongParameter("lang", "The languages are "+listOf(lang.All())+".")
}

// number reads a whole number within limits.
func (p *apiParameters) number(name string, standard, most int) (int, error) {
	s := p.values.Get(name)
	if s == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, wrongParameter(name, fmt.Sprintf("It must be a whole number from 0 to %d.", most))
	}
	return n, nil
}

// oneOf makes sure that a parameter is left out or has one of a few values.
func (p *apiParameters) oneOf(name string, allowed ...string) error {
	if s := p.values.Get(name); s != "" && !slices.Contains(allowed, s) {
		return wrongParameter(name, "It is one of "+strings.Join(allowed, ", ")+"."+didYouMean(s, allowed))
	}
	return nil
}

// facets makes sure that there are all facet values asked for.
func (v *visit) checkFacets(p *apiParameters) error {
	for _, g := range search.Groups() {
		list := p.values[g.Name]
		if len(list) > maxValues {
			return wrongParameter(g.Name, fmt.Sprintf("There are too many values; at most %d can be chosen.", maxValues))
		}
		for _, id := range list {
			if id != "" && !v.facetKnown(g.Name, id) {
				return wrongParameter(g.Name, fmt.Sprintf("There is no value %q.", clip(strings.ToValidUTF8(id, "�"), 60))+v.facetHelp(g, id))
			}
		}
	}
	return nil
}

// facetHelp says which values a group has, as far as that can be said in a
// sentence.
func (v *visit) facetHelp(g search.Group, id string) string {
	var ids []string
	switch g.Name {
	case "kind":
		for _, k := range content.Kinds() {
			ids = append(ids, string(k))
		}
	case "language":
		for _, t := range lang.All() {
			ids = append(ids, string(t))
		}
	case "year":
		return " A year has four figures."
	case "organisation":
		return " An organisation is named by the id of its page, such as organisations/city."
	default:
		if scheme := v.view.Rules.Vocabularies.Scheme(g.Scheme); scheme != nil {
			for _, c := range scheme.Concepts {
				ids = append(ids, c.ID)
			}
		}
	}
	help := didYouMean(id, ids)
	if len(ids) <= 20 {
		help += " The values are " + strings.Join(ids, ", ") + "."
	}
	return help
}

// didYouMean offers what was probably meant.
func didYouMean(word string, candidates []string) string {
	if near := concept.Nearest(word, candidates); near != "" {
		return fmt.Sprintf(" Did you mean %q?", near)
	}
	return ""
}

func listOf[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = string(x)
	}
	return strings.Join(words, ", ")
}
