package expfmt

import "io"

// DecodeProtobufText reads a page of protobuf text, and writes its families
// into enc as [DecodeProtobuf] does. It reads both forms that [Protobuf]
// prints, and the whole language of the text: comments, separators, lists,
// either kind of quotes, and numbers of all bases. The language describes one
// message. On a page, a family ends in front of the name of the next family, so
// the name is the first field of each family but the first.
//
// DecodeProtobufText refuses the same messages as DecodeProtobuf, with a
// [*SyntaxError] that has the path of messages in its text. It also refuses
// fields that it does not know, a second value for a field that comes once,
// and numbers too large for a float64. It calls LocateFamily and LocateLabel
// if enc is a [Locator].
//
// The language is described at
// https://protobuf.dev/reference/protobuf/textformat-spec/.
func DecodeProtobufText(page []byte, enc Encoder) error {
	return newProtobufTextDecoder(protobufScanner{buf: page}, enc).decodeText()
}

// DecodeProtobufTextFrom is [DecodeProtobufText] for a page that is read while
// it is decoded. It holds the bytes of one family, and 24 bytes for each of
// its fields. An error of r is returned as it is.
func DecodeProtobufTextFrom(r io.Reader, enc Encoder) error {
	return newProtobufTextDecoder(protobufScanner{r: r}, enc).decodeText()
}

func newProtobufTextDecoder(s protobufScanner, enc Encoder) *protobufDecoder {
	d := newProtobufDecoder(enc)
	s.place = position{1, 1}
	d.text = &protobufParser{protobufScanner: s}
	return d
}

// decodeText decodes a page of text. A linter goes on behind errors in the
// text of a family, and not behind errors of the language.
func (d *protobufDecoder) decodeText() error {
	for ; ; d.number++ {
		malformed, err := d.text.parseFamily()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case malformed != nil:
			return d.failText(malformed)
		}
		if err := d.decodeFamily(d.text.family, 0); err != nil {
			return err
		}
	}
}

// failText returns the error of a text that the language does not allow.
func (d *protobufDecoder) failText(err *ProtobufError) error {
	d.header = protobufHeader{}
	d.header.read(&protobufReader{typ: familyMessage, data: d.text.family})
	syntax := d.syntaxError(d.text.failedAt, err.within(d.path()))
	if d.report == nil {
		return syntax
	}
	d.report(syntax)
	return nil
}

// syntaxError returns the error of a place in the text.
func (d *protobufDecoder) syntaxError(place position, err *ProtobufError) error {
	return &SyntaxError{place.line, place.column, err.inPath()}
}
