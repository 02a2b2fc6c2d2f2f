package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

// changesPage tells word by word what became of one version of a document
// between two commits.
type changesPage struct {
	page
	Document value
	// Of is the version's language.
	Of cardLanguage
	// Commits are those that can be chosen, newest first.
	Commits []commitChoice
	// From and To are the two that are compared; nil where there is no earlier
	// one.
	From, To *commitChoice
	Passages []content.PassageChange
	// TooLong tells that the texts are not compared.
	TooLong bool
	Back    string
}

// commitChoice is a commit that left a text.
type commitChoice struct {
	commitRow
	Blob string
	// From and To tell that it is chosen as the one or the other.
	From, To bool
}

// changes compares two texts of a version. They are chosen by their blob ids
// among those that the version's history names; without a choice they are the
// last two.
func changes(v *visit) (*answer, error) {
	id := v.vars["kind"] + "/" + v.vars["slug"]
	card := v.view.Card(id)
	if card == nil {
		return v.aliased(id, "changes")
	}
	t := card.Best(v.Lang)
	if of := v.query.Get("of"); of != "" {
		var ok bool
		if t, ok = lang.Parse(of); !ok {
			return nil, &failure{status: http.StatusBadRequest}
		}
	}
	version, err := v.view.Version(id, t)
	if err != nil {
		return nil, err
	}
	doc := v.document(id)
	p := &changesPage{page: v.newPage(v.T("changes.title")), Document: doc, Of: cardLanguage{t, v.LangTitle(t)}}
	p.Title += " · " + doc.Text
	p.NoIndex = true
	p.Back = v.address(id, "history")
	p.Crumb = append(v.crumbs(string(card.Kind), v.KindNames(card.Kind)), crumb{doc.phrase, doc.Href},
		crumb{phrase{Text: v.T("history.title")}, p.Back})
	if err := p.choose(v, version); err != nil {
		return nil, err
	}
	if err := p.compare(v, version); err != nil {
		return nil, err
	}
	return v.html("changes", p)
}

// choose finds the two texts that are asked for.
func (p *changesPage) choose(v *visit, version *content.Version) error {
	commits, err := v.view.HistoryOf(version)
	if err != nil {
		return err
	}
	for _, c := range commits {
		if c.Blob != "" {
			p.Commits = append(p.Commits, commitChoice{commitRow: v.commit(c.Commit), Blob: c.Blob})
		}
	}
	from, to := v.query.Get("from"), v.query.Get("to")
	if len(p.Commits) == 0 && from+to == "" {
		return nil
	}
	toAt, fromAt := 0, 1
	if to != "" {
		toAt = p.find(to)
		fromAt = toAt + 1
	}
	if from != "" {
		fromAt = p.find(from)
	}
	if toAt < 0 || fromAt < 0 {
		return notFound()
	}
	p.To = &p.Commits[toAt]
	p.To.To = true
	if fromAt < len(p.Commits) {
		p.From = &p.Commits[fromAt]
		p.From.From = true
	}
	return nil
}

// find returns the place of the latest commit that left a text, -1 if none did.
func (p *changesPage) find(blob string) int {
	return slices.IndexFunc(p.Commits, func(c commitChoice) bool { return c.Blob == blob })
}

func (p *changesPage) compare(v *visit, version *content.Version) error {
	if p.From == nil || p.From.Blob == p.To.Blob {
		return nil
	}
	give, err := v.portal.working.take(v.request.Context())
	if err != nil {
		return err
	}
	defer give()
	var texts [2]string
	for i, blob := range []string{p.From.Blob, p.To.Blob} {
		data, err := v.view.Past(v.request.Context(), version, blob)
		var tooLarge *repo.TooLargeError
		if errors.As(err, &tooLarge) {
			p.TooLong = true
			return nil
		}
		if err != nil {
			return err
		}
		texts[i] = string(data)
	}
	p.Passages = content.PassageChanges(texts[0], texts[1])
	return nil
}

// changesAddress leads to what changed in a version between two texts.
func (r *reader) changesAddress(id string, of lang.Tag, from, to string) string {
	q := url.Values{"of": {string(of)}, "from": {from}, "to": {to}}
	return r.address(id, "changes") + "?" + q.Encode()
}

// sinceTranslated leads to what changed in the original since a translation
// followed it, "" where the history does not have both texts.
func (v *visit) sinceTranslated(card *library.Card, original *content.Version, t lang.Tag) (string, error) {
	from, to := card.Texts[t].Follows, original.Blob
	commits, err := v.view.HistoryOf(original)
	if err != nil {
		return "", err
	}
	for _, blob := range []string{from, to} {
		if !slices.ContainsFunc(commits, func(c library.Change) bool { return c.Blob == blob }) {
			return "", nil
		}
	}
	return v.changesAddress(card.ID, card.Original, from, to), nil
}

// aliased leads from an old address of a document to the page of that name at
// its new one.
func (v *visit) aliased(id, page string) (*answer, error) {
	if now := v.view.Alias(id); now != "" {
		return v.moved(v.address(now, page)), nil
	}
	return nil, notFound()
}
