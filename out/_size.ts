import { leanPage, leanScript, leanStyle } from "../server/http/lean.ts";
const root = new URL("../static/", import.meta.url);
const enc = (s: string) => new TextEncoder().encode(s).length;
const seen = new Map<string, number>();
async function lean(p: string) {
  const t = await Deno.readTextFile(new URL("." + p, root));
  return p.endsWith(".js")
    ? leanScript(t)
    : p.endsWith(".css")
    ? leanStyle(t)
    : p.endsWith(".html")
    ? leanPage(t)
    : t;
}
async function walk(p: string) {
  if (seen.has(p)) return;
  const t = await lean(p);
  seen.set(p, enc(t));
  for (const m of t.matchAll(/(?:^|;|\})(?:import|export)[^;]*?from"([^"]+)"/g)) {
    await walk(new URL(m[1], "http://x" + p).pathname);
  }
}
await walk("/page.js");
const html = await lean("/index.html");
seen.set("/", enc(html));
for (const m of html.matchAll(/(?:href|src)="([^"#]+)"/g)) {
  const p = "/" + m[1];
  if (!seen.has(p)) seen.set(p, enc(await lean(p)));
}
for (
  const p of [
    "/page/name_dialog.js",
    "/style/dialogs.css",
    "/page/element.js",
    "/page/style.js",
    "/page/name.js",
  ]
) seen.set(p + " (lazy)", enc(await lean(p)));
let sum = 0;
for (const [p, n] of [...seen].sort((a, b) => b[1] - a[1])) {
  sum += n;
  if (Deno.args[0]) console.log(n, p);
}
console.log(sum, seen.size);
await Deno.remove("/tmp/lean", { recursive: true }).catch(() => {});
for (const p of seen.keys()) {
  if (p.endsWith(".js")) {
    const f = "/tmp/lean" + p;
    await Deno.mkdir(f.slice(0, f.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(f, await lean(p));
  }
}
