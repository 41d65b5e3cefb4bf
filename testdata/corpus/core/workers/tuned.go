//go:build !naive

package workers

import "context"

// Start starts n workers that sleep until there is a job, and end with ctx.
func Start(ctx context.Context, n int, jobs <-chan Job) {
	for range n {
		go func() {
			for {
				select {
				case j := <-jobs:
					j.do()
				case <-ctx.Done():
					return
				}
			}
		}()
	}
}
