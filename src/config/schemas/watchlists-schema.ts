// watchlists/*.yaml: what is watched for. Checks only the shape; compiling checks terms and queries.
import * as z from "zod";
import type { ExpressionDefinition } from "../../watchlists/watchlist.ts";
import { id, language, line, tags } from "../../schema/named.ts";
import { strictObject } from "../../schema/strict-object.ts";

const anchors = ["text", "stem", "name", "forms", "any", "all", "none", "near"] as const;

/** Options, and the key to which each belongs. */
const OPTIONS = [
  ["case", "text"],
  ["accents", "text"],
  ["with", "text"],
  ["language", "stem"],
  ["spellings", "name"],
  ["not_forms", "name"],
  ["mask", "any"],
] as const;

const expression: z.ZodType<ExpressionDefinition> = z
  .lazy(() => z.union([z.string(), oneOfGroup]))
  .meta({
    id: "expression",
    description:
      "A word or phrase (sanction* and organi*ation hold for any letters), /a regular expression for one word/, $set, or a mapping with one of text, stem, name, forms, any, all, none, near.",
    examples: ["Min Aung Hlaing", "$junta"],
  });
const expressions: z.ZodType<ExpressionDefinition | ExpressionDefinition[]> = z
  .lazy(() => z.union([z.string(), oneOfGroup, z.array(expression)]))
  .meta({ id: "expressions", description: "One expression, or a list of which any may stand." });

const within = z.int().min(1).describe("At most so many words apart.");
const near = strictObject({
  within,
  ordered: z.boolean().describe("true: a must come before b.").exactOptional(),
  a: expressions.describe("The one side."),
  b: expressions.describe("The other side."),
}).meta({ id: "near", description: "Two things within so many words of each other." });

const group = strictObject(
  {
    text: z.string().describe("A word or phrase, with options.").exactOptional(),
    case: z
      .boolean()
      .describe(
        "true: upper and lower case as written; false: any. Default: as written for one word of two to five capitals (SAC, US, U.S.), any for others.",
      )
      .exactOptional(),
    accents: z.boolean().describe("true: accents count, so that Pará is not para.").exactOptional(),
    with: strictObject({ within, any: expressions.describe("What must stand near by.") })
      .describe("Counts only where one of these stands near by.")
      .exactOptional(),
    stem: z.string().describe("A word with all its endings, as in хунта, хунты, хунтой.").exactOptional(),
    language: language().describe("Whose endings the stem takes, where its letters do not tell: fr, de.").exactOptional(),
    name: z
      .string()
      .describe(
        "A person or place, in every script, grammatical case and usual spelling: Sergei Lavrov also finds Сергея Лаврова and لافروف. A family name alone is found only if it stands here alone.",
      )
      .exactOptional(),
    spellings: z
      .array(z.string())
      .describe("Further spellings of the name; in their scripts only these count, and no rule.")
      .exactOptional(),
    not_forms: z.array(z.string()).describe("Forms of the name that are something else, and do not count.").exactOptional(),
    forms: z.array(z.string()).describe("Exactly these forms of one word.").exactOptional(),
    any: expressions.describe("At least one of these.").exactOptional(),
    mask: expressions.describe("An occurrence of any: inside one of these does not count.").exactOptional(),
    all: expressions.describe("Every one of these.").exactOptional(),
    none: expressions.describe("Not one of these.").exactOptional(),
    near: near.exactOptional(),
  },
  quotesForColon,
)
  .check(({ value, issues }) => {
    // A mistyped key is one mistake, not also a missing key.
    if (issues.length > 0) return;
    const given = anchors.filter((key) => value[key] !== undefined);
    const [first, second] = given;
    if (first === undefined) {
      issues.push({ code: "custom", input: value, path: [], message: `must have one of the keys ${anchors.join(", ")}` });
    } else if (second !== undefined) {
      const message = `"${second}" cannot be next to "${first}": make them two items, in an all: list if both must hold`;
      issues.push({ code: "custom", input: value, path: [second], params: { at: "key" }, message });
    }
    for (const [option, owner] of OPTIONS) {
      if (value[option] === undefined || value[owner] !== undefined || first === undefined) continue;
      const message = `"${option}" goes with ${owner}: write { ${owner}: …, ${option}: … }`;
      issues.push({ code: "custom", input: value, path: [option], params: { at: "key" }, message });
    }
  })
  .meta({
    id: "group",
    description:
      "One of text, stem, name, forms, any, all, none, near; case, accents and with go with text, language with stem, spellings and not_forms with name, mask with any.",
  });

