/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { LIMITS } from "../../../protocol.ts";
import { browserTest } from "../support/stage.ts";
import { brings, download, hasChosen, hasSent, only } from "./support/sender.ts";

const [ENTER, CONTROL] = ["\uE007", "\uE009"];

browserTest("A picture that is pasted is sent with a small one beside it", async (stage) => {
  const ada = await stage.enter("ada");
  const hashes = await brings(ada, "paste", {
    ...{ name: "harbour.png", type: "image/png", width: 1_200, height: 2_400 },
  });
  await hasChosen(ada, 1);
  assertEquals(await ada.window.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  await ada.window.evaluate(() =>
    document.querySelector<HTMLInputElement>("#chosen .name")?.select()
  );
  await ada.window.type("#chosen .name", "The harbour.png");
  await ada.window.type("#chosen .alt", "Boats in the evening");
  await ada.says("Look!");
  const [message] = await hasSent(ada, 1);
  assert(message !== undefined);
  const file = only(message);
  assertEquals([message.text, file.name, file.alt], [
    "Look!",
    "The harbour.png",
    "Boats in the evening",
  ]);
  assertEquals([file.type, file.width, file.height], ["image/png", 1_200, 2_400]);
  assertEquals((await download(ada, file.url)).hash, hashes["harbour.png"]);
  const small = await download(ada, file.preview?.url ?? "");
  assertEquals([file.preview?.width, file.preview?.height], [480, 960]);
  assert(small.size < file.size / 2, `${small.size} of ${file.size}`);
});

browserTest(
  "A picture that was taken upright has an upright preview, and no place of its own",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.window.evaluate(async () => {
      const canvas = new OffscreenCanvas(1_600, 1_000);
      const context = canvas.getContext("2d")!;
      for (let at = 0; at < 9_000; at++) {
        context.fillStyle = `hsl(${at % 360} 70% 50%)`;
        context.fillRect((at * 7_919) % 1_600, (at * 104_729) % 1_000, 30, 18);
      }
      const plain = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
      // As a camera does that is held upright: a quarter turn, in its EXIF.
      const turn = Uint8Array.fromHex(
        "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000" +
          "00000000",
      );
      const file = new File([plain.slice(0, 2), turn, plain.slice(2)], "a.jpg", {
        type: "image/jpeg",
      });
      const data = new DataTransfer();
      data.items.add(file);
      const kind = { clipboardData: data, bubbles: true, cancelable: true };
      document.querySelector("#composer textarea")?.dispatchEvent(
        new ClipboardEvent("paste", kind),
      );
    });
    await hasChosen(ada, 1);
    await ada.says("Upright");
    const [message] = await hasSent(ada, 1);
    assert(message !== undefined);
    const { width, height, preview } = only(message);
    assertEquals([width, height], [1_000, 1_600]);
    assertEquals([preview?.width, preview?.height], [600, 960]);
  },
);

browserTest("Files that are dropped on the conversation go in one message", async (stage) => {
  const ada = await stage.enter("ada");
  await brings(ada, "drag", { name: "a", size: 1 });
  await ada.sees("Drop files to send them in #lobby", "#drop-target");
  const hashes = await brings(
    ada,
    "drop",
    { name: "a.bin", size: 70_000 },
    { name: "notes.txt", type: "text/plain", text: "to do" },
    { name: "empty.log", type: "text/plain", text: "" },
  );
  await ada.seesNothingAt("#drop-target");
  await hasChosen(ada, 3);
  // What was not meant is taken out again; the focus goes where one goes on.
  await ada.window.click("#chosen > :last-child .remove");
  await hasChosen(ada, 2);
  assertEquals(
    await ada.window.evaluate(() => document.activeElement?.getAttribute("aria-label")),
    "Remove notes.txt",
  );
  await ada.window.type("#composer textarea", ENTER);
  const [message] = await hasSent(ada, 1);
  assertEquals(message?.text, "");
  assertEquals(message?.files.map(({ name }) => name), ["a.bin", "notes.txt"]);
  for (const { name, url } of message?.files ?? []) {
    assertEquals((await download(ada, url)).hash, hashes[name], name);
  }
  assertEquals(await ada.window.text("#voice"), "2 files are sent");
});

