// Instance normalisation with a (leaky) ReLU after it: three passes forward, two backward.
#pragma once
#include <cmath>

#include "features.h"

namespace yoto {

/** leaky((x - mean) * inverse * scale + shift); outputs: the result, mean and inverse = 1 / deviation. */
class InstanceNorm : public OpKernel {
 public:
  explicit InstanceNorm(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
    OP_REQUIRES_OK(context, context->GetAttr("slope", &slope_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &scale = context->input(1), &shift = context->input(2);
    YOTO_REQUIRES(context, IsForEach(scale, x) && IsForEach(shift, x),
                  "YotoInstanceNorm: scale or shift has a wrong shape");
    const Features features(x.shape());
    YOTO_OUTPUT(context, 0, x.shape(), y);
    YOTO_OUTPUT(context, 1, scale.shape(), mean);
    YOTO_OUTPUT(context, 2, scale.shape(), inverse);
    if (features.empty()) return;
    Measure(context, features, x, Numbers(mean), Numbers(inverse));
    features.ForEach(context, 1, [&](const Piece& piece) {
      const auto row = [&](const Tensor& values) { return features.RowOf(Numbers(values), piece.image); };
      std::vector<float> factors = row(scale);
      const std::vector<float> inverses = row(*inverse);
      for (int64_t i = 0; i < features.row; ++i) factors[i] *= inverses[i];
      Normalise(Numbers(x) + piece.begin, row(*mean).data(), factors.data(), row(shift).data(), slope_,
                Numbers(y) + piece.begin, piece.count, features.row);
    });
  }

 private:
  /** Two passes: the squares of what is left when the mean is gone keep their digits. */
  void Measure(OpKernelContext* context, const Features& features, const Tensor& x, float* mean,
               float* inverse) const {
    const int64_t channels = features.channels, values = features.images * channels;
    std::vector<float> sums(values * features.pieces);
    features.ForEach(context, 1, [&](const Piece& piece) {
      std::vector<float> sum(features.row);
      AddToRow(Numbers(x) + piece.begin, sum.data(), piece.count, features.row);
      FoldRow(sum.data(), features.row, sums.data() + piece.index * channels, channels);
    });
    const float share = 1.0f / features.positions();
    features.SumPieces(sums, mean);
    for (int64_t i = 0; i < values; ++i) mean[i] *= share;
    std::fill(sums.begin(), sums.end(), 0.0f);
    features.ForEach(context, 1, [&](const Piece& piece) {
      const std::vector<float> means = features.RowOf(mean, piece.image);
      std::vector<float> sum(features.row);
      AddSquaresToRow(Numbers(x) + piece.begin, means.data(), sum.data(), piece.count, features.row);
      FoldRow(sum.data(), features.row, sums.data() + piece.index * channels, channels);
    });
    features.SumPieces(sums, inverse);
    for (int64_t i = 0; i < values; ++i) inverse[i] = 1 / std::sqrt(inverse[i] * share + epsilon_);
  }

  float epsilon_, slope_;
};

/** The gradients of x, scale and shift, from the result y, whose sign is that of the leaky ReLU's operand. */
class InstanceNormGradient : public OpKernel {
 public:
  explicit InstanceNormGradient(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("slope", &slope_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &y = context->input(1), &dy = context->input(2), &scale = context->input(3),
                 &mean = context->input(4), &inverse = context->input(5);
    YOTO_REQUIRES(context,
                  IsForEach(scale, x) && IsForEach(mean, x) && IsForEach(inverse, x) && y.shape() == x.shape() &&
                      dy.shape() == x.shape(),
                  "YotoInstanceNormGrad: an operand has a wrong shape");
    const Features features(x.shape());
    YOTO_OUTPUT(context, 0, x.shape(), dx);
    YOTO_OUTPUT(context, 1, scale.shape(), dscale);
    YOTO_OUTPUT(context, 2, scale.shape(), dshift);
    const int64_t channels = features.channels, units = features.images * features.pieces;
    std::vector<float> products(units * channels), sums(units * channels);
    features.ForEach(context, 2, [&](const Piece& piece) {
      const std::vector<float> means = features.RowOf(Numbers(mean), piece.image);
      std::vector<float> product(features.row), sum(features.row);
      AddGradientsToRows(Numbers(x) + piece.begin, Numbers(y) + piece.begin, Numbers(dy) + piece.begin, means.data(),
                         slope_, product.data(), sum.data(), piece.count, features.row);
      FoldRow(product.data(), features.row, products.data() + piece.index * channels, channels);
      FoldRow(sum.data(), features.row, sums.data() + piece.index * channels, channels);
    });
    features.SumPieces(products, Numbers(dscale));
    features.SumPieces(sums, Numbers(dshift));
    if (features.empty()) return;
    // dx = (dy - mean(dy) - normal * mean(dy * normal)) * inverse * scale, where normal = (x - mean) * inverse.
    const float share = 1.0f / features.positions();
    std::vector<float> factor(features.images * channels), offset(factor.size()), along(factor.size());
    for (size_t i = 0; i < factor.size(); ++i) {
      const float scaling = Numbers(inverse)[i];
      Numbers(dscale)[i] *= scaling;
      factor[i] = scaling * Numbers(scale)[i];
      offset[i] = Numbers(dshift)[i] * share * factor[i];
      along[i] = Numbers(dscale)[i] * share * scaling * factor[i];
    }
    features.ForEach(context, 2, [&](const Piece& piece) {
      const auto row = [&](const float* values) { return features.RowOf(values, piece.image); };
      NormaliseGradient(Numbers(x) + piece.begin, Numbers(y) + piece.begin, Numbers(dy) + piece.begin,
                        row(Numbers(mean)).data(), row(factor.data()).data(), row(offset.data()).data(),
                        row(along.data()).data(), slope_, Numbers(dx) + piece.begin, piece.count, features.row);
    });
  }

 private:
  float slope_;
};

}  // namespace yoto
