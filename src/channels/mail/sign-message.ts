// DKIM: a mail signed with the sender's key, so that who receives it knows that it was not changed (RFC 6376).
import DKIM from "nodemailer/lib/dkim";

export interface DkimKey {
  /** The domain of the sender, where the public key stands at `SELECTOR._domainkey.DOMAIN`. */
  domain: string;
  selector: string;
  /** An RSA key in PEM. */
  key: string;
}

/** RFC 8058, 4 wants both unsubscribe headers covered; one that a mail has not is signed as absent. */
const SIGNED =
  "From:To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:List-ID:List-Unsubscribe:List-Unsubscribe-Post";

/** The mail with its signature before it. The same bytes for the same mail and key but for the time in it. */
export async function signMessage(message: Buffer, { domain, selector, key }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey: key, headerFieldNames: SIGNED });
  const pieces: Buffer[] = [];
  for await (const piece of signer.sign(message)) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}
