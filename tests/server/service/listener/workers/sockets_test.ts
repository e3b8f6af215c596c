import { assertEquals, assertLess } from "@std/assert";
import { Member } from "../../../../../hub/people/member.ts";
import { Close, LIMITS } from "../../../../../protocol.ts";
import { FrontSockets } from "../../../../../server/service/listener/workers/front_sockets.ts";
import type {
  OwnerTick,
  WorkerTick,
} from "../../../../../server/service/listener/workers/messages.ts";
import { RemoteSockets } from "../../../../../server/service/listener/workers/remote_sockets.ts";
import { Inbox } from "../../../../../server/socket/inbox.ts";
import { OUTGOING_MAX_BYTES, WritePump } from "../../../../../server/socket/write_pump.ts";
import { until } from "../../../../support/until.ts";

/** How many members a broadcast serves between two turns of the event loop. */
const BATCH = 60;

/** A worker's own socket, whose network takes what the test says. */
class NetworkSocket extends EventTarget implements WebSocket {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly url = "";
  readonly extensions = "";
  readonly protocol = "";
  readonly binaryType = "blob";
  readonly onopen = null;
  readonly onmessage = null;
  readonly onerror = null;
  readonly onclose = null;
  readyState: WebSocket["readyState"] = WebSocket.OPEN;
  bufferedAmount = 0;
  isStuck = false;
  readonly sent: string[] = [];
  closedBy: number | undefined;

  send(frame: unknown): void {
    this.sent.push(String(frame));
    if (this.isStuck) this.bufferedAmount += String(frame).length;
  }

  close(code?: number): void {
    this.readyState = WebSocket.CLOSING;
    this.closedBy = code;
  }

  ping(): void {}

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

/** Both ends of a port, whose messages are recorded as they would cross. */
class Ends implements Disposable {
  readonly toWorker: OwnerTick[] = [];
  readonly toOwner: WorkerTick[] = [];
  /** Whether the worker, and the owner, take what comes. */
  isWorkerBusy = false;
  isOwnerBusy = false;
  readonly owner: RemoteSockets = new RemoteSockets((tick) => {
    this.toWorker.push(structuredClone(tick));
    queueMicrotask(() => this.deliver());
  });
  readonly worker: FrontSockets = new FrontSockets((tick) => {
    this.toOwner.push(structuredClone(tick));
    queueMicrotask(() => this.deliver());
  });
  #delivered = { toWorker: 0, toOwner: 0 };

