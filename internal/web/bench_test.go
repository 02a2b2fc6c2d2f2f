package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ai4citizens/casebook/internal/contenttest"
)

// serve asks for a page again and again, as a browser does.
func serve(b *testing.B, h http.Handler, target string) {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	bytes := 0
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatalf("status %d", w.Code)
		}
		bytes = w.Body.Len()
	}
	b.ReportMetric(float64(bytes), "bytes")
}

// BenchmarkWarmDocument is a page that has been asked for before;
// BenchmarkBytes a handler that does nothing but send the same bytes.
func BenchmarkWarmDocument(b *testing.B) {
	serve(b, realPortal(b), "/fi/practices/helsinki-ai-register")
}

func BenchmarkBytes(b *testing.B) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/fi/practices/helsinki-ai-register", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	realPortal(b).ServeHTTP(w, r)
	body := w.Body.Bytes()
	serve(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", htmlType)
		_, _ = w.Write(body)
	}), "/fi/practices/helsinki-ai-register")
}

// BenchmarkColdDocument renders the page anew each time.
func BenchmarkColdDocument(b *testing.B) {
	h := realPortal(b).(*portal)
	h.cache = newPageCache(0)
	serve(b, h, "/fi/practices/helsinki-ai-register")
}

func BenchmarkSearch(b *testing.B) {
	b.Run("real", func(b *testing.B) { serve(b, realPortal(b), "/en/search?q=chatbot") })
	b.Run("10000", func(b *testing.B) {
		if testing.Short() {
			b.Skip("builds 10,000 versions")
		}
		tree, err := contenttest.New(b.TempDir(), knowledge, 5000)
		if err != nil {
			b.Fatal(err)
		}
		h := newPortal(b, openPublisher(b, tree.Dir))
		for name, target := range map[string]string{
			"words": "/en/search?q=city+register", "browse": "/en/search", "list": "/en/practices?page=2", "own": "/en/search?q=city&languages=own",
		} {
			b.Run(name, func(b *testing.B) { serve(b, h, target) })
		}
	})
}
