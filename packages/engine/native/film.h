// Feature-wise linear modulation with the layer's bias before and a leaky ReLU after it, in one pass each way.
#pragma once
#include "features.h"

namespace yoto {

/** leaky((x + bias) * scale + shift); without `biased` the bias is not looked at. */
class Film : public OpKernel {
 public:
  explicit Film(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("slope", &slope_));
    OP_REQUIRES_OK(context, context->GetAttr("biased", &biased_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &scale = context->input(1), &shift = context->input(2),
                 &bias = context->input(3);
    YOTO_REQUIRES(context, IsForEach(scale, x) && IsForEach(shift, x), "YotoFilm: scale or shift has a wrong shape");
    const Features features(x.shape());
    YOTO_REQUIRES(context, !biased_ || bias.NumElements() == features.channels, "YotoFilm: bias has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), y);
    if (features.empty()) return;
    features.ForEach(context, 1, [&](const Piece& piece) {
      const std::vector<float> scales = features.RowOf(Numbers(scale), piece.image);
      std::vector<float> shifts = features.RowOf(Numbers(shift), piece.image);
      if (biased_) {
        for (int64_t i = 0; i < features.row; ++i) shifts[i] += scales[i] * Numbers(bias)[i % features.channels];
      }
      Modulate(Numbers(x) + piece.begin, scales.data(), shifts.data(), slope_, Numbers(y) + piece.begin, piece.count,
               features.row);
    });
  }

 private:
  float slope_;
  bool biased_;
};

/** The gradients of x, scale, shift and bias, from the result y, whose sign is that of the leaky ReLU's operand. */
class FilmGradient : public OpKernel {
 public:
  explicit FilmGradient(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("slope", &slope_));
    OP_REQUIRES_OK(context, context->GetAttr("biased", &biased_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &scale = context->input(1), &bias = context->input(2), &y = context->input(3),
                 &dy = context->input(4);
    const Features features(x.shape());
    YOTO_REQUIRES(context, IsForEach(scale, x) && y.shape() == x.shape() && dy.shape() == x.shape(),
                  "YotoFilmGrad: scale, y or dy has a wrong shape");
    YOTO_REQUIRES(context, !biased_ || bias.NumElements() == features.channels, "YotoFilmGrad: bias has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), dx);
    YOTO_OUTPUT(context, 1, scale.shape(), dscale);
    YOTO_OUTPUT(context, 2, scale.shape(), dshift);
    YOTO_OUTPUT(context, 3, TensorShape({biased_ ? features.channels : 0}), dbias);
    const int64_t channels = features.channels, units = features.images * features.pieces;
    std::vector<float> products(units * channels), sums(units * channels);
    features.ForEach(context, 2, [&](const Piece& piece) {
      const std::vector<float> scales = features.RowOf(Numbers(scale), piece.image);
      std::vector<float> product(features.row), sum(features.row);
      ModulateGradient(Numbers(x) + piece.begin, Numbers(y) + piece.begin, Numbers(dy) + piece.begin, scales.data(),
                       slope_, Numbers(dx) + piece.begin, product.data(), sum.data(), piece.count, features.row);
      FoldRow(product.data(), features.row, products.data() + piece.index * channels, channels);
      FoldRow(sum.data(), features.row, sums.data() + piece.index * channels, channels);
    });
    features.SumPieces(products, Numbers(dscale));
    features.SumPieces(sums, Numbers(dshift));
    if (biased_) AddBias(features, Numbers(scale), Numbers(bias), Numbers(dshift), Numbers(dscale), Numbers(dbias));
  }

 private:
  /** The modulated features are x + bias. */
  void AddBias(const Features& features, const float* scale, const float* bias, const float* dshift, float* dscale,
               float* dbias) const {
    const int64_t channels = features.channels;
    std::fill(dbias, dbias + channels, 0.0f);
    for (int64_t at = 0; at < features.images * channels; at += channels) {
      for (int64_t c = 0; c < channels; ++c) {
        dscale[at + c] += bias[c] * dshift[at + c];
        dbias[c] += scale[at + c] * dshift[at + c];
      }
    }
  }

  float slope_;
  bool biased_;
};

}  // namespace yoto
