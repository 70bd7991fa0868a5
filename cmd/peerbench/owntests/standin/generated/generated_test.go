package generated

import (
	"reflect"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"plainmetrics/registry/model"
)

func TestCopy(t *testing.T) {
	at := time.Unix(7, 9)
	plain := &model.MetricFamily{
		Name: new("a"), Type: model.MetricType_HISTOGRAM.Enum(),
		Metric: []*model.Metric{{
			Label: []*model.LabelPair{{Name: new("l"), Value: new("")}},
			Histogram: &model.Histogram{
				Bucket:           []*model.Bucket{{CumulativeCount: new(uint64(3)), UpperBound: new(1.5)}},
				PositiveSpan:     []*model.BucketSpan{{Offset: new(int32(-1)), Length: new(uint32(2))}},
				CreatedTimestamp: model.NewTimestamp(at),
			},
		}},
	}
	message := &dto.MetricFamily{
		Name: new("a"), Type: dto.MetricType_HISTOGRAM.Enum(),
		Metric: []*dto.Metric{{
			Label: []*dto.LabelPair{{Name: new("l"), Value: new("")}},
			Histogram: &dto.Histogram{
				Bucket:           []*dto.Bucket{{CumulativeCount: new(uint64(3)), UpperBound: new(1.5)}},
				PositiveSpan:     []*dto.BucketSpan{{Offset: new(int32(-1)), Length: new(uint32(2))}},
				CreatedTimestamp: timestamppb.New(at),
			},
		}},
	}
	if got := Copy(plain); !proto.Equal(got, message) {
		t.Errorf("got %v, want %v", got, message)
	}
	back := &model.MetricFamily{Help: new("not in the message")}
	if CopyBack(back, message); !reflect.DeepEqual(back, plain) {
		t.Errorf("got %v, want %v", back, plain)
	}
}
