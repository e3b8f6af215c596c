/**
 * What is counted of sockets.
 *
 * @module
 */
import { Member, type Person } from "../../hub/people/member.ts";
import { Close, type CloseCode, type CommandRef, type ProtocolError } from "../../protocol.ts";
import type { Reason } from "../../protocol.ts";
import { Counter, LabelledCounter } from "../metrics/meters.ts";

/** Why a command may be refused. */
export const REASONS: Readonly<Record<Reason, true>> = {
  "malformed": true,
  "unknown-command": true,
  "too-long": true,
  "not-a-member": true,
  "no-such-room": true,
  "no-such-message": true,
  "no-such-person": true,
  "no-such-file": true,
  "forbidden": true,
  "too-fast": true,
  "muted": true,
  "quota": true,
  "unavailable": true,
};

type CloseName = keyof typeof Close;

export class SocketMeters {
  #open = 0;
  /** Frames that came in. */
  readonly received = new Counter();
  /** Frames that went out. */
  readonly sent = new Counter();
  /** Commands that were refused, by why. */
  readonly refused = new LabelledCounter<Reason>(REASONS);
  /** Sockets that have ended, by why. */
  readonly ended = new LabelledCounter<CloseName>(Close);

  /** How many sockets are open. */
  get open(): number {
    return this.#open;
  }

  begin(): void {
    this.#open++;
  }

  end(code: CloseCode): void {
    this.#open--;
    for (const name of CLOSE_NAMES) if (Close[name] === code) this.ended.add(name);
  }
}

const CLOSE_NAMES = Object.keys(Close) as readonly CloseName[];

/** Who is on a socket. Their refusals are counted. */
export class SocketMember extends Member {
  readonly #meters: Pick<SocketMeters, "refused">;

  constructor(person: Person, address: string | undefined, meters: Pick<SocketMeters, "refused">) {
    super(person, address);
    this.#meters = meters;
  }

  override refuse(error: ProtocolError, command: CommandRef = error.about): void {
    this.#meters.refused.add(error.reason);
    super.refuse(error, command);
  }
}
