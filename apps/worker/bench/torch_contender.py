"""The models of cases/ in PyTorch (channels last), with the protocol of contender.ts. Arguments: threads, cpu or cuda."""
import json
import math
import os
import re
import sys
import time

# Read when the libraries are loaded; OpenBLAS does not listen to torch.set_num_threads.
os.environ['OPENBLAS_NUM_THREADS'] = os.environ['OMP_NUM_THREADS'] = sys.argv[1]

# OpenBLAS up to 0.3.21 takes an Intel processor newer than itself for a Prescott of 2004 and leaves out AVX.
with open('/proc/cpuinfo' if os.path.exists('/proc/cpuinfo') else os.devnull) as file:
    flags = file.read().split()
if 'avx512f' in flags or 'avx2' in flags:
    os.environ.setdefault('OPENBLAS_CORETYPE', 'SKYLAKEX' if 'avx512f' in flags else 'HASWELL')

import torch
import torch.nn as nn
import torch.nn.functional as F

THREADS, DEVICE = int(sys.argv[1]), sys.argv[2]
torch.set_num_threads(THREADS)
torch.manual_seed(1)
LAST = torch.channels_last
if DEVICE == 'cuda':
    if not torch.cuda.is_available():
        sys.exit('PyTorch finds no GPU with CUDA')
    # The other engines compute in float32, not in TensorFloat-32.
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True


class Film(nn.Module):
    """One network for scales and one for shifts, each with one hidden layer."""

    def __init__(self, channels, strength, hidden=256):
        super().__init__()
        network = lambda: nn.Sequential(nn.Linear(1, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, channels))
        self.scale, self.shift, self.strength = network(), network(), strength

    def forward(self, x, condition):
        scale = 1 + self.strength * self.scale(condition)
        shift = self.strength * self.shift(condition)
        return x * scale[:, :, None, None] + shift[:, :, None, None]


class Block(nn.Module):
    def __init__(self, layers, channels, strength):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.film = Film(channels, strength) if strength else None

    def forward(self, x, condition):
        for index, layer in enumerate(self.layers):
            x = layer(x if index == 0 else F.leaky_relu(x, 0.3))
        if self.film is not None:
            x = self.film(x, condition)
        return F.leaky_relu(x, 0.3)


class Vae(nn.Module):
    def __init__(self, side, blocks, per_block, hidden, latents, gaussian, strength):
        super().__init__()
        self.gaussian, self.latents, self.low = gaussian, latents, blocks[-1]
        channels, encoder, decoder = 3, [], []
        for width in blocks:
            layers = []
            for index in range(per_block):
                layers.append(nn.Conv2d(channels, width, 3, 2 if index == 0 else 1, padding=1))
                channels = width
            encoder.append(Block(layers, width, strength))
        for width in reversed(blocks):
            layers = []
            for index in range(per_block):
                stride = 2 if index == per_block - 1 else 1
                layers.append(nn.ConvTranspose2d(channels, width, 3, stride, padding=1, output_padding=stride - 1))
                channels = width
            decoder.append(Block(layers, width, strength))
        self.encoder, self.decoder = nn.ModuleList(encoder), nn.ModuleList(decoder)
        self.hidden, self.posterior = nn.Linear(16 * self.low, hidden), nn.Linear(hidden, 2 * latents)
        self.expand, self.features = nn.Linear(latents, hidden), nn.Linear(hidden, 16 * self.low)
        self.pixels = nn.Conv2d(channels, 6 if gaussian else 3, 3, padding=1)
        self.images = torch.rand(128 if gaussian else 64, 3, side, side, device=DEVICE).to(memory_format=LAST)

    def loss(self):
        x = h = self.images
        condition = torch.rand(x.shape[0], 1, device=DEVICE)
        for block in self.encoder:
            h = block(h, condition)
        mean, raw = self.posterior(F.leaky_relu(self.hidden(h.flatten(1)), 0.3)).chunk(2, 1)
        std = F.softplus(raw) + 1e-6
        z = mean + std * torch.randn_like(std)
        h = F.leaky_relu(self.features(F.leaky_relu(self.expand(z), 0.3)), 0.3)
        h = h.view(-1, self.low, 4, 4).contiguous(memory_format=LAST)
        for block in self.decoder:
            h = block(h, condition)
        out = self.pixels(h)
        if self.gaussian:
            m, r = out.chunk(2, 1)
            s = F.softplus(r) + 1e-6
            term = ((x - m) / s).square() * 0.5 + s.log()
        else:
            term = F.softplus(out) - x * out
        kl = ((mean.square() + std.square() - 1) * 0.5 - std.log()).sum(1)
        return (term.sum((1, 2, 3)) + condition[:, 0] * kl).mean()


