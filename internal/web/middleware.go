package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits on an address. A query that is too long is cut by the search itself,
// so that only what no person types is refused here.
const (
	maxPath    = 2 << 10
	maxAddress = 160 << 10
)

// guard stands before all addresses: it refuses addresses that are none,
// catches panics, and logs.
func (p *portal) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		out := &statusWriter{ResponseWriter: w}
		defer func() {
			if problem := recover(); problem != nil {
				if problem == http.ErrAbortHandler {
					panic(problem)
				}
				p.panicked(out, r, problem)
			}
			// Neither who asked nor what was searched for is logged.
			p.config.Log.Debug("request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", out.status), slog.Duration("took", time.Since(begin)))
		}()
		if status := addressProblem(r); status != 0 {
			p.handle(route{bare: true, serve: func(*visit) (*answer, error) {
				return nil, &failure{status: status}
			}})(out, r)
			return
		}
		next.ServeHTTP(out, r)
	})
}

// addressProblem returns the status with which an address is refused, or 0.
func addressProblem(r *http.Request) int {
	raw := strings.ToLower(r.URL.EscapedPath())
	switch path := r.URL.Path; {
	case len(path) > maxPath || len(r.URL.RawQuery) > maxAddress:
		return http.StatusRequestURITooLong
	case !strings.HasPrefix(path, "/"), !utf8.ValidString(path), strings.ContainsFunc(path, unicode.IsControl):
		return http.StatusBadRequest
	case strings.Contains(raw, "%2f"), strings.ContainsAny(path, `\`):
		return http.StatusNotFound
	}
	return 0
}

// panicked answers a request of which not even the error page could be made.
func (p *portal) panicked(w *statusWriter, r *http.Request, problem any) {
	id := newReference()
	p.config.Log.Error("a request failed", slog.String("reference", id), slog.String("path", r.URL.Path),
		slog.Any("panic", problem), slog.String("stack", string(debug.Stack())))
	if w.status != 0 {
		return // the answer has begun
	}
	p.send(w, r, plainAnswer(http.StatusInternalServerError, "500 · "+id))
}

// statusWriter remembers the status for the log.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController find the writer beneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// handle makes the handler of a route: method, edition, kept answer, page or
// failure, in this order.
func (p *portal) handle(rt route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := p.begin(r, rt)
		defer v.close()
		var a *answer
		switch {
		case !rt.allows(r.Method):
			a = p.answerFailure(v, &failure{status: http.StatusMethodNotAllowed, allow: rt.methods()})
		case err != nil:
			a = p.answerFailure(v, err)
		default:
			a = p.answer(v, rt)
		}
		// A slow line must not hold the edition.
		v.close()
		p.send(w, r, a)
	}
}

// answer serves a route, from what is kept if it can.
func (p *portal) answer(v *visit, rt route) *answer {
	if rt.bare {
		return p.fresh(v, rt)
	}
	stamp, key := v.stamp(), v.key(rt)
	if rt.keep {
		if a := p.cache.get(stamp, key); a != nil {
			return a
		}
	}
	a := p.fresh(v, rt)
	if a.status != http.StatusOK || a.cache != "" {
		return a
	}
	if a.tag == "" && !rt.live {
		a.tag = fingerprint(stamp, v.base, v.request.URL.Path, v.query.Encode())
	}
	if rt.keep {
		kept := *a
		if compressible(a.mediaType) {
			kept.body, kept.packed = nil, p.best.packed(a.body)
		}
		p.cache.put(stamp, key, &kept)
		return &kept
	}
	return a
}

// fresh serves a route anew. A panic is a failure like any other.
func (p *portal) fresh(v *visit, rt route) (a *answer) {
	defer func() {
		if problem := recover(); problem != nil {
			a = p.answerFailure(v, &failure{status: http.StatusInternalServerError,
				cause: fmt.Errorf("panic: %v\n%s", problem, debug.Stack())})
		}
	}()
	a, err := rt.serve(v)
	if err != nil {
		return p.answerFailure(v, err)
	}
	return a
}

func (rt route) allows(method string) bool {
	if rt.post {
		return method == http.MethodPost
	}
	return method == http.MethodGet || method == http.MethodHead
}

func (rt route) methods() string {
	if rt.post {
		return http.MethodPost
	}
	return "GET, HEAD"
}
