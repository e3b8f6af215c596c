import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Said } from "../../../protocol.ts";
import { claimAdmin, expect } from "../../support/server/asker.ts";
import { soon } from "../../support/arrivals.ts";
import { freePort } from "../../support/process/free_port.ts";
import { findProgram } from "../../support/process/find_program.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const HOW_TO_GET = "apt-get install prometheus-alertmanager apprise curl";

const find = (name: string) => findProgram(name, HOW_TO_GET);

async function run(program: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(code, 0, text(stderr) + text(stdout));
  return text(stdout);
}

/** A server with a hook, and somebody who hears what it says. */
class Station implements AsyncDisposable {
  readonly server: TestServer;
  readonly url: URL;
  readonly ears: TestClient;

  private constructor(server: TestServer, url: URL, ears: TestClient) {
    this.server = server;
    this.url = url;
    this.ears = ears;
  }

  static async make(): Promise<Station> {
    const server = await TestServer.start();
    const token = await claimAdmin(server, "ada");
    const body = { name: "alerts" };
    const made = await expect(server, 201, "POST /api/rooms/lobby/hooks", { token, body });
    return new Station(
      server,
      new URL(String(made.url)),
      await TestClient.enter(server, { token }),
    );
  }

  said(): Promise<Said> {
    return this.ears.next("said");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ears[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

const curl = find("curl");
Deno.test({
  name: "curl says something by a hook, as text, as JSON and with what it reads from a pipe",
  ignore: curl === undefined,
  fn: async () => {
    await using station = await Station.make();
    const { url: { href }, ears: _ } = station;
    assertEquals(await run(curl!, ["-sS", "-d", "deployed 50% & more", href]), "ok");
    assertEquals((await station.said()).text, "deployed 50% & more");
    const json = ["-H", "Content-Type: application/json", "-d", '{"text":"*done*"}'];
    assertEquals(await run(curl!, ["-sS", ...json, href]), "ok");
    assertEquals((await station.said()).text, "**done**");
  },
});

const apprise = find("apprise");
Deno.test({
  name: "Apprise says something by a hook as it does by Mattermost's",
  ignore: apprise === undefined,
  fn: async () => {
    await using station = await Station.make();
    const secret = station.url.pathname.split("/").at(-1);
    const target = `mmost://127.0.0.1:${station.url.port}/${secret}`;
    await run(apprise!, ["-t", "Backup", "-b", "It is done", target]);
    const { text, from } = await station.said();
    assertEquals(from, "alerts");
    assertStringIncludes(text, "Backup");
    assertStringIncludes(text, "It is done");
    await run(apprise!, ["-b", "As JSON", `json://127.0.0.1:${station.url.port}/hooks/${secret}`]);
    assertStringIncludes((await station.said()).text, "As JSON");
  },
});

const alertmanager = find("prometheus-alertmanager");
Deno.test({
  name: "Alertmanager says that an alert fires, and that it is resolved, once each",
  ignore: alertmanager === undefined,
  fn: async () => {
    await using station = await Station.make();
    await using folder = await TempFolder.make();
    const config = folder.file("alertmanager.yml");
    await Deno.writeTextFile(
      config,
      [
        "route:",
        "  receiver: chat",
        "  group_wait: 0s",
        "  group_interval: 1s",
        "  repeat_interval: 1h",
        "receivers:",
        "  - name: chat",
        "    slack_configs:",
        `      - api_url: ${station.url.href}`,
        "        channel: '#alerts'",
        "        send_resolved: true",
        "        title: '{{ .Status }}: {{ .CommonLabels.alertname }}'",
        "        text: '{{ .CommonAnnotations.summary }}'",
        "",
      ].join("\n"),
    );
    const port = freePort();
    const process = new Deno.Command(alertmanager!, {
      args: [
        ...[`--config.file=${config}`, `--storage.path=${folder.path}`],
        ...[`--web.listen-address=127.0.0.1:${port}`, "--cluster.listen-address="],
      ],
      ...{ stdout: "null", stderr: "null" },
    }).spawn();
    try {
      const alerts = new URL(`http://127.0.0.1:${port}/api/v2/alerts`);
      await listening(alerts);
      const firing = { labels: { alertname: "DiskFull" }, annotations: { summary: "97 % used" } };
      await post(alerts, [firing]);
      const first = await station.said();
      assertEquals(first.text.split(" (")[0], "**firing: DiskFull**");
      assertStringIncludes(first.text, "97 % used");
      await post(alerts, [{ ...firing, endsAt: new Date(Date.now() - 1000).toISOString() }]);
      assertEquals((await station.said()).text.split(" (")[0], "**resolved: DiskFull**");
      // Had the answer been taken for a failure, it would be said again before another alert is.
      await post(alerts, [{ labels: { alertname: "Other" } }]);
      assertStringIncludes((await station.said()).text, "firing: Other");
      const history = await station.ears.ask({ type: "history", room: "lobby" });
      assert(history.type === "history");
      assertEquals(history.entries.filter(({ type }) => type === "said").length, 3);
    } finally {
      process.kill("SIGTERM");
      await process.status;
    }
  },
});

async function post(url: URL, value: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(value) });
  assertEquals(response.status, 200, await response.text());
}

/** Resolves when somebody answers there. */
async function listening(url: URL): Promise<void> {
  await soon(
    (async () => {
      while (true) {
        try {
          const response = await fetch(url);
          await response.body?.cancel();
          if (response.ok) return;
        } catch {
          // It does not listen yet; to ask again takes a moment.
        }
      }
    })(),
    "Alertmanager",
  );
}
