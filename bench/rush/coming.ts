/**
 * Many people who join the lobby as fast as they are admitted.
 *
 * @module
 */
import type { RawSocket } from "../fanout/raw_socket.ts";

/** Sockets that are opened at once. */
const OPENING_MAX = 500;

export interface Person {
  readonly socket: RawSocket;
  /** Their token, from `welcome`. */
  readonly token: string;
}

/** How somebody connects. */
export interface Coming {
  readonly open: (i: number) => Promise<RawSocket>;
  /** After which entry they want to hear what was said; by default nothing. */
  readonly after?: number;
  /** How many entries that is. */
  readonly missed?: number;
}

/** Connects people and joins, and resolves when each has been admitted and received what they missed. */
export async function come(people: number, coming: Coming): Promise<Person[]> {
  const came: Person[] = [];
  let next = 0;
  const comeInTurn = async () => {
    while (next < people) {
      const i = next++;
      came[i] = await enter(await coming.open(i), coming);
    }
  };
  await Promise.all(Array.from({ length: OPENING_MAX }, comeInTurn));
  return came;
}

async function enter(socket: RawSocket, { after, missed = 0 }: Coming): Promise<Person> {
  let text = "";
  let isIn = false;
  const { promise: isBack, resolve } = Promise.withResolvers<void>();
  socket.onBytes = (bytes) => {
    isIn ||= (text += new TextDecoder().decode(bytes)).includes('"joined"');
    // Besides what they missed there are `welcome` and `joined`.
    if (!isIn || socket.lines < missed + 2) return;
    socket.onBytes = () => {};
    resolve();
  };
  socket.listen();
  socket.say(JSON.stringify({ type: "join", room: "lobby", after }));
  await isBack;
  return { socket, token: /"token":"([^"]+)"/.exec(text)?.[1] ?? "" };
}
