/// <reference lib="dom" />
import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseRange } from "../../server/auth/origins/address.ts";
import { cookieName } from "../../server/auth/sessions/cookies.ts";
import { FrontProxy, isIgnored } from "../support/process/proxies.ts";
import { TestServer } from "../support/server/test_server.ts";
import { browserTest } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";
import { Wire } from "./support/wire.ts";

/** Everything that a page asked for, and keeps, is below its path. */
async function staysBelow(visitor: Visitor, base: string): Promise<void> {
  const { asked, kept, worker, manifest } = await visitor.window.evaluate(async () => {
    const { scope, active } = await navigator.serviceWorker.ready;
    const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]")?.href ?? "";
    const { start_url } = await (await fetch(link)).json();
    return {
      asked: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
      kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      worker: [scope, active?.scriptURL ?? ""].map((url) => new URL(url).pathname),
      manifest: new URL(start_url, link).pathname,
    };
  });
  assert(asked.length > 10, String(asked));
  assertEquals(asked.filter((path) => !path.startsWith(base)), []);
  assertEquals(kept.filter((key) => !key.startsWith(`${base} `)), []);
  assertEquals([...worker, manifest], [base, `${base}service_worker.ts`, base]);
}

browserTest(
  "A server below a path has its page, worker, manifest, sockets and links there",
  async (stage) => {
    const publicUrl = new URL("http://chat.localhost/chat/");
    const server = stage.use(await TestServer.start({ publicUrl }));
    const wire = stage.use(new Wire(server.url()));
    // Without the slash one is sent on.
    const ada = await stage.enter("ada", { at: new URL("chat", wire.url) });
    await ada.says("Below.");
    await ada.hears("Below.");
    await staysBelow(ada, "/chat/");
    const names = (await ada.window.cookies()).map(({ name }) => name);
    assert(names.some((name) => /^hubbub-\d+-[\da-f]{6}$/.test(name)), String(names));

    await ada.opensMenuOf("Below.");
    const link = await ada.copies(() => ada.chooses("Copy the link"));
    assertMatch(link, /\/chat\/#lobby\/\d+$/);
    await ada.window.goTo("about:blank");
    await ada.window.goTo(link);
    await ada.hears("Below.");
    assertEquals(await ada.window.text("#you"), "ada");

    wire.cut();
    await ada.window.reload();
    await ada.sees("Hubbub can't be reached", "h1");
    wire.mend();
    await ada.hears("Below.");
  },
);

for (const kind of isIgnored ? [] : ["nginx", "caddy"] as const) {
  // nginx passes the path on as it is, and Caddy takes it away.
  browserTest(`A server below a path of ${kind}'s is whole by https, too`, async (stage) => {
    const publicUrl = new URL("https://localhost/chat/");
    const trustedProxies = [parseRange("127.0.0.1")!];
    const server = stage.use(await TestServer.start({ publicUrl, trustedProxies }));
    const proxy = stage.use(await FrontProxy.start(kind, server.url(), { isBelow: true }));
    const ada = await stage.enter("ada", { at: proxy.url("/chat") });
    await ada.says("Below.");
    await ada.hears("Below.");
    await staysBelow(ada, "/chat/");
    const names = (await ada.window.cookies()).map(({ name }) => name);
    assert(names.includes(cookieName(publicUrl)), String(names));
    await ada.window.reload();
    await ada.hears("Below.");
    await ada.changesName();
    await ada.sees("What should people call you?", "#name-dialog");
  });
}
