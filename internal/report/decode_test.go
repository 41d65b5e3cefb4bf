package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// document returns a valid report with one key of one of its parts changed.
func document(t testing.TB, change func(doc, row map[string]any)) string {
	t.Helper()
	data, err := os.ReadFile("testdata/corpus/regression.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	change(doc, doc["rows"].([]any)[0].(map[string]any))
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestDecodeRejects(t *testing.T) {
	type M = map[string]any
	long := strings.Repeat("x", MaxString+1)
	for _, tt := range []struct {
		name   string
		change func(doc, row M)
		want   string
	}{
		{"schema", func(d, r M) { d["schema"] = "benchgate.report/v2" }, `schema is "benchgate.report/v2", want "benchgate.report/v1"`},
		{"no schema", func(d, r M) { delete(d, "schema") }, "no schema is named"},
		{"verdict", func(d, r M) { d["outcome"] = "great" }, `report: unknown outcome "great"`},
		{"status", func(d, r M) { d["status"] = 7 }, `report: unknown status "7"`},
		{"seconds", func(d, r M) { d["seconds"] = -1 }, "report: seconds is negative"},
		{"alpha", func(d, r M) { d["alpha"] = 2 }, "report: alpha is not between 0 and 1"},
		{"rows", func(d, r M) { d["rows"] = "none" }, "a list is expected"},
		{"outcome", func(d, r M) { r["outcome"] = "slow" }, `rows[0]: unknown outcome "slow"`},
		{"action", func(d, r M) { r["action"] = "explode" }, `rows[0]: unknown action "explode"`},
		{"better", func(d, r M) { r["better"] = "up" }, `rows[0]: unknown better "up"`},
		{"p", func(d, r M) { r["p"] = 1.5 }, "rows[0]: p is not between 0 and 1"},
		{"n", func(d, r M) { r["base"].(M)["n"] = -1 }, "rows[0]: n is negative"},
		{"line", func(d, r M) { r["line"] = -1 }, "rows[0]: line is negative"},
		{"no name", func(d, r M) { r["benchmark"] = "" }, "rows[0]: benchmark is missing"},
		{"long name", func(d, r M) { r["benchmark"] = long }, "rows[0]: a name of more than 4096 bytes"},
		{"long ref", func(d, r M) { d["base"].(M)["ref"] = long }, "report: a name of more than 4096 bytes"},
		{"added", func(d, r M) { d["added"] = []M{{"package": long}} }, "added[0]: a name"},
		{"side", func(d, r M) { d["failures"] = []M{{"side": "left", "stage": "run"}} }, `failures[0]: unknown side "left"`},
		{"stage", func(d, r M) { d["failures"] = []M{{"side": "head", "stage": "act"}} }, `failures[0]: unknown stage "act"`},
		{"explained kind", func(d, r M) { d["explanations"] = []M{{"benchmark": ""}} }, "explanations[0]: benchmark is missing"},
		{"explained name", func(d, r M) { d["explanations"] = []M{{"benchmark": long}} }, "explanations[0]: a name of more than"},
		{"explained function", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "functions": []M{{"only": "left"}}}}
		}, `explanations[0]: unknown only "left"`},
		{"explained inlining", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "functions": []M{{"inlined": "perhaps"}}}}
		}, `explanations[0]: unknown inlined "perhaps"`},
		{"explained frame", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "tree": M{"children": []M{{"head": -1}}}}}
		}, "explanations[0]: head is negative"},
		{"explained samples", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "base": M{"samples": -1}}}
		}, "explanations[0]: samples is negative"},
		{"explained lines", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "functions": []M{{"changed": make([]int, maxChangedLines+1)}}}}
		}, "more than 10000 elements"},
		{"explanations", func(d, r M) { d["explanations"] = make([]M, MaxExplanations+1) }, "more than 64 elements"},
		{"functions", func(d, r M) {
			d["explanations"] = []M{{"benchmark": "A", "functions": make([]M, MaxFunctions+1)}}
		}, "more than 2000 elements"},
		{"shard past the last", func(d, r M) { d["shard"] = M{"index": 3, "count": 2} }, "there is no shard 3 of 2"},
		{"too many shards", func(d, r M) { d["shard"] = M{"index": 1, "count": 1e9} }, "there is no shard 1 of 1000000000"},
		{"of no shards", func(d, r M) { d["shard"] = M{"index": 0, "count": 0} }, "there is no shard 0 of 0"},
		{"a whole of too many", func(d, r M) { d["shards"] = 257 }, "there are no 257 shards, at most 256"},
		{"a whole of less than none", func(d, r M) { d["shards"] = -1 }, "there are no -1 shards"},
		{"part and whole", func(d, r M) { d["shards"], d["shard"] = 2, M{"index": 1, "count": 2} }, "both a shard and a whole"},
		{"costs", func(d, r M) { d["costs"] = []M{{"package": "p", "benchmark": "B", "seconds": -1}} }, "costs[0]: seconds is negative"},
		{"remarks", func(d, r M) { r["warnings"] = make([]string, record.Few{}.Most()+1) }, "more than 64 elements"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rep, err := Decode(strings.NewReader(document(t, tt.change)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, %v, want an error with %s", rep, err, tt.want)
			}
		})
	}
}

