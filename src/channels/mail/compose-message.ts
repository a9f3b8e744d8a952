// Composes the exact bytes of one mail to one recipient; the same input gives the same bytes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import MimeNode from "nodemailer/lib/mime-node";
import { headerText, wellFormed } from "./header-text.ts";
import { PermanentError } from "../../errors.ts";
import { shorterEncoding } from "../../digests/transfer-encoding.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";

export interface MessageInput {
  /** One address each, with or without a name. */
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** With or without angle brackets; the multipart boundary follows from it. */
  messageId: string;
  date: Date;
  /** `Name of the list <list.id.example.org>` or the identifier alone (RFC 2919), as `listIdOf` makes one. */
  listId?: string;
  headers?: Record<string, string>;
  /** A file of plain text. */
  attachment?: { name: string; text: string } | null;
}

const ownHeaders =
  /^(from|to|cc|bcc|sender|subject|date|message-id|mime-version|list-id|auto-submitted|precedence|x-auto-response-suppress|content-.*)$/i;

/** The bytes of one mail. Throws PermanentError if `from` or `to` is not exactly one address. */
export async function composeMessage(input: MessageInput): Promise<Buffer> {
  const boundary = createHash("sha256").update(input.messageId).digest("hex").slice(0, 24);
  const { attachment = null } = input;
  const kind = attachment === null ? "multipart/alternative" : "multipart/mixed";
  const root = new MimeNode(kind, { baseBoundary: boundary, disableFileAccess: true, disableUrlAccess: true });
  root.setHeader("From", addressOf(input.from, "from"));
  root.setHeader("To", addressOf(input.to, "to"));
  root.setHeader("Subject", headerText(input.subject));
  root.setHeader("Message-ID", `<${input.messageId.replace(/[^\x21-\x7e]|[<>]/g, "")}>`);
  root.setHeader("Date", input.date);
  // RFC 3834: no vacation note answers a digest. Older mail servers know only Precedence.
  root.setHeader("Auto-Submitted", "auto-generated");
  root.setHeader("Precedence", "bulk");
  // Exchange asks for this one ([MS-OXCMAIL] 2.2.3.2.14): no out-of-office note, no receipt.
  root.setHeader("X-Auto-Response-Suppress", "All");
  if (input.listId !== undefined)
    root.setHeader("List-ID", { prepared: true, foldLines: true, value: listIdHeader(input.listId) });
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    assert.match(name, /^[a-z][a-z0-9-]{0,60}$/i, "a header's name holds letters, digits and hyphens");
    assert.doesNotMatch(name, ownHeaders, "a header that composeMessage writes itself cannot be given twice");
    root.setHeader(name, headerText(value));
  }
  const body = attachment === null ? root : root.createChild("multipart/alternative");
  addPart(body, "text/plain", input.text);
  addPart(body, "text/html", input.html);
  if (attachment !== null)
    addPart(root, "text/plain", attachment.text).setHeader("Content-Disposition", `attachment; filename="${attachment.name}"`);
  return root.build();
}

function addressOf(text: string, field: string): { name: string; address: string } {
  const address = parseMailAddress(text);
  if (address === null) {
    throw new PermanentError(`"${headerText(text)}" in \`${field}\` is not one mail address: write it as name@example.org`);
  }
  return { name: headerText(address.name), address: address.address };
}

/** `"Name" <id>` with the name quoted, or encoded if it goes beyond ASCII; RFC 2919 allows no other form. */
function listIdHeader(text: string): string {
  const open = text.lastIndexOf("<");
  const id = text.slice(open + 1).replace(/[^a-z0-9._-]/gi, "");
  const name = headerText(open < 0 ? "" : text.slice(0, open)).replace(/["\\]/g, "");
  const encoded = MimeNode.encodeHeaderValue("X-Name", name);
  const phrase = encoded === name ? `"${name}"` : encoded;
  return name === "" ? `<${id}>` : `${phrase} <${id}>`;
}

function addPart(root: MimeNode, contentType: string, content: string): MimeNode {
  // Text is sent with CRLF (RFC 2046, 4.1.1), whatever its encoding.
  const body = wellFormed(content).replace(/\r\n?|\n/g, "\r\n");
  const part = root.createChild(`${contentType}; charset=utf-8`);
  part.setHeader("Content-Transfer-Encoding", shorterEncoding(body));
  part.setContent(body);
  return part;
}
