package gate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// Options are what the command line of run says, before the policy file is looked
// at. The zero value measures everything against the default base, without a seed.
type Options struct {
	Base, Head  string
	Config      string // the policy file; "" for the one at the root of the repository
	Output      string // the output directory; "" for the default one there
	Format      string // what to print
	Color       string // auto, always or never; "" for auto
	Verbose     bool
	Seed        uint64
	Shard       *record.Shard // nil for the whole suite
	Nonce       string        // what report.json repeats
	Changed     Choice        // whether to measure only what changed
	Costs       string        // the report that knows how long benchmarks take
	Packages    []string
	Build       []string // flags after --, for go test -c
	AfterDashes []string // the same and -cpu, as the user wrote them
	CPU         []int
	Overrides   []Override      // flags that stand for keys of the policy file
	Given       map[string]bool // the names of the flags that were given

	// Fleeting says that the repository goes away after the run: nobody can run it
	// again.
	Fleeting bool
	// Deadline ends measuring, for a push that waits; the zero value sets none.
	Deadline time.Time
}

// An Override is a key of the policy file set from elsewhere.
type Override struct {
	Key, Value string
	From       string // the flag or variable, for messages
}

// A Choice is a switch that the command line need not mention.
type Choice string

// The choices. The zero value is Unsaid.
const (
	Unsaid Choice = ""
	Yes    Choice = "yes"
	No     Choice = "no"
)

// Set reads true or false.
func (c *Choice) Set(value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", value)
	}
	*c = No
	if on {
		*c = Yes
	}
	return nil
}

// ParseShard reads I/N.
func ParseShard(text string) (*record.Shard, error) {
	i, n, _ := strings.Cut(text, "/")
	index, err1 := strconv.Atoi(i)
	count, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil || index < 1 || index > count || count > round.MaxShards {
		return nil, fmt.Errorf("%q is no part I/N, such as 2/3, of at most %d", text, round.MaxShards)
	}
	return &record.Shard{Index: index, Count: count}, nil
}
