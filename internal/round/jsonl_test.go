package round

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sample is a valid round that tests bend out of shape.
func sample() Round {
	return Round{
		Benchmark: Benchmark{Package: "example.com/p", Name: "Parse/size=1-8"},
		Index:     3, Engine: "exec", Stage: Screen, First: Head, N: 1000,
		Base: Values{"sec/op": {Center: 1.5e-7, Mean: 1.5e-7}, "allocs/op": {}},
		Head: Values{"sec/op": {Center: 1.25e-7, Mean: 1.3e-7}, "p99-sec/op": {Center: 0.1, Mean: 0.1}},
	}
}

func TestEncodeDecode(t *testing.T) {
	a, b, none := sample(), sample(), sample()
	b.Name, b.Index, b.Stage, b.Layout, b.Shard = "Ünï<>&\"\\x00", 0, Confirm, math.MaxUint64, MaxShards
	b.Head["sec/op"] = Value{Center: math.MaxFloat64, Mean: math.SmallestNonzeroFloat64}
	none.Base, none.Head = nil, Values{}
	want := []Round{a, b, none}
	var buf bytes.Buffer
	if err := Encode(&buf, want); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(buf.String(), "\n"); n != len(want) {
		t.Errorf("%d lines for %d rounds", n, len(want))
	}
	got, err := Decode(strings.NewReader(buf.String() + "\n \n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

// invalid maps what must be said to what is wrong.
var invalid = map[string]func(*Round){
	"without package":         func(r *Round) { r.Package = "" },
	"or benchmark":            func(r *Round) { r.Name = "" },
	"white space":             func(r *Round) { r.Name = "A B" },
	"or is not UTF-8":         func(r *Round) { r.Package = "p\xff" },
	"unknown stage":           func(r *Round) { r.Stage = "" },
	"unknown side":            func(r *Round) { r.First = "old" },
	"impossible count":        func(r *Round) { r.N = 0 },
	"of iterations or rounds": func(r *Round) { r.Index = -1 },
	"no shard -1":             func(r *Round) { r.Shard = -1 },
	"no shard 257":            func(r *Round) { r.Shard = MaxShards + 1 },
	"engine":                  func(r *Round) { r.Engine = "\xff" },
	`head: unit ""`:           func(r *Round) { r.Head[""] = Value{} },
	`base: unit "a\u2028b"`:   func(r *Round) { r.Base["a\u2028b"] = Value{} },
	`want "sec/op"`:           func(r *Round) { r.Base["ns/op"] = Value{} },
	`want "B/s"`:              func(r *Round) { r.Head["MB/s"] = Value{} },
	"not a finite":            func(r *Round) { r.Head["x"] = Value{Center: math.NaN()} },
	"is not a finite number":  func(r *Round) { r.Base["x"] = Value{Mean: math.Inf(1)} },
	"take more than":          func(r *Round) { r.Name = strings.Repeat("x", maxText) },
	"head: names and units":   func(r *Round) { r.Head[strings.Repeat("x", maxText)] = Value{} },
}

func TestInvalidRoundsAreNeverWritten(t *testing.T) {
	for want, bend := range invalid {
		r := sample()
		bend(&r)
		writers := map[string]error{
			"Encode":    Encode(new(bytes.Buffer), []Round{sample(), r}),
			"WriteSide": WriteSide(new(bytes.Buffer), Base, Header{}, []Round{sample(), r}),
		}
		for name, err := range writers {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got error %v, want %q", name, err, want)
			}
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	var buf bytes.Buffer
	if err := Encode(&buf, []Round{sample()}); err != nil {
		t.Fatal(err)
	}
	line := strings.TrimSpace(buf.String())
	tests := map[string]struct{ input, want string }{
		"second value":  {line + " {}", "line 1: more than one value"},
		"closing brace": {line + "}", "line 1: more than one value"},
		"unknown field": {"\n" + strings.Replace(line, `"n":`, `"m":1,"n":`, 1), `line 2: json: unknown field "m"`},
		"cut short":     {line + "\n" + line[:40], "line 2: unexpected EOF"},
		"null":          {"null", "line 1: a round without package"},
		"text":          {"PASS", "line 1: invalid character"},
		"not finite":    {strings.Replace(line, "1.5e-7", "1e999", 1), "line 1: json: cannot unmarshal number 1e999"},
		"long":          {line + "\n" + strings.Repeat(" ", maxLine+1), "line 2: read rounds: bufio.Scanner: token too long"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Decode(strings.NewReader(test.input))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

// The longest round that is valid can be read from both formats.
func TestLongestRound(t *testing.T) {
	r := sample()
	r.Base, r.Head = Values{}, Values{}
	for i := 0; r.textSize(Base)+50 < maxText; i++ {
		unit := strings.Repeat("\u0001", 1+i%16) + string(rune('à'+i))
		r.Base[unit], r.Head[unit] = Value{-math.MaxFloat64, -math.Pi}, Value{-math.SmallestNonzeroFloat64, -math.Pi}
	}
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	roundTrip(t, []Round{r})
}

// roundTrip checks that both formats give back what was written.
func roundTrip(t *testing.T, rounds []Round) {
	t.Helper()
	var buf bytes.Buffer
	if err := Encode(&buf, rounds); err != nil {
		t.Fatal(err)
	}
	got, err := Decode(&buf)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rounds, got, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	for _, side := range Sides {
		checkText(t, side, rounds)
	}
}

func FuzzDecode(f *testing.F) {
	var buf bytes.Buffer
	if err := Encode(&buf, []Round{sample(), sample()}); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Add([]byte(`{"package":"p","benchmark":"B","round":0,"engine":"turns","stage":"confirm","layout":7,"first":"base","n":1,"base":{"sec/op":{"center":-0,"mean":5e-324}},"head":null}`))
	f.Add([]byte("{}\n\nnull\n[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		rounds, err := Decode(bytes.NewReader(data))
		if !bytes.Equal(before, data) {
			t.Fatal("the input was modified")
		}
		if err == nil {
			roundTrip(t, rounds)
		}
	})
}
