// Package messages turns the messages of client_model into expfmt's families
// and points. The rules are here, in Series and Writer. Two readers tell them
// the parts of messages: SetMetric reads the structs of package registry/model,
// and package registry/bridge, by its type parameters, reads the messages of
// the real client_model. One generic reader for both would add 60 kB to
// every program: its dictionaries keep all methods of the structs.
package messages
