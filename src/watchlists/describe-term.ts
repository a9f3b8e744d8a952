// Describes how a term was understood: which case, endings and spellings count.
import { readTerm } from "./read-term.ts";
import { stemLanguageOf } from "./words/stem-word.ts";
import type { TermOptions } from "./spelling/term-options.ts";

/** `"SAC" (in capitals)`, `хунта (with its endings: хунт…, ru)`; a plain word or phrase as it was written. */
export function describeTerm(text: string, options: TermOptions = {}): string {
  const shown = /[\s(),]/u.test(text.trim()) ? `"${text.trim()}"` : text.trim();
  if (/^\/.+\/$/s.test(text)) return options.case ? `${shown} (upper and lower case as written)` : shown;
  const reading = readTerm(text, options);
  if (reading.kind === "fault") return shown;
  const [patterns = []] = reading.alternatives;
  if (options.stem) {
    const stems = patterns
      .map((pattern) => (pattern.kind === "stem" || pattern.kind === "endings" ? pattern.stem : text))
      .join(" ");
    return `${shown} (with its endings: ${stems}…, ${options.language ?? stemLanguageOf(text) ?? ""})`;
  }
  if (options.accents) return `${shown} (with its accents)`;
  if (options.case) return `${shown} (upper and lower case as written)`;
  const [first] = patterns;
  if (options.case === undefined && first?.kind === "word" && first.cased) {
    const others = reading.alternatives
      .slice(1)
      .flatMap(([pattern, more]) => (pattern?.kind === "word" && !more && !pattern.word.endsWith("s") ? [pattern.word] : []));
    return `${shown} (only in capitals${others.length > 0 ? `, or ${others.join(", ")}` : ""})`;
  }
  return shown;
}
