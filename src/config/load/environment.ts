// The environment: variables, and secrets in files named by variables that end in _FILE.
import { readFileSync, statSync } from "node:fs";

export type Environment = Record<string, string | undefined>;

/** The value of a name. A fault never holds a value, only names and paths. */
export type Lookup = { kind: "value"; value: string; from: string } | { kind: "missing" } | { kind: "fault"; message: string };

const secretBytesMax = 64 * 1024;

/** Looks up variables: `NAME`, or the content of the file that `NAME_FILE` names (without its last line break). */
export function readEnvironment(env: Environment = process.env): (name: string) => Lookup {
  return (name) => {
    const value = env[name];
    if (value !== undefined && value !== "") return { kind: "value", value, from: name };
    const file = env[`${name}_FILE`];
    if (file !== undefined && file !== "") return readSecret(name, file);
    return value === undefined ? { kind: "missing" } : { kind: "value", value, from: name };
  };
}

function readSecret(name: string, file: string): Lookup {
  try {
    const { size } = statSync(file);
    if (size > secretBytesMax) {
      return {
        kind: "fault",
        message: `${name}_FILE names ${file}, which is ${size} bytes: a secret has ${secretBytesMax} at most`,
      };
    }
    return { kind: "value", value: readFileSync(file, "utf8").replace(/\r?\n$/, ""), from: `${name}_FILE` };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "error";
    return {
      kind: "fault",
      message: `${name}_FILE names ${file}, which cannot be read (${code}): check the path and who may read it`,
    };
  }
}