class Gdn(nn.Module):
    def __init__(self, channels, inverse):
        super().__init__()
        self.inverse = inverse
        self.gamma = nn.Parameter(torch.full((channels, channels, 1, 1), 0.1))
        self.beta = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        norm = F.conv2d(x.square(), self.gamma.square(), self.beta.square())
        return x * (norm.sqrt() if self.inverse else norm.rsqrt())


def bits(x, sigma):
    upper, lower = torch.erf((x + 0.5) * (math.sqrt(0.5) / sigma)), torch.erf((x - 0.5) * (math.sqrt(0.5) / sigma))
    return -((upper - lower) * 0.5).clamp_min(1e-9).log() / math.log(2)


class Hyperprior(nn.Module):
    def __init__(self, batch, side, n):
        super().__init__()
        down = lambda i, o: nn.Conv2d(i, o, 5, 2, padding=2)
        up = lambda i, o: nn.ConvTranspose2d(i, o, 5, 2, padding=2, output_padding=1)
        same = lambda: nn.Conv2d(n, n, 3, padding=1)
        gdn, igdn = lambda: Gdn(n, False), lambda: Gdn(n, True)
        self.g_a = nn.Sequential(down(3, n), gdn(), down(n, n), gdn(), down(n, n), gdn(), down(n, n))
        self.g_s = nn.Sequential(up(n, n), igdn(), up(n, n), igdn(), up(n, n), igdn(), up(n, 3))
        self.h_a = nn.Sequential(same(), nn.ReLU(), down(n, n), nn.ReLU(), down(n, n))
        self.h_s = nn.Sequential(up(n, n), nn.ReLU(), up(n, n), nn.ReLU(), same(), nn.ReLU())
        self.scale = nn.Parameter(torch.ones(n))
        self.images = torch.rand(batch, 3, side, side, device=DEVICE).to(memory_format=LAST)

    def loss(self):
        x = self.images
        noisy = lambda v: v + torch.rand_like(v) - 0.5
        y = self.g_a(x)
        z = noisy(self.h_a(y.abs()))
        sigma = self.h_s(z).clamp_min(0.11)
        y = noisy(y)
        rate = bits(y, sigma).sum() + bits(z, F.softplus(self.scale)[:, None, None]).sum()
        distortion = (self.g_s(y) - x).square().mean() * 255**2
        return 0.01 * distortion + rate / (x.shape[0] * x.shape[2] * x.shape[3])


class SmallVgg(nn.Module):
    """The convolutions of the feature network small-vgg, frozen; its weights do not matter here."""

    def __init__(self):
        super().__init__()
        widths = [[3, 16, 16], [16, 32, 32], [32, 64, 64, 64, 64]]
        convs = lambda block: nn.ModuleList(nn.Conv2d(i, o, 3, padding=1) for i, o in zip(block, block[1:]))
        self.blocks = nn.ModuleList(convs(block) for block in widths)
        self.requires_grad_(False)

    def forward(self, x):
        """Of the last convolution of the first two blocks and the last two of the third."""
        layers = []
        for index, block in enumerate(self.blocks):
            x = x if index == 0 else F.max_pool2d(x, 2)
            for conv in block:
                x = F.relu(conv(x))
                layers.append(x)
        return [layers[1], layers[3], layers[6], layers[7]]


