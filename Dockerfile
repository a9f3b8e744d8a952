# Builds Wirewatch, then leaves the tools behind: the image holds Node, the program and what it needs to run.
# NODE_IMAGE: the tag is moved by its publisher; the release workflow builds with its digest of that day, and the image's provenance names it. To
# hold one by hand, build with: --build-arg NODE_IMAGE=node:24-slim@$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' node:24-slim)
ARG NODE_IMAGE=node:24-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json .build.mjs ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY workers ./workers
# What /metrics shows as commit.
ARG COMMIT=unknown
RUN COMMIT=${COMMIT} npm run build && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
# proxy: Docker's own port stands in front. Publish it to this machine alone (-p 127.0.0.1:8080:8080), or set WEB_ACCESS=password.
ENV NODE_ENV=production WEB_LISTEN=0.0.0.0:8080 WEB_ACCESS=proxy
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY config ./config
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--disable-proto=delete"]
CMD ["dist/cli.js", "run"]
