# A worker that computes on an NVIDIA GPU through WebGPU (Vulkan). It needs the NVIDIA container toolkit on the host:
#   docker build -f infra/docker/worker-gpu.Dockerfile -t yoto-worker-gpu .
#   docker run --gpus all -e DATABASE_URL=… yoto-worker-gpu

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-fund --no-audit
RUN npm run build --workspace @yoto/engine
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
# The Vulkan loader; the driver itself comes from the host, with the capability "graphics".
RUN apt-get update \
  && apt-get install -y --no-install-recommends libvulkan1 libxext6 libegl1 \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production YOTO_DATA=/data YOTO_STATE=/state \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics
WORKDIR /app
COPY --from=build --chown=node:node /app ./
RUN mkdir /data /state && chown node:node /state
USER node
VOLUME ["/state"]
STOPSIGNAL SIGTERM
CMD ["node", "--import", "@yoto/ts-loader", "apps/worker/src/main.ts"]
