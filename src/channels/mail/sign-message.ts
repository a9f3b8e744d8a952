// DKIM: signs a mail with the sender's key, so that its receiver can tell that it was not changed (RFC 6376).
import DKIM from "nodemailer/lib/dkim";

export interface DkimKey {
  /** The sender's domain, with the public key at `SELECTOR._domainkey.DOMAIN`. */
  domain: string;
  selector: string;
  /** An RSA key in PEM. */
  key: string;
}

/** RFC 8058, 4 requires both unsubscribe headers to be covered; a missing one is signed as absent. */
const SIGNED =
  "From:To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:List-ID:List-Unsubscribe:List-Unsubscribe-Post";

/** The mail with its signature before it. The same mail and key give the same bytes, apart from the time. */
export async function signMessage(message: Buffer, { domain, selector, key }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey: key, headerFieldNames: SIGNED });
  const pieces: Buffer[] = [];
  for await (const piece of signer.sign(message)) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}
