#include "loops.h"

#include <algorithm>
#include <cmath>

namespace yoto {

void FillRow(const float* values, int64_t channels, float* row, int64_t length) {
  for (int64_t i = 0; i < length; i += channels) std::copy(values, values + channels, row + i);
}

void FoldRow(const float* row, int64_t length, float* sums, int64_t channels) {
  for (int64_t i = 0; i < length; i += channels) {
    for (int64_t c = 0; c < channels; ++c) sums[c] += row[i + c];
  }
}

YOTO_VECTORISED
void Modulate(const float* __restrict x, const float* __restrict scale, const float* __restrict shift, float slope,
              float* __restrict y, int64_t count, int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float value = x[at + i] * scale[i] + shift[i];
      y[at + i] = value > 0 ? value : slope * value;
    }
  }
}

YOTO_VECTORISED
void ModulateGradient(const float* __restrict x, const float* __restrict y, const float* __restrict dy,
                      const float* __restrict scale, float slope, float* __restrict dx, float* __restrict product,
                      float* __restrict sum, int64_t count, int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float inner = y[at + i] > 0 ? dy[at + i] : slope * dy[at + i];
      dx[at + i] = inner * scale[i];
      product[i] += inner * x[at + i];
      sum[i] += inner;
    }
  }
}

YOTO_VECTORISED
void Normalise(const float* __restrict x, const float* __restrict mean, const float* __restrict factor,
               const float* __restrict shift, float slope, float* __restrict y, int64_t count, int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float value = (x[at + i] - mean[i]) * factor[i] + shift[i];
      y[at + i] = value > 0 ? value : slope * value;
    }
  }
}

YOTO_VECTORISED
void AddToRow(const float* __restrict x, float* __restrict sum, int64_t count, int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) sum[i] += x[at + i];
  }
}

YOTO_VECTORISED
void AddSquaresToRow(const float* __restrict x, const float* __restrict mean, float* __restrict sum, int64_t count,
                     int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float centred = x[at + i] - mean[i];
      sum[i] += centred * centred;
    }
  }
}

YOTO_VECTORISED
void AddGradientsToRows(const float* __restrict x, const float* __restrict y, const float* __restrict dy,
                        const float* __restrict mean, float slope, float* __restrict product, float* __restrict sum,
                        int64_t count, int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float inner = y[at + i] > 0 ? dy[at + i] : slope * dy[at + i];
      product[i] += inner * (x[at + i] - mean[i]);
      sum[i] += inner;
    }
  }
}

YOTO_VECTORISED
void NormaliseGradient(const float* __restrict x, const float* __restrict y, const float* __restrict dy,
                       const float* __restrict mean, const float* __restrict factor, const float* __restrict offset,
                       const float* __restrict along, float slope, float* __restrict dx, int64_t count,
                       int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) {
      const float inner = y[at + i] > 0 ? dy[at + i] : slope * dy[at + i];
      dx[at + i] = inner * factor[i] - offset[i] - (x[at + i] - mean[i]) * along[i];
    }
  }
}

YOTO_VECTORISED
void AddRow(const float* __restrict x, const float* __restrict bias, float* __restrict y, int64_t count,
            int64_t row) {
  for (int64_t at = 0; at < count; at += row) {
    const int64_t length = std::min(row, count - at);
    for (int64_t i = 0; i < length; ++i) y[at + i] = x[at + i] + bias[i];
  }
}

YOTO_VECTORISED
void Add(const float* __restrict from, float* __restrict to, int64_t count) {
  for (int64_t i = 0; i < count; ++i) to[i] += from[i];
}

YOTO_VECTORISED
void SquareGradient(const float* __restrict x, const float* __restrict dy, float* __restrict dx, int64_t count) {
  for (int64_t i = 0; i < count; ++i) dx[i] = 2.0f * x[i] * dy[i];
}

YOTO_VECTORISED
void ScaleByRoot(const float* __restrict x, const float* __restrict norm, bool inverse, float* __restrict y,
                 int64_t count) {
  if (inverse) {
    for (int64_t i = 0; i < count; ++i) y[i] = x[i] * std::sqrt(norm[i]);
  } else {
    for (int64_t i = 0; i < count; ++i) y[i] = x[i] / std::sqrt(norm[i]);
  }
}

YOTO_VECTORISED
void ScaleByRootGradient(const float* __restrict x, const float* __restrict norm, const float* __restrict dy,
                         bool inverse, float* __restrict dx, float* __restrict dnorm, int64_t count) {
  if (inverse) {
    for (int64_t i = 0; i < count; ++i) {
      const float root = std::sqrt(norm[i]);
      dx[i] = dy[i] * root;
      dnorm[i] = 0.5f * dy[i] * x[i] / root;
    }
  } else {
    for (int64_t i = 0; i < count; ++i) {
      const float scaled = dy[i] / std::sqrt(norm[i]);
      dx[i] = scaled;
      dnorm[i] = -0.5f * scaled * x[i] / norm[i];
    }
  }
}

YOTO_VECTORISED
void Adam(const float* __restrict parameter, const float* __restrict gradient, const float* __restrict first,
          const float* __restrict second, const AdamNumbers& numbers, float* __restrict new_parameter,
          float* __restrict new_first, float* __restrict new_second, int64_t count) {
  const auto [beta1, beta2, rate, correction, epsilon, decay] = numbers;
  for (int64_t i = 0; i < count; ++i) {
    const float m = first[i] * beta1 + gradient[i] * (1 - beta1);
    const float v = second[i] * beta2 + gradient[i] * gradient[i] * (1 - beta2);
    new_first[i] = m;
    new_second[i] = v;
    new_parameter[i] = (parameter[i] - m * rate / (std::sqrt(v * correction) + epsilon)) * decay;
  }
}

YOTO_VECTORISED
void TakeLarger(const float* __restrict x, int32_t place, float* __restrict best, int32_t* __restrict places,
                int64_t channels) {
  for (int64_t c = 0; c < channels; ++c) {
    const bool is_larger = x[c] > best[c];
    best[c] = is_larger ? x[c] : best[c];
    places[c] = is_larger ? place : places[c];
  }
}

YOTO_VECTORISED
void AddWherePlaced(const float* __restrict dy, const int32_t* __restrict places, int32_t place,
                    float* __restrict dx, int64_t channels) {
  for (int64_t c = 0; c < channels; ++c) dx[c] += places[c] == place ? dy[c] : 0.0f;
}

}  // namespace yoto
