/**
 * The people in the README's pictures, and what they have said by the time that these are taken.
 *
 * @module
 */
import { Connection } from "../../client/connection.ts";
import { soon } from "../support/arrivals.ts";

/** Minutes before now at which the conversation begins. */
const BEGAN_BEFORE = 34;
const MINUTE_MS = 60_000;

/** A clock that stands still where the conversation is, and then goes on as every other. */
export class Clock {
  #at = Date.now() - BEGAN_BEFORE * MINUTE_MS;
  #isRight = false;

  now = (): number => this.#isRight ? Date.now() : this.#at;

  pass(minutes: number): void {
    this.#at += minutes * MINUTE_MS;
  }

  setRight(): void {
    this.#isRight = true;
  }
}

/** Somebody without a page. */
export class Person implements AsyncDisposable {
  readonly connection: Connection;
  readonly #url: URL;
  readonly #token: string;
  readonly #listening: Promise<void>;

  private constructor(url: URL, token: string) {
    this.#url = url;
    this.#token = token;
    this.connection = new Connection(url, { token });
    this.#listening = this.#listen();
  }

  static async enter(url: URL, name: string, rooms: readonly string[]): Promise<Person> {
    const { token } = await ask<{ token: string }>(new URL("/api/session", url), {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
    });
    const person = new Person(url, token);
    for (const room of ["lobby", ...rooms]) await person.connection.join(room);
    return person;
  }

  /** @returns the number of what was said */
  async says(text: string, { room = "lobby", reply, picture }: Particulars = {}): Promise<number> {
    const files = picture && [await this.#upload(picture.name, picture.bytes, picture.alt)];
    const { acknowledged } = this.connection.say(room, text, { reply, files });
    return await soon(acknowledged, text);
  }

  async saysTo(name: string, text: string): Promise<void> {
    await soon(this.connection.say({ to: name }, text).acknowledged, text);
  }

  async reacts(of: number, emoji: string): Promise<void> {
    const change = { type: "react", room: "lobby", of, emoji, on: true } as const;
    await soon(this.connection.change(change).acknowledged, emoji);
  }

  async names(topic: string): Promise<void> {
    const change = { type: "topic", room: "lobby", text: topic } as const;
    await soon(this.connection.change(change).acknowledged, topic);
  }

  async #upload(name: string, bytes: Uint8Array<ArrayBuffer>, alt: string) {
    const url = new URL(`/api/files?name=${encodeURIComponent(name)}`, this.#url);
    const headers = { authorization: `Bearer ${this.#token}` };
    const { id } = await ask<{ id: string }>(url, { headers, body: bytes });
    return { id, alt };
  }

  async #listen(): Promise<void> {
    for await (const _ of this.connection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.#listening;
  }
}

interface Particulars {
  readonly room?: string;
  readonly reply?: number;
  readonly picture?: {
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly alt: string;
  };
}

async function ask<T>(url: URL, init: RequestInit): Promise<T> {
  const response = await fetch(url, { method: "POST", ...init });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${await response.text()}`);
  return await response.json();
}
