package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
)

const (
	columns, rows = 1000, 2400 // of the window, more than any comment takes
	margin        = 16         // left around the comment
	mostBytes     = 150_000    // of a picture in the repository
)

// shoot takes a picture of a page.
func (s studio) shoot(ctx context.Context, html, to string) error {
	raw := filepath.Join(filepath.Dir(html), "raw.png")
	browser := cmp.Or(os.Getenv("CHROMIUM"), "chromium")
	if _, err := s.command(ctx, s.work, browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		fmt.Sprintf("--window-size=%d,%d", columns, rows), "--user-data-dir="+filepath.Join(s.work, "browser"),
		"--screenshot="+raw, "file://"+html); err != nil {
		return err
	}
	data, err := os.ReadFile(raw)
	if err != nil {
		return err
	}
	full, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, fewer(cropped(full))); err != nil {
		return err
	}
	if b.Len() > mostBytes {
		return fmt.Errorf("a picture of %d bytes, more than %d", b.Len(), mostBytes)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, b.Bytes(), 0o644)
}

// cropped cuts off what is white below the comment.
func cropped(full image.Image) image.Image {
	b := full.Bounds()
	last := b.Min.Y
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := full.At(x, y).RGBA(); r+g+bl != 3*0xffff {
				last = y
				break
			}
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(b.Dy(), last-b.Min.Y+1+margin)))
	draw.Draw(out, out.Bounds(), full, b.Min, draw.Src)
	return out
}

// fewer leaves the 256 commonest colours, which is all that text needs.
func fewer(full image.Image) image.Image {
	seen := map[color.RGBA]int{}
	b := full.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			seen[color.RGBAModel.Convert(full.At(x, y)).(color.RGBA)]++
		}
	}
	var all []color.RGBA
	for c := range seen {
		all = append(all, c)
	}
	slices.SortFunc(all, func(x, y color.RGBA) int {
		return cmp.Or(seen[y]-seen[x], cmp.Compare(fmt.Sprint(x), fmt.Sprint(y)))
	})
	var palette color.Palette
	for _, c := range all[:min(len(all), 256)] {
		palette = append(palette, c)
	}
	out := image.NewPaletted(b, palette)
	draw.Draw(out, b, full, b.Min, draw.Src)
	return out
}
