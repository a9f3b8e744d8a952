// Opens a file in the browser of the person at this machine.
import { spawn } from "node:child_process";
import type { CommandContext } from "./command.ts";

type Lookup = CommandContext["lookup"];

/** Returns false if there is no browser. Does not wait for it, since a browser stays open. */
export function openInBrowser(file: string, lookup: Lookup): Promise<boolean> {
  const [program, ...before] = browserCommand(lookup);
  return new Promise((resolve) => {
    const child = spawn(program, [...before, file], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}

function browserCommand(lookup: Lookup): [string, ...string[]] {
  const named = lookup("BROWSER");
  if (named.kind === "value" && named.value.trim() !== "") return [named.value.trim()];
  if (process.platform === "darwin") return ["open"];
  return process.platform === "win32" ? ["explorer"] : ["xdg-open"];
}
