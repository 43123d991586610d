// Features [images, ..., channels] cut into pieces of work. The pieces depend on the shape alone, and what is summed over
// them is added up in order, so that results do not depend on the number of threads.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "loops.h"
#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/util/work_sharder.h"

namespace yoto {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;

/** About 128 kB of single-precision numbers: a piece of several tensors stays in the second cache. */
constexpr int64_t kPiece = 32768;

/** Runs work(0) to work(units - 1) on TensorFlow's own threads; `cost` is about the cycles of one. */
template <typename Work>
void ForEach(OpKernelContext* context, int64_t units, int64_t cost, const Work& work) {
  const auto& pool = *context->device()->tensorflow_cpu_worker_threads();
  tensorflow::Shard(pool.num_threads, pool.workers, units, cost, [&work](int64_t begin, int64_t end) {
    for (int64_t unit = begin; unit < end; ++unit) work(unit);
  });
}

/** Runs work(begin, count) for pieces of `size` numbers; `cost` is about the cycles of a number. */
template <typename Work>
void ForEachPiece(OpKernelContext* context, int64_t size, int64_t cost, const Work& work) {
  ForEach(context, (size + kPiece - 1) / kPiece, cost * std::min(size, kPiece), [&](int64_t unit) {
    work(unit * kPiece, std::min(kPiece, size - unit * kPiece));
  });
}

/** One piece of the features of one image. */
struct Piece {
  int64_t index;
  int64_t image;
  int64_t begin;
  int64_t count;
};

/** How features are cut: into pieces of whole positions of one image. */
struct Features {
  int64_t images, channels, image_size, row, piece_size, pieces;

  explicit Features(const TensorShape& shape)
      : Features(shape.dims() == 0 ? 0 : shape.dim_size(0), shape.dims() == 0 ? 0 : shape.dim_size(shape.dims() - 1),
                 shape.num_elements()) {}

  Features(int64_t images, int64_t channels, int64_t size)
      : images(images), channels(channels), image_size(images == 0 ? 0 : size / images) {
    if (size == 0) {
      row = piece_size = pieces = 0;
      return;
    }
    row = std::min(RowLength(channels), image_size);
    piece_size = std::max<int64_t>(1, kPiece / row) * row;
    pieces = (image_size + piece_size - 1) / piece_size;
  }

  bool empty() const { return pieces == 0; }
  int64_t positions() const { return image_size / channels; }

  /** Runs work(piece); `cost` is about the cycles of a number. */
  template <typename Work>
  void ForEach(OpKernelContext* context, int64_t cost, const Work& work) const {
    yoto::ForEach(context, images * pieces, cost * std::min(piece_size, image_size), [&](int64_t unit) {
      const int64_t begin = unit % pieces * piece_size;
      const int64_t image = unit / pieces;
      work(Piece{unit, image, image * image_size + begin, std::min(piece_size, image_size - begin)});
    });
  }

  /** A row with the image's values of every channel; `values` is [images, channels]. */
  std::vector<float> RowOf(const float* values, int64_t image) const {
    std::vector<float> filled(row);
    FillRow(values + image * channels, channels, filled.data(), row);
    return filled;
  }

  /** Adds the pieces' sums [images * pieces, channels] up to [images, channels], in order. */
  void SumPieces(const std::vector<float>& sums, float* totals) const {
    std::fill(totals, totals + images * channels, 0.0f);
    for (int64_t unit = 0; unit < images * pieces; ++unit)
      FoldRow(sums.data() + unit * channels, channels, totals + unit / pieces * channels, channels);
  }
};

/** Whether a tensor is [images, channels] for features of this shape. */
inline bool IsForEach(const Tensor& each, const Tensor& features) {
  const int rank = features.dims();
  return rank >= 2 && each.dims() == 2 && each.dim_size(0) == features.dim_size(0) &&
         each.dim_size(1) == features.dim_size(rank - 1);
}

inline const float* Numbers(const Tensor& tensor) { return tensor.flat<float>().data(); }
inline float* Numbers(Tensor* tensor) { return tensor->flat<float>().data(); }

}  // namespace yoto

/** Refuses input that the JavaScript above never sends: nothing may read outside a tensor. */
#define YOTO_REQUIRES(context, condition, message) \
  OP_REQUIRES(context, condition, ::absl::InvalidArgumentError(message))
#define YOTO_OUTPUT(context, index, shape, name)           \
  ::tensorflow::Tensor* name = nullptr;                    \
  OP_REQUIRES_OK(context, context->allocate_output(index, shape, &name))
