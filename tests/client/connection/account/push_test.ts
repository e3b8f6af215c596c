import { assertEquals, assertRejects } from "@std/assert";
import { PushDevices } from "../../../../client/connection/account/push.ts";
import { Session, SignInError } from "../../../../client/connection/endpoint.ts";

Deno.test("PushDevices changes one thing after the other, also when one of them fails", async () => {
  const asked: string[] = [];
  const answers: PromiseWithResolvers<Response>[] = [];
  const fetch: typeof globalThis.fetch = (_, init) => {
    asked.push(String(init?.body));
    const answer = Promise.withResolvers<Response>();
    answers.push(answer);
    return answer.promise;
  };
  const devices = new PushDevices(new Session("http://localhost", { fetch }));
  const first = devices.change({ texts: false });
  const second = devices.change({ quiet: null });
  const third = devices.change({ texts: true });
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  await turn();
  assertEquals(asked, ['{"texts":false}']);
  answers[0]?.resolve(Response.json({ error: "busy", message: "Not now" }, { status: 429 }));
  await assertRejects(() => first, SignInError, "Not now");
  await turn();
  assertEquals(asked.slice(1), ['{"quiet":null}']);
  answers[1]?.resolve(new Response(null, { status: 204 }));
  await second;
  await turn();
  assertEquals(asked.slice(2), ['{"texts":true}']);
  answers[2]?.resolve(new Response(null, { status: 204 }));
  await third;
});
