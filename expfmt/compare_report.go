package expfmt

// AppendDifferences appends the result of Compare in a form for people:
// under the name of each family the wanted lines behind a minus and the
// lines found instead behind a plus.
//
//	@@ http_requests_total @@
//	-http_requests_total{code="200"} 7
//	+http_requests_total{code="200"} 8
func AppendDifferences(dst []byte, differences []Difference) []byte {
	for i, d := range differences {
		if i == 0 || d.Family != differences[i-1].Family {
			dst = append(dst, "@@ "...)
			dst = appendLabelName(dst, d.Family)
			dst = append(dst, " @@\n"...)
		}
		dst = appendMarked(dst, '-', d.Want)
		dst = appendMarked(dst, '+', d.Got)
	}
	return dst
}

// appendMarked appends a line, if there is one, behind a mark.
func appendMarked(dst []byte, mark byte, line string) []byte {
	if line == "" {
		return dst
	}
	dst = append(dst, mark)
	dst = append(dst, line...)
	return append(dst, '\n')
}
