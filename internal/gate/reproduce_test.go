package gate

import "testing"

func TestOfTheWhole(t *testing.T) {
	for _, c := range []struct{ command, want string }{
		{"benchgate run --base a --head b --shard=1/3 --costs='old costs.json' --output=../one ./... -- '-tags=a b'", "benchgate run --base a --head b ./... -- '-tags=a b'"},
		{"benchgate run --base a", "benchgate run --base a"},
		{"rm -rf x", ""},
		{"", ""},
	} {
		if got := ofTheWhole(c.command); got != c.want {
			t.Errorf("%s: %q, want %q", c.command, got, c.want)
		}
	}
}
