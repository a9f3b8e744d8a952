// Patterns for the JSON Schemas, so that an editor marks a text that the program would refuse. None refuses a text that it reads.

/** The same letters in upper or lower case: patterns of JSON Schemas have no flags. */
const anyCase = (word: string): string => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

const duration = (units: string): string => `\\d{0,8}[1-9]\\d{0,8}\\s?[${units}${units.toUpperCase()}]`;
const schemes = (...names: string[]): string => `(?:${names.map(anyCase).join("|")})`;
/** Numbers, signs, and names of three letters, of days and months. */
const cronField = "(?:[\\d*?,/#+LWlw-]|[A-Za-z]{3})+";
const hourOfDay = "(?:[01]?\\d|2[0-4]):[0-5]\\d";

/** Of the IANA database of time zones. */
const regions = ["africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "europe", "indian", "pacific"];

/** A source of a regular expression for the whole text, around which blanks do not count. */
const PATTERNS = {
  backlog: `none|all|${duration("mhdw")}`,
  every: duration("mhdw"),
  hold: `none|${duration("mhdw")}`,
  settle: `none|${duration("sm")}`,
  retention: duration("mhdw"),
  timeLimit: duration("sm"),
  schedule: `${anyCase("immediately")}|${anyCase("every")}\\s+\\d{1,5}\\s*${schemes("m", "min", "minutes?", "h", "hours?")}|${cronField}(?:\\s+${cronField}){4}`,
  quiet: `${hourOfDay}\\s*[-–]\\s*${hourOfDay}`,
  timezone: `UTC|${schemes(...regions)}/[A-Za-z0-9_+/-]+`,
  listen: "(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):\\d{1,5}",
  webAddress: `${schemes("https?")}:[/\\\\]*@?[^\\s/\\\\?#@]+(?:[/\\\\?#]\\S*)?`,
  store: `pglite|${schemes("postgres", "postgresql")}://\\S*`,
  queue: `store|${schemes("rediss?")}://\\S+`,
  smtp: `outbox|${schemes("smtps?")}://[^\\s?]+(?:\\?(?:tls=off)?)?`,
  proxy: `${schemes("socks5h?", "https?")}://\\S+`,
  id: "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,99}",
  language: "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}",
} as const;

export type PatternName = keyof typeof PATTERNS;

/** The pattern as a schema has it; a text with a variable may become anything. */
export function schemaPattern(name: PatternName): string {
  return `^\\s*(?:${PATTERNS[name]})\\s*$|\\$\\{`;
}
