// Images [images, height, width, channels]: mirrored borders and the gradient of pooling by the maximum.
#pragma once
#include <array>
#include <cstring>
#include <limits>

#include "features.h"

namespace yoto {

/** Which position of an axis of `size` each position of the padded axis mirrors; `edge` is 1 where the edge repeats. */
inline std::vector<int64_t> MirroredIndex(int64_t size, int64_t before, int64_t after, int64_t edge) {
  std::vector<int64_t> index(before + size + after);
  for (int64_t i = 0; i < static_cast<int64_t>(index.size()); ++i) {
    const int64_t at = i - before;
    index[i] = at < 0 ? -at - edge : at < size ? at : 2 * (size - 1) - at + edge;
  }
  return index;
}

/** paddings: above, below, left, right. */
class MirrorPadBase : public OpKernel {
 public:
  explicit MirrorPadBase(OpKernelConstruction* context) : OpKernel(context) {
    std::vector<int64_t> paddings;
    bool symmetric;
    OP_REQUIRES_OK(context, context->GetAttr("paddings", &paddings));
    OP_REQUIRES_OK(context, context->GetAttr("symmetric", &symmetric));
    YOTO_REQUIRES(context, paddings.size() == 4 && *std::min_element(paddings.begin(), paddings.end()) >= 0,
                  "MirrorPad: paddings are four numbers");
    std::copy(paddings.begin(), paddings.end(), paddings_.begin());
    edge_ = symmetric ? 1 : 0;
  }

 protected:
  /** Whether images of this size have so much to mirror. */
  bool Fits(int64_t height, int64_t width) const {
    const int64_t spare = 1 - edge_;
    return std::max(paddings_[0], paddings_[1]) <= height - spare && std::max(paddings_[2], paddings_[3]) <= width - spare;
  }
  std::vector<int64_t> Rows(int64_t height) const { return MirroredIndex(height, paddings_[0], paddings_[1], edge_); }
  std::vector<int64_t> Columns(int64_t width) const { return MirroredIndex(width, paddings_[2], paddings_[3], edge_); }

  std::array<int64_t, 4> paddings_;
  int64_t edge_;
};

class MirrorPad : public MirrorPadBase {
 public:
  using MirrorPadBase::MirrorPadBase;

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    YOTO_REQUIRES(context, x.dims() == 4 && Fits(x.dim_size(1), x.dim_size(2)), "YotoMirrorPad: x is too small");
    const int64_t height = x.dim_size(1), width = x.dim_size(2), channels = x.dim_size(3), left = paddings_[2];
    const std::vector<int64_t> rows = Rows(height), columns = Columns(width);
    const int64_t padded_height = rows.size(), padded_width = columns.size();
    YOTO_OUTPUT(context, 0, TensorShape({x.dim_size(0), padded_height, padded_width, channels}), y);
    if (y->NumElements() == 0) return;
    ForEach(context, x.dim_size(0) * padded_height, padded_width * channels, [&](int64_t unit) {
      const float* from = Numbers(x) + (unit / padded_height * height + rows[unit % padded_height]) * width * channels;
      float* to = Numbers(y) + unit * padded_width * channels;
      std::memcpy(to + left * channels, from, width * channels * sizeof(float));
      for (int64_t column = 0; column < padded_width; ++column) {
        if (column == left) column += width;
        if (column >= padded_width) break;
        std::memcpy(to + column * channels, from + columns[column] * channels, channels * sizeof(float));
      }
    });
  }
};

class MirrorPadGradient : public MirrorPadBase {
 public:
  using MirrorPadBase::MirrorPadBase;

