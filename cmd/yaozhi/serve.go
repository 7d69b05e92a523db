package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"yaozhi/web"
)

// Timeouts of the server: long enough for a slow phone to send a description,
// short enough that a stalled client does not hold a connection.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 15 * time.Second
	writeTimeout    = 30 * time.Second
	idleTimeout     = time.Minute
	shutdownTimeout = 5 * time.Second
	maxHeader       = 16 << 10 // bytes
)

type serveCmd struct {
	corpusFlag
	Addr string `help:"Address to listen on." default:"127.0.0.1:8080" env:"YAOZHI_ADDR"`
}

func (serveCmd) Help() string {
	return `The server holds everything in memory, asks nothing of the network and stores nothing.
It binds to loopback unless --addr says otherwise. Interrupt it to stop.

Example:
  yaozhi serve --addr 127.0.0.1:9000`
}

func (cmd serveCmd) Run(s *streams) error {
	log := slog.New(slog.NewTextHandler(s.err, nil))
	host, _, err := net.SplitHostPort(cmd.Addr)
	if err != nil {
		return fmt.Errorf("serve: --addr %s: %w; write host:port, as in 127.0.0.1:8080", cmd.Addr, err)
	}
	listener, err := new(net.ListenConfig).Listen(s.ctx, "tcp", cmd.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer listener.Close()
	service, index, err := cmd.searchService()
	if err != nil {
		return err
	}
	defer index.Close()
	handler, err := web.New(web.Config{Logger: log, Now: time.Now, Loopback: isLoopback(host)}, service)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	log.Info("listening", "url", "http://"+listener.Addr().String(), "version", version, "corpus", service.Revision())
	return serveUntil(s.ctx, server, listener, log)
}

// serveUntil serves until ctx ends, then lets open requests finish.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener, log *slog.Logger) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: open requests were cut off: %w", err)
	}
	<-failed
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
