# The API with the built dashboard. Build from the root of the repository:
#   docker build -f infra/docker/api.Dockerfile -t yoto-api .

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-fund --no-audit
RUN npm run build --workspace @yoto/dashboard
# What runs is TypeScript, stripped of its types when it is loaded: there is nothing else to compile, and the tools can go.
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
# The state folder holds the checkpoints and files of the jobs: mount the one of the workers, or set ARTIFACTS.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=7331 YOTO_STATE=/state
WORKDIR /app
COPY --from=build --chown=node:node /app ./
RUN mkdir /state && chown node:node /state
USER node
VOLUME ["/state"]
EXPOSE 7331
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7331/api/v1/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "@yoto/ts-loader", "apps/api/src/main.ts"]
