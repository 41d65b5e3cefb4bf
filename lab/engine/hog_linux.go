package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// burn starts to burn CPU time in the background.
func burn(kind, argument string) error {
	// Who burns must not keep the others from running.
	runtime.GOMAXPROCS(2*runtime.NumCPU() + 2)
	switch kind {
	case hogBursts:
		seed, err := strconv.ParseUint(argument, 10, 64)
		if err == nil {
			go burnInBursts(rand.New(rand.NewPCG(seed, 0)), runtime.NumCPU())
		}
		return err
	case hogPeriod:
		return onEveryCPU(burnHalf)
	case hogTold:
		pipe, err := os.OpenFile(argument, os.O_RDWR, 0) // for writing too, so that it never ends
		if err != nil {
			return err
		}
		t := &turnBurner{}
		t.changed.L = &t.mu
		go t.listen(pipe)
		return onEveryCPU(t.burn)
	}
	return fmt.Errorf("no hog of the kind %q", kind)
}

// burnFor computes for a time.
func burnFor(d time.Duration) {
	for until := time.Now().Add(d); time.Now().Before(until); {
	}
}

// The bounds and the mean of a burst and of the pause after it.
const (
	burstLeast, burstMost = 5 * time.Millisecond, 200 * time.Millisecond
	burstMean             = 50 * time.Millisecond
)

func drawBurst(coins *rand.Rand) time.Duration {
	return min(max(time.Duration(coins.ExpFloat64()*float64(burstMean)), burstLeast), burstMost)
}

// burnInBursts burns one to all CPUs for a time, and none for another one, again
// and again.
func burnInBursts(coins *rand.Rand, cpus int) {
	for {
		var burning sync.WaitGroup
		on := drawBurst(coins)
		for range 1 + coins.IntN(cpus) {
			burning.Go(func() { burnFor(on) })
		}
		burning.Wait()
		time.Sleep(drawBurst(coins))
	}
}

// period is that of a pair of turns, about.
const period = time.Millisecond

// burnHalf burns in the first half of every period.
func burnHalf() {
	for {
		burnFor(period / 2)
		// The sleep of the runtime is not finer than a millisecond.
		nap := unix.NsecToTimespec(int64(period / 2))
		for errors.Is(unix.Nanosleep(&nap, &nap), unix.EINTR) {
		}
	}
}

// onEveryCPU runs work for each CPU that this process may use, in a thread that
// stays there.
func onEveryCPU(work func()) error {
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(0, &allowed); err != nil {
		return fmt.Errorf("find the CPUs: %w", err)
	}
	failed := make(chan error)
	for cpu, found := 0, 0; found < allowed.Count(); cpu++ {
		if !allowed.IsSet(cpu) {
			continue
		}
		found++
		go func() {
			runtime.LockOSThread()
			var one unix.CPUSet
			one.Set(cpu)
			err := unix.SchedSetaffinity(0, &one)
			failed <- err
			if err == nil {
				work()
			}
		}()
		if err := <-failed; err != nil {
			return fmt.Errorf("stay on CPU %d: %w", cpu, err)
		}
	}
	return nil
}

// longestTurn bounds what is burnt in a turn whose end nobody tells of.
const longestTurn = 2 * time.Millisecond

// A turnBurner burns in every second turn.
type turnBurner struct {
	mu      sync.Mutex
	changed sync.Cond
	turns   atomic.Int64 // started so far
}

// listen counts the turns.
func (t *turnBurner) listen(pipe *os.File) {
	for buf := make([]byte, 64); ; {
		n, err := pipe.Read(buf)
		if err != nil {
			panic(err) // it is open for writing, too: it cannot end
		}
		t.mu.Lock()
		t.turns.Add(int64(n))
		t.mu.Unlock()
		t.changed.Broadcast()
	}
}

// burn burns in one turn until the next one starts, and leaves that alone.
func (t *turnBurner) burn() {
	seen := int64(0)
	for {
		t.mu.Lock()
		for t.turns.Load() == seen {
			t.changed.Wait()
		}
		seen = t.turns.Load()
		t.mu.Unlock()
		if seen%2 == 0 {
			continue
		}
		for until := time.Now().Add(longestTurn); t.turns.Load() == seen && time.Now().Before(until); {
		}
	}
}

// makePipe makes a named pipe.
func makePipe(path string) error {
	if err := unix.Mkfifo(path, 0o600); err != nil {
		return fmt.Errorf("make a pipe for a hog: %w", err)
	}
	return nil
}
