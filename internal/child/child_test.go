package child

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestRetry holds that what passes is tried again, with waits that end, and nothing
// else is.
func TestRetry(t *testing.T) {
	busy := &fs.PathError{Op: "fork/exec", Path: "/x", Err: syscall.ETXTBSY}
	full := &fs.PathError{Op: "fork/exec", Path: "/x", Err: syscall.EAGAIN}
	gone := &fs.PathError{Op: "fork/exec", Path: "/x", Err: syscall.ENOENT}
	for name, test := range map[string]struct {
		err    error
		fails  int // so many times
		starts int
		says   string // in the error; empty for success
	}{
		"at once":          {nil, 0, 1, ""},
		"busy for a while": {busy, 5, 6, ""},
		"full for a while": {full, 5, 6, ""},
		"busy for ever":    {busy, 1000, mostWaits + 1, "open for writing"},
		"full for ever":    {full, 1000, mostWaits + 1, "ulimit -u"},
		"not there":        {gone, 1000, 1, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			starts, waited, last := 0, time.Duration(0), time.Duration(0)
			err := retry(func() error {
				if starts++; starts <= test.fails {
					return test.err
				}
				return nil
			}, func(d time.Duration) {
				if d <= last {
					t.Errorf("waits for %v after %v", d, last)
				}
				waited, last = waited+d, d
			})
			if starts != test.starts || waited > 5*time.Second {
				t.Errorf("%d starts with waits of %v, want %d", starts, waited, test.starts)
			}
			if (err == nil) != (test.says == "") || err != nil && (!strings.Contains(err.Error(), test.says) || !errors.Is(err, test.err)) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

// TestStart holds that every try has a command of its own, and that an end of the
// context ends trying.
func TestStart(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd, err := Start(t.Context(), func() *exec.Cmd { return exec.Command(self, "-test.run=^$") })
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	if _, err := Start(ctx, func() *exec.Cmd { t.Error("created"); return exec.Command(self) }); !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
}
