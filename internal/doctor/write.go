package doctor

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/record"
)

// Write shows the diagnosis to people.
func (d Diagnosis) Write(w io.Writer) error {
	var b strings.Builder
	for _, f := range d.Findings {
		fmt.Fprintf(&b, "%-6s %-16s %s\n", mark[f.Grade], f.Name, strings.ReplaceAll(f.Value, "\n", " "))
		if f.Means != "" {
			fmt.Fprintf(&b, "%24s%s\n", "", f.Means)
		}
		if f.Do != "" {
			fmt.Fprintf(&b, "%24sdo: %s\n", "", f.Do)
		}
	}
	fmt.Fprintf(&b, "\nThis machine is %s.\n", verdictText[d.Verdict])
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes it, and the facts behind it, for programs.
func (d Diagnosis) WriteJSON(w io.Writer, f Facts) error {
	env := Environment(f.Machine, f.State, f.Go, f.Free)
	env.Steal = f.Stolen
	var noise *machine.Noise
	if f.Noise != nil {
		noise, env.Noise = f.Noise, &f.Noise.Round
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema      string             `json:"schema"`
		Verdict     Grade              `json:"verdict"`
		Environment record.Environment `json:"environment"`
		Git         string             `json:"git"`
		Turns       bool               `json:"turns_engine"`
		Noise       *machine.Noise     `json:"noise"`
		Findings    []Finding          `json:"findings"`
	}{doctorSchema, d.Verdict, env, f.Git, f.Turns, noise, d.Findings})
}

// mark is what stands before a finding, for the eye that runs down the list.
var mark = map[Grade]string{Fit: "ok", Unknown: "?", Noisy: "noisy", Unfit: "UNFIT"}

// verdictText says what a machine of each grade is good for.
var verdictText = map[Grade]string{
	Fit:   "fit: nothing here is in the way of measuring",
	Noisy: "noisy: measuring works, and small slowdowns may take longer or stay undecided",
	Unfit: "unfit: what is marked UNFIT comes first",
}

// doctorSchema names the version of the JSON document.
const doctorSchema = "benchgate.doctor/v1"
