"""Activations of the feature networks, computed with PyTorch and Keras, for reference-activations.test.ts. Writes the JSON fixtures.

    python reference-activations.py FOLDER_OF_WEIGHTS

The folder has vgg19_block1-3.safetensors and squeezenet1_1.safetensors; Inception v3 gets made weights. Needs torch, keras, numpy
and safetensors. Pictures and made weights are formulas, so that both sides have the same (reference-picture.ts, made-weights.ts).
"""

import json
import math
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
import torch
from safetensors.torch import load_file
from torch.nn.functional import conv2d, max_pool2d, relu

PLACES = 12


def picture(height, width):
    """[1, 3, height, width], RGB in [0, 1]."""
    value = lambda y, x, c: 0.5 + 0.25 * math.sin(0.7 * x + 1.3 * c) + 0.25 * math.cos(0.4 * y * (c + 1) + 0.1 * x)
    return torch.tensor([[[[value(y, x, c) for x in range(width)] for y in range(height)] for c in range(3)]])


def vgg19(weights, images):
    x = images.flip(1) * 255 - torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
    for block, count in enumerate((2, 2, 4), start=1):
        if block > 1:
            x = max_pool2d(x, 2)
        for place in range(1, count + 1):
            name = f"block{block}_conv{place}"
            kernel = weights[f"{name}/kernel"].permute(3, 2, 0, 1)
            x = relu(conv2d(x, kernel, weights[f"{name}/bias"], padding=1))
            yield name, x


def squeezenet(weights, images):
    def layer(x, number, **options):
        return relu(conv2d(x, weights[f"conv{number}/weight"], weights[f"conv{number}/bias"], **options))

    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    x = layer((images - mean) / torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1), 0, stride=2)
    yield "conv1", x
    for fire in range(2, 10):
        if fire in (2, 4, 6):
            x = max_pool2d(x, 3, 2)
        first = 3 * (fire - 2) + 1
        squeezed = layer(x, first)
        x = torch.cat([layer(squeezed, first + 1), layer(squeezed, first + 2, padding=1)], 1)
        yield f"fire{fire}", x


def inception(images):
    model = keras.applications.InceptionV3(weights=None, include_top=False, input_shape=(None, None, 3))
    # In the order of Keras's code: `model.layers` is sorted by depth, the numbers in the names are not.
    number = lambda layer: int(layer.name.rpartition("_")[2]) if layer.name[-1].isdigit() and "_" in layer.name else 0
    of_kind = lambda kind: sorted((layer for layer in model.layers if type(layer).__name__ == kind), key=number)
    for place, (convolution, normalisation) in enumerate(zip(of_kind("Conv2D"), of_kind("BatchNormalization"))):
        shape = convolution.kernel.shape
        scale = math.sqrt(24 / math.prod(shape[:3]))
        convolution.set_weights([(made(4 * place, math.prod(shape)) * scale).reshape(shape)])
        beta, mean, variance = (made(4 * place + part, shape[3]) for part in (1, 2, 3))
        normalisation.set_weights([beta * 0.4, mean * 0.4, variance + 1])
    activations = [layer.output for layer in of_kind("Activation")]
    layers = dict(
        Conv2d_1a_3x3=activations[0],
        Conv2d_2b_3x3=activations[2],
        Conv2d_3b_1x1=activations[3],
        Conv2d_4a_3x3=activations[4],
        MaxPool_5a_3x3=of_kind("MaxPooling2D")[1].output,
        **{name: model.get_layer(f"mixed{place}").output for place, name in enumerate(MIXED)},
    )
    outputs = keras.Model(model.input, list(layers.values()))(images.permute(0, 2, 3, 1) * 2 - 1, training=False)
    for name, output in zip(layers, outputs):
        yield name, output.permute(0, 3, 1, 2)


MIXED = ("Mixed_5b", "Mixed_5c", "Mixed_5d", "Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e")


def made(stream, size):
    """Numbers in [-0.5, 0.5) that a hash makes of the place and the stream."""
    hashed = numpy.arange(size, dtype=numpy.uint32) * numpy.uint32(2654435761) + numpy.uint32(stream * 40503 + 1)
    for shift, factor in ((15, 2246822519), (13, 3266489917)):
        hashed = (hashed ^ (hashed >> numpy.uint32(shift))) * numpy.uint32(factor)
    return ((hashed ^ (hashed >> numpy.uint32(16))).astype(numpy.float64) / 2**32 - 0.5).astype(numpy.float32)


def describe(activations):
    """Shape, mean and greatest value, and some values by their index in [height, width, channels]."""
    channels_last = activations[0].detach().permute(1, 2, 0)
    flat = channels_last.reshape(-1)
    stride = flat.numel() // PLACES
    indices = [place * stride + (place * 7) % stride for place in range(PLACES)]
    return {
        "shape": list(channels_last.shape),
        "mean": float(f"{flat.double().mean().item():.6g}"),
        "max": float(f"{flat.max().item():.6g}"),
        "values": {str(index): float(f"{flat[index].item():.6g}") for index in indices},
    }


def write(name, height, width, network):
    layers = {layer: describe(activations) for layer, activations in network(picture(height, width))}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}-activations.json"), "w") as file:
        json.dump({"height": height, "width": width, "layers": layers}, file, indent=1)
        file.write("\n")


def load(name):
    return load_file(os.path.join(sys.argv[1], name))


write("vgg19", 22, 27, lambda images: vgg19(load("vgg19_block1-3.safetensors"), images))
write("squeezenet", 47, 56, lambda images: squeezenet(load("squeezenet1_1.safetensors"), images))
write("inception", 77, 90, inception)
