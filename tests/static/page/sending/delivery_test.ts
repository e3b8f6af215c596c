/// <reference lib="dom" />
import "./support/english.ts";
import { assertEquals, assertRejects } from "@std/assert";
import type { FileRef } from "../../../../protocol.ts";
import { CutError, RefusedError } from "../../../../client/connection/conversation.ts";
import { soon } from "../../../support/arrivals.ts";
import { Attachment } from "../../../../static/page/sending/attachment.ts";
import { Delivery } from "../../../../static/page/sending/delivery.ts";
import { UploadError } from "../../../../static/page/sending/uploader.ts";

const CUT = new UploadError("network", "cut", { isForNow: true });
const FULL = new UploadError("quota", "There is no space left.");

/** A message on its way, with uploads that end as a test says. */
class Scene {
  readonly attachments: Attachment[];
  /** What was uploaded, or is: by the names of the files. */
  readonly uploads: string[] = [];
  readonly said: (readonly FileRef[])[] = [];
  readonly failed: string[] = [];
  /** What tells where it was made. */
  readonly located: string[] = [];
  readonly delivery: Delivery;
  /** How each upload of a file ends, in order; well, when there is no more. */
  readonly ends: Record<string, (Error | Promise<never>)[]>;
  isConnected = true;
  isEmpty = false;
  refusals: Error[] = [];
  /** Until the browser keeps its files. */
  kept: Promise<void> = Promise.resolve();
  reconnect = () => {};

  constructor(ends: Record<string, (Error | Promise<never>)[]>, hasText = true) {
    this.ends = ends;
    this.attachments = Object.keys(ends).map((name) =>
      new Attachment({ key: name, name, alt: "" }, new Blob([name]))
    );
    this.delivery = new Delivery({
      id: "m1",
      url: new URL("https://chat.example/api/files"),
      hasText,
      load: () => Promise.resolve(this.attachments.filter(({ key }) => key in this.ends)),
      say: (files) => {
        this.said.push(files);
        const refusal = this.refusals.shift();
        return {
          acknowledged: refusal ? Promise.reject(refusal) : Promise.resolve(7),
          withdraw: () => {},
        };
      },
      kept: () => this.kept,
      connected: () => new Promise<void>((resolve) => this.reconnect = resolve),
      isConnected: () => this.isConnected,
      onUploaded: () => {},
      onFailed: ({ name }, reason) => this.failed.push(`${name}: ${reason}`),
      onLocation: ({ name }) => this.located.push(name),
      onEmpty: () => this.isEmpty = true,
      pauseMs: [0],
      upload: async (_file, { name, signal, onProgress }) => {
        this.uploads.push(name);
        onProgress(1);
        const end = this.ends[name]?.shift();
        if (end instanceof Promise) {
          const { promise: stopped, reject } = Promise.withResolvers<never>();
          signal.addEventListener("abort", () => reject(signal.reason));
          await Promise.race([end, stopped]);
        }
        if (end) throw end;
        return { id: `id of ${name}`, keepsLocation: name === "c" };
      },
    });
  }

