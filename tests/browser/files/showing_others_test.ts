/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { STATIC_FILES } from "../../../server/http/assets/files.ts";
import { POLYGLOTS } from "../../support/files/polyglots.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { Front } from "../support/front.ts";
import { film, png, textBytes, wav } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";

const PDF = textBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

browserTest("Files look the same when the styles of everything else have come", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  const bytes = await png(90, 60);
  await grace.shares("All kinds", [
    ...[{ name: "a.png", bytes }, { name: "b.png", bytes }, { name: "film.mp4", bytes: film(100) }],
    ...[{ name: "voice.wav", bytes: wav(3) }, { name: "a.txt", bytes: textBytes("Hello.") }],
    { name: "report.pdf", bytes: PDF },
  ]);
  const ada = await stage.enter("ada");
  await ada.sees("report.pdf", "#entries .file-card");
  await ada.window.click("#entries button.picture");
  await ada.sees("1 of 2", ".lightbox");
  const looks = () =>
    ada.window.evaluate(() =>
      Array.from(document.querySelectorAll(".files, .files *, .lightbox *"), (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { backgroundColor, color, content } = getComputedStyle(element, "::before");
        return [element.className, x, y, width, height, backgroundColor, color, content].join();
      })
    );
  const before = await looks();
  const names = STATIC_FILES.filter((path) => path.startsWith("static/style/parts/"));
  await ada.window.evaluate(async (names: string[]) => {
    const map = document.querySelector("script[type=importmap]")?.textContent ?? "";
    const addresses: [string, string][] = Object.entries(JSON.parse(map).imports);
    await Promise.all(names.map((name) => {
      const link = document.createElement("link");
      const [, href = ""] = addresses.find(([path]) => path.endsWith(name)) ?? [];
      Object.assign(link, { rel: "stylesheet", href });
      document.head.append(link);
      return new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
      });
    }));
  }, [...names]);
  assertEquals(await looks(), before);
});

inEachWindow("Players, texts and cards look right", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  await grace.shares("The film of the harbour", [{ name: "harbour.mp4", bytes: film(100) }]);
  await grace.shares("", [{ name: "Voice message.wav", bytes: wav(83) }]);
  const server =
    "export function serve(port: number): void {\n  Deno.serve({ port }, answer);\n}\n";
  const name = "The minutes of the meeting in November, with everything that was said.pdf";
  await grace.shares("All that I have", [
    { name: "server.ts", bytes: textBytes(server.repeat(20)) },
    { name, bytes: PDF },
    { name: "logo.svg", bytes: textBytes("<svg xmlns='http://www.w3.org/2000/svg'></svg>") },
  ]);
  const ada = await stage.enter("ada");
  await ada.sees("logo.svg", "#entries .file-card");
  await ada.window.until(() => Number(document.querySelector("video")?.readyState) > 0);
  await stage.picture("others", ada);
  assertEquals(await faintTexts(ada), []);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await ada.window.click(".text-file .acts button");
  await ada.sees("export function serve", ".text-file pre");
  await ada.newest();
  await stage.picture("text-file", ada);
  assertEquals(await faintTexts(ada), []);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
});

browserTest(
  "A film is played from where somebody wants to see it, without the rest of it",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, () => true));
    const grace = await Sharer.enter(server.url(), "grace");
    const bytes = film();
    await grace.shares("", [{ name: "film.mp4", bytes }]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.window.until(() => Number(document.querySelector("video")?.readyState) > 0);
    const [duration, width, height] = await ada.window.evaluate(() => {
      const { duration, videoWidth, videoHeight } = document.querySelector("video")!;
      return [duration, videoWidth, videoHeight];
    });
    assertEquals([duration, width, height], [40, 64, 48]);
    await ada.window.evaluate(() => {
      document.querySelector("video")!.currentTime = 33;
    });
    await ada.window.until(() => {
      const { currentTime, seeking, readyState } = document.querySelector("video")!;
      return currentTime === 33 && !seeking && readyState >= 2;
    });
    const parts = front.ranges.filter(({ path }) => path.startsWith("/files/"));
    assertEquals(new Set(parts.map(({ status }) => status)), new Set([206]));
    // It asked for the end, in which it says where each picture is.
    const starts = parts.map(({ range }) => Number(/^bytes=(\d+)-/.exec(range)?.[1]));
    assert(starts.some((start) => start > bytes.length / 2), JSON.stringify(parts));
  },
);

