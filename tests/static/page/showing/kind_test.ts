import { assertEquals } from "@std/assert";
import type { FileInfo } from "../../../../protocol.ts";
import { endingOf, hrefOf, kindOf, wordsFor } from "../../../../static/page/showing/kind.ts";

Object.assign(globalThis, {
  document: { baseURI: "https://chat.example/below/", documentElement: { lang: "en" } },
});

function file(known: Partial<FileInfo>): FileInfo {
  return { id: "1", url: "/files/1/a", name: "a", type: "image/png", size: 1, ...known };
}

Deno.test("kindOf shows as a picture only what browsers draw, of a size that is known", () => {
  const size = { width: 4, height: 3 };
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]) {
    assertEquals(kindOf(file({ type, ...size })), "picture", type);
    assertEquals(kindOf(file({ type })), "other", type);
  }
});

Deno.test("kindOf shows nothing in the page that could run in it, whatever it is called", () => {
  const size = { width: 4, height: 3 };
  const running = ["image/svg+xml", "text/html", "application/xhtml+xml", "application/pdf"];
  for (const type of [...running, "text/xml+svg", "application/octet-stream"]) {
    const kind = kindOf(file({ type, name: "harmless.png", ...size }));
    assertEquals(kind, type === "text/xml+svg" ? "text" : "other", type);
  }
});

Deno.test("kindOf takes sound of a length that is known for a voice message", () => {
  assertEquals(kindOf(file({ type: "audio/ogg", duration: 7 })), "voice");
  assertEquals(kindOf(file({ type: "audio/ogg" })), "audio");
  assertEquals(kindOf(file({ type: "video/webm", duration: 7 })), "video");
  assertEquals(kindOf(file({ type: "text/plain" })), "text");
});

Deno.test("hrefOf leads below the server's address, and nowhere else", () => {
  const href = (url: string) => hrefOf(file({ url }));
  assertEquals(href("/files/1/a%20b"), "https://chat.example/below/files/1/a%20b");
  assertEquals(href("/below/files/1/files/2"), "https://chat.example/below/files/1/files/2");
  for (const stray of ["https://evil.example/files/1/a", "//evil.example/files/1/a"]) {
    assertEquals(href(stray), "https://chat.example/below/files/1/a", stray);
  }
  for (const stray of ["javascript:alert(1)", "data:text/html,x", "https://evil.example/"]) {
    assertEquals(href(stray), "https://chat.example/below/files/", stray);
  }
});

Deno.test("endingOf tells the end of a name where people know it as one", () => {
  const ending = (name: string) => endingOf(file({ name }));
  assertEquals(ending("report.pdf"), "PDF");
  assertEquals(ending("a.tar.gz"), "GZ");
  assertEquals(ending("Dr. Strangelove"), "");
  assertEquals(ending("README"), "");
});

Deno.test("wordsFor a picture are what was written for who can't see it, or its name", () => {
  assertEquals(wordsFor(file({ alt: "A cat", name: "1.png" })), "A cat");
  assertEquals(wordsFor(file({ alt: "", name: "1.png" })), "1.png");
});
