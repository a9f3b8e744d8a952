// Lets the hubs of tests be asked: they are on loopback, and no hub on a private host is.
import type { PipelineDeps } from "../../../src/pipeline/stage-deps.ts";
import type { TestStages } from "../open-stages.ts";

export const reachHubs = ({ deps }: TestStages): PipelineDeps => ({
  ...deps,
  client: () => ({
    ...deps.client(),
    post: (url, form, options) => deps.client().post(url, form, { ...options, from: [url] }),
  }),
});
