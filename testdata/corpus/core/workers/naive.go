//go:build naive

package workers

import "context"

// Start starts n workers that ask the channel again and again, and that nobody
// can end: they do not look at ctx.
func Start(_ context.Context, n int, jobs <-chan Job) {
	for range n {
		go func() {
			for {
				select {
				case j := <-jobs:
					j.do()
				default:
				}
			}
		}()
	}
}
