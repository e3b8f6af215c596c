import { assertEquals } from "@std/assert";
import { Caller } from "../../../../client/terminal/screen/caller.ts";
import { ignore, meet } from "../../sits_down.ts";

Deno.test("A terminal calls once, until somebody presses a key", () => {
  const written: string[] = [];
  const caller = new Caller((text) => written.push(text));
  caller.stop();
  caller.call("bob, #lobby: tea?");
  caller.call("bob, #lobby: now?");
  caller.stop();
  caller.stop();
  caller.call("x".repeat(500));
  const [first, back, long = ""] = written;
  assertEquals(written.length, 3);
  assertEquals(
    first,
    "\x07\x1b]9;Hubbub: bob, #lobby: tea?\x07\x1b[22;2t\x1b]2;bob, #lobby: tea?\x07",
  );
  assertEquals(back, "\x1b[23;2t");
  assertEquals(long.split(`${"x".repeat(120)}…\x07`).length, 3);
});

Deno.test({
  name: "The window of a terminal is called by who calls somebody, until they press a key",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    const before = await ada.title();
    bob.connection.say("lobby", "@ada, tea?");
    await ada.sees(/bob {2}@ada, tea\?/);
    await ada.isCalled("bob, #lobby: @ada, tea?");
    await ada.types("y");
    await ada.sees(/› y$/m);
    await ada.isCalled(before);
  },
});
