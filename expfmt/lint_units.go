package expfmt

import "strings"

// unitPrefixes multiply a unit.
var unitPrefixes = [...]string{
	"pico", "nano", "micro", "milli", "centi", "deci",
	"deca", "hecto", "kilo", "mega", "giga", "tera", "peta",
	"kibi", "mebi", "gibi", "tebi", "pebi",
}

// abbreviatedUnits are the abbreviations that names should not have.
var abbreviatedUnits = []string{"s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"}

// baseUnit returns the base unit of a unit with or without a prefix, and ""
// if word is no unit.
func baseUnit(word string) string {
	if base := plainBaseUnit(word); base != "" {
		return base
	}
	for _, prefix := range unitPrefixes {
		if unit, ok := strings.CutPrefix(word, prefix); ok && plainBaseUnit(unit) != "" {
			return plainBaseUnit(unit)
		}
	}
	return ""
}

// plainBaseUnit is baseUnit for units without a prefix. Temperatures have
// two base units: people measure in celsius, and the temperature of a
// colour is in kelvin.
func plainBaseUnit(word string) string {
	switch word {
	case "amperes", "bytes", "celsius", "grams", "joules", "kelvin", "meters", "metres", "seconds", "volts":
		return word
	case "minutes", "hours", "days", "weeks":
		return "seconds"
	case "bits":
		return "bytes"
	case "fahrenheit", "rankine":
		return "celsius"
	case "pounds", "ounces":
		return "grams"
	case "calories":
		return "joules"
	case "kelvins":
		return "kelvin"
	case "inches", "yards", "miles":
		return "meters"
	}
	return ""
}
