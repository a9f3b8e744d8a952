// Brings what the tests need: a Redis and a Postgres of their own. A missing service is a failure, never a skip.
import type { TestProject } from "vitest/node";
import { startServices } from "./support/start-services.ts";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string;
    /** A server where tests may create databases. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { redisUrl, postgresUrl, stop } = await startServices({ syncsToDisk: false });
  project.provide("redisUrl", redisUrl);
  project.provide("postgresUrl", postgresUrl);
  return stop;
}