  deliver(): void {
    while (!this.isWorkerBusy && this.#delivered.toWorker < this.toWorker.length) {
      this.worker.handle(this.toWorker[this.#delivered.toWorker++]!);
    }
    while (!this.isOwnerBusy && this.#delivered.toOwner < this.toOwner.length) {
      this.owner.handle(this.toOwner[this.#delivered.toOwner++]!);
    }
  }

  [Symbol.dispose](): void {
    this.owner.fail();
    this.worker.close();
  }

  /** A socket in both, which is open. */
  async open(id: number) {
    const remote = this.owner.open(id);
    const network = new NetworkSocket();
    this.worker.add(id, network);
    network.dispatchEvent(new Event("open"));
    await until(() => remote.readyState === WebSocket.OPEN, "an open socket");
    return { remote, network };
  }

  /** Opens many. */
  openAll(count: number) {
    return Promise.all(Array.from({ length: count }, (_, i) => this.open(i + 1)));
  }
}

/** Bytes of frames in messages, each as often as it crosses. */
function crossed(ticks: readonly OwnerTick[]): number {
  return ticks.flatMap(({ frames }) => frames).reduce(
    (sum, [frame]) => sum + (frame?.length ?? 0),
    0,
  );
}

Deno.test("A frame for 200 sockets crosses once, though it is sent to some at a time", async () => {
  using ends = new Ends();
  const sockets = await ends.openAll(200);
  const before = ends.toWorker.length;
  const frame = "x".repeat(1_000);
  for (const [i, { remote }] of sockets.entries()) {
    remote.send(frame);
    if (i % BATCH === BATCH - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  await until(() => sockets.every(({ network }) => network.sent.length === 1), "all to have it");
  const ticks = ends.toWorker.slice(before).filter(({ frames }) => frames.length > 0);
  assertEquals(crossed(ticks), frame.length);
  assertEquals(ticks.length <= Math.ceil(200 / BATCH), true);
  assertEquals(sockets.every(({ network }) => network.sent[0] === frame), true);
});

Deno.test("What is sent within a tick crosses in one message, and each socket gets its own in order", async () => {
  using ends = new Ends();
  const sockets = await ends.openAll(3);
  const before = ends.toWorker.length;
  for (const text of ["one", "two", "three"]) {
    for (const { remote } of sockets) remote.send(text);
    sockets[1]!.remote.send(`${text} for the second`);
  }
  sockets[2]!.remote.close(Close.Removed);
  sockets[2]!.remote.send("after that");
  await until(() => sockets[2]!.network.closedBy !== undefined, "a close");
  assertEquals(ends.toWorker.slice(before).length, 1);
  assertEquals(sockets[0]!.network.sent, ["one", "two", "three"]);
  assertEquals(
    sockets[1]!.network.sent,
    ["one", "two", "three"].flatMap((text) => [text, `${text} for the second`]),
  );
  assertEquals(sockets[2]!.network.sent, ["one", "two", "three"]);
  assertEquals(sockets[2]!.network.closedBy, Close.Removed);
});

/** What waits for somebody who has much to read, at most, until they are disconnected. */
async function mostWaiting(ends: Ends, act: (network: NetworkSocket) => void): Promise<number> {
  const { remote, network } = await ends.open(1);
  act(network);
  const pump = new WritePump(() => {});
  const running = pump.run();
  const member = new Member({ id: "ada", name: "ada", key: "ada", guest: true }, undefined);
  const line = "a".repeat(10_000);
  // Without end, as a backlog seems to be.
  member.take = () => line;
  const sink = pump.connect(member, remote, 50);
  sink.wake();
  let most = 0;
  const watching = setInterval(() => most = Math.max(most, remote.bufferedAmount), 0);
  assertEquals(await member.dropped, Close.TooSlow);
  clearInterval(watching);
  // Whoever disconnects them closes their socket.
  remote.close(Close.TooSlow);
  pump.stop();
  await Promise.all([running, sink.ended()]);
  assertLess(network.sent.join("").length, OUTGOING_MAX_BYTES);
  return Math.max(most, remote.bufferedAmount);
}

Deno.test("Who reads nothing is disconnected, and what waits is bounded in the worker and on the way", async () => {
  using stuck = new Ends();
  const waiting = await mostWaiting(stuck, (network) => network.isStuck = true);
  assertLess(waiting, OUTGOING_MAX_BYTES);
  assertEquals(waiting > 0, true);
});

Deno.test("Whose worker does nothing is disconnected, and what is on the way is bounded", async () => {
  using ends = new Ends();
  assertLess(await mostWaiting(ends, () => ends.isWorkerBusy = true), OUTGOING_MAX_BYTES);
  assertLess(crossed(ends.toWorker), OUTGOING_MAX_BYTES);
});

Deno.test("A socket that drains again is told of, without anything that is sent", async () => {
  using ends = new Ends();
  const { remote, network } = await ends.open(1);
  network.isStuck = true;
  remote.send("a".repeat(100_000));
  await until(() => network.bufferedAmount === 100_000, "a full socket");
  for (const amount of [60_000, 20_000, 0]) {
    network.bufferedAmount = amount;
    await until(() => remote.bufferedAmount === amount, `${amount} bytes that wait`);
  }
});

/** The frames that an inbox of the owner gets, and how it ends. */
function inboxOf(socket: EventTarget): { frames: string[]; codes: number[] } {
  const codes: number[] = [];
  const frames: string[] = [];
  const inbox = new Inbox((code) => codes.push(code));
  inbox.listen(() => {
    for (let frame = inbox.take(); frame !== undefined; frame = inbox.take()) frames.push(frame);
  });
  for (const type of ["message", "close"]) socket.addEventListener(type, inbox);
  return { frames, codes };
}

Deno.test("What arrives gets to the owner in order, all of it before the end of its socket", async () => {
  using ends = new Ends();
  const { remote, network } = await ends.open(1);
  const { frames, codes } = inboxOf(remote);
  const sent = Array.from({ length: 500 }, (_, i) => `frame ${i}`);
  for (const frame of sent) network.receive(frame);
  network.dispatchEvent(new CloseEvent("close", { code: 1000, wasClean: true }));
  await until(() => codes.length > 0, "the end");
  assertEquals([frames, codes], [sent, [Close.Normal]]);
  assertEquals([remote.readyState, ends.owner.size], [WebSocket.CLOSED, 0]);
});

Deno.test("Who floods while the owner is busy is disconnected by the worker, and little crosses", async () => {
  using ends = new Ends();
  const { remote, network } = await ends.open(1);
  const { codes } = inboxOf(remote);
  ends.isOwnerBusy = true;
  let sent = 0;
  for (; network.closedBy === undefined && sent < 100_000; sent++) {
    network.receive("a".repeat(100));
    if (sent % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  assertEquals(network.closedBy, Close.TooFast);
  const crossing = ends.toOwner.flatMap(({ frames }) => frames).length;
  assertLess(crossing, 100);
  ends.isOwnerBusy = false;
  ends.deliver();
  await until(() => codes.length > 0, "the end");
  assertEquals(codes, [Close.TooFast]);
});

Deno.test("Who sends what no inbox accepts is disconnected for that, and it does not cross", async () => {
  const wrong: [unknown, number][] = [
    [new Blob(["binary"]), Close.Binary],
    ["a".repeat(LIMITS.frame + 1), Close.FrameTooBig],
  ];
  for (const [data, code] of wrong) {
    using ends = new Ends();
    const { remote, network } = await ends.open(1);
    const { codes } = inboxOf(remote);
    network.receive(data);
    await until(() => codes.length > 0, "the end");
    assertEquals([codes, network.closedBy], [[code], code]);
    assertEquals(ends.toOwner.flatMap(({ frames }) => frames), []);
  }
});

Deno.test("The sockets of a worker that is gone are cut off, and so is one that it was about to open", async () => {
  using ends = new Ends();
  const sockets = await ends.openAll(3);
  const heard = sockets.map(({ remote }) => inboxOf(remote));
  ends.owner.fail();
  assertEquals(heard.map(({ codes }) => codes), Array(3).fill([Close.GoingAway]));
  const { codes } = inboxOf(ends.owner.open(4));
  await until(() => codes.length > 0, "the end");
  assertEquals([codes, ends.owner.size], [[Close.GoingAway], 0]);
});
