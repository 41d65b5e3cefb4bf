package gotest

// Select returns the functions that a -bench expression selects, or below
// which it selects something. An empty expression selects all.
func Select(expr string, funcs []Func) ([]Func, error) {
	p, err := parsePattern(expr)
	if err != nil {
		return nil, err
	}
	var kept []Func
	for _, f := range funcs {
		if p.selects(f.Name) {
			kept = append(kept, f)
		}
	}
	return kept, nil
}
