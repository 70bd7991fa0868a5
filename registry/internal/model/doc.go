// Package model has the types of package registry/model, which documents them,
// and the code that writes series to models. Package messages reads models. Both
// lie below package registry, whose metrics have the models in their signatures.
//
// The code that reads and prints models is linked by [Link] alone, because the linker
// can't leave out a method such as String: a server of counters is 90 kB
// smaller for it.
package model
