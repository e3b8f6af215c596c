/**
 * How a program comes in.
 *
 * @module
 */

import type { PersonProfile } from "../../protocol.ts";
import type { Options, StatusEvent } from "../connection.ts";
import { People } from "../connection/account/people.ts";
import type { TransferOptions } from "../connection/files.ts";
import { SealedConnection } from "../sealed/connection.ts";
import { SealedTransfers } from "../sealed/transfers.ts";
import * as endpoint from "../connection/endpoint.ts";
import { SignInError } from "./errors.ts";
import { Chat } from "./chat.ts";
import { abortable, delay, settlesWithin } from "./waiting.ts";

export type { PersonProfile, Profile, Status } from "../../protocol.ts";

/** How long we try to reach a server, and to have stored what was said, in milliseconds. */
const PATIENCE_MS = 30_000;
/** How long after a server that can't be reached we ask again. */
const AGAIN_MS = 1_000;

/** Who comes, and until when. One of `name` and `token` is needed. */
export interface ConnectOptions {
  /** A guest's name, or with `password` an account's. */
  name?: string | undefined;
  /** An account's password. */
  password?: string | undefined;
  /** What the server asks everybody for, where it does. */
  passphrase?: string | undefined;
  /** A session's token, or a bot's. */
  token?: string | undefined;
  /** Ends the connection at once, and all that waits for it. */
  signal?: AbortSignal | undefined;
  /**
   * For how many milliseconds to try to reach the server at first, and at the end to have stored what was
   * said while nothing is: 30,000 unless said.
   */
  patience?: number | undefined;
}

/** What only tests replace. */
export type Seams = Omit<Options, "name" | "token" | "byCookie"> & TransferOptions;

/** Makes a chat that has been welcome. */
export async function openChat(
  url: string | URL,
  options: ConnectOptions,
  seams: Seams = {},
): Promise<Chat> {
  const { signal, patience: patienceMs = PATIENCE_MS } = options;
  signal?.throwIfAborted();
  const end = performance.now() + patienceMs;
  const who = await credentials(url, options, end);
  const connection = new SealedConnection(url, { ...seams, ...who });
  const opened: PromiseWithResolvers<void> = Promise.withResolvers();
  const onStatus = ({ state }: StatusEvent) => {
    if (state === "open" || state === "closed") opened.resolve();
  };
  const transfers = new SealedTransfers(url, () => connection.token, seams);
  const person = (name: string) => findPerson(url, connection.token, name);
  const { host } = new URL(url);
  const chat = new Chat({ connection, host, transfers, person, patienceMs, signal, onStatus });
  const left = Math.max(0, end - performance.now());
  try {
    const isOpen = await settlesWithin(abortable(opened.promise, signal), left);
    signal?.throwIfAborted();
    const { status } = chat;
    if (isOpen && status.state !== "closed") return chat;
    const { reason, message } = "reason" in status
      ? status
      : { reason: "unreachable", message: "The server does not answer" };
    const retry = "retryMs" in status ? status.retryMs : undefined;
    throw new SignInError(reason, message, { type: "sign-in", name: options.name }, retry);
  } catch (error) {
    await chat[Symbol.asyncDispose]();
    throw error;
  }
}

/** @throws {SignInError} If the server does not say who that is, though it may know. */
async function findPerson(
  url: string | URL,
  token: string | undefined,
  name: string,
): Promise<PersonProfile | undefined> {
  const session = new endpoint.Session(url, token === undefined ? {} : { token });
  try {
    return await new People(session).one(name);
  } catch (error) {
    if (!(error instanceof endpoint.SignInError)) throw error;
    const { reason, message, retry } = error;
    if (reason === "not-found") return undefined;
    throw new SignInError(reason, message, { type: "person", name }, retry);
  }
}

/** A guest comes by name alone, unless the server has a passphrase. */
async function credentials(
  url: string | URL,
  { name, password, passphrase, token, signal }: ConnectOptions,
  end: number,
): Promise<{ name?: string | undefined; token?: string | undefined }> {
  if (token !== undefined) return { token, name };
  if (name === undefined) {
    throw new TypeError("Cannot connect: say who you are, by name or by token");
  }
  if (password === undefined && passphrase === undefined) return { name };
  const asked = { type: "sign-in", name };
  while (true) {
    try {
      const signing = new endpoint.Session(url).signIn({ name, password, passphrase });
      const signedIn = await abortable(signing, signal);
      return signedIn.guest ? signedIn : { token: signedIn.token };
    } catch (error) {
      if (!(error instanceof endpoint.SignInError)) throw error;
      const { reason, message, retry } = error;
      const isOver = reason !== "unreachable" || performance.now() + AGAIN_MS > end;
      if (isOver) throw new SignInError(reason, message, asked, retry);
      await delay(AGAIN_MS, signal);
    }
  }
}
