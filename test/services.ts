// Brings what the tests need: a Redis, a Postgres, and of both stores a migrated copy. A missing service is a failure, never a skip.
import type { TestProject } from "vitest/node";
import openScratchFolder from "./support/scratch-folder.ts";
import { startServices } from "./support/start-services.ts";
import { makeTemplates } from "./support/store-templates.ts";
import type { StoreTemplates } from "./support/store-templates.ts";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string;
    /** A server where tests may create databases. */
    postgresUrl: string;
    storeTemplates: StoreTemplates;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFolder = await openScratchFolder();
  const { redisUrl, postgresUrl, stop } = await startServices({ syncsToDisk: false });
  project.provide("redisUrl", redisUrl);
  project.provide("postgresUrl", postgresUrl);
  project.provide("storeTemplates", await makeTemplates(postgresUrl));
  return async () => {
    await stop();
    await removeFolder();
  };
}
