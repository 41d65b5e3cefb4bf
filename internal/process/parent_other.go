//go:build !unix

package process

import "context"

// WithParent has no way here to see a parent end: children are not handed to
// another one.
func WithParent(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}
