// Describes for `check --explain` how a name is looked for, script by script.
import { likelySpelling } from "./likely-spelling.ts";
import { nameScriptOf, tableScripts } from "../../text/names/name-letters.ts";
import { readName } from "./read-name.ts";
import { readNamePart } from "./name-part.ts";
import type { NameScript } from "../../text/names/name-letters.ts";

interface NameDefinition {
  name: string;
  spellings?: string[];
  not_forms?: string[];
}

const labels: Partial<Record<NameScript, string>> = {
  cyrillic: "Cyrillic, in all cases",
  arabic: "Arabic letters",
  hebrew: "Hebrew",
  kana: "kana",
  hangul: "Hangul",
  han: "Chinese characters",
  greek: "Greek",
  georgian: "Georgian",
  devanagari: "Devanagari",
  thai: "Thai",
  khmer: "Khmer",
  burmese: "Burmese",
};
const latinMax = 6;
/** The tables of the others tell names apart, and spell none well. */
const learntScripts = new Set<NameScript>(["cyrillic", "arabic", "hebrew", "kana", "hangul", "han"]);
const joints: Partial<Record<NameScript, string>> = { kana: "・", han: "·", burmese: "" };

/** The first line names the name; the others say what is looked for, a script each. */
export function describeName({ name, spellings = [], not_forms: notForms = [] }: NameDefinition): {
  text: string;
  parts: string[];
} {
  const text = `the name ${name.trim()}`;
  const reading = readName(name, spellings);
  if (reading.kind === "fault") return { text, parts: [] };
  const [words = []] = reading.spellings;
  const parts = words.map((word) => readNamePart(word, words.length > 1));
  const given = [...reading.spellings.map((spelling) => spelling.join(" ")), ...reading.plain];
  const inScript = (script: NameScript) => [...new Set(given.filter((spelling) => nameScriptOf(spelling) === script))];
  const own = parts[0]?.script ?? null;
  const further = words.length === 1 ? (parts[0]?.exact ?? []).filter((spelling) => nameScriptOf(spelling) === "latin") : [];
  const latin = [...new Set([...inScript("latin"), ...further.map(capitalised)])];
  const lines =
    latin.length === 0
      ? []
      : [`in Latin letters, with endings: ${latin.slice(0, latinMax).join(", ")}${latin.length > latinMax ? " …" : ""}`];
  const alike: string[] = [];
  for (const script of [...tableScripts, "burmese"] as const) {
    const known = inScript(script);
    const label = labels[script] ?? script;
    if (known.length > 0) lines.push(`in ${label}: ${known.join(", ")}${reading.fixed.has(script) ? " and nothing else" : ""}`);
    else if (script === "burmese" || own === script || parts.some((part) => part.latin.length === 0)) continue;
    else if (learntScripts.has(script)) {
      const likely = parts.map((part) => likelySpelling(part.latin[0]?.letters ?? "", script) ?? "");
      lines.push(`in ${label}: ${likely.map(capitalised).join(joints[script] ?? " ")}, and what is spelt alike`);
    } else alike.push(label);
  }
  if (alike.length > 0) lines.push(`in ${alike.join(", ")}: what is spelt alike`);
  if (notForms.length > 0) lines.push(`but not ${notForms.join(", ")}`);
  return { text, parts: lines };
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
