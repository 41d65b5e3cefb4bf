package process

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
)

// orphanage is a program that starts many children and orphans at once: each
// child's end must be told to whoever waits for it, and none but orphans be
// taken. It ends when no child is left, zombies included.
func orphanage() {
	os.Exit(AmongOrphans(func() int {
		var all sync.WaitGroup
		failed := make(chan error, 200)
		for range 200 {
			all.Go(func() {
				// The shell ends before what it left, which then becomes ours.
				cmd := exec.Command("sh", "-c", "sh -c 'exit 3' & exit 0")
				cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
				if err := cmd.Run(); err != nil {
					failed <- err
				}
			})
		}
		all.Wait()
		for len(childrenOf(os.Getpid())) > 0 { // the orphans' ends are waited for meanwhile
			_ = syscall.Kill(os.Getpid(), syscall.SIGCHLD)
		}
		close(failed)
		for err := range failed {
			fmt.Println("a child's end is lost:", err)
			return 1
		}
		return 0
	}))
}

// TestOrphansAreReaped runs the program above.
func TestOrphansAreReaped(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "orphanage")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
