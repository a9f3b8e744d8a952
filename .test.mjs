// `npm test`: builds, then runs the tests with the checks next to them; `npm run check` runs the checks alone. Fails if any of it fails.
import { spawn } from "node:child_process";

const VITEST = ["vitest", "run", "--config", "test/vitest.config.ts"];
const CHECKS = {
  format: ["oxfmt", "--check"],
  // Both by one program, which builds what it knows of the types once.
  "lint and types": ["oxlint", "--type-aware", "--type-check"],
  "dead code": ["knip"],
};

/** Resolves to the exit code, and to what the program wrote unless that went straight to the terminal. */
function run([program, ...args], stdio) {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${program}`, args, { stdio });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs the checks one after the other, so that the tests keep most of the machine. Resolves to a line or a report for each. */
async function check() {
  const reports = [];
  for (const [name, command] of Object.entries(CHECKS)) {
    const { code, output } = await run(command, ["ignore", "pipe", "pipe"]);
    reports.push({ code, text: code === 0 ? `${name}: fine` : `${name}: FAILED (${command.join(" ")})\n${output}` });
  }
  return reports;
}

const [mode = "all", ...rest] = process.argv.slice(2);
const tests = { all: rest, check: ["--project", "unit", "test/architecture.test.ts"], tests: rest }[mode];
if (tests === undefined) {
  process.stderr.write("usage: node .test.mjs [all | check | tests] [arguments of vitest]\n");
  process.exit(2);
}
const [reports, { code }] = await Promise.all([mode === "tests" ? [] : check(), run([...VITEST, ...tests], "inherit")]);
for (const { text } of reports) process.stdout.write(`${text}\n`);
process.exitCode = code !== 0 || reports.some((report) => report.code !== 0) ? 1 : 0;
