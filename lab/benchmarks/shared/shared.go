// Package shared is what the experiment on shared processes measures: one function
// with eight benchmarks of ordinary Go, each of another kind of cost.
package shared