browserTest(
  "A voice message is asked for when somebody listens, and plays from anywhere",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, () => true));
    const grace = await Sharer.enter(server.url(), "grace");
    await grace.shares("", [{ name: "Voice message.wav", bytes: wav(60) }]);
    await grace.shares("", [{ name: "Another.wav", bytes: wav(60) }]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.sees("1:00", ".spoken .clock");
    assertEquals(front.asked.filter((path) => path.startsWith("/files/")), []);
    await ada.window.click(".spoken .toggle");
    await ada.window.until(() => {
      const button = document.querySelector(".spoken .toggle");
      return button?.getAttribute("aria-label") === "Pause Voice message.wav" &&
        Number(document.querySelector("audio")?.currentTime) > 0;
    });
    await ada.window.evaluate(() => {
      const slider = document.querySelector<HTMLInputElement>(".spoken input")!;
      slider.value = "45";
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await ada.window.until(() => Number(document.querySelector("audio")?.currentTime) > 45);
    await ada.sees("0:45", ".spoken .clock");
    // One plays at a time.
    await ada.window.click("li:last-child .spoken .toggle");
    await ada.window.until(() => {
      const [first, second] = document.querySelectorAll("audio");
      return first?.paused && !second?.paused;
    });
    await ada.window.click("li:last-child .spoken .speed");
    await ada.sees("1.5×", "li:last-child .spoken .speed");
  },
);

browserTest("Of a long text the first 64 KiB are read, when somebody wants them", async (stage) => {
  const server = stage.use(await TestServer.start());
  const front = stage.use(new Front(server, () => true));
  const grace = await Sharer.enter(server.url(), "grace");
  const line = "what the server has logged, day after day\n";
  await grace.shares("", [{ name: "server.log", bytes: textBytes(line.repeat(5_000)) }]);
  const ada = await stage.open({ at: front.url });
  await ada.enter("ada");
  await ada.sees("server.log", ".text-file");
  assertEquals(front.ranges, []);
  await ada.window.click(".text-file .acts button");
  await ada.sees("The first 65.5 kB of 210 kB.", ".text-file");
  const shown = await ada.window.evaluate(() =>
    document.querySelector(".text-file pre")?.textContent
  );
  assertEquals(shown, line.repeat(5_000).slice(0, 65_536));
  assertEquals(front.ranges.map(({ range, status }) => [range, status]), [["bytes=0-65535", 206]]);
  const copy = async () => {
    await ada.window.click(".text-file .acts button:last-child");
    await ada.sees("Copied.", ".toast");
  };
  assertEquals(await ada.copies(copy), shown);
  assertEquals(front.ranges.length, 1);
});

browserTest(
  "A text that is gone meanwhile is said to be, and what can't be read is read later",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    let answers = false;
    const front = stage.use(new Front(server, (path) => answers || !path.startsWith("/files/")));
    const grace = await Sharer.enter(server.url(), "grace");
    await grace.shares("", [{ name: "notes.txt", bytes: textBytes("Remember the milk.") }]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.window.click(".text-file .acts button");
    await ada.sees("It is not there any more.", ".text-file");
    answers = true;
    await ada.window.click(".text-file .acts button");
    await ada.sees("Remember the milk.", ".text-file pre");
  },
);

browserTest("What may be taken for two is shown as what it is, and runs nowhere", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  const files = POLYGLOTS.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
  await grace.shares("Harmless", files.slice(0, 10));
  await grace.shares("All done", [{ name: "a.png", bytes: await png(9, 9) }]);
  const ada = await stage.enter("ada");
  await ada.hears("All done");
  await ada.window.until(() => document.querySelectorAll(".files:not(:empty)").length === 2);
  const running = await ada.window.evaluate(() => ({
    tags:
      document.querySelectorAll("#entries :is(iframe, object, embed, script, svg image)").length,
    ran: "ran" in window || document.title === "ran",
    links: Array.from(document.querySelectorAll<HTMLAnchorElement>(".files a"))
      .every(({ download }) => download !== ""),
  }));
  assertEquals(running, { tags: 0, ran: false, links: true });
});
