/**
 * Somebody who runs the client's commands.
 *
 * @module
 */
import { type Chat, connect, type Room } from "../../../client.ts";
import { type Ended, Program } from "../../support/process/program.ts";
import { ServerProcess } from "../../support/process/server_process.ts";

/** How a command ends that did what it was asked, and has nothing to tell. */
export const DONE: Ended = { code: 0, stdout: "", stderr: "" };

/** The texts in lines of JSON. */
export function textsIn(json: string): string[] {
  return json.split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
}

/** Set to nothing, as whoever runs the tests may have them; and no session is kept there. */
const NONE = {
  ...{ HUBBUB_URL: "", HUBBUB_ROOM: "", HUBBUB_NAME: "" },
  ...{ HUBBUB_TOKEN: "", HUBBUB_PASSWORD: "", XDG_CONFIG_HOME: "/nonexistent" },
};
const VARIABLES = [...Object.keys(NONE), "HUBBUB_PASSPHRASE", "HOME"];

export class Caller {
  readonly #env: Record<string, string>;
  readonly #allowed: readonly string[];

  /**
   * @param env what is set besides
   * @param allowed what the program may do besides the network, reading, and the variables
   * @param variables which of them it may read
   */
  constructor(
    env: Record<string, string>,
    allowed: readonly string[] = ["--allow-write"],
    variables: readonly string[] = [`--allow-env=${VARIABLES}`],
  ) {
    this.#env = { ...NONE, ...env };
    this.#allowed = ["--allow-net", "--allow-read", ...variables, ...allowed];
  }

  starts(...args: string[]): Program {
    return this.startsUnder([], ...args);
  }

  /** Starts a command as part of another: a program and its arguments that run what is appended. */
  startsUnder(under: readonly string[], ...args: string[]): Program {
    const deno = ["run", ...this.#allowed, "client.ts", ...args];
    return new Program(deno, { env: this.#env, under });
  }

  async runs(...args: string[]): Promise<Ended> {
    return await this.feeds("", ...args);
  }

  async feeds(input: string | Uint8Array<ArrayBuffer>, ...args: string[]): Promise<Ended> {
    await using program = this.starts(...args);
    await program.feed(input);
    return await program.ended();
  }
}

/** A server, ada who stays there, and her commands. */
export interface Chatting extends AsyncDisposable {
  readonly url: string;
  readonly server: ServerProcess;
  readonly chat: Chat;
  readonly lobby: Room;
  readonly ada: Caller;
}

export async function chatting(): Promise<Chatting> {
  await using starting = new AsyncDisposableStack();
  const server = starting.use(await ServerProcess.open());
  const url = server.url().href;
  const chat = starting.use(await connect(url, { name: "ada" }));
  const lobby = await chat.join("lobby");
  const ada = new Caller({ HUBBUB_URL: url, HUBBUB_TOKEN: chat.token ?? "" });
  const stack = starting.move();
  return { url, server, chat, lobby, ada, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
