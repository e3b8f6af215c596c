import { assertEquals, assertMatch } from "@std/assert";
import { TempFolder } from "../../../support/temp_folder.ts";
import { enters, ignore, meet } from "../../sits_down.ts";

const ALLOWED = ["--allow-run", "--allow-read", "--allow-write", "--allow-env=VISUAL,EDITOR"];
/** Shows the draft, waits for a line from the keyboard, and writes it behind the draft. */
const SCRIPT = `#!/bin/sh
cat "$2"
stat -c 'mode %a' "$2"
echo "$1 $2" > "$0.args"
read line
echo "$line" >> "$2"
test "$line" != fail
`;

Deno.test({
  name: "Ctrl-X Ctrl-E writes the draft in one's editor, and what is said meanwhile waits",
  ignore,
  async fn() {
    await using folder = await TempFolder.make();
    const script = folder.file("my editor");
    await Deno.writeTextFile(script, SCRIPT, { mode: 0o700 });
    const env = `EDITOR='"${script}" --wait'`;
    await using meeting = await meet("lobby", { allowed: ALLOWED, env });
    const { ada, bob } = meeting;
    await ada.pastes("one\ntwo");
    await ada.types("!");
    await ada.presses("C-x", "C-e");
    await ada.sees(/^one\ntwo!\nmode 600\n/m);
    const [flag = "", path = ""] = (await Deno.readTextFile(`${script}.args`)).trim().split(" ");
    assertEquals(flag, "--wait");
    await bob.connection.say("lobby", "@ada are you there?").acknowledged;
    // All keys are the editor's, and Ctrl-C does not end the chat.
    await ada.types("three");
    assertEquals((await ada.sees(/^three$/m)).includes("are you there"), false);
    await ada.presses("Enter");
    await ada.sees(/bob {2}@ada are you there\?\n── lobby · 2 here\n› one⏎two!⏎three$/m);
    await ada.presses("Enter");
    await ada.sees(/ada {2}one\n {6}two!\n {6}three\n── /);
    await assertGone(path);

    await ada.types("as it was");
    await ada.presses("C-x", "C-e");
    await ada.sees(/^as it was\nmode 600\n/m);
    await enters(ada, "fail");
    await ada.sees(/Not edited, the editor ended with code 1\. [^\n]*\n── [^\n]*\n› as it was$/m);
    // Ctrl-X and another key is that key.
    await ada.presses("C-x");
    await ada.sees(/Ctrl-X: Ctrl-E opens your editor\n› as it was$/m);
    await ada.types("!");
    await ada.sees(/2 here\n› as it was!$/m);
    await ada.presses("Enter");
    await ada.sees(/ada {2}as it was!\n── /);
    await ada.presses("C-d");
    await ada.sees(/code 0\n/);
    assertMatch(await ada.sees(/[^-]icanon/), /[^-]echo /);
  },
});

Deno.test({
  name: "What keeps an editor from being started is told, and the draft stays",
  ignore,
  async fn() {
    {
      await using meeting = await meet();
      const { ada } = meeting;
      await ada.types("half a line");
      await ada.presses("C-x", "C-e");
      await ada.sees(/The editor may not be started: run with --allow-run [^›]*› half a line$/m);
    }
    await using meeting = await meet("lobby", { allowed: ALLOWED, env: "VISUAL=no-such-editor" });
    const { ada } = meeting;
    await ada.types("half a line");
    await ada.presses("C-x", "C-e");
    await ada.sees(/Not edited, there is no no-such-editor: set EDITOR [^›]*› half a line$/m);
  },
});

async function assertGone(path: string): Promise<void> {
  assertMatch(path, /hubbub-[\w-]+\.txt$/);
  let isThere = true;
  try {
    await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    isThere = false;
  }
  assertEquals(isThere, false);
}
