package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
)

var nonceForm = regexp.MustCompile(`^[0-9A-Za-z]{16,64}$`)

// ReadNonce reads the word that report.json repeats. It comes neither by an
// argument nor by a variable, which the code that is measured could read.
func ReadNonce(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, 1024)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("--nonce: read standard input: %w", err)
	}
	nonce := strings.TrimRight(line, "\r\n")
	if !nonceForm.MatchString(nonce) {
		return "", exit.Usagef("write 16 to 64 letters and digits to standard input", "--nonce: %.80q is not a valid nonce", nonce)
	}
	return nonce, nil
}
