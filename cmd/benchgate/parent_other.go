//go:build !unix

package main

import "context"

// withParent has no way here to see a parent end: children are not handed to
// another one.
func withParent(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}
