// Operations on elements, and sums of them over positions.
#pragma once
#include "features.h"

namespace yoto {

/** x + bias, a number for each channel. */
class BiasAdd : public OpKernel {
 public:
  using OpKernel::OpKernel;

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &bias = context->input(1);
    YOTO_REQUIRES(context, x.dims() >= 1 && bias.NumElements() == x.dim_size(x.dims() - 1),
                  "YotoBiasAdd: bias has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), y);
    // All images as one: the bias is the same for each.
    const Features features(1, bias.NumElements(), x.NumElements());
    if (features.empty()) return;
    const std::vector<float> row = features.RowOf(Numbers(bias), 0);
    features.ForEach(context, 1, [&](const Piece& piece) {
      AddRow(Numbers(x) + piece.begin, row.data(), Numbers(y) + piece.begin, piece.count, features.row);
    });
  }
};

/** The sum of each channel: the gradient of a bias. */
class ChannelSum : public OpKernel {
 public:
  using OpKernel::OpKernel;

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    YOTO_REQUIRES(context, x.dims() >= 1, "YotoChannelSum: x has no channels");
    const int64_t channels = x.dim_size(x.dims() - 1);
    YOTO_OUTPUT(context, 0, TensorShape({channels}), total);
    const Features features(1, channels, x.NumElements());
    std::vector<float> sums(features.pieces * channels);
    features.ForEach(context, 1, [&](const Piece& piece) {
      std::vector<float> sum(features.row);
      AddToRow(Numbers(x) + piece.begin, sum.data(), piece.count, features.row);
      FoldRow(sum.data(), features.row, sums.data() + piece.index * channels, channels);
    });
    features.SumPieces(sums, Numbers(total));
  }
};

class SquareGradientKernel : public OpKernel {
 public:
  using OpKernel::OpKernel;

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &dy = context->input(1);
    YOTO_REQUIRES(context, x.shape() == dy.shape(), "YotoSquareGrad: dy has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), dx);
    ForEachPiece(context, x.NumElements(), 1, [&](int64_t begin, int64_t count) {
      SquareGradient(Numbers(x) + begin, Numbers(dy) + begin, Numbers(dx) + begin, count);
    });
  }
};

/** x / sqrt(norm), or x * sqrt(norm) when inverse. */
class RootScale : public OpKernel {
 public:
  explicit RootScale(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("inverse", &inverse_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &norm = context->input(1);
    YOTO_REQUIRES(context, x.shape() == norm.shape(), "YotoRootScale: norm has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), y);
    ForEachPiece(context, x.NumElements(), 2, [&](int64_t begin, int64_t count) {
      ScaleByRoot(Numbers(x) + begin, Numbers(norm) + begin, inverse_, Numbers(y) + begin, count);
    });
  }

 private:
  bool inverse_;
};

class RootScaleGradient : public OpKernel {
 public:
  explicit RootScaleGradient(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("inverse", &inverse_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &norm = context->input(1), &dy = context->input(2);
    YOTO_REQUIRES(context, x.shape() == norm.shape() && x.shape() == dy.shape(),
                  "YotoRootScaleGrad: norm or dy has a wrong shape");
    YOTO_OUTPUT(context, 0, x.shape(), dx);
    YOTO_OUTPUT(context, 1, x.shape(), dnorm);
    ForEachPiece(context, x.NumElements(), 3, [&](int64_t begin, int64_t count) {
      ScaleByRootGradient(Numbers(x) + begin, Numbers(norm) + begin, Numbers(dy) + begin, inverse_,
                          Numbers(dx) + begin, Numbers(dnorm) + begin, count);
    });
  }

 private:
  bool inverse_;
};

/** numbers: beta1, beta2, rate, correction, epsilon, decay. Outputs: parameter, first moment, second moment. */
class AdamKernel : public OpKernel {
 public:
  using OpKernel::OpKernel;

  void Compute(OpKernelContext* context) override {
    const Tensor &parameter = context->input(0), &gradient = context->input(1), &first = context->input(2),
                 &second = context->input(3), &given = context->input(4);
    const int64_t size = parameter.NumElements();
    YOTO_REQUIRES(context,
                  gradient.NumElements() == size && first.NumElements() == size && second.NumElements() == size &&
                      given.NumElements() == 6,
                  "YotoAdam: an operand has a wrong shape");
    YOTO_OUTPUT(context, 0, parameter.shape(), new_parameter);
    YOTO_OUTPUT(context, 1, parameter.shape(), new_first);
    YOTO_OUTPUT(context, 2, parameter.shape(), new_second);
    const float* n = Numbers(given);
    const AdamNumbers numbers{n[0], n[1], n[2], n[3], n[4], n[5]};
    ForEachPiece(context, size, 3, [&](int64_t begin, int64_t count) {
      Adam(Numbers(parameter) + begin, Numbers(gradient) + begin, Numbers(first) + begin, Numbers(second) + begin,
           numbers, Numbers(new_parameter) + begin, Numbers(new_first) + begin, Numbers(new_second) + begin, count);
    });
  }
};

}  // namespace yoto
