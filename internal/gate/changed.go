package gate

import (
	"fmt"
	"strconv"
)

// A choice is a switch that the command line need not mention.
type choice string

const (
	unsaid choice = ""
	yes    choice = "yes"
	no     choice = "no"
)

func (c *choice) set(value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", value)
	}
	*c = no
	if on {
		*c = yes
	}
	return nil
}

// changedVariable stands for --changed where the command line does not say.
const changedVariable = "BENCHGATE_CHANGED"

func (p *program) changedByEnv(o *runOptions) error {
	value, _ := p.Lookup(changedVariable)
	if o.changed != unsaid || value == "" {
		return nil
	}
	if err := o.changed.set(value); err != nil {
		return exit.Usagef("set it to true or false", "%s: %w", changedVariable, err)
	}
	return nil
}
