/// <reference lib="dom" />
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest } from "../support/stage.ts";

browserTest(
  "Somebody whose proxy blocks WebSockets is told what to check",
  async (stage) => {
    const { chat } = stage.use(await TestServer.start());
    let isMended = false;
    const proxy = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request, info) =>
        request.headers.has("upgrade") && !isMended
          ? new Response("<h1>403 Forbidden</h1>", { status: 403 })
          : chat.fetch(request, info),
    );
    stage.use({ [Symbol.asyncDispose]: () => proxy.shutdown() });
    const ada = await stage.open({ at: new URL(`http://blocked.localhost:${proxy.addr.port}/`) });
    await ada.window.type("#name-dialog input", "ada\uE007");
    await ada.sees("a proxy in front must forward the upgrade of /ws", "#banner");
    isMended = true;
    await ada.window.evaluate(() => dispatchEvent(new Event("online")));
    await ada.sees("Connected", "#state");
  },
);
