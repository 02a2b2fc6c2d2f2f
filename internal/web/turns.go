package web

import (
	"context"
	"time"

	"github.com/ai4citizens/casebook/internal/search"
)

// turns lets only so many do what is costly at the same time.
type turns chan struct{}

// take waits a little for a turn; search.ErrBusy says that there was none. The
// function gives it back.
func (t turns) take(ctx context.Context) (give func(), err error) {
	give = func() { <-t }
	select {
	case t <- struct{}{}:
		return give, nil
	default:
	}
	wait := time.NewTimer(searchWait)
	defer wait.Stop()
	select {
	case t <- struct{}{}:
		return give, nil
	case <-ctx.Done():
		return nil, search.ErrBusy
	case <-wait.C:
		return nil, search.ErrBusy
	}
}
