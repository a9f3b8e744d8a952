#!/usr/bin/env node
// The program: the command line over this process's own streams, with its signals and its exit code.
import { main } from "./main.ts";
import { untilStopped } from "../app/until-stopped.ts";

// Mails, article texts and secrets are written in many places: no other user may read any of these files.
process.umask(0o077);

const { stdin, stdout, stderr } = process;

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await main(process.argv.slice(2), { stdin, stdout, stderr, env: undefined, untilStopped });
