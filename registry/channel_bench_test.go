package registry

import (
	"context"
	"strconv"
	"testing"

	"plainmetrics/expfmt"
)

// A deviceCollector sends const metrics as an exporter does: device by
// device, a metric of each family.
type deviceCollector struct {
	descs   []*Desc
	devices []string
}

func newDeviceCollector(families, devices int) *deviceCollector {
	c := new(deviceCollector)
	for i := range families {
		c.descs = append(c.descs, NewDesc("device_"+strconv.Itoa(i)+"_total", "Of a device.", []string{"device"}, nil))
	}
	for i := range devices {
		c.devices = append(c.devices, "device-"+strconv.Itoa(i))
	}
	return c
}

func (c *deviceCollector) Describe(ch chan<- *Desc) {
	for _, d := range c.descs {
		ch <- d
	}
}

func (c *deviceCollector) Collect(ch chan<- Metric) {
	for i, device := range c.devices {
		for _, d := range c.descs {
			ch <- MustNewConstMetric(d, CounterValue, float64(i), device)
		}
	}
}

func BenchmarkScrapeChannel(b *testing.B) {
	for _, size := range []struct {
		name              string
		families, devices int
	}{{"10000", 10, 1000}, {"10x4", 10, 4}, {"1x10000", 1, 10000}} {
		b.Run(size.name, func(b *testing.B) {
			r := registryOf(newDeviceCollector(size.families, size.devices))
			page := expfmt.NewPage(expfmt.Text{}, nil)
			b.ReportAllocs()
			for b.Loop() {
				page.Reset(expfmt.Text{})
				if err := r.Encode(context.Background(), page); err != nil {
					b.Fatal(err)
				}
				page.End()
			}
		})
	}
}

func BenchmarkScrapeSource(b *testing.B) {
	for _, size := range []struct {
		name              string
		families, devices int
	}{{"10x1000", 10, 1000}, {"1x10000", 1, 10000}} {
		b.Run(size.name, func(b *testing.B) {
			var families []*LabeledFamily
			for i := range size.families {
				families = append(families, MustLabeledFamily(Opts{Name: "device_" + strconv.Itoa(i) + "_total"}, expfmt.TypeCounter, "device"))
			}
			devices := newDeviceCollector(0, size.devices).devices
			r := registryOf(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				for i, device := range devices {
					labels := families[0].Labels(device)
					for _, f := range families {
						enc.Value(f.Family, labels, float64(i))
					}
				}
				return nil
			}))
			page := expfmt.NewPage(expfmt.Text{}, nil)
			b.ReportAllocs()
			for b.Loop() {
				page.Reset(expfmt.Text{})
				if err := r.Encode(context.Background(), page); err != nil {
					b.Fatal(err)
				}
				page.End()
			}
		})
	}
}
