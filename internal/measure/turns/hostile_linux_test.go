package turns

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

const turnLine = "turn 0 0 0 0 7 1000 0 0 0 1000 0 0 0\n"

// hostile are test processes that do not keep to the protocol; the test's own
// binary plays them, see TestHostileProcess.
var hostile = map[string]struct {
	play func(orders io.Reader, results io.Writer)
	says string // in the error of an UnfitError, or of the failure
	kind gotest.Kind
}{
	"garbage":        {say("\x00\xff%%%\n"), `sent "\x00\xff%%%\n"`, ""},
	"garbage, later": {say("hello 4\nloop BenchmarkIt\nhello 4 2 3\n"), "sent", ""},
	"never a newline": {func(_ io.Reader, results io.Writer) {
		for {
			if _, err := results.Write(bytes.Repeat([]byte("turn "), 1000)); err != nil {
				return
			}
		}
	}, "too long", ""},
	"another version":      {say("hello 99\nloop BenchmarkIt\n"), "version 99", ""},
	"no hello":             {say("turn 0 0 0 0 1 1 0 0 0 0 0 0 0\n"), "something else", ""},
	"another n":            {say("hello 4\nloop BenchmarkIt\nturn 0 0 0 0 8 1 0 0 0 0 0 0 0\n"), "something else", ""},
	"a negative time":      {say("hello 4\nloop BenchmarkIt\nturn 0 0 0 0 7 -1 0 0 0 0 0 0 0\n"), "sent", ""},
	"an early final":       {say("hello 4\nloop BenchmarkIt\nfinal BenchmarkIt 0 0 0 0 7 1 0 0 0 0 0 0 0\n"), "something else", ""},
	"fails, later":         {say("hello 4\nloop BenchmarkIt\nfail BenchmarkIt \"oh | no\"\n"), "oh | no", gotest.Fail},
	"ends at once":         {say(""), "ended early", ""},
	"ends well, too early": {say("hello 4\nloop BenchmarkIt\n"), "ended early", ""},
	"ends badly": {func(io.Reader, io.Writer) {
		fmt.Fprintln(os.Stderr, "panic: at the disco")
		os.Exit(2)
	}, "panic: at the disco", gotest.Panic},
	"cut line": {say("hello 4\nloop BenchmarkIt\nturn 0 0 0 0 7"), "ended early", ""},
	"silent":   {func(io.Reader, io.Writer) { time.Sleep(time.Hour) }, "nothing was heard", gotest.Hang},
	"silent, later": {func(_ io.Reader, w io.Writer) {
		io.WriteString(w, "hello 4\nloop BenchmarkIt\n")
		time.Sleep(time.Hour)
	}, "nothing was heard", gotest.Hang},
	"does not end": {func(_ io.Reader, w io.Writer) {
		io.WriteString(w, "hello 4\nran BenchmarkIt 0 0 0 0 1 1 0 0 0 0 0 0 0\n"+turnLine)
		time.Sleep(time.Hour)
	}, "nothing was heard", gotest.Hang},
	"does not end, with a message": {func(_ io.Reader, w io.Writer) {
		io.WriteString(w, "hello 4\nloop BenchmarkIt\n"+turnLine+"final BenchmarkIt 0 0 0 0 7 1 0 0 0 0 0 0 0\n")
		time.Sleep(time.Hour)
	}, "nothing was heard", gotest.Hang},
	"lives on without pipes": {func(orders io.Reader, results io.Writer) {
		orders.(io.Closer).Close()
		results.(io.Closer).Close()
		time.Sleep(time.Hour)
	}, "let go of the pipes", ""},
}

// say plays a process that says something whatever it is told, and ends: with
// its first order, if it has come so far that it gets one.
func say(text string) func(io.Reader, io.Writer) {
	return func(orders io.Reader, results io.Writer) {
		if _, err := io.WriteString(results, text); err != nil {
			os.Exit(1)
		}
		if strings.Contains(text, "loop BenchmarkIt\n") {
			orders.Read(make([]byte, 1))
		}
	}
}

const hostileVariable = "TURNS_TEST_HOSTILE"

