package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// TestEnvironment sends a full environment through the schema, and refuses
// what no machine is.
func TestEnvironment(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	whole := record.Environment{Go: "go1.26.1", GOOS: "linux", GOARCH: "amd64", CPU: "Some CPU", CPUs: 8, Governor: "powersave", Turbo: "on",
		Power: "battery", Load: f(1.5), Virtual: "kvm", Container: "docker", Steal: f(0.25), CPUQuota: f(1.5), MemoryLimit: 1 << 30, DiskFree: 1 << 31, Noise: f(0.01)}
	for _, c := range []struct {
		name   string
		change func(*record.Environment)
		fault  string
	}{
		{"as it is", func(*record.Environment) {}, ""},
		{"steal", func(e *record.Environment) { e.Steal = f(1.5) }, "steal"},
		{"load", func(e *record.Environment) { e.Load = f(-1) }, "load"},
		{"quota", func(e *record.Environment) { e.CPUQuota = f(-1) }, "cpu_quota"},
		{"noise", func(e *record.Environment) { e.Noise = f(-1) }, "noise"},
		{"memory", func(e *record.Environment) { e.MemoryLimit = -1 }, "size"},
		{"long", func(e *record.Environment) { e.Governor = strings.Repeat("x", MaxString+1) }, "bytes"},
	} {
		env := whole
		c.change(&env)
		data, err := json.Marshal(&Report{Schema: Schema, Judgement: judge.Judgement{Verdict: "pass"}, Record: record.Record{Environment: env}})
		if err != nil {
			t.Fatal(err)
		}
		rep, err := Decode(bytes.NewReader(data))
		switch {
		case c.fault == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.fault == "" && (rep.Environment.Virtual != "kvm" || *rep.Environment.Steal != 0.25 || rep.Environment.DiskFree != 1<<31):
			t.Errorf("%s: %+v", c.name, rep.Environment)
		case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)):
			t.Errorf("%s: error %v, want one about %s", c.name, err, c.fault)
		}
	}
}

// TestMachineNotes shows what about the machine may have disturbed a run, and
// nothing of a quiet one.
func TestMachineNotes(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		env  record.Environment
		want string
	}{
		{record.Environment{CPUs: 4, Governor: "performance", Power: "mains", Steal: f(0.01), CPUQuota: f(4)}, "4 CPUs"},
		{record.Environment{CPUs: 4, Governor: "powersave", Power: "battery", Steal: f(0.25), CPUQuota: f(1.5)},
			"4 CPUs, on battery, governor powersave, quota of 1.5 CPUs, 25 % of the time stolen"},
	} {
		if got := machineWords(c.env); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
