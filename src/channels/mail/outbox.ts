// The outbox: mail as .eml files in a folder, for people without a mail server, or to look first.
import assert from "node:assert/strict";
import { open, rename, rm, access, constants } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { Delivery } from "../delivery.ts";
import type { Mailer, OutgoingMail } from "./mailer.ts";

const safeName = /^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_.-]{0,200}$/u;

/** A mailer that writes `DIR/fileName.eml`; a repeated delivery replaces its own file, so nothing is there twice. */
export function openOutbox(dir: string): Mailer {
  const underWay = new Set<Promise<Delivery>>();
  return {
    repeatable: true,
    deliver(outgoing) {
      const delivery = deliverInto(dir, outgoing).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      return delivery;
    },
    async verify() {
      try {
        await makeFolder(dir, 0o700);
        await access(dir, constants.W_OK);
        return { ok: true, detail: `mail is written to ${dir}` };
      } catch (thrown) {
        return { ok: false, detail: `mail cannot be written to ${dir}: ${messageOf(thrown)}` };
      }
    },
    async close() {
      await Promise.allSettled(underWay);
    },
  };
}

async function deliverInto(dir: string, outgoing: OutgoingMail): Promise<Delivery> {
  assert.match(outgoing.fileName, safeName, "a file name holds letters, digits, dots, hyphens and underscores");
  await outgoing.onBodyStart();
  const path = join(dir, `${outgoing.fileName}.eml`);
  try {
    await makeFolder(dir, 0o700);
    await writeWhole(path, outgoing.bytes);
    return { kind: "sent", reply: `written to ${path}, as no mail server is set`, filed: true };
  } catch (thrown) {
    // Writing again writes the same file, so a full disk leaves nothing uncertain.
    return { kind: "retry", about: "server", reply: `could not write ${path}: ${messageOf(thrown)}` };
  }
}

/** Readers see the whole file or none, also after a power cut. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.part`;
  try {
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