browserTest(
  "The button beside the composer chooses files of the device, several at once",
  async (stage) => {
    const ada = await stage.enter("ada");
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/one.txt`, "1");
      await Deno.writeTextFile(`${folder}/two.txt`, "2");
      await ada.window.evaluate(() => {
        addEventListener("click", ({ target }) => {
          if (target instanceof HTMLInputElement) target.ariaLabel = "was opened";
        });
      });
      await ada.window.click("#attach");
      assertEquals(
        await ada.window.evaluate(() => document.querySelector("#attach + input")?.ariaLabel),
        "was opened",
      );
      await ada.window.type("#attach + input", `${folder}/one.txt\n${folder}/two.txt`);
      await hasChosen(ada, 2);
      await ada.says("Both");
      const [message] = await hasSent(ada, 1);
      assertEquals(message?.files.map(({ name }) => name), ["one.txt", "two.txt"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

browserTest("What is too large or too many is told before anything is uploaded", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.evaluate((size: number) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(size)], "film.mp4", { type: "video/mp4" }));
    for (let index = 0; index < 11; index++) data.items.add(new File(["x"], `${index}.txt`));
    document.querySelector("#composer textarea")?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, LIMITS.file + 1);
  await hasChosen(ada, LIMITS.files);
  await ada.sees(
    "film.mp4 is too large: a file here may have at most 26.2 MB.",
    "#composer-problem",
  );
  await ada.sees("A message takes 10 files: 1 was left out.", "#composer-problem");
  await ada.says("All ten");
  const [message] = await hasSent(ada, 1);
  assertEquals(message?.files.length, LIMITS.files);
});

browserTest(
  "Each room has its own files, and a text that is said elsewhere takes none of them",
  async (stage) => {
    const ada = await stage.enter("ada");
    await brings(ada, "paste", { name: "for the lobby.txt", text: "x" });
    await hasChosen(ada, 1);
    await ada.goesTo("den");
    await hasChosen(ada, 0);
    await ada.says("Only words");
    await ada.hears("Only words");
    await ada.goesTo("lobby");
    await hasChosen(ada, 1);
    await ada.says("With it");
    assertEquals((await hasSent(ada, 1)).map(({ text }) => text), ["With it"]);
  },
);

browserTest("A text that is longer than a message may be can be sent as a file", async (stage) => {
  const ada = await stage.enter("ada");
  const long = "All work and no play. ".repeat(300).trim();
  const pastes = () =>
    ada.window.evaluate((text: string) => {
      const data = new DataTransfer();
      data.setData("text", text);
      const kind = { clipboardData: data, bubbles: true, cancelable: true };
      document.querySelector("#composer textarea")
        ?.dispatchEvent(new ClipboardEvent("paste", kind));
    }, long);
  await pastes();
  await ada.sees("It has 6599 characters, and a message may have 4000", "dialog");
  await ada.window.press(ENTER);
  await hasChosen(ada, 1);
  await ada.window.click("#chosen .name");
  // Whoever has named it goes on writing.
  await ada.window.press(ENTER);
  await ada.says("The whole of it");
  const [message] = await hasSent(ada, 1);
  assert(message !== undefined);
  const file = only(message);
  assertEquals([message.text, file.name], ["The whole of it", "paste.txt"]);
  assertEquals(file.size, long.length);
  await pastes();
  await ada.window.click("dialog .choices .quiet");
  await ada.hasWritten(long);
  await ada.sees("too many", "#counter");
});

browserTest(
  "A table that is pasted stays a text, though it comes with a picture of itself",
  async (stage) => {
    const ada = await stage.enter("ada");
    const isTaken = await ada.window.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "a\tb");
      data.setData("text/html", "<table><tr><td>a<td>b</table>");
      data.items.add(new File(["x"], "image.png", { type: "image/png" }));
      const kind = { clipboardData: data, bubbles: true, cancelable: true };
      const event = new ClipboardEvent("paste", kind);
      document.querySelector("#composer textarea")?.dispatchEvent(event);
      return event.defaultPrevented;
    });
    assertEquals(isTaken, false);
  },
);

browserTest("A picture is pasted from the clipboard by its keys", async (stage) => {
  const ada = await stage.enter("ada");
  const permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
  await ada.window.devtools("Browser.grantPermissions", { permissions });
  await ada.window.evaluate(async () => {
    const blob = await new Promise<Blob | null>((resolve) => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.fillRect(0, 0, 50, 50);
      canvas.toBlob(resolve);
    });
    if (blob) await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  });
  await ada.window.press(CONTROL + "v");
  await hasChosen(ada, 1);
  await ada.says("As I saw it");
  const [message] = await hasSent(ada, 1);
  assert(message !== undefined);
  const { name, type } = only(message);
  assert(/^Picture [-\d]+ [.\d]+\.png$/.test(name), name);
  assertEquals(type, "image/png");
});

browserTest(
  "Files and folders that are dragged in from elsewhere are taken where they are dropped",
  async (stage) => {
    const ada = await stage.enter("ada");
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/one.txt`, "1");
      await Deno.mkdir(`${folder}/holidays`);
      const data = {
        ...{ items: [], dragOperationsMask: 1 },
        files: [`${folder}/one.txt`, `${folder}/holidays`],
      };
      const drag = (type: string) =>
        ada.window.devtools("Input.dispatchDragEvent", { type, x: 700, y: 300, data });
      await drag("dragEnter");
      await drag("dragOver");
      await ada.sees("Drop files to send them in #lobby", "#drop-target");
      await drag("drop");
      await hasChosen(ada, 1);
      await ada.seesNothingAt("#drop-target");
      await ada.sees(
        "holidays is a folder: open it, and choose the files in it.",
        "#composer-problem",
      );
      await ada.says("One");
      assertEquals((await hasSent(ada, 1))[0]?.files.map(({ name }) => name), ["one.txt"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
