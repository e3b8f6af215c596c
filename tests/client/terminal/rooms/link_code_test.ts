import { assert, assertEquals, assertMatch } from "@std/assert";
import { linkTo, newSecret } from "../../../../client/sealed.ts";
import { qrCode } from "../../../../client/connection/account/qr_code.ts";
import { linkCode } from "../../../../client/terminal/rooms/link_code.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDownAs, startsClient } from "../../sits_down.ts";

const LINK = linkTo("https://chat.example", newSecret());
const LOOKS = { colour: true, weight: true };
/** Pixels of a module. */
const SCALE = 4;
/** Which halves of a letter are light. */
const LIGHT: Readonly<Record<string, readonly [number, number]>> = {
  " ": [0, 0],
  "▀": [1, 0],
  "▄": [0, 1],
  "█": [1, 1],
};

/** The modules of a code that stands in lines: whether each is light. */
function modulesIn(lines: readonly string[]): number[][] {
  return lines.flatMap((line) => {
    const letters = [...line].map((letter) => LIGHT[letter]!);
    return [letters.map(([upper]) => upper), letters.map(([, lower]) => lower)];
  });
}

/** What a program reads that knows nothing of ours; `undefined` where it is not installed. */
async function scanned(lines: readonly string[]): Promise<string | undefined> {
  await using folder = await TempFolder.make();
  const rows = modulesIn(lines).flatMap((row) => {
    const pixels = row.flatMap((isLight) => Array<number>(SCALE).fill(1 - isLight));
    return Array<string>(SCALE).fill(pixels.join(" "));
  });
  const size = `${lines[0]!.length * SCALE} ${rows.length}`;
  await Deno.writeTextFile(folder.file("code.pbm"), `P1\n${size}\n${rows.join("\n")}\n`);
  try {
    const { stdout } = await new Deno.Command("zbarimg", {
      args: ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder.file("code.pbm")],
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("A link stands at a terminal as its code does, with light around it, whatever its colours", async () => {
  const { lines, columns } = linkCode(LINK, LOOKS)!;
  const bare = lines.map((line) => {
    // deno-lint-ignore no-control-regex -- colours are
    const [, letters] = /^\x1b\[38;5;231;48;5;16m([ ▀▄█]+)\x1b\[0m$/.exec(line) ?? [];
    return letters ?? "";
  });
  assert(bare.every((line) => line.length === columns));
  assertEquals(linkCode(LINK, { ...LOOKS, colour: false })?.lines, bare);
  const rows = qrCode(LINK)!;
  const inner = modulesIn(bare).slice(4, 4 + rows.length).map((row) => row.slice(4, -4));
  assertEquals(inner, rows.map((row) => row.map((isDark) => isDark ? 0 : 1)));
  const around = modulesIn(bare).flatMap((row, y) =>
    row.filter((_, x) => Math.min(x, y) < 4 || Math.max(x, y) >= 4 + rows.length)
  );
  assertEquals(around.includes(0), false);
  assertEquals(await scanned(bare) ?? LINK, LINK);
});

Deno.test("No code is drawn where there are letters only, nor of a link that is too long for one", () => {
  assertEquals(linkCode(LINK, { colour: false, weight: false }), undefined);
  assertEquals(linkCode(linkTo(`https://${"x".repeat(400)}/`, newSecret()), LOOKS), undefined);
});

Deno.test({
  name: "/private qr shows the link of a private room as a code, and alone where there is no place",
  ignore,
  async fn() {
    await using started = new AsyncDisposableStack();
    const { url } = started.use(await startServer());
    const ada = started.use(await sitsDownAs("ada", url));
    await enters(ada, "/private qr");
    await ada.reads("This is no private room whose link is known here");
    await enters(ada, "/private");
    await ada.sees(/🔒~\S{6}.* · 1 here/);
    await enters(ada, "/private qr");
    await ada.sees(/█{30,}\n[^█]*── 🔒/);
    const shown = await ada.scrollback();
    const [link = ""] = /https?:\/\/\S+#![\w-]{22}/.exec(shown) ?? [];
    const code = shown.split("\n").filter((line) => /^[ ▀▄█]{30,}$/.test(line));
    assertEquals(await scanned(code) ?? link, link);
    assertMatch(link, /#!/);
    await ada.resizes(30);
    // The client hears of its new size some time later.
    const isTooNarrow = async () => {
      await enters(ada, "/private qr");
      return await ada.shows(/make\s+the\s+window\s+wider/, 20);
    };
    await until(isTooNarrow, "the client to know how narrow it is");
    const plainly = { name: "bob", flags: "--plain" };
    const bob = started.use(await startsClient(url, /In lobby, 2: ada, bob/, plainly));
    await enters(bob, "/private");
    await bob.sees(/In 🔒~\S{6}, 1: bob/);
    await enters(bob, "/private qr");
    const plain = await bob.sees(/compare aloud[^]*compare aloud[^]*\d{5} \d{5}/);
    assertEquals(/[▀▄█]/.test(plain), false);
  },
});
