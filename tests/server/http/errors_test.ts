import { assertEquals } from "@std/assert";
import { JournalError } from "../../../hub/log/journal.ts";
import { ProtocolError } from "../../../protocol.ts";
import { AuthError } from "../../../server/auth/auth_error.ts";
import { refusalOf } from "../../../server/http/errors.ts";
import { Refusal } from "../../../server/http/refused_request.ts";
import { BusyError } from "../../../server/limits/busy_error.ts";
import { tooFast } from "../../../server/limits.ts";
import { sourceFiles } from "../../support/source_tree.ts";

/** What an error is answered by: status, reason, text, and when to come again. */
async function answerTo(error: unknown): Promise<unknown[]> {
  const response = refusalOf(error)!.toResponse();
  const body = await response.json();
  return [response.status, body.error, body.message, response.headers.get("retry-after")];
}

Deno.test("An error of the server becomes the refusal of its reason, with its text and its wait", async () => {
  const { forbidden, noSession, wrongCode } = AuthError;
  for (
    const [error, answer] of [
      [noSession("connect", "why"), [401, "no-session", "Cannot connect: why", null]],
      [forbidden("do this", "why"), [403, "forbidden", "Cannot do this: why", null]],
      [wrongCode("why"), [403, "bad-claim", "Cannot use code: why", null]],
      [BusyError.tooMany("say", "why", 1_200), [429, "too-many", "Cannot say: why", "2"]],
      [BusyError.stopping("connect"), [503, "stopping", "Cannot connect: the server stops", null]],
      [BusyError.unavailable("do", "why", 1), [503, "unavailable", "Cannot do: why", "1"]],
      [tooFast(3_000), [429, "too-many", "Cannot keep up: you send too fast, slow down", "3"]],
      [new ProtocolError("forbidden", "Cannot block: why"), [
        403,
        "forbidden",
        "Cannot block: why",
        null,
      ]],
      [new ProtocolError("no-such-room", "why"), [404, "not-found", "why", null]],
      [new ProtocolError("malformed", "why"), [400, "malformed", "why", null]],
      [new JournalError("the disk is full"), [503, "unavailable", "the disk is full", null]],
      [new Refusal("not-json", "why"), [415, "not-json", "why", null]],
      [new Refusal("encoded", "why"), [415, "encoded", "why", null]],
    ] as const
  ) {
    assertEquals(await answerTo(error), [...answer]);
  }
});

Deno.test("A bug becomes no refusal, which would tell what is inside", () => {
  assertEquals(refusalOf(new TypeError("x is undefined")), undefined);
  assertEquals(refusalOf("thrown"), undefined);
});

Deno.test("Only server/http and server/api know of refusals over HTTP", async () => {
  const importing = (await sourceFiles(".ts")).filter(({ path, imports }) =>
    !path.startsWith("tests/") && imports.includes("server/http/refused_request.ts")
  );
  const outside = importing.filter(({ path }) => !/^server\/(http|api)[/.]/.test(path));
  assertEquals(outside.map(({ path }) => path), []);
  assertEquals(importing.length > 0, true);
});

Deno.test("What decides and what is stored knows nothing of HTTP", async () => {
  const inner = /^(hub|protocol|server\/(auth|limits|kv|socket|service))[/.]/;
  const stray = (await sourceFiles(".ts")).filter(({ path, imports }) =>
    inner.test(path) && imports.some((target) => /^server\/(http|api)[/.]/.test(target))
  );
  assertEquals(stray.map(({ path }) => path), []);
});
