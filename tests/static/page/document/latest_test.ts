import { assertEquals } from "@std/assert";
import { latest } from "../../../../static/page/document/latest.ts";

Deno.test("Of two answers that overtake each other the one to the later question is shown", async () => {
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const shown: string[] = [];
  let asked = 0;
  const show = latest(
    () => answers[asked++]?.promise ?? Promise.reject(new Error("asked too often")),
    (found) => void shown.push(found),
  );
  const both = [show(), show()];
  answers[1]?.resolve("new");
  await both[1];
  answers[0]?.resolve("old");
  await both[0];
  assertEquals(shown, ["new"]);
});
