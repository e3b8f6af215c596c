/**
 * Sends files to a server, and reads them again.
 *
 * @module
 */

/** Bytes of a file: as many as one may have. */
export const FILE_BYTES = 25 * 1024 * 1024;

/** Where files are sent, and who does. */
export interface Target {
  /** The address of the server. */
  readonly server: URL;
  /** What is posted to. */
  readonly path: string;
  readonly token?: string;
}

/** Sends a file that nobody has sent before, and gives its address there. */
export async function upload(
  { server, path, token }: Target,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  crypto.getRandomValues(bytes.subarray(0, 16));
  const response = await fetch(new URL(path, server), {
    method: "POST",
    body: bytes,
    headers: { "content-type": "application/octet-stream", ...bearer(token) },
  });
  const { url } = await response.json();
  if (response.status !== 201) throw new Error(`Expected 201, got ${response.status}`);
  return String(url);
}

/** Reads a file, and gives how many bytes it has. */
export async function download({ server, token }: Target, url: string): Promise<number> {
  const response = await fetch(new URL(url, server), { headers: bearer(token) });
  let length = 0;
  for await (const piece of response.body!) length += piece.length;
  return length;
}

/** The header that says who asks. */
export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
