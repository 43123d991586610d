// Loops over features [positions, channels] of one image, without TensorFlow. A narrow vector of values, one for each
// channel, is repeated to a row of some hundred, so that every loop is long enough for the processor's widest vectors.
#pragma once
#include <cstdint>

// One version of a loop for each width of vector, chosen when the library is loaded. Others have their vectors always.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define YOTO_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define YOTO_VECTORISED
#endif

namespace yoto {

constexpr int64_t kShortestRow = 256;

/** The length of a row: whole positions, at least kShortestRow numbers. */
inline int64_t RowLength(int64_t channels) {
  return (kShortestRow + channels - 1) / channels * channels;
}

/** row[i] = values[i % channels] */
void FillRow(const float* values, int64_t channels, float* row, int64_t length);

/** sums[c] += the row's numbers of channel c, in order. */
void FoldRow(const float* row, int64_t length, float* sums, int64_t channels);

/** y = leaky(x * scale + shift); scale and shift are rows, count is any number of whole positions. */
void Modulate(const float* x, const float* scale, const float* shift, float slope, float* y, int64_t count,
              int64_t row);

/** inner = y > 0 ? dy : slope * dy; dx = inner * scale; rows: product += inner * x, sum += inner. */
void ModulateGradient(const float* x, const float* y, const float* dy, const float* scale, float slope, float* dx,
                      float* product, float* sum, int64_t count, int64_t row);

/** y = leaky((x - mean) * factor + shift); the last three are rows. */
void Normalise(const float* x, const float* mean, const float* factor, const float* shift, float slope, float* y,
               int64_t count, int64_t row);

/** rows: sum += x */
void AddToRow(const float* x, float* sum, int64_t count, int64_t row);

/** rows: sum += (x - mean)^2 */
void AddSquaresToRow(const float* x, const float* mean, float* sum, int64_t count, int64_t row);

/** inner = y > 0 ? dy : slope * dy; rows: product += inner * (x - mean), sum += inner. */
void AddGradientsToRows(const float* x, const float* y, const float* dy, const float* mean, float slope,
                        float* product, float* sum, int64_t count, int64_t row);

/** inner = y > 0 ? dy : slope * dy; dx = inner * factor - offset - (x - mean) * along; the last four are rows. */
void NormaliseGradient(const float* x, const float* y, const float* dy, const float* mean, const float* factor,
                       const float* offset, const float* along, float slope, float* dx, int64_t count, int64_t row);

/** y = x + bias, a row. */
void AddRow(const float* x, const float* bias, float* y, int64_t count, int64_t row);

/** to += from */
void Add(const float* from, float* to, int64_t count);

/** dx = 2 * x * dy */
void SquareGradient(const float* x, const float* dy, float* dx, int64_t count);

/** y = x / sqrt(norm), or x * sqrt(norm) when inverse. */
void ScaleByRoot(const float* x, const float* norm, bool inverse, float* y, int64_t count);

/** The gradients of ScaleByRoot's x and norm. */
void ScaleByRootGradient(const float* x, const float* norm, const float* dy, bool inverse, float* dx, float* dnorm,
                         int64_t count);

/** The numbers of an Adam update, with the corrections for its number in rate and correction. */
struct AdamNumbers {
  float beta1, beta2, rate, correction, epsilon, decay;
};

/** One update of Adam into new memory. */
void Adam(const float* parameter, const float* gradient, const float* first, const float* second,
          const AdamNumbers& numbers, float* new_parameter, float* new_first, float* new_second, int64_t count);

/** Where best is below x: best = x, place = its place. */
void TakeLarger(const float* x, int32_t place, float* best, int32_t* places, int64_t channels);

/** dx[c] += dy[c] where places[c] is `place`. */
void AddWherePlaced(const float* dy, const int32_t* places, int32_t place, float* dx, int64_t channels);

}  // namespace yoto
