package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

// Checked is what a check of all content found.
type Checked struct {
	Findings  []content.Diagnostic
	Documents int
	Versions  int
	Languages []lang.Tag
	Rules     *content.Rules
	// Cards are the documents, ordered by id.
	Cards []*library.Card
}

// Check checks everything that a source has, without a data folder, and
// publishes nothing.
func Check(ctx context.Context, s Source, name string) (*Checked, error) {
	snap, err := s.Update(ctx, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	defer snap.Close()
	c := sortOut(snap.Changed, nil)
	k := &checker{snap: snap, files: map[string]bool{}, out: &Checked{}}
	for _, f := range snap.Changed {
		k.files[f.Path] = true
	}
	if err := k.rules(ctx, c, name); err != nil {
		return nil, err
	}
	if err := k.documents(ctx, c); err != nil {
		return nil, err
	}
	if err := k.rest(ctx, c); err != nil {
		return nil, err
	}
	content.SortDiagnostics(k.out.Findings)
	k.out.Findings = slices.Compact(k.out.Findings)
	return k.out, nil
}

type checker struct {
	snap     *repo.Snapshot
	files    map[string]bool
	versions []*content.Version
	out      *Checked
}

func (k *checker) rules(ctx context.Context, c *change, name string) error {
	data := map[string][]byte{}
	for _, f := range c.rules {
		text, err := k.snap.Read(ctx, f.Path, content.MaxFileSize)
		if err != nil && !tooLarge(err) {
			return err
		}
		data[f.Path] = text
	}
	rules, findings, err := makeRules(data, name)
	if err != nil {
		return err
	}
	k.out.Rules = rules
	for _, list := range findings {
		k.out.Findings = append(k.out.Findings, list...)
	}
	return nil
}

func (k *checker) documents(ctx context.Context, c *change) error {
	languages := map[lang.Tag]bool{}
	for _, id := range c.documents() {
		list, err := parseAll(ctx, k.snap, c.versions[id], k.out.Rules)
		if err != nil {
			return err
		}
		candidates := map[lang.Tag]*content.Version{}
		for _, p := range list {
			k.out.Findings = append(k.out.Findings, p.findings...)
			if p.version != nil {
				candidates[p.version.Lang] = p.version
			}
		}
		a := assemble(id, candidates, nil, unread(list))
		for _, found := range a.findings {
			k.out.Findings = append(k.out.Findings, found...)
		}
		if card := library.NewCard(a.versions); card != nil {
			k.out.Cards = append(k.out.Cards, card)
		}
		for _, v := range a.versions {
			languages[v.Lang] = true
			k.versions = append(k.versions, stripped(v))
		}
	}
	k.out.Documents, k.out.Versions = len(k.out.Cards), len(k.versions)
	for _, t := range lang.All() {
		if languages[t] {
			k.out.Languages = append(k.out.Languages, t)
		}
	}
	return nil
}

func (k *checker) rest(ctx context.Context, c *change) error {
	cards := map[string]*library.Card{}
	owners, superseded := map[string][]string{}, map[string]string{}
	for _, card := range k.out.Cards {
		cards[card.ID] = card
		for _, a := range card.Aliases {
			owners[a] = append(owners[a], card.ID)
		}
		succeed(superseded, card)
	}
	w := &world{
		cards: func(id string) *library.Card { return cards[id] },
		ids: func(kind content.Kind) (list []string) {
			for _, card := range k.out.Cards {
				if card.Kind == kind {
					list = append(list, card.ID)
				}
			}
			return list
		},
		claims: owners, successors: superseded,
		hasFile: func(p string) bool { return k.files[p] },
	}
	for _, v := range k.versions {
		k.out.Findings = append(k.out.Findings, content.CheckLinks(v, w)...)
	}
	for _, d := range c.others {
		k.out.Findings = append(k.out.Findings, d)
	}
	for _, found := range skipFindings(k.snap.Skipped) {
		k.out.Findings = append(k.out.Findings, found...)
	}
	for _, f := range c.assets {
		data, err := k.snap.Read(ctx, f.Path, content.MaxAssetSize)
		switch {
		case tooLarge(err):
			k.out.Findings = append(k.out.Findings, sizeFinding(f, content.MaxAssetSize))
		case err != nil:
			return err
		default:
			k.out.Findings = append(k.out.Findings, content.CheckAsset(f.Path, data)...)
		}
	}
	return nil
}
