# Builds Wirewatch, then leaves the tools behind: the image holds Node, the program and what it needs to run.
# The digest holds the base image: a tag is moved by its publisher. .github/dependabot.yml renews both lines that name it.
FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json .build.mjs ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY workers ./workers
# What /metrics shows as commit.
ARG COMMIT=unknown
RUN COMMIT=${COMMIT} npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df
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
