/// <reference lib="dom" />
import "./support/english.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { upload, UploadError } from "../../../../static/page/sending/uploader.ts";

/** A request that answers as a test says. */
class FakeRequest {
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload = () => {};
  onerror = () => {};
  status = 0;
  responseText = "";
  opened = "";
  wasAborted = false;
  retryAfter: string | null = null;
  sent: Blob | undefined;

  open(method: string, url: string): void {
    this.opened = `${method} ${url}`;
  }

  send(body: Blob): void {
    this.sent = body;
  }

  abort(): void {
    this.wasAborted = true;
  }

  getResponseHeader(): string | null {
    return this.retryAfter;
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = typeof body === "string" ? body : JSON.stringify(body);
    this.onload();
  }
}

function begin(name = "a b.png", signal: AbortSignal = new AbortController().signal) {
  const request = new FakeRequest();
  const progress: number[] = [];
  const done = upload(new Blob(["12345"]), {
    url: new URL("https://chat.example/hub/api/files"),
    name,
    signal,
    onProgress: (sent) => progress.push(sent),
    makeRequest: () => request as unknown as XMLHttpRequest,
  });
  return { request, progress, done };
}

Deno.test("upload sends the bytes below the page's own address, and gives the server's id", async () => {
  const { request, progress, done } = begin("50 % & 画.png");
  assertStringIncludes(request.opened, "POST https://chat.example/hub/api/files?name=");
  assertEquals(new URL(request.opened.slice(5)).searchParams.get("name"), "50 % & 画.png");
  request.upload.onprogress?.({ loaded: 3 });
  request.answer(201, { id: "f1" });
  assertEquals(await done, { id: "f1", keepsLocation: false });
  assertEquals([progress, request.sent?.size], [[3], 5]);
});

Deno.test("upload tells that a place stays in a file", async () => {
  const { request, done } = begin("sound.mp3");
  request.answer(201, { id: "f1", keeps: "location" });
  assertEquals(await done, { id: "f1", keepsLocation: true });
});

Deno.test("upload says what the server says as a sentence", async () => {
  const { request, done } = begin();
  request.answer(403, { error: "forbidden", message: "Cannot upload file: guests may not" });
  await assertRejects(() => done, UploadError, "Guests may not.");
});

Deno.test("upload passes on the server's sentence, and when to come again", async () => {
  const { request, done } = begin();
  request.retryAfter = "3";
  request.answer(429, { error: "too-many", message: "Too many files at once." });
  const error = await assertRejects(() => done, UploadError, "Too many files at once.");
  assertEquals([error.reason, error.isForNow, error.retry], ["too-many", true, 3_000]);
});

Deno.test("upload knows what stays so: a file too large, no right to it, no space left", async () => {
  for (const [status, error] of [[413, "too-long"], [403, "forbidden"], [429, "quota"]] as const) {
    const { request, done } = begin();
    request.answer(status, { error, message: "No." });
    assertEquals((await assertRejects(() => done, UploadError, "No.")).isForNow, false, error);
  }
});

Deno.test("upload does not take a proxy's page for the server's answer", async () => {
  const gateway = begin();
  gateway.request.answer(502, "<html>Bad Gateway</html>");
  assertEquals((await assertRejects(() => gateway.done, UploadError, "502")).isForNow, true);
  const large = begin();
  large.request.answer(413, "<html>413</html>");
  const error = await assertRejects(
    () => large.done,
    UploadError,
    "too large for something between",
  );
  assertEquals(error.isForNow, false);
  const hotel = begin();
  hotel.request.answer(200, "<html>Welcome to our wireless</html>");
  assertEquals((await assertRejects(() => hotel.done, UploadError)).reason, "network");
});

Deno.test("upload that breaks off may be tried again, one that is stopped ends its request", async () => {
  const cut = begin();
  cut.request.onerror();
  assertEquals((await assertRejects(() => cut.done, UploadError)).isForNow, true);
  const stop = new AbortController();
  const stopped = begin("a", stop.signal);
  stop.abort();
  await assertRejects(() => stopped.done, DOMException);
  assertEquals(stopped.request.wasAborted, true);
});
