/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { connect, type Message } from "../../../client.ts";
import { enters, ignore as hasNoTerminal, sitsDown } from "../../client/sits_down.ts";
import { soon } from "../../support/arrivals.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { png } from "../support/samples.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { brings, download, hasChosen, stored } from "./support/sender.ts";

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** What the page reads of the picture of a message of this text, as a hash. */
async function readOn(page: Visitor, text: string): Promise<string> {
  await page.sees(text, "#entries");
  const message = (await stored(page)).find((message) => message.text === text);
  return (await download(page, message?.files[0]?.url ?? "")).hash;
}

async function next(messages: AsyncIterator<Message>): Promise<Message> {
  const { value } = await soon(messages.next(), "a message for the bot");
  return value;
}

if (!hasNoTerminal) {
  browserTest(
    "A page, a terminal and a bot send each other pictures, byte for byte",
    async (stage) => {
      await using folder = await TempFolder.make();
      await using bot = await connect(stage.url, { name: "bot" });
      const lobby = await bot.join("lobby");
      const messages = lobby.messages();
      const page = await stage.enter("page");
      await using ada = await sitsDown(String(stage.url), 3, ["--allow-read", "--allow-write"]);
      const saved = async (number: number) => {
        const path = folder.file(`${number}.png`);
        await enters(ada, `/save ${number} '${path}'`);
        // Not the command itself: its path is followed by a quote.
        await ada.sees(new RegExp(`Saved[^]*/${number}\\.png\\s*\\(`));
        return await hashOf(await Deno.readFile(path));
      };

      // From the page.
      const hashes = await brings(page, "paste", {
        ...{ name: "page.png", type: "image/png", width: 300, height: 200 },
      });
      await hasChosen(page, 1);
      await page.says("from the page");
      const fromPage = await next(messages);
      const ofPage = hashes["page.png"];
      assertEquals(fromPage.files.map(({ name, type }) => [name, type]), [[
        "page.png",
        "image/png",
      ]]);
      assertEquals(await hashOf(await fromPage.files[0]!.bytes()), ofPage);
      await ada.sees(/from the page\n {6}\[1\] page\.png \(image\/png, 300×200, /);
      assertEquals(await saved(1), ofPage);

      // From the terminal.
      const terminal = await png(310, 210);
      await Deno.writeFile(folder.file("terminal.png"), terminal);
      await enters(ada, `/file '${folder.path}/terminal.png' from the terminal`);
      const fromTerminal = await next(messages);
      assertEquals(fromTerminal.text, "from the terminal");
      assertEquals(await fromTerminal.files[0]!.bytes(), terminal);
      assertEquals(await readOn(page, "from the terminal"), await hashOf(terminal));

      // From the bot.
      const data = await png(320, 220);
      const said = await lobby.say("from the bot", {
        files: [{ data, name: "bot.png", alt: "A chart" }],
      });
      assertEquals(await said.files[0]!.bytes(), data);
      assertEquals(await readOn(page, "from the bot"), await hashOf(data));
      await ada.sees(/from the bot\n {6}\[3\] bot\.png \(image\/png, 320×220, [^]*“A chart”/);
      assertEquals(await saved(3), await hashOf(data));
      await page.window.until(() =>
        Array.from(document.querySelectorAll<HTMLImageElement>("#entries img"))
          .some(({ alt, naturalWidth }) => alt === "A chart" && naturalWidth === 320)
      );
    },
  );
}