  void Compute(OpKernelContext* context) override {
    const Tensor& dy = context->input(0);
    YOTO_REQUIRES(context, dy.dims() == 4, "YotoMirrorPadGrad: dy is not of images");
    const int64_t height = dy.dim_size(1) - paddings_[0] - paddings_[1];
    const int64_t width = dy.dim_size(2) - paddings_[2] - paddings_[3], channels = dy.dim_size(3);
    YOTO_REQUIRES(context, Fits(height, width), "YotoMirrorPadGrad: dy is too small");
    const std::vector<int64_t> rows = Rows(height), columns = Columns(width);
    const int64_t padded_height = rows.size(), padded_width = columns.size(), left = paddings_[2];
    std::vector<std::vector<int64_t>> sources(height);
    for (int64_t row = 0; row < padded_height; ++row) sources[rows[row]].push_back(row);
    YOTO_OUTPUT(context, 0, TensorShape({dy.dim_size(0), height, width, channels}), dx);
    if (dx->NumElements() == 0) return;
    ForEach(context, dy.dim_size(0) * height, 2 * width * channels, [&](int64_t unit) {
      float* to = Numbers(dx) + unit * width * channels;
      std::fill(to, to + width * channels, 0.0f);
      for (const int64_t row : sources[unit % height]) {
        const float* from = Numbers(dy) + (unit / height * padded_height + row) * padded_width * channels;
        Add(from + left * channels, to, width * channels);
        for (int64_t column = 0; column < padded_width; ++column) {
          if (column == left) column += width;
          if (column >= padded_width) break;
          Add(from + column * channels, to + columns[column] * channels, channels);
        }
      }
    });
  }
};

/** The gradient goes to the first of the largest of each window; window: rows, columns, both strides, top, left. */
class MaxPoolGradient : public OpKernel {
 public:
  explicit MaxPoolGradient(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("window", &window_));
    YOTO_REQUIRES(context, window_.size() == 6 && *std::min_element(window_.begin(), window_.end()) >= 0,
                  "YotoMaxPoolGrad: a window is six numbers");
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &dy = context->input(1);
    YOTO_REQUIRES(context,
                  x.dims() == 4 && dy.dims() == 4 && x.dim_size(0) == dy.dim_size(0) &&
                      x.dim_size(3) == dy.dim_size(3) && x.NumElements() / std::max<int64_t>(1, x.dim_size(0)) <
                                                             std::numeric_limits<int32_t>::max(),
                  "YotoMaxPoolGrad: x or dy has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), dx);
    if (x.NumElements() == 0) return;
    const int64_t size = x.NumElements() / x.dim_size(0), pooled = dy.NumElements() / dy.dim_size(0);
    ForEach(context, x.dim_size(0), 4 * size, [&](int64_t image) {
      float* to = Numbers(dx) + image * size;
      std::fill(to, to + size, 0.0f);
      OneImage(Numbers(x) + image * size, Numbers(dy) + image * pooled, to, x, dy);
    });
  }

 private:
  void OneImage(const float* x, const float* dy, float* dx, const Tensor& shape, const Tensor& pooled) const {
    const int64_t height = shape.dim_size(1), width = shape.dim_size(2), channels = shape.dim_size(3);
    std::vector<float> best(channels);
    std::vector<int32_t> places(channels);
    for (int64_t row = 0; row < pooled.dim_size(1); ++row) {
      const int64_t top = std::max<int64_t>(0, row * window_[2] - window_[4]);
      const int64_t bottom = std::min(height, row * window_[2] - window_[4] + window_[0]);
      for (int64_t column = 0; column < pooled.dim_size(2); ++column, dy += channels) {
        const int64_t first = std::max<int64_t>(0, column * window_[3] - window_[5]);
        const int64_t last = std::min(width, column * window_[3] - window_[5] + window_[1]);
        std::fill(best.begin(), best.end(), -std::numeric_limits<float>::infinity());
        std::fill(places.begin(), places.end(), static_cast<int32_t>(top * width + first));
        const auto for_each_place = [&](const auto& visit) {
          for (int64_t y = top; y < bottom; ++y) {
            for (int64_t z = first; z < last; ++z) visit(y * width + z);
          }
        };
        for_each_place([&](int64_t place) {
          TakeLarger(x + place * channels, static_cast<int32_t>(place), best.data(), places.data(), channels);
        });
        for_each_place([&](int64_t place) {
          AddWherePlaced(dy, places.data(), static_cast<int32_t>(place), dx + place * channels, channels);
        });
      }
    }
  }

  std::vector<int64_t> window_;
};

}  // namespace yoto
