// Package public makes its module require the modules whose benchmarks the
// experiment on fidelity runs.
package public

import (
	_ "github.com/cespare/xxhash/v2"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/klauspost/compress/huff0"
	_ "github.com/klauspost/compress/s2"
	_ "golang.org/x/crypto/blake2b"
	_ "golang.org/x/crypto/chacha20poly1305"
	_ "golang.org/x/text/unicode/norm"
	_ "gopkg.in/yaml.v3"
)