class Style(nn.Module):
    """Ghiasi et al. 2017 with the losses of small-vgg; `told`: with an MLP of the five log-weights beside the style."""

    def __init__(self, batch, side, told):
        super().__init__()
        conv = lambda k, s, i, o: nn.Conv2d(i, o, k, s, padding=k // 2, padding_mode='reflect', bias=False)
        block = lambda k, s, i, o: nn.Sequential(conv(k, s, i, o), nn.InstanceNorm2d(o, affine=True), nn.ReLU())
        self.down = nn.Sequential(block(9, 1, 3, 32), block(3, 2, 32, 64), block(3, 2, 64, 128))
        sizes = [(3, 128, 128)] * 10 + [(3, 128, 64), (3, 64, 32), (9, 32, 3)]
        self.convs = nn.ModuleList(conv(k, 1, i, o) for k, i, o in sizes)
        self.channels = [o for _, _, o in sizes]
        self.bottleneck = nn.Linear(16 + 32 + 64 + 64, 100)
        self.embedding = nn.Sequential(nn.Linear(5, 512), nn.ReLU(), nn.Linear(512, 100)) if told else None
        self.hidden = nn.Linear(200 if told else 100, 13 * 256)
        self.heads = nn.Parameter(torch.randn(13, 256, 2 * 128) * 0.03)
        self.biases = nn.Parameter(torch.zeros(13, 1, 2 * 128))
        self.features = SmallVgg()
        picture = lambda: torch.rand(batch, 3, side, side, device=DEVICE).to(memory_format=LAST)
        self.contents, self.styles = picture(), picture()

    def stylise(self, styles, condition):
        vector = torch.cat([v.mean((2, 3)) / (v.mean((2, 3)).square().mean(1, True) + 1e-6).sqrt() for v in styles], 1)
        vector = self.bottleneck(vector)
        if self.embedding is not None:
            vector = torch.cat([vector, self.embedding(condition)], 1)
        hidden = F.relu(self.hidden(vector)).view(-1, 13, 256).transpose(0, 1)
        modulations = torch.baddbmm(self.biases, hidden, self.heads)

        def site(x, index):
            c, told = self.channels[index], modulations[index]
            scale, shift = 1 + told[:, :c], told[:, 128 : 128 + c]
            return F.instance_norm(self.convs[index](x)) * scale[:, :, None, None] + shift[:, :, None, None]

        x = self.down(self.contents)
        for index in range(0, 10, 2):
            x = x + site(F.relu(site(x, index)), index + 1)
        grow = lambda v: F.interpolate(v, scale_factor=2, mode='nearest')
        return torch.sigmoid(site(F.relu(site(grow(F.relu(site(grow(x), 10))), 11)), 12))

    def loss(self):
        batch = self.contents.shape[0]
        weights, condition = torch.rand(batch, 5, device=DEVICE), torch.rand(batch, 5, device=DEVICE)
        styles, content = self.features(self.styles), self.features(self.contents)[2]
        painted = self.stylise(styles, condition)
        layers = self.features(painted)
        gram = lambda v: torch.bmm(v.flatten(2), v.flatten(2).transpose(1, 2)) / (v.shape[2] * v.shape[3])
        terms = [(layers[2] - content).square().mean((1, 2, 3))]
        terms += [(gram(mine) - gram(theirs)).square().mean((1, 2)) for mine, theirs in zip(layers, styles)]
        rows, columns = painted[:, :, 1:] - painted[:, :, :-1], painted[:, :, :, 1:] - painted[:, :, :, :-1]
        variation = rows.square().mean((1, 2, 3)) + columns.square().mean((1, 2, 3))
        return (sum(term * weights[:, index] for index, term in enumerate(terms)) + 1e4 * variation).mean()


CASES = {
    'cifar10-fixed': lambda: Vae(32, [16, 32, 64], 2, 512, 64, True, 0),
    'cifar10-yoto': lambda: Vae(32, [16, 32, 64], 2, 512, 64, True, 0.1),
    'shapes3d-fixed': lambda: Vae(64, [8, 16, 32, 64], 1, 256, 10, False, 0),
    'shapes3d-yoto': lambda: Vae(64, [8, 16, 32, 64], 1, 256, 10, False, 0.01),
    'hyperprior-64': lambda: Hyperprior(8, 64, 64),
    'hyperprior-192': lambda: Hyperprior(8, 64, 192),
    'style-fixed': lambda: Style(4, 64, False),
    'style-yoto': lambda: Style(4, 64, True),
}


class Contender:
    def __init__(self):
        self.opened = {}

    def open(self, name):
        model = CASES[name]().to(DEVICE, memory_format=LAST)
        self.opened[name] = model, torch.optim.Adam(model.parameters(), 1e-4)
        self.step(name)

    def step(self, name):
        model, optimiser = self.opened[name]
        optimiser.zero_grad(set_to_none=True)
        loss = model.loss()
        loss.backward()
        optimiser.step()
        return loss.item()

    def answer(self, request):
        if 'open' in request:
            self.open(request['open'])
            return {'flops': None}
        if 'peak' in request:
            return {'gflops': peak(request['peak'])}
        if 'close' in request:
            del self.opened[request['close']]
            return {'closed': 0}
        times = []
        for _ in range(request['steps']):
            start = time.perf_counter()
            self.step(request['of'])
            times.append((time.perf_counter() - start) * 1e3)
        return {'ms': times}


def peak(size):
    a, b, best = torch.rand(size, size, device=DEVICE), torch.rand(size, size, device=DEVICE), 1e9
    for _ in range(8):
        start = time.perf_counter()
        (a @ b)[0, 0].item()
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def version():
    """With the library that multiplies matrices: a PyTorch without MKL is slow on some processors."""
    if DEVICE == 'cuda':
        return f'{torch.__version__} (cuDNN {torch.backends.cudnn.version()})'
    info = re.search(r'BLAS_INFO=(\w+)', torch.__config__.show())
    library = 'MKL' if torch.backends.mkl.is_available() else f'{info[1] if info else "unknown"} BLAS'
    return f'{torch.__version__} ({library})'


contender = Contender()
device = torch.cuda.get_device_name() if DEVICE == 'cuda' else 'cpu'
print(json.dumps({'ready': device, 'version': version()}), flush=True)
for line in sys.stdin:
    try:
        reply = contender.answer(json.loads(line))
    except Exception as error:  # the benchmark goes on with the others
        reply = {'error': str(error)}
    print(json.dumps(reply), flush=True)
