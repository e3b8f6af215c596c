/**
 * A crowd that talks at an even pace, each by a socket.
 *
 * @module
 */
import { Visit } from "../../tests/crash/visit.ts";

export interface Talk {
  readonly members: number;
  readonly messagesASecond: number;
  /** What is said before is not counted: the server is still warming up. */
  readonly warmUpMs: number;
  readonly ms: number;
}

/** Talks in the lobby of a server. How long it took each message to be acknowledged, in milliseconds. */
export async function latencies(url: string, talk: Talk): Promise<number[]> {
  const { members, messagesASecond, warmUpMs, ms } = talk;
  await using crowd = new AsyncDisposableStack();
  const saidAt = new Map<string, number>();
  const found: number[] = [];
  const listening: Promise<void>[] = [];
  const visits = Array.from({ length: members }, (_, i) => {
    const name = `member${i}`;
    const visit = crowd.use(Visit.begin(url, name));
    listening.push(listen(visit, name, saidAt, found));
    return visit;
  });
  await evenly(messagesASecond, warmUpMs + ms, (i, elapsedMs) => {
    const id = `${i}`;
    if (elapsedMs > warmUpMs) saidAt.set(id, performance.now());
    const say = { type: "say", room: "lobby", id, text: "a message, as people say" };
    visits[i % members]!.send([say]);
  });
  for (const visit of visits) visit.close();
  await Promise.all(listening);
  return found;
}

/** Does something so many times a second, for so long. */
export async function evenly(
  aSecond: number,
  ms: number,
  step: (i: number, elapsedMs: number) => void,
): Promise<void> {
  const start = performance.now();
  for (let i = 0; performance.now() - start < ms; i++) {
    const due = start + i / aSecond * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    step(i, performance.now() - start);
  }
}

async function listen(
  visit: Visit,
  name: string,
  saidAt: Map<string, number>,
  found: number[],
): Promise<void> {
  for await (const event of visit.events) {
    if (event.type === "welcome") visit.send([{ type: "join", room: "lobby" }]);
    if (event.type !== "said" || event.from !== name) continue;
    const at = saidAt.get(event.id);
    if (at !== undefined) found.push(performance.now() - at);
  }
}
