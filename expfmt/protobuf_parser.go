package expfmt

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A protobufParser reads the text of messages and writes their bytes, family by
// family, by the tables of fields alone. A protobufDecoder reads the bytes.
type protobufParser struct {
	protobufScanner

	family []byte         // its bytes
	marks  []protobufMark // of all fields in them

	isNamed  bool     // the name of the field with the family's name has been read
	namedAt  position // where
	failedAt position // the place of an error
}

// A protobufMark is the place of a field in the text, by its offset in the
// bytes of the family.
type protobufMark struct {
	offset int
	position
}

// lengthRoom is the number of bytes for the length of a message. A length has
// all of them, so that the offsets in marks stay right.
const lengthRoom = 5

// parseFamily parses the next family. It returns io.EOF behind the last. A
// family ends in front of the field name of the next.
func (p *protobufParser) parseFamily() (*ProtobufError, error) {
	p.family, p.marks = p.family[:0], p.marks[:0]
	if !p.isNamed {
		if p.skipBlanks(); p.peek() < 0 {
			if p.readErr != nil {
				return nil, p.readErr
			}
			return nil, io.EOF
		}
	}
	err := p.parseFields(familyMessage, -1)
	if p.readErr != nil {
		return nil, p.readErr
	}
	return err, nil
}

// positionOf returns the place of the field around the offset in the bytes of
// the family.
func (p *protobufParser) positionOf(offset int64) position {
	i := sort.Search(len(p.marks), func(i int) bool { return int64(p.marks[i].offset) > offset })
	return p.marks[max(i-1, 0)].position
}

// fail returns the error of a place, which it remembers.
func (p *protobufParser) fail(place position, format string, args ...any) *ProtobufError {
	p.failedAt = place
	return &ProtobufError{Err: fmt.Errorf(format, args...)}
}

// expected returns the error of the bytes that come next in the place of text.
func (p *protobufParser) expected(text string) *ProtobufError {
	return p.fail(p.place, "expected %s, found %s", text, p.found())
}

// parseFields parses the fields of a message and the closing brace or, if
// closing is -1, the fields of a family.
func (p *protobufParser) parseFields(typ *protobufMessage, closing int) *ProtobufError {
	begin := len(p.family)
	seen := uint(0) // a bit for each field
	for {
		p.skipBlanks()
		if next := p.peek(); next == closing && !p.isNamed {
			if next >= 0 {
				p.skip()
			}
			return nil
		}
		index, place, err := p.parseFieldName(typ)
		if err != nil {
			return err
		}
		field := &typ.fields[index]
		if seen&(1<<index) != 0 && !field.repeated {
			if closing < 0 && field.number == fieldFamilyName {
				p.isNamed, p.namedAt = true, place
				return nil
			}
			return p.fail(place, "expected one field %s, found a second", field.name)
		}
		seen |= 1 << index
		if err := p.parseField(field, place, begin, typ); err != nil {
			return err
		}
		if p.skipBlanks(); !p.take(',') {
			p.take(';')
		}
	}
}

// parseFieldName parses the name of a field and returns the field's index.
func (p *protobufParser) parseFieldName(typ *protobufMessage) (index int, place position, err *ProtobufError) {
	if p.isNamed {
		p.isNamed = false
		return slices.IndexFunc(typ.fields, func(f protobufField) bool { return f.number == fieldFamilyName }), p.namedAt, nil
	}
	place = p.place
	found := p.found()
	name := p.takeName()
	index = slices.IndexFunc(typ.fields, func(f protobufField) bool { return f.name == string(name) })
	if index < 0 {
		return 0, place, p.fail(place, "expected one of the fields %s, found %s", typ.fieldNames(), found)
	}
	return index, place, nil
}

// parseField parses the value, or the list of values, behind the name of a field.
// The fields of the message have been written from begin on.
func (p *protobufParser) parseField(field *protobufField, place position, begin int, typ *protobufMessage) *ProtobufError {
	p.skipBlanks()
	hasColon := p.take(':')
	p.skipBlanks()
	var err *ProtobufError
	start := len(p.family)
	switch {
	case !hasColon && field.kind != kindMessage:
		err = p.expected("a colon")
	case field.repeated && p.take('['):
		start, err = p.parseList(field)
	default:
		err = p.parseValue(field, place)
	}
	if err != nil {
		r := protobufReader{typ: typ, data: p.family[begin:start], number: field.number, tag: start - begin}
		return err.within(r.field())
	}
	return nil
}

