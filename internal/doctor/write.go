package doctor

func writeDiagnosis(w io.Writer, d doctor.Diagnosis) error {
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

func writeDiagnosisJSON(w io.Writer, f doctor.Facts, d doctor.Diagnosis) error {
	env := environmentOf(f.Machine, f.State, f.Go, f.Free)
	env.Steal = f.Stolen
	var noise *machine.Noise
	if f.Noise != nil {
		noise, env.Noise = f.Noise, &f.Noise.Round
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema      string             `json:"schema"`
		Verdict     doctor.Grade       `json:"verdict"`
		Environment record.Environment `json:"environment"`
		Git         string             `json:"git"`
		Turns       bool               `json:"turns_engine"`
		Noise       *machine.Noise     `json:"noise"`
		Findings    []doctor.Finding   `json:"findings"`
	}{doctorSchema, d.Verdict, env, f.Git, f.Turns, noise, d.Findings})
}
