/// <reference lib="dom" />
/**
 * The page for when the server can't be reached: it shows that what was said is kept, and goes back
 * as soon as the server answers.
 *
 * @module
 */

import { speak, strings } from "./strings.ts";
import { part } from "./page/document.ts";
import { keysOf, recall } from "./page/browser_storage.ts";

/** How often it looks whether the server answers. */
const LOOK_MS = 5_000;

const { language } = (recall("settings") ?? {}) as Record<string, unknown>;
await speak(typeof language === "string" ? language : "system");
const { more } = await import("./strings/more.ts");

part(document, "h1", HTMLElement).textContent = more.offline(document.title);
part(document, "p", HTMLElement).textContent = more.offlineHint;
part(document, "h2", HTMLElement).textContent = more.offlineUnsent;
const button = part(document, "button", HTMLButtonElement);
button.textContent = strings.tryNow;
button.addEventListener("click", () => location.reload());

for (const key of keysOf("unsent ")) {
  const { text, files } = (recall(key) ?? {}) as Record<string, unknown>;
  const names = Array.isArray(files) ? files.map((file) => String(file?.name)) : [];
  const item = document.createElement("li");
  item.dir = "auto";
  item.textContent = [String(text), ...names].filter((words) => words !== "").join(" · ");
  part(document, "ul", HTMLElement).append(item);
  part(document, "section", HTMLElement).hidden = false;
}

addEventListener("online", () => location.reload());
setInterval(async () => {
  try {
    const { ok } = await fetch("healthz", { cache: "no-store" });
    if (ok) location.reload();
  } catch {
    // Not yet.
  }
}, LOOK_MS);