// parseList parses values behind their opening bracket. It returns the offset
// of the last.
func (p *protobufParser) parseList(field *protobufField) (start int, err *ProtobufError) {
	start = len(p.family)
	if p.skipBlanks(); p.take(']') {
		return start, nil
	}
	for {
		p.skipBlanks()
		start = len(p.family)
		if err := p.parseValue(field, p.place); err != nil {
			return start, err
		}
		switch p.skipBlanks(); {
		case p.take(']'):
			return start, nil
		case !p.take(','):
			return start, p.expected("a comma or a bracket")
		}
	}
}

// parseValue parses a value and writes the field, whose place is known.
func (p *protobufParser) parseValue(field *protobufField, place position) *ProtobufError {
	p.marks = append(p.marks, protobufMark{len(p.family), place})
	switch field.kind {
	case kindMessage:
		return p.parseMessage(field)
	case kindString:
		text, expected := p.takeString()
		if expected != "" {
			return p.expected(expected)
		}
		p.family = appendStringField(p.family, byte(field.number), string(text))
		return nil
	}
	start := p.place
	found := p.found()
	if word := string(p.takeLiteral()); !p.addNumber(field, word) {
		return p.fail(start, "expected %s, found %s", field.kind.numbers(), found)
	}
	return nil
}

// parseMessage parses a message between braces or pointed brackets.
func (p *protobufParser) parseMessage(field *protobufField) *ProtobufError {
	closing := byte('}')
	if p.take('<') {
		closing = '>'
	} else if !p.take('{') {
		return p.expected("an opening brace")
	}
	p.family = append(binary.AppendUvarint(p.family, uint64(field.number)<<3|uint64(wireBytes)), make([]byte, lengthRoom)...)
	start := len(p.family)
	if err := p.parseFields(field.message, int(closing)); err != nil {
		return err
	}
	putLength(p.family[start-lengthRoom:start], len(p.family)-start)
	return nil
}

// putLength writes a varint into all bytes of room.
func putLength(room []byte, n int) {
	for i := range room {
		room[i] = byte(n>>(7*i)) | 0x80
	}
	room[len(room)-1] &^= 0x80
}

// addNumber writes a field with a number. It returns false if word is none.
func (p *protobufParser) addNumber(field *protobufField, word string) bool {
	number := byte(field.number)
	if field.kind == kindDouble {
		v, ok := parseTextDouble(word)
		p.family = appendDoubleField(p.family, number, v)
		return ok
	}
	digits, isNegative := strings.CutPrefix(word, "-")
	v, ok := parseTextUint(digits)
	if field.kind == kindType && !ok {
		index := slices.Index(typeNames[:], word)
		v, ok = uint64(max(index, 0)), index >= 0
	}
	switch {
	case !ok || isNegative && field.kind == kindUint:
		return false
	case field.kind == kindUint || field.kind == kindType && !isNegative:
	case v > math.MaxInt64 && !(isNegative && v == 1<<63):
		return false
	case isNegative:
		v = -v
	}
	if field.kind == kindSint {
		p.family = appendSintField(p.family, number, int64(v))
	} else {
		p.family = appendUintField(p.family, number, v)
	}
	return true
}

// parseTextUint reads a decimal, a hexadecimal or an octal number.
func parseTextUint(word string) (uint64, bool) {
	base := 10
	switch {
	case strings.HasPrefix(word, "0x") || strings.HasPrefix(word, "0X"):
		base, word = 16, word[2:]
	case len(word) > 1 && word[0] == '0':
		base = 8
	}
	v, err := strconv.ParseUint(word, base, 64)
	return v, err == nil
}

// parseTextDouble reads a decimal number, which an f may follow, inf or nan.
func parseTextDouble(word string) (float64, bool) {
	digits := strings.TrimPrefix(word, "-")
	switch strings.ToLower(digits) {
	case "inf", "infinity":
		if digits != word {
			return math.Inf(-1), true
		}
		return math.Inf(1), true
	case "nan":
		return math.NaN(), true
	case "":
		return 0, false
	}
	if digits[0] != '.' && !isDigit(digits[0]) || len(digits) > 1 && digits[0] == '0' && isDigit(digits[1]) || strings.ContainsAny(digits, "xX_") {
		return 0, false
	}
	if last := digits[len(digits)-1]; last == 'f' || last == 'F' {
		word = word[:len(word)-1]
	}
	v, err := strconv.ParseFloat(word, 64)
	return v, err == nil
}