  file(name: string): Attachment {
    const found = this.attachments.find(({ key }) => key === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  }

  /** Resolves when a file is in this state. */
  async becomes(name: string, state: string): Promise<void> {
    const file = this.file(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    file.onChange = () => file.progress.state === state && resolve();
    file.onChange();
    await soon(promise, `${name} to be ${state}, not ${JSON.stringify(file.progress)}`);
  }
}

const never = (): Promise<never> => new Promise<never>(() => {});

Deno.test("Delivery says a message once all of its files are uploaded, in their order", async () => {
  const scene = new Scene({ a: [], b: [], c: [], d: [] });
  scene.file("b").edit({ name: "other", alt: "A bee" });
  assertEquals(await scene.delivery.acknowledged, 7);
  assertEquals(scene.said, [[
    { id: "id of a", name: "a" },
    { id: "id of other", name: "other", alt: "A bee" },
    { id: "id of c", name: "c" },
    { id: "id of d", name: "d" },
  ]]);
  assertEquals(scene.located, ["c"]);
});

Deno.test("Delivery uploads at most three files at the same time", async () => {
  const held = ["a", "b", "c"].map(() => Promise.withResolvers<never>());
  const [a, b, c] = held.map(({ promise }) => [promise]);
  const scene = new Scene({ a: a ?? [], b: b ?? [], c: c ?? [], d: [] });
  await scene.becomes("c", "sending");
  assertEquals([scene.uploads, scene.file("d").progress.state], [["a", "b", "c"], "waiting"]);
  held[1]?.reject(FULL);
  await scene.becomes("d", "sent");
  scene.delivery.withdraw();
});

Deno.test("Delivery tries again what broke off, and says the message once", async () => {
  const scene = new Scene({ a: [CUT, CUT], b: [] });
  assertEquals(await scene.delivery.acknowledged, 7);
  assertEquals(scene.uploads.filter((name) => name === "a").length, 3);
  assertEquals([scene.said.length, scene.failed], [1, []]);
});

Deno.test("Delivery waits for the connection, however long, where that is what failed", async () => {
  const scene = new Scene({ a: Array.from({ length: 9 }, () => CUT) });
  scene.isConnected = false;
  for (let cuts = 1; cuts <= 9; cuts++) {
    await scene.becomes("a", "waiting");
    while (scene.uploads.length < cuts) await new Promise((done) => setTimeout(done));
    scene.reconnect();
    while (scene.uploads.length < cuts + 1) {
      scene.reconnect();
      await new Promise((done) => setTimeout(done));
    }
  }
  assertEquals(await scene.delivery.acknowledged, 7);
  assertEquals([scene.uploads.length, scene.failed], [10, []]);
});

Deno.test("Delivery asks what to do about a file that breaks off again and again", async () => {
  const scene = new Scene({ a: [CUT, CUT, CUT, CUT] });
  await scene.becomes("a", "failed");
  assertEquals([scene.uploads.length, scene.failed], [4, ["a: cut"]]);
  scene.delivery.retry(scene.file("a"));
  assertEquals(await scene.delivery.acknowledged, 7);
});

Deno.test("Delivery keeps a file that is refused, with the sentence, until it is tried again", async () => {
  const scene = new Scene({ a: [FULL], b: [] });
  await scene.becomes("a", "failed");
  assertEquals(scene.file("a").progress, {
    state: "failed",
    reason: "There is no space left.",
  });
  assertEquals(scene.said, []);
  scene.delivery.retry(scene.file("a"));
  await scene.delivery.acknowledged;
  assertEquals(scene.said[0]?.length, 2);
});

Deno.test("Delivery says a message without the file that somebody leaves out", async () => {
  const scene = new Scene({ a: [FULL], b: [] });
  await scene.becomes("a", "failed");
  scene.delivery.leaveOut(scene.file("a"));
  assertEquals(await scene.delivery.acknowledged, 7);
  assertEquals(scene.said, [[{ id: "id of b", name: "b" }]]);
});

Deno.test("Delivery says nothing when its only file is left out and there is no text", async () => {
  const scene = new Scene({ a: [FULL] }, false);
  await scene.becomes("a", "failed");
  scene.delivery.leaveOut(scene.file("a"));
  while (!scene.isEmpty) await new Promise((done) => setTimeout(done));
  assertEquals(scene.said, []);
  scene.delivery.withdraw();
  await assertRejects(() => scene.delivery.acknowledged, CutError);
});

Deno.test("Delivery stops a file that somebody stops, and begins again when they want it", async () => {
  const scene = new Scene({ a: [never()] });
  await scene.becomes("a", "sending");
  scene.delivery.stop(scene.file("a"));
  await scene.becomes("a", "failed");
  assertEquals(scene.file("a").progress, { state: "failed", reason: "You stopped it." });
  assertEquals(scene.failed, []);
  scene.delivery.retry(scene.file("a"));
  assertEquals(await scene.delivery.acknowledged, 7);
});

Deno.test("Delivery stops a file that waits for the connection", async () => {
  const scene = new Scene({ a: [CUT] });
  scene.isConnected = false;
  await scene.becomes("a", "sending");
  await scene.becomes("a", "waiting");
  scene.delivery.stop(scene.file("a"));
  await scene.becomes("a", "failed");
  scene.delivery.withdraw();
});

Deno.test("Delivery uploads again what the server has collected meanwhile, once", async () => {
  const gone = new RefusedError("no-such-file", "There is no such file.");
  const scene = new Scene({ a: [] });
  scene.file("a").uploaded = { id: "collected" };
  scene.refusals = [gone];
  assertEquals(await scene.delivery.acknowledged, 7);
  assertEquals(scene.said.map(([file]) => file?.id), ["collected", "id of a"]);
  const twice = new Scene({ a: [] });
  twice.refusals = [gone, gone];
  await assertRejects(() => twice.delivery.acknowledged, RefusedError);
  assertEquals(twice.uploads.length, 2);
});

Deno.test("Delivery tells that a message is refused once its files are kept for another try", async () => {
  const scene = new Scene({ a: [] });
  scene.refusals = [new RefusedError("muted", "You are muted")];
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked = new Promise<void>((ask) => {
    Object.defineProperty(scene, "kept", { get: () => (ask(), promise) });
  });
  const told: string[] = [];
  const refused = assertRejects(() => scene.delivery.acknowledged, RefusedError)
    .then(() => told.push("refused"));
  await asked;
  told.push("kept");
  resolve();
  await refused;
  assertEquals(told, ["kept", "refused"]);
});

Deno.test("Delivery passes on why the message itself is refused", async () => {
  const scene = new Scene({ a: [] });
  scene.refusals = [new RefusedError("muted", "You are muted here.")];
  await assertRejects(() => scene.delivery.acknowledged, RefusedError, "You are muted here.");
  assertEquals(scene.said.length, 1);
});

Deno.test("Delivery that is withdrawn uploads no more, and says nothing", async () => {
  const scene = new Scene({ a: [never()], b: [] });
  await scene.becomes("a", "sending");
  scene.delivery.withdraw();
  await assertRejects(() => scene.delivery.acknowledged, CutError);
  assertEquals(scene.said, []);
  // Its turn is another's.
  const next = new Scene({ x: [], y: [], z: [], w: [] });
  assertEquals(await next.delivery.acknowledged, 7);
});