func TestHostile(t *testing.T) {
	if name := os.Getenv(hostileVariable); name != "" {
		hostile[name].play(os.NewFile(3, "orders"), os.NewFile(4, "results"))
		os.Exit(0)
	}
	t.Parallel()
	for name, h := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := start(t.Context(), func() *exec.Cmd {
				cmd := exec.Command(os.Args[0], "-test.run=^TestHostile$")
				// A binary with the race detector would linger for a second.
				cmd.Env = append(os.Environ(), hostileVariable+"="+name, "GORACE=atexit_sleep_ms=0")
				return cmd
			}, round.Base, "BenchmarkIt", time.Second)
			if err != nil {
				t.Fatal(err)
			}
			defer p.close()
			err = converse(p)
			if errors.Is(err, errSilent) {
				err = p.hung()
			}
			var f *gotest.Failure
			if errors.As(err, &f) != (h.kind != "") || f != nil && f.Kind != h.kind {
				t.Errorf("got %v (%T), want a failure of kind %q", err, err, h.kind)
			}
			if err == nil || !strings.Contains(err.Error(), h.says) {
				t.Errorf("got %v, want %q in it", err, h.says)
			}
		})
	}
}

// converse goes through all there is to say.
func converse(p *process) error {
	wanted := func(name string) bool { return name == "BenchmarkIt" }
	if err := p.proceed(wireEnd, wanted); err != nil {
		return err
	}
	if p.over {
		return p.mishap("BenchmarkIt")
	}
	if _, err := p.run(wire.VerbTurn, 0, 7); err != nil {
		return err
	}
	if err := p.proceed(wireEnd, wanted); err != nil {
		return err
	}
	if p.leaf != "" {
		return errors.New("it came to the same benchmark twice")
	}
	return nil
}

// FuzzResults feeds the parent's end whatever a process could write.
func FuzzResults(f *testing.F) {
	for _, s := range []string{
		"", "\n", "hello 4\n", "hello 4\nloop BenchmarkIt\n" + turnLine, "hello 4\nran BenchmarkIt 0 0 0 0 1 5 0 0 0 0 0 0 0 a/op 1 b NaN\n" + turnLine,
		"hello 4\nskip BenchmarkIt \"no\"\n", "hello 4\nfail BenchmarkIt \"\\u202e\"\n", "loop BenchmarkIt\n" + turnLine + "final BenchmarkIt 0 0 0 0 7 5 0 0 0 0 0 0 0\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p := replay(t, text)
		err := converse(p)
		var u unfitness
		var failed *gotest.Failure
		if err != nil && !errors.As(err, &u) && !errors.As(err, &failed) {
			t.Errorf("got %v (%T)", err, err)
		}
		if err == nil && !bytes.Contains(text, []byte("turn ")) {
			t.Errorf("%q was taken for results", text)
		}
	})
}

// succeeded is a command that has ended well.
var succeeded = sync.OnceValues(func() (*exec.Cmd, error) {
	cmd := exec.Command("true")
	return cmd, cmd.Run()
})

// replay is a process that has ended well, after it wrote text.
func replay(t *testing.T, text []byte) *process {
	t.Helper()
	cmd, err := succeeded()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{side: round.Base, cmd: cmd, ended: make(chan struct{}), reaped: true}
	close(p.ended)
	results, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.results, p.in = results, bufio.NewReaderSize(results, wire.MaxMessage)
	if p.orders, err = os.OpenFile(os.DevNull, os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	go func() {
		written.Write(text) // fails when nobody reads to the end
		written.Close()
	}()
	t.Cleanup(func() { results.Close(); p.orders.Close() })
	return p
}

// TestVariable holds that both packages mean the same descriptors.
func TestVariable(t *testing.T) {
	p, err := start(t.Context(), func() *exec.Cmd {
		return exec.Command("sh", "-c", `printf 'hello %s\n' "$`+hooks.Variable+`" >&4; read order <&3; printf 'got %s' "$order" >&2`)
	}, round.Base, "BenchmarkA/b c", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if line, err := p.in.ReadString('\n'); err != nil || line != "hello 3,4,BenchmarkA/b c\n" {
		t.Fatalf("got %q, %v", line, err)
	}
	if err := p.send(wire.Order{Verb: wire.VerbTurn, Warm: 3, N: 20}); err != nil {
		t.Fatal(err)
	}
	if !p.wait(time.Minute) || p.errs.String() != "got turn 3 20 0" {
		t.Errorf("the process was told %q", p.errs.String())
	}
}
