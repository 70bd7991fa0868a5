package expfmt

// A protobufExemplar is a message Exemplar.
type protobufExemplar struct {
	labels protobufLabels
	value  float64
	time   protobufTime

	exemplar *Exemplar // nil until a message has been read
}

// reset empties e and keeps its memory.
func (e *protobufExemplar) reset() {
	e.labels.reset()
	e.value, e.time, e.exemplar = 0, protobufTime{}, nil
}

// read reads a message. Messages in the same field of a metric are one message:
// the second adds its fields to the first.
func (e *protobufExemplar) read(r *protobufReader) {
	for r.next() {
		switch r.number {
		case fieldExemplarLabel:
			e.labels.read(r)
		case fieldExemplarValue:
			e.value = r.double()
		case fieldExemplarTimestamp:
			e.time.readField(r)
		default:
			r.skip()
		}
	}
	if r.err != nil {
		return
	}
	set, _ := e.labels.set(r, TypeUntyped)
	e.exemplar = &Exemplar{Labels: set, Value: e.value}
	e.exemplar.Time, e.exemplar.TimeSeconds = e.time.units()
}
