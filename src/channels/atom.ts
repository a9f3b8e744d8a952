// Atom: a digest's issues as a feed of the web page, which readers ask for; nothing is delivered.
import * as z from "zod";
import { renderAtom } from "../digests/render-atom.ts";
import type { PulledChannel } from "./channel.ts";

export const atom: PulledChannel<true> = {
  kind: "atom",
  inYaml: "atom: true",
  does: "serves its issues as an Atom feed at `/digests/ID.atom` of the web page",
  schema: z.literal(true).describe("An Atom feed at /digests/ID.atom of the web page."),
  key: {
    name: "atom",
    inYaml: "atom: true",
    schema: z
      .boolean()
      .default(false)
      .transform((isOn): true[] => (isOn ? [true] : []))
      .describe("true: its issues stand as an Atom feed at /digests/ID.atom of the web page."),
  },
  way: "pulled",
  extension: "atom",
  mediaType: "application/atom+xml",
  render: renderAtom,
};