func TestDecodeRejectsWhatIsNotOneReport(t *testing.T) {
	for _, text := range []string{"", "null", "[]", "{", `{"schema":"benchgate.report/v1","outcome":"pass"} {}`,
		`{"schema":"benchgate.report/v1","outcome":"pass","seconds":1e999}`, `{"schema":1}`} {
		if rep, err := Decode(strings.NewReader(text)); err == nil {
			t.Errorf("%q: got %v", text, rep)
		}
	}
}

func TestDecodeSkipsFieldsOfLaterVersions(t *testing.T) {
	text := document(t, func(d, r map[string]any) { d["profile"], r["layouts"] = "cpu.pb", 5 })
	rep, err := Decode(strings.NewReader(text))
	if err != nil || len(rep.Rows) == 0 {
		t.Errorf("got %v, %v", rep, err)
	}
}

// A short document must not be able to ask for much memory, nor a long one be
// read to its end.
func TestDecodeIsBounded(t *testing.T) {
	tooMany := `{"schema":"benchgate.report/v1","outcome":"pass","rows":[{}` + strings.Repeat(",{}", record.MaxRows) + `]}`
	if _, err := Decode(strings.NewReader(tooMany)); err == nil || !strings.Contains(err.Error(), "more than 100000 elements") {
		t.Errorf("too many rows: got %v", err)
	}
	endless := &endlessSpace{}
	if _, err := Decode(endless); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("too long: got %v", err)
	}
	if endless.read > MaxSize+1<<20 {
		t.Errorf("read %d bytes", endless.read)
	}
}

// A tree is bounded before it is built, in its size and in its depth.
func TestDecodeOfTreesIsBounded(t *testing.T) {
	with := func(tree string) string {
		return `{"schema":"benchgate.report/v1","outcome":"pass","explanations":[{"benchmark":"A","tree":` + tree + `}]}`
	}
	deep := func(n int) string {
		return strings.Repeat(`{"children":[`, n) + "{}" + strings.Repeat("]}", n)
	}
	for tree, want := range map[string]string{
		deep(MaxFrameDepth - 1): "",
		deep(MaxFrameDepth):     "a tree is deeper than 500 calls",
		`{"children":[{}` + strings.Repeat(",{}", MaxFrames) + `]}`: "a tree has more than 20000 frames",
		`{"children":[0` + strings.Repeat(",0", 1_000_000) + `]}`:   "a tree has more than 20000 frames",
		`{"name":"a\\\"}{[,","children":[null,{"name":"b"},null]}`:  "",
		"null": "",
		"[]":   "cannot unmarshal",
	} {
		rep, err := Decode(strings.NewReader(with(tree)))
		if fmt.Sprint(err) == "<nil>" != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s…: got %v, want %s", tree, err, want)
		}
		if err == nil && strings.HasPrefix(tree, `{"name"`) && len(rep.Explanations[0].Tree.Children) != 1 {
			t.Errorf("calls that are null stay: %v", rep.Explanations[0].Tree.Children)
		}
	}
}

