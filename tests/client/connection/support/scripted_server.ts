/**
 * A server that says what a test tells it to say, and cuts when the test tells it to.
 *
 * @module
 */

import { type Event, LIMITS, type RoomSummary, type Said } from "../../../../protocol.ts";
import { Arrivals } from "../../../support/arrivals.ts";

/** What a client sent, as it came. */
export interface Line {
  type: string;
  ref?: number;
  room?: string;
  id?: string;
  text?: string;
  after?: number;
  epoch?: string;
  of?: number;
  emoji?: string;
  on?: boolean;
  seq?: number;
  to?: string | string[];
  files?: unknown[];
}

/** A message in a room's log, for scripts that do not care what it says. */
export function said(room: string, seq: number, from = "bob", id = `${from}-${seq}`): Said {
  return { type: "said", room, seq, id, from, at: 1_700_000_000_000 + seq, text: `text ${seq}` };
}

/** A room as `welcome` lists it, read to its end. */
export function summary(room: string, head: number, also: Partial<RoomSummary> = {}): RoomSummary {
  return { room, head, count: 1, topic: "", read: head, unread: 0, mentions: 0, ...also };
}

/** What is told to who joins a room, with Ada alone in it. */
export function joined(room: string, head: number): Event & { type: "joined" } {
  const log = { epoch: "e1", head, first: 1, topic: "" };
  return { type: "joined", room, ...log, count: 1, members: ["ada"] };
}

/** One socket, from the server's side. */
export class Visit {
  readonly frames = new Arrivals<Line[]>("a client's frame");
  readonly #closed = new Arrivals<number>("a client's close");
  /** The guest's name it came with. */
  readonly name: string | null;
  /** What it offered to speak: the version, and its token. */
  readonly protocols: string | null;
  readonly socket: WebSocket;
  readonly response: Response;
  #lines: Line[] = [];

  constructor(request: Request) {
    // After the upgrade a request can't be read any more.
    this.name = new URL(request.url).searchParams.get("name");
    this.protocols = request.headers.get("sec-websocket-protocol");
    const { socket, response } = Deno.upgradeWebSocket(request);
    this.socket = socket;
    this.response = response;
    socket.onmessage = ({ data }) =>
      this.frames.push(String(data).split("\n").map((line) => JSON.parse(line)));
    socket.onclose = ({ code }) => this.#closed.push(code);
  }

  /** The next command, which has to be of this type. */
  async hears(type: string): Promise<Line> {
    while (this.#lines.length === 0) this.#lines = await this.frames.next();
    const line = this.#lines.shift();
    if (line?.type === type) return line;
    throw new Error(`Expected to hear ${type}, received ${JSON.stringify(line)}`);
  }

  /** Tells events in one frame. */
  tell(...events: Event[]): void {
    this.socket.send(events.map((event) => JSON.stringify(event)).join("\n"));
  }

  welcome(
    { you = "ada", guest = true, token = "secret", rooms = [] as RoomSummary[] } = {},
  ): void {
    const server = "scripted/1";
    this.tell({ type: "welcome", v: 1, you, guest, token, server, limits: LIMITS, rooms });
  }

  /** Lets the client join, and tells what it asked for and who is there. */
  async letsJoin(
    head: number,
    also: { room?: string; epoch?: string; reset?: true } = {},
  ): Promise<Line> {
    const join = await this.hears("join");
    this.tell({ ...joined(join.room ?? "", head), ref: join.ref, ...also });
    return join;
  }

  cut(code = 1001, reason?: string): void {
    this.socket.close(code, reason);
  }

  /** The code with which the client left. */
  closed(): Promise<number> {
    return this.#closed.next();
  }
}

/** Listens on a port of its own. Each socket is a visit, each plain request a question why. */
export class ScriptedServer implements AsyncDisposable {
  /** When set, sockets are refused like this. */
  refusal: { status: number; error: string; message: string } | undefined;
  readonly questions = new Arrivals<Request>("a question why");
  readonly #visits = new Arrivals<Visit>("a visit");
  readonly #all: Visit[] = [];
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => this.#answer(request),
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  visit(): Promise<Visit> {
    return this.#visits.next();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { socket } of this.#all) socket.close();
    await this.#server.shutdown();
  }

  #answer(request: Request): Response {
    const isUpgrade = request.headers.get("upgrade") === "websocket";
    if (!isUpgrade) this.questions.push(request);
    if (this.refusal !== undefined) {
      const { status, ...body } = this.refusal;
      return Response.json(body, { status });
    }
    if (!isUpgrade) return Response.json({ error: "upgrade", message: "" }, { status: 426 });
    const visit = new Visit(request);
    this.#all.push(visit);
    visit.socket.onopen = () => this.#visits.push(visit);
    return visit.response;
  }
}
