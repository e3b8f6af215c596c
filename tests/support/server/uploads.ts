/**
 * Someone who uploads files, and reads them.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { FileInfo } from "../../../protocol.ts";
import { cookieOf, expect } from "./asker.ts";
import type { Address } from "./test_server.ts";

/** With what somebody asks. */
export interface Carrying {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly headers?: Record<string, string>;
}

function headersOf(server: Address, { token, cookie, headers = {} }: Carrying): HeadersInit {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cookie !== undefined && { cookie: `${cookieOf(server)}=${cookie}` }),
    ...headers,
  };
}

/** Bytes that compress to nothing and are the same each time. */
export function someBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = Math.imul(state, 48271) + 11) >>> 16 & 0xff);
}

/** Uploads something, whatever comes of it. */
export async function tryUpload(
  server: Address,
  body: BodyInit,
  carrying: Carrying & { readonly name?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = server.url("/api/files");
  url.searchParams.set("name", carrying.name ?? "some.bin");
  const headers = headersOf(server, carrying);
  const response = await fetch(url, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
}

/** Uploads a file, which has to be taken. */
export async function upload(
  server: Address,
  body: BodyInit,
  carrying: Carrying & { readonly name?: string },
): Promise<FileInfo> {
  const answered = await tryUpload(server, body, carrying);
  assertEquals(answered.status, 201, JSON.stringify(answered.body));
  return answered.body as unknown as FileInfo;
}

/** Says something with files, and gives its entry. */
export async function sayFiles(
  server: Address,
  files: readonly unknown[],
  { token, room = "lobby" }: { token: string; room?: string },
): Promise<{ seq: number; files: FileInfo[] }> {
  const body = { files };
  const path = `POST /api/rooms/${encodeURIComponent(room)}/messages`;
  return await expect(server, 201, path, { token, body }) as unknown as {
    seq: number;
    files: FileInfo[];
  };
}

/** What somebody is answered who asks for a file. */
export interface Read {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Asks for a file, or for whatever stands under a path. */
export async function readPath(
  server: Address,
  path: string,
  { method = "GET", ...carrying }: Carrying & { readonly method?: string } = {},
): Promise<Read> {
  const headers = headersOf(server, carrying);
  const response = await fetch(server.url(path), { method, headers });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}
