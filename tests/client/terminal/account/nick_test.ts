import { assertEquals } from "@std/assert";
import { readInput } from "../../../../client/terminal/commands.ts";
import { PASSWORD } from "../../../support/server/asker.ts";
import { enters, ignore, meet } from "../../sits_down.ts";

Deno.test("/nick takes one word", () => {
  assertEquals(readInput("/nick @gus", undefined), { type: "nick", name: "gus" });
  assertEquals(readInput("/nick", "lobby").type, "mistake");
  assertEquals(readInput("/nick two words", "lobby").type, "mistake");
});

Deno.test({
  name: "A guest at a terminal reads what another name means, has it, and stays in the room",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await enters(ada, "/nick gus");
    await ada.sees(/said so far stays under ada[^]*Change your name to gus\? y: yes, [^\n]*\n›/);
    await ada.presses("n");
    await ada.sees(/Your name stays as it is\n── lobby · 2 here\n/);
    await enters(ada, "/nick bob");
    await ada.sees(/Change your name to bob\?/);
    await ada.presses("y");
    await ada.sees(/bob is in use/);
    await enters(ada, "/nick gus");
    await ada.sees(/Change your name to gus\?/);
    await ada.presses("y");
    await ada.sees(/You are gus now\n[^]*── lobby · 2 here\n› *$/m);
    await enters(ada, "It is me");
    assertEquals((await bob.sees("said")).from, "gus");

    await enters(ada, "/claim");
    await ada.sees(/^New password for gus: *$/m);
    await enters(ada, PASSWORD);
    await ada.sees(/^New password again: *$/m);
    await enters(ada, PASSWORD);
    await ada.sees(/gus is yours now/);
    await enters(ada, "/nick ada");
    await ada.sees(/An account keeps its name/);
  },
});
