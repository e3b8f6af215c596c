/**
 * Someone with a socket.
 *
 * @module
 */
import { Channel } from "../../../hub/channel.ts";
import type { Entry, Event, Said } from "../../../protocol.ts";
import { soon } from "../arrivals.ts";
import type { EventOf } from "../hub/listener.ts";
import type { Address } from "./test_server.ts";

/** Events that may wait to be looked at in a test. */
const EVENTS_MAX = 1_000_000;

/** How somebody comes in. */
export interface Coming {
  /** A guest's name. */
  readonly name?: string;
  /** What `welcome` gave them. It is offered as a subprotocol, as a browser has to. */
  readonly token?: string;
  /** The address that they come from, as a `TestServer` takes it. */
  readonly from?: string;
}

/**
 * A client that does what a test says and reads whatever comes. It never waits for ever: a server
 * that says nothing, or hangs up, fails the test with a line that tells what was waited for.
 */
export class TestClient implements AsyncDisposable {
  readonly socket: WebSocket;
  /** The first event. */
  welcome!: EventOf<"welcome">;
  readonly #events = new Channel<Event>(EVENTS_MAX);
  readonly #reader = this.#events[Symbol.asyncIterator]();
  readonly #closed: Promise<number>;
  #saidCount = 0;
  #askedCount = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      for (const line of String(data).split("\n")) this.#events.trySend(JSON.parse(line));
    };
    this.#closed = new Promise((resolve) => {
      socket.onclose = ({ code }) => {
        this.#events.close();
        resolve(code);
      };
    });
  }

  /** Comes in as a guest, or by a token, and waits to be welcomed. */
  static async connect(server: Address, coming: string | Coming): Promise<TestClient> {
    const { name, token, from } = typeof coming === "string" ? { name: coming } : coming;
    const url = server.url("/ws");
    if (name !== undefined) url.searchParams.set("name", name);
    if (from !== undefined) url.searchParams.set("from", from);
    const protocols = token === undefined ? ["chat.v1"] : ["chat.v1", `bearer.${token}`];
    const client = new TestClient(new WebSocket(url, protocols));
    client.welcome = await client.next("welcome");
    return client;
  }

  /** Comes in as a guest and joins a room. */
  static async enter(
    server: Address,
    coming: string | Coming,
    room = "lobby",
  ): Promise<TestClient> {
    const client = await TestClient.connect(server, coming);
    await client.join(room);
    return client;
  }

  /** Whose socket this is. */
  get name(): string {
    return this.welcome.you;
  }

  /** The code with which the connection ended. */
  get closed(): Promise<number> {
    return soon(this.#closed, "the end of a connection");
  }

  /** Joins a room, from a position when that is given. */
  async join(
    room: string,
    from: { after?: number; epoch?: string } = {},
  ): Promise<EventOf<"joined">> {
    this.send({ type: "join", room, ...from });
    return await this.next("joined");
  }

  /** Says something without waiting. */
  say(room: string, text: string, id = `${this.name}-${this.#saidCount++}`): void {
    this.send({ type: "say", room, id, text });
  }

  /** Sends commands in one frame. */
  send(...commands: Record<string, unknown>[]): void {
    this.socket.send(commands.map((command) => JSON.stringify(command)).join("\n"));
  }

  /** Asks for something, and gives the answer; events before it are passed over. */
  async ask(command: Record<string, unknown>): Promise<Event> {
    const ref = this.#askedCount++;
    this.send({ ...command, ref });
    return await this.until(
      (event) => "ref" in event && event.ref === ref,
      `an answer to ${command.type}`,
    );
  }

  /** The next event of a type; those before it are passed over. */
  async next<T extends Event["type"]>(type: T): Promise<EventOf<T>> {
    return await this.until((event): event is EventOf<T> => event.type === type, type);
  }

  /** The next event like this; those before it are passed over. `what` is for the error. */
  async until<T extends Event>(isIt: (event: Event) => event is T, what: string): Promise<T>;
  async until(isIt: (event: Event) => boolean, what: string): Promise<Event>;
  async until(isIt: (event: Event) => boolean, what: string): Promise<Event> {
    while (true) {
      const { done, value } = await soon(this.#reader.next(), what);
      if (done) throw new Error(`Waited for ${what}: the connection ended (${await this.closed})`);
      if (isIt(value)) return value;
    }
  }

  /** The next events, whatever they are. */
  async events(count: number): Promise<Event[]> {
    const events: Event[] = [];
    while (events.length < count) events.push(await this.until(() => true, "an event"));
    return events;
  }

  /** All events that still come, until the connection ends. */
  rest(): AsyncIterableIterator<Event> {
    return this.#reader;
  }

  /** The next messages. */
  async entries(count: number): Promise<Said[]> {
    const entries: Said[] = [];
    while (entries.length < count) entries.push(await this.next("said"));
    return entries;
  }

  /** The next entries of any kind. */
  async log(count: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    while (entries.length < count) entries.push(await this.until(isEntry, "an entry"));
    return entries;
  }

  /** The texts of the next messages. */
  async texts(count: number): Promise<string[]> {
    return (await this.entries(count)).map(({ text }) => text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Of all that is numbered, only an entry has a time. */
function isEntry(event: Event): event is Entry {
  return "seq" in event && "at" in event;
}
