/**
 * What a member is sent, as a stream.
 *
 * @module
 */
import type { Member } from "../../../hub/people/member.ts";

/** The frames of a member, when nobody else takes them. */
export async function* framesOf(member: Member): AsyncIterableIterator<string> {
  let wake = () => {};
  member.connect({ wake: () => wake(), trySend: () => false });
  while (true) {
    const frame = member.take();
    if (frame !== undefined) yield frame;
    else await new Promise<void>((resolve) => wake = resolve);
  }
}
