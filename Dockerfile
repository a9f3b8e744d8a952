# Builds Wirewatch, then leaves the tools behind: the image holds Node, the program and what it needs to run.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json .build.mjs ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY workers ./workers
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY config ./config
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 8080
ENTRYPOINT ["node", "--disable-proto=delete"]
CMD ["dist/cli.js", "run"]
