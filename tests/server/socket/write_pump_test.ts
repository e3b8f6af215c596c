import { assertEquals } from "@std/assert";
import { Member } from "../../../hub/people/member.ts";
import { Close } from "../../../protocol.ts";
import { type SendingSocket, WritePump } from "../../../server/socket/write_pump.ts";

/** A socket that notes what is sent to it, or throws. */
class FakeSocket implements SendingSocket {
  readonly bufferedAmount = 0;
  readonly readyState = WebSocket.OPEN;
  readonly sent: string[] = [];

  readonly error: Error | undefined;

  constructor(error?: Error) {
    this.error = error;
  }

  send(frame: unknown): void {
    if (this.error) throw this.error;
    this.sent.push(String(frame));
  }
}

function memberOf(name: string): Member {
  return new Member({ id: name, name, key: name, guest: true });
}

/** What comes of two members who are answered, the first of whom has a bug on their way. */
async function answered(
  breakIt: (member: Member) => FakeSocket,
): Promise<{ errors: unknown[]; bob: FakeSocket; code: number }> {
  const errors: unknown[] = [];
  const pump = new WritePump((error) => errors.push(error));
  const [ada, bob] = [memberOf("ada"), memberOf("bob")];
  const sockets = [breakIt(ada), new FakeSocket()] as const;
  pump.connect(ada, sockets[0], 1000);
  pump.connect(bob, sockets[1], 1000);
  const running = pump.run();
  for (const member of [ada, bob]) member.answer({ type: "pong", at: 1 });
  const code = await ada.dropped;
  bob.answer({ type: "pong", at: 2 });
  pump.stop();
  await running;
  return { errors, bob: sockets[1], code };
}

const BOB_HEARS = ['{"type":"pong","at":1}', '{"type":"pong","at":2}'];

Deno.test("WritePump goes on for all others when a frame can't be made for one", async () => {
  const bug = new TypeError("undefined is not a function");
  const { errors, bob, code } = await answered((ada) => {
    ada.take = () => {
      throw bug;
    };
    return new FakeSocket();
  });
  assertEquals([errors, bob.sent, code], [[bug], BOB_HEARS, Close.InternalError]);
});

Deno.test("WritePump goes on for all others when one's socket throws", async () => {
  const bug = new TypeError("the socket is none");
  const { errors, bob, code } = await answered(() => new FakeSocket(bug));
  assertEquals([errors, bob.sent, code], [[bug], BOB_HEARS, Close.InternalError]);
});
