package benchfile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const sample = "goos: linux\npkg: example.com/a\nBenchmarkX-8 \t 1000\t 512.5 ns/op\t 64 B/op\nBenchmarkÜ/µ=1-8 \t 1000\t 5 µs-max\nPASS\nok  \texample.com/a\t1s\n"

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func wide(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

// forms are the forms in which people have one text.
func forms(text string) map[string]string {
	const mark = "\ufeff"
	little, big := binary.LittleEndian, binary.BigEndian
	return map[string]string{
		"plain": text, "mark": mark + text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "CR": strings.ReplaceAll(text, "\n", "\r"),
		"gzip": zipped(text), "gzip of a mark": zipped(mark + text), "two gzips": zipped(text[:20]) + zipped(text[20:]),
		"UTF-16LE": wide(little, mark+text), "UTF-16BE": wide(big, mark+text), "UTF-16LE without a mark": wide(little, text),
		"UTF-16BE without a mark": wide(big, text), "gzip of UTF-16": zipped(wide(little, mark+strings.ReplaceAll(text, "\n", "\r\n"))),
		"no last line end": strings.TrimSuffix(text, "\n"), "JSON": events("example.com/a", text), "JSON in UTF-16": wide(little, mark+events("example.com/a", text)),
		"JSON in gzip, behind text": zipped("go: downloading example.com/x v1.0.0\n" + events("example.com/a", text)),
	}
}

// events is a text as go test -json has it.
func events(pkg, text string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.Encode(event{Action: "start", Package: pkg})
	for line := range strings.Lines(text) {
		name, values, ok := strings.Cut(line, "\t")
		if ok && strings.HasPrefix(line, "Benchmark") {
			enc.Encode(event{Action: "output", Package: pkg, Test: "BenchmarkX", Output: name + "\t"})
			line = values
		}
		enc.Encode(event{Action: "output", Package: pkg, Output: line})
	}
	enc.Encode(event{Action: "pass", Package: pkg})
	return b.String()
}

func TestForms(t *testing.T) {
	want, copied := read(t, strings.NewReader(sample))
	if len(want.results) != 2 || copied != sample {
		t.Fatalf("%q\n%s", want.results, copied)
	}
	for name, text := range forms(sample) {
		for kind, in := range map[string]io.Reader{"whole": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text)),
			"data with EOF": iotest.DataErrReader(strings.NewReader(text))} {
			got, copied := read(t, in)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(recorder{})); diff != "" {
				t.Errorf("%s, %s:\n%s", name, kind, diff)
			}
			// What the copy holds is text, and the same results.
			again, _ := read(t, strings.NewReader(copied))
			if diff := cmp.Diff(want.results, again.results); diff != "" || !utf8.ValidString(copied) || strings.ContainsAny(copied, "\r\x00\ufeff") {
				t.Errorf("%s, %s: copied %q\n%s", name, kind, copied, diff)
			}
		}
	}
}

// Files that were joined keep their marks in the middle.
func TestJoinedFiles(t *testing.T) {
	rec, _ := read(t, strings.NewReader("\ufeffpkg: a\nBenchmarkX 1 1 x\n\ufeffpkg: b\nBenchmarkX 1 2 x\n\ufeffBenchmarkX 1 3 x\n"))
	if diff := cmp.Diff([]string{"a.X n=1 1 x", "b.X n=1 2 x", "b.X n=1 3 x"}, rec.results); diff != "" {
		t.Error(diff)
	}
}

func TestUnreadableForms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"gzip cut short", zipped(sample)[:60], "unpack gzip: unexpected EOF"},
		{"gzip damaged", zipped(sample)[:40] + "xxxx" + zipped(sample)[44:], "unpack gzip: "},
		{"gzip of gzip", zipped(zipped(sample)), "gzip inside of gzip"},
		{"half a character", wide(binary.LittleEndian, "\ufeffBench") + "m", "UTF-16 text ends in the middle"},
		{"ASCII behind UTF-16", wide(binary.LittleEndian, "\ufeffpkg: p\n") + "BenchmarkX 1 5 ns/op\n", "changes from UTF-16"},
		{"UTF-32", "\xff\xfe\x00\x00B\x00\x00\x00", "UTF-32"},
		{"zip", "PK\x03\x04....", "a zip archive"},
		{"zstd", "\x28\xb5\x2f\xfd...", "zstd"},
	} {
		for _, in := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
			if _, _, err := readAll(in); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %s", c.name, err, c.want)
			}
		}
	}
	rec, _ := read(t, strings.NewReader("pkg: p\nBenchmarkX 1 5 x\n"+wide(binary.LittleEndian, "BenchmarkY-8 \t 1\t 5 ns/op\n")))
	if want := []string{"3: a result in UTF-16 in a file of another encoding"}; !cmp.Equal(want, rec.lost) {
		t.Errorf("UTF-16 behind ASCII: %q", rec.lost)
	}
}

// A small file that unpacks to an endless line costs time and no memory.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range 1000 {
		w.Write(bytes.Repeat([]byte("x"), chunk))
	}
	w.Close()
	if n := testing.AllocsPerRun(1, func() { read(t, bytes.NewReader(b.Bytes())) }); n > 200 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzText(f *testing.F) {
	for _, text := range forms(sample) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		whole, copied, err := readAll(bytes.NewReader(data))
		pieces, _, errPieces := readAll(iotest.OneByteReader(bytes.NewReader(data)))
		if !bytes.Equal(before, data) {
			t.Fatal("the input was modified")
		}
		if (err == nil) != (errPieces == nil) || err == nil && !cmp.Equal(whole, pieces, cmp.AllowUnexported(recorder{})) {
			t.Fatalf("at once %v, in pieces %v\n%s", err, errPieces, cmp.Diff(whole, pieces, cmp.AllowUnexported(recorder{})))
		}
		if err != nil || len(whole.lost) > 0 {
			return
		}
		again, _, err := readAll(strings.NewReader(copied))
		if diff := cmp.Diff(whole.measured(), again.measured()); err != nil || diff != "" || len(again.lost) > 0 {
			t.Fatalf("the copy is %q: %v, lost %q\n%s", copied, err, again.lost, diff)
		}
	})
}

func FuzzUTF16(f *testing.F) {
	f.Add(sample, true)
	f.Add("Benchmark𝄞-8 1 5 \U0010ffff\r\nx", false)
	f.Fuzz(func(t *testing.T, text string, big bool) {
		if !utf8.ValidString(text) {
			return
		}
		var order binary.AppendByteOrder = binary.LittleEndian
		if big {
			order = binary.BigEndian
		}
		r, err := Text(strings.NewReader(wide(order, "\ufeff"+text)))
		if err != nil {
			return // the first letters are those of another form
		}
		got, err := io.ReadAll(r)
		if err != errMixed && (err != nil || string(got) != text) {
			t.Errorf("%q became %q: %v", text, got, err)
		}
	})
}
