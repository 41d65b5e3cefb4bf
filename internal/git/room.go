package git

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
)

// A room is a temporary directory that belongs to one process. The file owner
// in it is locked as long as the process lives, so that others can tell what a
// killed run left from what a live one uses; it names the git directory whose
// worktree entries go with the room.
type room struct {
	dir       string
	owner     *os.File
	commonDir string // "" where the owner died before it said so
}

const (
	roomPrefix = "benchgate-"
	ownerFile  = "owner"
)

var (
	roomName = regexp.MustCompile(`^benchgate-[0-9a-f]{12}$`)
	// entryName is that of an entry in .git/worktrees: the room, the side, and
	// the number by which git tells entries of one name apart.
	entryName = regexp.MustCompile(`^(benchgate-[0-9a-f]{12})-(base|head)[0-9]*$`)
)

// errLost says that a sweeping process took a room before it was locked.
var errLost = errors.New("another process removed the new directory")

// newRoom makes a room in the temporary directory.
func (r *Repo) newRoom() (*room, error) {
	parent, err := r.tempParent()
	if err != nil {
		return nil, err
	}
	return roomIn(parent, r.CommonDir)
}

// roomIn makes a room in parent; commonDir is "" for one without worktrees.
func roomIn(parent, commonDir string) (*room, error) {
	for attempt := 0; ; attempt++ {
		var random [6]byte
		if _, err := rand.Read(random[:]); err != nil {
			return nil, err
		}
		rm, err := makeRoom(filepath.Join(parent, roomPrefix+hex.EncodeToString(random[:])), commonDir)
		switch {
		case err == nil:
			return rm, nil
		case attempt < 10 && (errors.Is(err, errLost) || errors.Is(err, fs.ErrExist)):
			continue
		}
		return nil, &Error{Op: "make a temporary directory", Err: err, Advice: "let TMPDIR name a directory with free space that can be written to"}
	}
}

// tempParent is the directory for rooms, with symbolic links resolved: git
// resolves them too where it notes the paths of worktrees.
func (r *Repo) tempParent() (string, error) {
	parent, err := filepath.Abs(r.temp)
	if err == nil {
		parent, err = filepath.EvalSymlinks(parent)
	}
	if err != nil {
		return "", &Error{Op: "find the temporary directory", Err: err, Advice: "let TMPDIR name a directory that exists"}
	}
	root, err := filepath.EvalSymlinks(r.Root)
	if err != nil {
		return "", &Error{Op: "find the temporary directory", Err: err}
	}
	if rel, err := filepath.Rel(root, parent); err == nil && filepath.IsLocal(rel) {
		return "", &Error{Op: "find the temporary directory", Err: fmt.Errorf("%q is inside the work tree", parent),
			Advice: "let TMPDIR name a directory outside of it: what lies above the trees must be the same for both and not the module itself"}
	}
	return parent, nil
}

// makeRoom makes dir and locks it. Until the lock is held a sweeping process
// may take the room for a dead one's and remove it: errLost, and nothing is
// left.
func makeRoom(dir, commonDir string) (*room, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	owner, err := os.OpenFile(filepath.Join(dir, ownerFile), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errLost
	}
	rm := &room{dir: dir, owner: owner, commonDir: commonDir}
	if err != nil {
		return nil, errors.Join(err, os.Remove(dir))
	}
	if held, err := rm.lock(); err != nil {
		return nil, errors.Join(err, rm.remove())
	} else if !held {
		return nil, errors.Join(errLost, owner.Close())
	}
	if _, err := owner.WriteString(commonDir); err != nil {
		return nil, errors.Join(err, rm.remove())
	}
	return rm, nil
}

// lock takes the room's lock and makes sure that the locked file still is the
// one in the room.
func (rm *room) lock() (bool, error) {
	held, err := tryLock(rm.owner)
	if err != nil || !held {
		return false, err
	}
	mine, err := rm.owner.Stat()
	if err != nil {
		return false, err
	}
	there, err := os.Lstat(rm.owner.Name())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(mine, there), err
}

// adopt takes over the room of a dead process. It returns nil where there is
// nothing to take over: the owner lives, or the directory is not ours.
func adopt(dir string) (*room, error) {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || !roomName.MatchString(filepath.Base(dir)) || !ownedByUser(info) {
		return nil, ignoreMissing(err)
	}
	owner, err := os.OpenFile(filepath.Join(dir, ownerFile), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		// Killed between the first two or the last two steps of a room's life. A
		// live owner at that point makes itself another room.
		if os.Remove(dir) == nil {
			return &room{dir: dir}, nil
		}
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rm := &room{dir: dir, owner: owner}
	held, err := rm.lock()
	if err != nil || !held {
		return nil, errors.Join(err, owner.Close())
	}
	commonDir, err := io.ReadAll(io.LimitReader(owner, 1<<16))
	if err != nil {
		return nil, errors.Join(err, owner.Close())
	}
	if rm.commonDir = string(commonDir); !filepath.IsAbs(rm.commonDir) {
		rm.commonDir = ""
	}
	return rm, nil
}

// isMissing tells whether err says that a file is not there, or not any more.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

func ignoreMissing(err error) error {
	if isMissing(err) {
		return nil
	}
	return err
}
