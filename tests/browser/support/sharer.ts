/**
 * Somebody who shares files without a page, over HTTP, as programs do.
 *
 * @module
 */

import { assert } from "@std/assert";
import { soon } from "../../support/arrivals.ts";

/** A file to share. */
export interface Shared {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly alt?: string;
  /** A smaller picture of it. */
  readonly preview?: Uint8Array<ArrayBuffer>;
}

export class Sharer {
  readonly #url: URL;
  readonly #token: string;

  private constructor(url: URL, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Signs in as a guest. */
  static async enter(url: URL, name: string): Promise<Sharer> {
    const response = await fetch(new URL("/api/session", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
    });
    const { token } = await response.json() as { token: string };
    return new Sharer(url, token);
  }

  /** Says something with files, and gives its number. */
  async shares(text: string, files: readonly Shared[], room = "lobby"): Promise<number> {
    const refs = [];
    for (const { name, bytes, alt, preview } of files) {
      const id = await this.#upload(name, bytes);
      const smaller = preview && await this.#upload(`small ${name}`, preview);
      refs.push({ id, ...(alt && { alt }), ...(smaller && { preview: smaller }) });
    }
    const path = `/api/rooms/${encodeURIComponent(room)}/messages`;
    const { seq } = await this.#ask<{ seq: number }>("POST", path, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text, files: refs }),
    });
    return seq;
  }

  /** Takes back what was said. */
  async deletes(seq: number): Promise<void> {
    await this.#ask("DELETE", `/api/rooms/lobby/messages/${seq}`, {});
  }

  async #upload(name: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
    const path = `/api/files?name=${encodeURIComponent(name)}`;
    return (await this.#ask<{ id: string }>("POST", path, { body })).id;
  }

  async #ask<T>(method: string, path: string, init: RequestInit): Promise<T> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.#token}`);
    const asked = fetch(new URL(path, this.#url), { ...init, method, headers });
    const response = await soon(asked, `${method} ${path}`);
    const text = await response.text();
    assert(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined as T : JSON.parse(text);
  }
}
