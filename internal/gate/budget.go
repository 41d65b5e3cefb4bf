package gate

// budget is the time for measuring: the policy's, and no more than is left of
// a push's.
func (g *gate) budget() time.Duration {
	if g.deadline.IsZero() {
		return g.settings.Budget
	}
	left := max(time.Until(g.deadline), time.Millisecond)
	if g.settings.Budget > 0 {
		left = min(left, g.settings.Budget)
	}
	return left
}
