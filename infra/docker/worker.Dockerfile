# A worker that computes on the processor (WebAssembly, or native TensorFlow where it is installed in the state folder).
#   docker build -f infra/docker/worker.Dockerfile -t yoto-worker .

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-fund --no-audit
RUN npm run build --workspace @yoto/engine
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production YOTO_DATA=/data YOTO_STATE=/state
WORKDIR /app
COPY --from=build --chown=node:node /app ./
# A volume that is mounted here for the first time takes over this owner.
RUN mkdir /data /state && chown node:node /state
USER node
VOLUME ["/state"]
# SIGTERM lets the trainers write checkpoints and hands their jobs back: give the container 45 s to stop.
STOPSIGNAL SIGTERM
CMD ["node", "--import", "@yoto/ts-loader", "apps/worker/src/main.ts"]