func TestDecodeMakesExplanationsHarmless(t *testing.T) {
	rep, err := Decode(strings.NewReader(document(t, func(d, r map[string]any) {
		d["explanations"] = []any{map[string]any{"benchmark": "A", "unclear": "x\x1b", "functions": []any{map[string]any{"name": "f\u202e", "file": "a\x00"}},
			"tree": map[string]any{"name": "g\u202e"}, "base_file": "b\n"}}
	})))
	if err != nil {
		t.Fatal(err)
	}
	x := rep.Explanations[0]
	if got := x.Unclear + x.Functions[0].Name + x.Functions[0].File + x.Tree.Name + x.BaseFile; got != `x\x1bf\u202ea\x00g\u202eb\n` {
		t.Errorf("got %q", got)
	}
}

type endlessSpace struct{ read int }

func (e *endlessSpace) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestDecodeMakesTextHarmless(t *testing.T) {
	rep, err := Decode(strings.NewReader(document(t, func(d, r map[string]any) {
		r["benchmark"] = "A\x1b[2J\u202e"
		r["reason"] = strings.Repeat("long ", MaxString)
		d["failures"] = []any{map[string]any{"stage": "run", "message": "a\r\nb\tc\x07"}}
	})))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rep.Rows[0].Benchmark, `A\x1b[2J\u202e`; got != want {
		t.Errorf("benchmark is %q, want %q", got, want)
	}
	if n := len(rep.Rows[0].Reason); n > MaxString || n < MaxString/2 {
		t.Errorf("reason has %d bytes", n)
	}
	if got, want := rep.Failures[0].Message, "a\nb\tc\\a"; got != want {
		t.Errorf("message is %q, want %q", got, want)
	}
}

func roundTrip(t testing.TB, rep *Report) *Report {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, rep); err != nil {
		t.Fatal(err)
	}
	got, err := Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEncodeNeverFailsOnNumbers(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		rep := &Report{Schema: Schema, Judgement: judge.Judgement{Verdict: judge.VerdictPass, Alpha: bad},
			Record: record.Record{Seconds: bad, MeasuringSeconds: bad, Costs: []record.Cost{{Package: "p", Benchmark: "A", Seconds: bad}}}}
		got := roundTrip(t, rep)
		if got.Seconds != 0 || got.MeasuringSeconds != 0 || got.Judgement.Alpha != 0 || got.Costs[0].Seconds != 0 {
			t.Errorf("%v: %+v", bad, got)
		}
		if rep.Seconds == 0 || rep.Costs[0].Seconds == 0 {
			t.Error("encoding changed the report")
		}
	}
}

// FuzzDecode holds that what Decode accepts can be written and read.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/corpus/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"schema":"benchgate.report/v1","outcome":"pass","rows":null,"rows":[{"benchmark":"\ud800","outcome":"pass","base":{"center":1e308},"head":{"center":-1e-308},"change":-1}]}`))
	f.Add([]byte(`{"schema":"benchgate.report/v1","outcome":"pass","explanations":[{"benchmark":"A","kind":"cpu","functions":[{"name":"f","only":"head","changed":[1]}],"shares":[{"name":"gc","head":1}],"tree":{"head":1e308,"children":[null,{"name":"\u202e","head":1}]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rep, err := Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		if diff := cmp.Diff(rep, roundTrip(t, rep)); diff != "" {
			t.Fatalf("another round changes the report:\n%s", diff)
		}
	})
}
