/**
 * A way out that keeps what is sent.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import type { Sink } from "../../../hub/people/sink.ts";

/** Somebody whose frames are kept, as long as they read. */
export class Recorder implements Sink {
  readonly member: Member;
  readonly frames: string[] = [];
  /** How often there was something to take. */
  woken = 0;
  /** Whether they read what they are sent. */
  reads = true;

  constructor(name: string) {
    this.member = new Member({ id: `guest:${name}`, name, key: name, guest: true });
    this.member.connect(this);
  }

  /** All lines that were sent. */
  get lines(): string[] {
    return this.frames.flatMap((frame) => frame.split("\n"));
  }

  wake(): void {
    this.woken++;
  }

  trySend(frame: string): boolean {
    if (this.reads) this.frames.push(frame);
    return this.reads;
  }

  /** Takes what waits, as a write pump does. */
  flush(): void {
    for (let frame = this.member.take(); frame !== undefined; frame = this.member.take()) {
      this.frames.push(frame);
    }
  }
}
