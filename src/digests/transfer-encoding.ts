// How a text is encoded in a mail, and how many bytes that takes (RFC 2045).

/** The shorter encoding. Quoted-printable makes nine bytes of a Burmese letter and base64 four, but base64 makes four of three, which English does not need. */
export function shorterEncoding(body: string): "base64" | "quoted-printable" {
  const { quoted, base64 } = bytesOf(body);
  return quoted > base64 ? "base64" : "quoted-printable";
}

/** The bytes of a text with CRLF as its line ends, in its shorter encoding, with the breaks of its lines. */
export function encodedBytes(text: string): number {
  const { quoted, base64 } = bytesOf(text.replace(/\r\n?|\n/g, "\r\n"));
  // Lines have 76 characters at most; one that is broken ends in "=".
  return quoted > base64 ? Math.ceil(base64 * (78 / 76)) : Math.ceil(quoted * (78 / 75));
}

function bytesOf(body: string): { quoted: number; base64: number } {
  const bytes = Buffer.byteLength(body);
  let plain = 0;
  for (let at = 0; at < body.length; at++) if (isPlain(body.charCodeAt(at))) plain++;
  const escaped = bytes - plain;
  return { quoted: bytes + escaped * 2, base64: (bytes * 4) / 3 };
}

/** Whether quoted-printable leaves the letter with this code as it is: a line end, or printable ASCII but "=". */
const isPlain = (code: number): boolean => (code >= 0x20 && code <= 0x7e && code !== 0x3d) || code === 0x0a || code === 0x0d;
