package sample

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// needed is taken with its method.
type needed struct{ *Box }

func (n needed) width() int { return n.Width }

var (
	unused = strings.ToUpper("a")
	boxes  = []needed{{Box: New(1)}}
)

func helper() { secret() }

func TestExported(t *testing.T) {
	New := New(2)
	New.Open()
	t.Log(boxes[0].width() + New.Width)
}

func TestConstant(t *testing.T) { http.Header{}.Set(header, "1") }

func TestField(t *testing.T) { t.Log(New(1).lid) }

func TestHelper(t *testing.T) { helper() }

func ExampleNew() {
	fmt.Println(New(3).Width)
	// Output: 3
}

func ExampleBox() { New(3).Open() }

func BenchmarkNew(b *testing.B) { New(1) }
