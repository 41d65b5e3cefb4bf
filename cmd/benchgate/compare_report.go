package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/round"
)

// flagWords give a flag once more, quoted for a shell.
func flagWords(f *flag.Flag) []string {
	values := list{f.Value.String()}
	if l, ok := f.Value.(*list); ok {
		values = *l
	}
	var words []string
	for _, v := range values {
		words = append(words, dashed(f.Name)+"="+shell.Quote(v))
	}
	return words
}
