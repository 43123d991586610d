"""Activations of VGG19's first three blocks, computed with PyTorch, for vgg19.test.ts. Prints the JSON fixture.

    python reference-activations.py vgg19_block1-3.safetensors > vgg19-activations.json

Needs torch and safetensors. The picture is a formula, so that both sides make the same one (reference-picture.ts).
"""

import json
import math
import sys

import torch
from safetensors.torch import load_file
from torch.nn import functional

HEIGHT, WIDTH = 22, 27
PLACES = 12


def picture():
    """[1, 3, height, width], RGB in [0, 1]."""
    value = lambda y, x, c: 0.5 + 0.25 * math.sin(0.7 * x + 1.3 * c) + 0.25 * math.cos(0.4 * y * (c + 1) + 0.1 * x)
    return torch.tensor([[[[value(y, x, c) for x in range(WIDTH)] for y in range(HEIGHT)] for c in range(3)]])


def main():
    weights = load_file(sys.argv[1])
    means = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
    x = picture().flip(1) * 255 - means
    layers = {}
    for block, count in enumerate((2, 2, 4), start=1):
        if block > 1:
            x = functional.max_pool2d(x, 2)
        for place in range(1, count + 1):
            name = f"block{block}_conv{place}"
            kernel = weights[f"{name}/kernel"].permute(3, 2, 0, 1)
            x = functional.relu(functional.conv2d(x, kernel, weights[f"{name}/bias"], padding=1))
            layers[name] = describe(x)
    json.dump({"height": HEIGHT, "width": WIDTH, "layers": layers}, sys.stdout, indent=1)
    print()


def describe(activations):
    """Shape, mean and greatest value, and some values by their index in [height, width, channels]."""
    flat = activations[0].permute(1, 2, 0).reshape(-1)
    stride = flat.numel() // PLACES
    indices = [place * stride + (place * 7) % stride for place in range(PLACES)]
    return {
        "shape": list(activations[0].permute(1, 2, 0).shape),
        "mean": round(flat.double().mean().item(), 5),
        "max": round(flat.max().item(), 4),
        "values": {str(index): round(flat[index].item(), 4) for index in indices},
    }


main()
