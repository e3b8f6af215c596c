import { assertEquals } from "@std/assert";
import { Secrets } from "../../../client/sign_in/secrets.ts";

Deno.test("Secrets are said one after the other, with what was mistyped taken back", async () => {
  const secrets = new Secrets(["First: ", "Second: "]);
  assertEquals(secrets.question, "First: ");
  assertEquals(secrets.take("correcx"), "");
  assertEquals(secrets.take("\x7ft 馬\r"), "");
  assertEquals(secrets.question, "Second: ");
  assertEquals(secrets.take("battery\x1b[D\x1bOA\r/help"), "/help");
  assertEquals(secrets.question, undefined);
  assertEquals(await secrets.said, ["correct 馬", "battery"]);
});

Deno.test("A secret that is pasted is one, without the terminal's marks", async () => {
  const secrets = new Secrets(["Password: "]);
  assertEquals(secrets.take("\x1b[200~correct horse\x1b[201~\r"), "");
  assertEquals(await secrets.said, ["correct horse"]);
});

Deno.test("Who does not want to say a secret says nothing, and types on", async () => {
  for (const key of ["\x03", "\x04", "\x1b", "\r"]) {
    const secrets = new Secrets(["First: ", "Second: "]);
    secrets.take("abc\r");
    assertEquals(secrets.take(`${key}hello`), "hello");
    assertEquals(await secrets.said, undefined);
  }
});
