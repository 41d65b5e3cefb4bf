package prepush

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A Dir is the directory in which git looks for a repository's hooks.
type Dir struct{ Path string }

func (d Dir) hook() string    { return filepath.Join(d.Path, "pre-push") }
func (d Dir) chained() string { return filepath.Join(d.Path, Chained) }

// A State is what there is in such a directory. The zero value is no hook at all.
type State struct {
	Hook    string // the path of the pre-push hook
	Present bool
	Ours    bool   // benchgate installed it
	Intact  bool   // and nobody has changed it since
	Script  Script // what it says, where it is ours
	Runs    bool   // git runs it: it is executable, which Windows does not ask for
	Chained bool   // a hook that was there before runs first
	Text    string // its content
}

// Errors of Install and Uninstall.
var (
	// ErrEdited says that somebody changed the hook after benchgate made it.
	ErrEdited = errors.New("it was changed after benchgate made it")
	// ErrForeign says that there is another hook and none of benchgate's.
	ErrForeign = errors.New("it is not benchgate's")
	// ErrNamed says that the hook there looks at its own name.
	ErrNamed = errors.New("it looks at its own name, and would do nothing under another")
	// ErrStale says that a hook put aside earlier is still there.
	ErrStale = errors.New("a hook put aside earlier is still there")
)

// State looks at the directory.
func (d Dir) State() (State, error) {
	s := State{Hook: d.hook()}
	text, err := os.ReadFile(d.hook())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// A link that leads nowhere is a hook that git does not run, and still there.
		_, lerr := os.Lstat(d.hook())
		s.Present = lerr == nil
	case err != nil:
		return s, fmt.Errorf("read hook: %w", err)
	default:
		info, err := os.Stat(d.hook())
		if err != nil {
			return s, fmt.Errorf("read hook: %w", err)
		}
		s.Present, s.Text = true, string(text)
		s.Runs = runtime.GOOS == "windows" || info.Mode()&0o111 != 0
		s.Script, s.Ours, s.Intact = ReadScript(s.Text)
	}
	_, err = os.Lstat(d.chained())
	s.Chained = err == nil
	return s, nil
}

// Install puts the script into the directory. A hook that is there is put aside,
// to be run first; our own is written anew. With force, one that looks at its
// own name is put aside all the same, and one of ours that was changed is
// overwritten. On an error everything is as it was.
func (d Dir) Install(script Script, force bool) (err error) {
	now, err := d.State()
	if err != nil {
		return err
	}
	aside := now.Present && !now.Ours
	switch {
	case now.Ours && !now.Intact && !force:
		return fmt.Errorf("install hook %s: %w", now.Hook, ErrEdited)
	case aside && now.Chained:
		return fmt.Errorf("install hook %s: %w: %s", now.Hook, ErrStale, d.chained())
	case aside && KnowsItsName(now.Text) && !force:
		return fmt.Errorf("install hook %s: %w", now.Hook, ErrNamed)
	}
	if err := os.MkdirAll(d.Path, 0o755); err != nil {
		return fmt.Errorf("install hook: %w", err)
	}
	fresh, err := d.write(script.Text())
	if err != nil {
		return fmt.Errorf("install hook: %w", err)
	}
	if aside {
		if err := os.Rename(d.hook(), d.chained()); err != nil {
			return errors.Join(fmt.Errorf("put aside hook: %w", err), os.Remove(fresh))
		}
	}
	if err := os.Rename(fresh, d.hook()); err != nil {
		err = errors.Join(fmt.Errorf("install hook: %w", err), os.Remove(fresh))
		if aside {
			err = errors.Join(err, os.Rename(d.chained(), d.hook()))
		}
		return err
	}
	return nil
}

// write leaves the text in a new file beside the hook, executable.
func (d Dir) write(text string) (name string, err error) {
	f, err := os.CreateTemp(d.Path, "pre-push.new-")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close(), os.Chmod(f.Name(), 0o755)); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// Uninstall takes our hook away and puts back the one that was there before,
// the very file. Without a hook there is nothing to do. With force, one of ours
// that was changed goes as well; a foreign one never does.
func (d Dir) Uninstall(force bool) (State, error) {
	was, err := d.State()
	switch {
	case err != nil:
		return was, err
	case !was.Present && !was.Chained:
		return was, nil
	case was.Present && !was.Ours:
		return was, fmt.Errorf("remove hook %s: %w", was.Hook, ErrForeign)
	case was.Ours && !was.Intact && !force:
		return was, fmt.Errorf("remove hook %s: %w", was.Hook, ErrEdited)
	}
	if was.Chained {
		// Replaces ours at one stroke.
		if err := os.Rename(d.chained(), d.hook()); err != nil {
			return was, fmt.Errorf("put back hook: %w", err)
		}
		return was, nil
	}
	if err := os.Remove(d.hook()); err != nil {
		return was, fmt.Errorf("remove hook: %w", err)
	}
	return was, nil
}
