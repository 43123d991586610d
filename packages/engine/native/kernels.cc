// Operations of ours for TensorFlow's eager runtime, on processors. One file to compile: TensorFlow's headers take
// seconds. Raise the number in YotoKernels1, here and in fused-kernels.ts, when an operation changes: an older addon is then
// no longer taken for one that has them.
#include "elements.h"
#include "features.h"
#include "film.h"
#include "images.h"
#include "instance-norm.h"
#include "tensorflow/core/framework/op.h"

namespace yoto {

/** Runs where these operations are there. */
class Kernels : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext*) override {}
};

REGISTER_OP("YotoKernels1").SetIsStateful();
REGISTER_OP("YotoFilm")
    .Input("x: float").Input("scale: float").Input("shift: float").Input("bias: float")
    .Output("y: float")
    .Attr("slope: float").Attr("biased: bool");
REGISTER_OP("YotoFilmGrad")
    .Input("x: float").Input("scale: float").Input("bias: float").Input("y: float").Input("dy: float")
    .Output("dx: float").Output("dscale: float").Output("dshift: float").Output("dbias: float")
    .Attr("slope: float").Attr("biased: bool");
REGISTER_OP("YotoInstanceNorm")
    .Input("x: float").Input("scale: float").Input("shift: float")
    .Output("y: float").Output("mean: float").Output("inverse: float")
    .Attr("epsilon: float").Attr("slope: float");
REGISTER_OP("YotoInstanceNormGrad")
    .Input("x: float").Input("y: float").Input("dy: float").Input("scale: float").Input("mean: float").Input("inverse: float")
    .Output("dx: float").Output("dscale: float").Output("dshift: float")
    .Attr("slope: float");
REGISTER_OP("YotoMirrorPad")
    .Input("x: float").Output("y: float").Attr("paddings: list(int)").Attr("symmetric: bool");
REGISTER_OP("YotoMirrorPadGrad")
    .Input("dy: float").Output("dx: float").Attr("paddings: list(int)").Attr("symmetric: bool");
REGISTER_OP("YotoMaxPoolGrad")
    .Input("x: float").Input("dy: float").Output("dx: float").Attr("window: list(int)");
REGISTER_OP("YotoBiasAdd").Input("x: float").Input("bias: float").Output("y: float");
REGISTER_OP("YotoChannelSum").Input("x: float").Output("total: float");
REGISTER_OP("YotoSquareGrad").Input("x: float").Input("dy: float").Output("dx: float");
REGISTER_OP("YotoRootScale").Input("x: float").Input("norm: float").Output("y: float").Attr("inverse: bool");
REGISTER_OP("YotoRootScaleGrad")
    .Input("x: float").Input("norm: float").Input("dy: float")
    .Output("dx: float").Output("dnorm: float")
    .Attr("inverse: bool");
REGISTER_OP("YotoAdam")
    .Input("parameter: float").Input("gradient: float").Input("first: float").Input("second: float").Input("numbers: float")
    .Output("new_parameter: float").Output("new_first: float").Output("new_second: float");

#define YOTO_REGISTER(name, kernel) REGISTER_KERNEL_BUILDER(Name(name).Device(::tensorflow::DEVICE_CPU), kernel)
YOTO_REGISTER("YotoKernels1", Kernels);
YOTO_REGISTER("YotoFilm", Film);
YOTO_REGISTER("YotoFilmGrad", FilmGradient);
YOTO_REGISTER("YotoInstanceNorm", InstanceNorm);
YOTO_REGISTER("YotoInstanceNormGrad", InstanceNormGradient);
YOTO_REGISTER("YotoMirrorPad", MirrorPad);
YOTO_REGISTER("YotoMirrorPadGrad", MirrorPadGradient);
YOTO_REGISTER("YotoMaxPoolGrad", MaxPoolGradient);
YOTO_REGISTER("YotoBiasAdd", BiasAdd);
YOTO_REGISTER("YotoChannelSum", ChannelSum);
YOTO_REGISTER("YotoSquareGrad", SquareGradientKernel);
YOTO_REGISTER("YotoRootScale", RootScale);
YOTO_REGISTER("YotoRootScaleGrad", RootScaleGradient);
YOTO_REGISTER("YotoAdam", AdamKernel);

}  // namespace yoto
