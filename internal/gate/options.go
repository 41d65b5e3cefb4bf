package gate

// runOptions are what the command line of run says, before the policy file is
// looked at.
type runOptions struct {
	base, head  string
	config      string
	output      string
	format      string
	color       string
	verbose     bool
	seed        uint64
	shard       *record.Shard // nil for the whole suite
	stdinNonce  bool
	nonce       string // that report.json repeats
	changed     choice // whether to measure only what changed
	costs       string // the report that knows what benchmarks cost
	packages    []string
	build       []string // flags after --, for go test -c
	afterDashes []string // the same and -cpu, as the user wrote them
	cpu         []int
	applied     []override // from the environment, then from flags
	overrides   []override // flags that stand for keys of the policy file
	given       map[string]bool
}

// An override is a key of the policy file set from elsewhere.
type override struct{ key, value, from string }
