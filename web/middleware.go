package web

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// contentSecurityPolicy allows what the pages need from this origin and no more.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// recorder notes what was sent, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
	route  string // template of the route that answered
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// observe gives each request an id and the security headers, logs it by route
// template, and turns a panic into a 500. A panic's value may hold a client's
// words, so only the stack is logged.
func (h *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, id := time.Now(), rand.Text()
		rec := &recorder{ResponseWriter: w, route: "none"}
		setHeaders(w.Header(), id)
		defer func() {
			v := recover()
			sent := rec.status != 0
			if v != nil {
				h.Logger.Error("request panicked", "id", id, "route", rec.route, "stack", string(debug.Stack()))
				if !sent {
					h.fail(rec, r, errPanic)
				}
			}
			h.Logger.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelInfo, "request",
				slog.String("id", id), slog.String("method", knownMethod(r.Method)), slog.String("route", rec.route),
				slog.Int("status", rec.status), slog.Int64("ms", time.Since(start).Milliseconds()),
				slog.Int("bytes", rec.bytes), slog.String("from", shortAddress(r.RemoteAddr)))
			if v != nil && sent {
				panic(http.ErrAbortHandler) // half an answer is out: drop the connection
			}
		}()
		next.ServeHTTP(rec, r)
	})
}

func setHeaders(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Content-Security-Policy", contentSecurityPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
}

// guard refuses what no route should see, and sets the deadline.
func (h *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h.refuse(r); err != nil {
			h.fail(w, r, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), h.Deadline)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (h *server) refuse(r *http.Request) error {
	if h.Loopback && !loopbackHost(r.Host) {
		return fault(kindForbidden, "", "the Host is not a loopback name", "use http://127.0.0.1 or http://localhost, or start the server on another address")
	}
	if len(r.RequestURI) > maxURI {
		return fault(kindLongURI, "", "the address is longer than 8,000 bytes", "shorten it; a description belongs in the body of POST /api/v1/checklists")
	}
	if h.cross.Check(r) != nil {
		return fault(kindForbidden, "", "the request comes from another site", "send it from this site, or without a browser")
	}
	return nil
}

// loopbackHost says whether a Host header names this machine to itself.
func loopbackHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// knownMethod keeps a client's own words out of the log.
func knownMethod(m string) string {
	if slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}, m) {
		return m
	}
	return "other"
}

// shortAddress is the network of an address: /24, or /48 in IPv6.
func shortAddress(remote string) string {
	a, err := netip.ParseAddrPort(remote)
	if err != nil {
		return "unknown"
	}
	bits := 48
	if a.Addr().Unmap().Is4() {
		bits = 24
	}
	p, err := a.Addr().Unmap().WithZone("").Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return p.String()
}
