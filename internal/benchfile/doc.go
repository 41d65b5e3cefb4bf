// Package benchfile reads files of Go benchmark results in the forms in which
// people have them. It is pure: it reads from io.Readers that it is handed.
//
//  1. Bytes become text: gzip, UTF-16 and byte order marks, told by the first
//     bytes (decode.go, utf16.go).
//  2. Text becomes lines of bounded length (lines.go).
//  3. Lines become streams, one for each process that printed: all of a plain
//     file, or the events of one package in the output of go test -json
//     (event.go).
//  4. A stream becomes records: results, unit metadata, failures, and what was
//     lost (stream.go). Everything that package testing prints for a benchmark
//     that passes or skips is understood, other text is passed over, and a
//     result that cannot be read is never dropped without a word.
//
// A line that is a result as it stands takes the short way: one pass over its
// fields, without allocation.
package benchfile
