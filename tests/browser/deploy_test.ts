/// <reference lib="dom" />
import { assertEquals, assertStringIncludes } from "@std/assert";
import { Deployment } from "../support/deploy/deployment.ts";
import { browserTest } from "./support/stage.ts";

browserTest(
  "Deno Deploy builds the page with its old Deno, and serves it with that",
  async (stage) => {
    const deployment = stage.use(await Deployment.fetch());
    const flags = ["start", "--ephemeral", "--port=0"];
    const unbuilt = await deployment.run("run", "--allow-all", "main.ts", ...flags);
    assertEquals(unbuilt.code, 1);
    assertStringIncludes(unbuilt.errors, "Cannot serve the page: Deno 2.5.6 cannot strip types");

    await deployment.build();
    const server = stage.use(await deployment.start({}, flags));
    const url = server.url();
    url.hostname = "deploy.localhost";
    const ada = await stage.open({ at: url });
    await ada.enter("ada");
    await ada.says("Built by one, served by the other.");
    await ada.hears("Built by one, served by the other.");
    assertEquals(server.errors.text, "");
  },
);
