// Goal: containers have limits and no secret stands in their environment. Method: the files that Docker and the release read, as data.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Service {
  environment?: Record<string, string>;
  secrets?: string[];
  [limit: string]: unknown;
}
const compose = parse(await readFile("docker-compose.yml", "utf8"), { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
};
const read = (path: string) => readFile(path, "utf8");

test.each(Object.entries(compose.services))(
  "%s has limits, a log that does not grow, and reads its secrets from files",
  (_, service) => {
    for (const limit of ["mem_limit", "cpus", "pids_limit", "restart"])
      expect([limit, service[limit]]).not.toEqual([limit, undefined]);
    expect(service["logging"]).toMatchObject({ options: { "max-size": "10m" } });
    for (const [name, value] of Object.entries(service.environment ?? {})) {
      expect(`${name}=${value}`).not.toMatch(/^(\w*PASSWORD|DATABASE_URL|SMTP_URL)=/);
      const [, secret] = /^\/run\/secrets\/(\w+)$/.exec(value) ?? [];
      if (name.endsWith("_FILE")) expect(service.secrets).toContain(secret);
    }
    for (const secret of service.secrets ?? []) expect(compose.secrets[secret]).toEqual({ file: `secrets/${secret}` });
  },
);

test("the guide writes each secret that the compose file reads, and neither git nor an image takes them", async () => {
  const guide = await read("docs/guide/running.md");
  for (const { file } of Object.values(compose.secrets)) expect(guide).toMatch(new RegExp(`^[a-z].* ${file}$`, "m"));
  expect(await read(".gitignore")).toMatch(/^secrets\/$/m);
  expect(await read(".dockerignore")).toMatch(/^secrets$/m);
});

test("a variable of the compose file is in .env.example, and one of that is in the compose file", async () => {
  const used = [...(await read("docker-compose.yml")).matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name);
  const shown = [...(await read(".env.example")).matchAll(/^#(\w+)=/gm)].map(([, name = ""]) => name);
  expect([...new Set(used)].sort()).toEqual(shown.toSorted());
});

test("a release is built for both kinds of machine, with its parts and its origin", async () => {
  const text = await read(".github/workflows/release.yml");
  const { jobs } = parse(text) as { jobs: Record<string, { strategy?: { matrix: { include: { platform: string }[] } } }> };
  expect(jobs["image"]?.strategy?.matrix.include.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
  expect(text).toMatch(/--sbom=true --provenance=mode=max/);
  expect(text).toMatch(/npm publish --provenance/);
  // The arguments are those that the image takes.
  for (const [, name = ""] of text.matchAll(/--build-arg "(\w+)=/g))
    expect(await read("Dockerfile")).toMatch(new RegExp(`^ARG ${name}=`, "m"));
});

test("each image is held by a digest, not by a tag that its publisher moves", async () => {
  const bases = [...(await read("Dockerfile")).matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  const services = Object.values(compose.services).flatMap(({ image, build }) => (build === undefined ? [image] : []));
  expect(bases).toHaveLength(2);
  expect(services).toHaveLength(3);
  for (const image of [...bases, ...services]) expect(image).toMatch(/^\S+:\S+@sha256:[\da-f]{64}$/);
});
