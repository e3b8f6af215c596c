import { assertEquals } from "@std/assert";
import { OperatorPort, readOperatorKey } from "../../../../server/api/admin/operator_port.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

Deno.test("The operator's link is told for other machines, too, where the page's address leads them nowhere", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const page = new URL("http://localhost:8000/");
  const network = new URL("http://192.168.7.20:8000/");
  const account = { id: "1", name: "ada", password: "", made: 0, founder: true };
  const asked: Request[] = [];
  const chat = {
    offerReset: () => Promise.resolve({ account, secret: "s", expires: 1 }),
    fetchForOperator: (request: Request) => {
      asked.push(request);
      return Promise.resolve(Response.json({}));
    },
  };
  await using _ = await OperatorPort.open(chat, { page, network, store });
  const { url = "", key } = await readOperatorKey(store) ?? {};
  const response = await fetch(new URL("api/admin/people/ada/reset", url), {
    ...{ method: "POST", headers: { authorization: `Bearer ${key}` } },
  });
  assertEquals(await response.json(), {
    ...{ url: `${page}#reset=s`, network: `${network}#reset=s`, expires: 1 },
  });
  const malformed = await fetch(new URL("api/admin/people/%ff/reset", url), {
    ...{ method: "POST", headers: { authorization: `Bearer ${key}` } },
  });
  assertEquals([malformed.status, (await malformed.json()).error], [400, "malformed"]);
  const people = new URL("api/admin/people?q=a", url);
  const answer = await fetch(people, { headers: { authorization: `Bearer ${key}` } });
  await answer.body?.cancel();
  // As if it had come to the page: links in the answer lead there. The key goes no further.
  assertEquals(asked.map(({ url }) => url), [`${page}api/admin/people?q=a`]);
  assertEquals(asked[0]?.headers.get("authorization"), null);
});
