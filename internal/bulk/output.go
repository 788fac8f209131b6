package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// CheckpointExt ends the name of an output's checkpoint.
const CheckpointExt = ".checkpoint"

// Set by hand.
const (
	// blockBytes is how much is compressed at once. A run that goes on begins with a block, so that its bytes are those of one that was not killed:
	// blocks end where so many bytes have come, and not by the clock.
	blockBytes = 1 << 20
	// writeBytes is how much is held back of what is not compressed.
	writeBytes = 1 << 16
	// saveEvery is after what time the checkpoint is saved at the soonest, which is the work that may be lost.
	saveEvery = 100 * time.Millisecond
	// saveShare is how many times as long as saving took is worked before it is saved again.
	saveShare = 30
)

// An Output is what answers are written to: a file with a checkpoint beside it, or a stream without one. It is for one goroutine at a time.
type Output struct {
	*Checkpoint // its State is the caller's to count in: all but Bytes
	to          io.Writer
	file        *os.File // nil: a stream
	block       []byte   // not yet written
	compress    func(block []byte) ([]byte, error)
	next        time.Time // when to save
	failed      error     // of a write: State counts texts that the file does not have, and is saved no more
}

// Stream returns an output to a stream.
func Stream(w io.Writer) *Output { return &Output{Checkpoint: new(Checkpoint), to: w} }

// Create begins a run whose output is a file; what the file held is gone. One whose name ends in .gz or .zst is compressed. Errors: as Begin.
func Create(name string, of map[string]string) (*Output, error) {
	c, err := Begin(name+CheckpointExt, of)
	if err != nil {
		return nil, err
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, errors.Join(err, c.Remove())
	}
	return newOutput(c, f)
}

// Open goes on with a run whose output is a file, or begins it where there is neither. What the file holds beyond what its checkpoint counts is cut off.
// Errors: ErrFinished, and as Resume.
func Open(name string, of map[string]string) (*Output, error) {
	c, err := Resume(name+CheckpointExt, of)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(name); err == nil {
			return nil, ErrFinished
		}
		return Create(name, of)
	} else if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.Size() < c.Bytes {
		return nil, errors.Join(err, f.Close(), fmt.Errorf("%s is shorter than when the run was killed: it cannot go on", name))
	}
	if err := f.Truncate(c.Bytes); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.Seek(c.Bytes, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return newOutput(c, f)
}

func newOutput(c *Checkpoint, f *os.File) (*Output, error) {
	o := &Output{Checkpoint: c, to: f, file: f}
	switch {
	case strings.HasSuffix(f.Name(), ".gz"):
		o.compress = gzipped
	case strings.HasSuffix(f.Name(), ".zst"):
		enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		o.compress = func(block []byte) ([]byte, error) { return enc.EncodeAll(block, nil), nil }
	}
	return o, nil
}

// gzipped returns a block as a member of a gzip file.
func gzipped(block []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(block)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// Add writes the records of a text, whole, after which State, in which the caller has counted the text, may be saved. What it holds back it writes when
// nothing more is under way, unless that is compressed. After an error the output can only be closed: the run goes on from what was saved last.
func (o *Output) Add(records []byte, more bool) error {
	o.block = append(o.block, records...)
	if o.compress != nil {
		if len(o.block) < blockBytes {
			return nil
		}
	} else if len(o.block) < writeBytes && more {
		return nil
	}
	if err := o.write(); err != nil || o.file == nil || time.Now().Before(o.next) {
		return err
	}
	return o.save()
}

// write writes what was held back.
func (o *Output) write() (err error) {
	if o.failed != nil || len(o.block) == 0 && (o.compress == nil || o.Bytes > 0) {
		return o.failed
	}
	defer func() { o.failed = err }()
	block := o.block
	o.block = o.block[:0]
	if cap(block) > 4*blockBytes { // one large answer must not be held for good
		o.block = nil
	}
	if o.compress != nil {
		if block, err = o.compress(block); err != nil {
			return err
		}
	}
	n, err := o.to.Write(block)
	o.Bytes += int64(n)
	return err
}

// save makes what was written last, and says so in the checkpoint.
func (o *Output) save() error {
	began := time.Now()
	if o.failed = o.file.Sync(); o.failed != nil {
		return o.failed
	}
	err := o.Save()
	o.next = time.Now().Add(max(saveEvery, saveShare*time.Since(began)))
	return err
}

// Sync writes what was held back and saves the checkpoint, whatever it costs. A compressed output has a block that ends here. After an error of Add it
// does nothing: what Add has said is not said again.
func (o *Output) Sync() error {
	if o.failed != nil {
		return nil
	}
	if err := o.write(); err != nil || o.file == nil {
		return err
	}
	return o.save()
}

// Finish writes the end of the output and removes the checkpoint: the run has come to its end.
func (o *Output) Finish(end []byte) error {
	o.block = append(o.block, end...)
	if err := o.write(); err != nil || o.file == nil {
		return err
	}
	return errors.Join(o.file.Sync(), o.file.Close(), o.Remove())
}

// Close leaves a run that did not come to its end, which Open goes on with. A compressed output loses its last block.
func (o *Output) Close() error {
	if o.file == nil && o.failed == nil {
		return o.write()
	} else if o.file == nil {
		return nil
	}
	var err error
	if o.compress == nil {
		err = o.Sync()
	}
	return errors.Join(err, o.file.Close())
}