/** YAML takes `- Breaking: news` for a mapping; null if it was meant as one. */
function quotesForColon(input: Record<string, unknown>): string | null {
  const [[key, value] = ["", ""], ...others] = Object.entries(input);
  if (others.length > 0 || !["string", "number", "boolean"].includes(typeof (value ?? ""))) return null;
  const term = `${key}: ${(value ?? "") as string | number | boolean}`.trim();
  return `a term with a colon needs quotes${term.length > 80 ? "" : `, as in ${JSON.stringify(term)}`}`;
}

// The check knows that exactly one of the keys is set; the type does not.
const oneOfGroup = group as unknown as z.ZodType<Exclude<ExpressionDefinition, string>>;

const list = z.array(expression);

function choice<T extends z.ZodType>(item: T) {
  const not = strictObject({ not: z.array(item).describe("All but these.") });
  return z.union([z.array(item), not]);
}

const watchlist = strictObject({
  id: id().describe("A short name of its own; digests name it, and what matched is remembered by it."),
  name: line().describe("How it is called in digests. Default: its id.").exactOptional(),
  any: list.describe("At least one of these must stand in the article.").exactOptional(),
  all: list.describe("Every one of these must.").exactOptional(),
  none: list.describe("Not one of these may.").exactOptional(),
  near: near.exactOptional(),
  query: z
    .string()
    .describe('The same as one expression: AND OR NOT NEAR/8 ( ) "a phrase" prefix* /regex/ title:word $set.')
    .exactOptional(),
  mask: list.describe("An occurrence inside one of these does not count.").exactOptional(),
  unless: strictObject({
    title: list.describe("In the title.").exactOptional(),
    text: list.describe("In the text.").exactOptional(),
    any: list.describe("In either.").exactOptional(),
  })
    .describe("An article with one of these does not match.")
    .exactOptional(),
  filter: strictObject({
    language: choice(language()).describe("Language codes, or not: with codes.").exactOptional(),
    source: choice(line()).describe("Names of feeds or hosts of sites, or not: with them.").exactOptional(),
    tags: choice(line()).describe("Tags of feeds, or not: with them.").exactOptional(),
  })
    .describe("Which articles are looked at at all.")
    .exactOptional(),
  min_mentions: z.int().min(1).describe("How often the terms must occur, taken together.").exactOptional(),
  tests: strictObject({
    match: z.array(z.string()).describe("Headlines or texts that must match.").exactOptional(),
    no_match: z.array(z.string()).describe("Headlines or texts that must not.").exactOptional(),
  })
    .describe("Checked by wirewatch check.")
    .exactOptional(),
}).meta({ anyOf: ["any", "all", "none", "near", "query"].map((key) => ({ required: [key] })) });

export const watchlistsSchema = strictObject({
  include: tags()
    .describe("Packs of names, shipped ones by name and own ones by file; their sets are used like these.")
    .exactOptional(),
  sets: z
    .record(z.string(), list)
    .check(({ value, issues }) => {
      for (const name of Object.keys(value)) {
        if (/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*$/u.test(name)) continue;
        const message = `"${name.slice(0, 60)}" cannot name a set: write letters, digits, "_" and "-", without the $`;
        issues.push({ code: "custom", input: value, path: [name], params: { at: "key" }, message });
      }
    })
    .describe("Lists of terms with a name; a watchlist uses them as $name.")
    .exactOptional(),
  watchlists: z.array(watchlist).describe("The watchlists.").exactOptional(),
}).meta({ title: "Wirewatch: watchlists", description: "What Wirewatch watches for." });
