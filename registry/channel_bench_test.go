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
