// The key `limits` of fetch and of a feed: how much one source may bring, and how many pages of other sites it may lead to.
import * as z from "zod";
import { strictObject } from "./strict-object.ts";

const count = (most: number) => z.int().min(1).max(most).exactOptional();

/** What is left out is as the level above says, or as the program does. */
export const sourceLimits = () =>
  strictObject({
    entries_a_day: count(1_000_000).describe("So many new entries a day have their pages read. Default: 3000."),
    megabytes_a_day: count(100_000).describe("So many megabytes of their text a day are read whole. Default: 30."),
    pages_an_hour: count(100_000).describe(
      "So many pages an hour are read of each site that is not the source's own. Default: 100.",
    ),
  }).transform(({ entries_a_day: entries, megabytes_a_day: megabytes, pages_an_hour: visits }) => ({
    ...(entries !== undefined && { entries }),
    ...(megabytes !== undefined && { bytes: megabytes * 1_000_000 }),
    ...(visits !== undefined && { visits }),
  }));
