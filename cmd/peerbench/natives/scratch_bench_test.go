package natives
import ("testing";"math/rand/v2";"plainmetrics/registry";"github.com/prometheus/client_golang/prometheus";"math")
var vals = func() []float64 { r:=rand.New(rand.NewPCG(1,2)); v:=make([]float64,4096); for i:=range v {v[i]=math.Exp(r.NormFloat64()*1.5-3)}; return v}()
func bench(b *testing.B, f func(float64)) { for _,v:=range vals {f(v)}; b.ReportAllocs(); b.Run("1",func(b *testing.B){ i:=0; for b.Loop() { f(vals[i&4095]); i++ } }); b.Run("2",func(b *testing.B){ b.SetParallelism(1); b.RunParallel(func(pb *testing.PB){ i:=0; for pb.Next() { f(vals[i&4095]); i++ } }) }) }
func BenchmarkOursClassic(b *testing.B){ bench(b, registry.NewHistogram(registry.HistogramOpts{Name:"a"}).Observe) }
func BenchmarkOursNative(b *testing.B){ bench(b, registry.NewHistogram(registry.HistogramOpts{Name:"a",NativeHistogramBucketFactor:1.1}).Observe) }
func BenchmarkOursLimited(b *testing.B){ bench(b, registry.NewHistogram(registry.HistogramOpts{Name:"a",NativeHistogramBucketFactor:1.1,NativeHistogramMaxBucketNumber:160}).Observe) }
func BenchmarkOursBoth(b *testing.B){ bench(b, registry.NewHistogram(registry.HistogramOpts{Name:"a",NativeHistogramBucketFactor:1.1,Buckets:registry.DefBuckets}).Observe) }
func BenchmarkTheirsNative(b *testing.B){ bench(b, prometheus.NewHistogram(prometheus.HistogramOpts{Name:"a",NativeHistogramBucketFactor:1.1}).Observe) }
func BenchmarkTheirsClassic(b *testing.B){ bench(b, prometheus.NewHistogram(prometheus.HistogramOpts{Name:"a"}).Observe) }
