package policy

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Accepting turns failing into warning, everywhere a policy can say so, and
// nothing else; the policy that is accepted stays as it is.
func TestAccepted(t *testing.T) {
	name := regexp.MustCompile("x")
	p := Policy{Strict: true, Alpha: 0.01, On: On{Inconclusive: OnFail, Removed: OnFail, BaseBuildFailure: OnError},
		Rules: []Rule{{Benchmark: name, Action: Fail}, {Benchmark: name, Action: Ignore}, {Benchmark: name}}}
	before := p
	before.Rules = append([]Rule{}, p.Rules...)
	got := p.Accepted()
	want := Policy{Strict: true, Alpha: 0.01, On: On{Inconclusive: OnWarn, Removed: OnWarn, BaseBuildFailure: OnError},
		Rules: []Rule{{Action: Warn}, {Benchmark: name, Action: Warn}, {Benchmark: name, Action: Ignore}, {Benchmark: name}}}
	same := cmpopts.IgnoreUnexported(regexp.Regexp{})
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("accepted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, p, same); diff != "" {
		t.Errorf("the policy itself changed:\n%s", diff)
	}
	quiet := Policy{On: On{Inconclusive: OnPass, Removed: OnWarn}}
	if on := quiet.Accepted().On; on != quiet.On {
		t.Errorf("what did not fail is %+v", on)
	}
}
