// Package taken has benchmarks that hold something which one process at a time can
// have.
package taken

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// at names a file that no other test has.
var at = os.Getenv("TAKEN_AT")

var sink int

func spin(n int) {
	for i := range n * 100 {
		sink += i
	}
}

// hold is the usual way: open, defer close. It is held long enough for the two sides
// to meet.
func hold(b *testing.B, open func() (func(), error)) {
	release, err := open()
	if err != nil {
		b.Fatal(err)
	}
	defer release()
	time.Sleep(50 * time.Millisecond)
	b.ResetTimer()
	spin(b.N)
	b.StopTimer()
}

func port() (func(), error) {
	l, err := net.Listen("tcp", os.Getenv("TAKEN_PORT"))
	if err != nil {
		return nil, err
	}
	return func() { l.Close() }, nil
}

func socket() (func(), error) {
	l, err := net.Listen("unix", at)
	if err != nil {
		return nil, err
	}
	return func() { l.Close() }, nil
}

func file() (func(), error) {
	f, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return func() { f.Close(); os.Remove(at) }, nil
}

func lock(how int) (func(), error) {
	f, err := os.OpenFile(at, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { f.Close() }, nil
}

func BenchmarkPort(b *testing.B)   { hold(b, port) }
func BenchmarkSocket(b *testing.B) { hold(b, socket) }
func BenchmarkFile(b *testing.B)   { hold(b, file) }
func BenchmarkFlock(b *testing.B) {
	hold(b, func() (func(), error) { return lock(syscall.LOCK_EX | syscall.LOCK_NB) })
}

// BenchmarkWaits waits for what the other one holds.
func BenchmarkWaits(b *testing.B) {
	hold(b, func() (func(), error) { return lock(syscall.LOCK_EX) })
}

// BenchmarkSkips does without, in its way.
func BenchmarkSkips(b *testing.B) {
	release, err := file()
	if err != nil {
		b.Skip(err)
	}
	hold(b, func() (func(), error) { return release, nil })
}

// BenchmarkPanics and BenchmarkExits fail harder.
func BenchmarkPanics(b *testing.B) {
	release, err := file()
	if err != nil {
		panic(err)
	}
	hold(b, func() (func(), error) { return release, nil })
}

func BenchmarkExits(b *testing.B) {
	release, err := file()
	if err != nil {
		os.Exit(1)
	}
	hold(b, func() (func(), error) { return release, nil })
}

// BenchmarkLoop holds it from the first iteration to the last.
func BenchmarkLoop(b *testing.B) {
	release, err := file()
	if err != nil {
		b.Fatal(err)
	}
	defer release()
	for b.Loop() {
		spin(1)
	}
}

// BenchmarkSetup holds it in a b.Loop benchmark's setup alone.
func BenchmarkSetup(b *testing.B) {
	release, err := file()
	if err != nil {
		b.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	release()
	for b.Loop() {
		spin(1)
	}
}

// BenchmarkTeardown holds it when its loop is over.
func BenchmarkTeardown(b *testing.B) {
	for b.Loop() {
		spin(1)
	}
	release, err := file()
	if err != nil {
		b.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	release()
}

var kept sync.Once

// BenchmarkKeeps keeps it, on one side alone, from its first call on; the other side
// gives it back each time.
func BenchmarkKeeps(b *testing.B) {
	if os.Getenv("TAKEN_KEEPS") == "" {
		hold(b, func() (func(), error) { return lock(syscall.LOCK_EX | syscall.LOCK_NB) })
		return
	}
	var err error
	kept.Do(func() { _, err = lock(syscall.LOCK_EX | syscall.LOCK_NB) })
	if err != nil {
		b.Fatal(err)
	}
	spin(b.N)
}

// BenchmarkLater fails by itself, after some iterations.
func BenchmarkLater(b *testing.B) {
	if b.N > 50 {
		b.Fatal("out of connections")
	}
	spin(b.N)
}

// TestMain says where it was.
func TestMain(m *testing.M) {
	code := m.Run()
	if log := os.Getenv("TAKEN_LOG"); log != "" {
		f, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err == nil {
			f.WriteString(filepath.Base(at) + "\n")
			f.Close()
		}
	}
	os.Exit(code)
}
