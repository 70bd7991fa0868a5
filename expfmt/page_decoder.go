package expfmt

// A pageDecoder is what the decoders have in common: a page, line by line,
// on its way to an Encoder.
type pageDecoder struct {
	textScanner
	enc Encoder

	// owners has the names that are taken, those of families and those of
	// their samples, and for each the family that took it.
	owners map[string]string
}

// own takes a name for a family.
func (d *pageDecoder) own(name, family string, at int) error {
	if owner, ok := d.owners[name]; ok {
		return d.errorAt(at, "expected the lines of a family in one place, found %.40q again, of the family %.40q above", name, owner)
	}
	d.owners[name] = family
	return nil
}
