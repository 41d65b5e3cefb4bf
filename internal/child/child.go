// Package child starts processes: whatever starts one does so through it. A start
// that fails for something that passes is tried again.
package child

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// mostWaits bounds how often a start is tried again. Each wait is twice as long as
// the one before, from a millisecond on: four seconds in all.
const mostWaits = 12

// Start starts the command that create returns, and returns it. It asks for another
// one for each try, since none may be started twice.
func Start(ctx context.Context, create func() *exec.Cmd) (*exec.Cmd, error) {
	var cmd *exec.Cmd
	err := retry(func() error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		cmd = create()
		return cmd.Start()
	}, func(d time.Duration) {
		select {
		case <-time.After(d):
		case <-ctx.Done():
		}
	})
	return cmd, err
}

// retry starts until that succeeds, or fails for a reason that does not pass, or
// was tried often enough.
func retry(start func() error, wait func(time.Duration)) error {
	for waits := 0; ; waits++ {
		err := start()
		switch {
		case !passing(err):
			return err
		case waits < mostWaits:
			wait(time.Millisecond << waits)
		case errors.Is(err, syscall.EAGAIN):
			return fmt.Errorf("%w (%d attempts): too many processes: raise ulimit -u or the container's pids limit", err, waits+1)
		default:
			return fmt.Errorf("%w, %d times: another program has it open for writing", err, waits+1)
		}
	}
}

// passing tells of an error that goes away by itself. There may be too many
// processes for a moment. A program written a moment ago may be held open for
// writing by another child, which inherited it between its fork and its exec.
func passing(err error) bool {
	return errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.ETXTBSY)
}
