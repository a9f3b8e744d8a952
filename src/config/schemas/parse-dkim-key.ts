// Reads the key for signing mails.
import { createPrivateKey } from "node:crypto";
import type { Reading } from "../../schema/reading.ts";

const way = "give an RSA key in PEM, as in key: ${DKIM_KEY} with DKIM_KEY_FILE naming its file";

/** A fault does not repeat the key. */
export function parseDkimKey(text: string): Reading<string> {
  try {
    const { asymmetricKeyType } = createPrivateKey(text);
    if (asymmetricKeyType === "rsa") return { kind: "value", value: text };
    return { kind: "fault", message: `holds a key for ${asymmetricKeyType ?? "something else"}: ${way}` };
  } catch {
    return { kind: "fault", message: `holds no private key that can be read: ${way}` };
  }
}
