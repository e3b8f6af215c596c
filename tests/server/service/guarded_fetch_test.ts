import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readCallbackUrl } from "../../../server/api/bots/callback_url.ts";
import {
  FetchError,
  type GuardedFetchOptions,
  guardedPost,
} from "../../../server/service/guarded_fetch.ts";
import { isPublic } from "../../../server/service/guarded_fetch/public_addresses.ts";
import { Refusal } from "../../../server/http/refused_request.ts";
import { parseAddress } from "../../../server/auth/origins/address.ts";
import { certificateOf } from "../../support/process/certificate.ts";
import { Program } from "../../support/process/program.ts";
import { isIgnored } from "../../support/process/proxies.ts";
import { TempFolder } from "../../support/temp_folder.ts";

const NOBODY: ReadonlySet<string> = new Set();

/** A server that counts who connects, and answers as it is told. */
class Bait implements AsyncDisposable {
  connections = 0;
  readonly #listener = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  readonly #serving: Promise<void>;

  constructor(answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok") {
    this.#serving = this.#serve(answer);
  }

  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  async #serve(answer: string): Promise<void> {
    for await (using connection of this.#listener) {
      this.connections++;
      await connection.read(new Uint8Array(4096));
      await connection.write(new TextEncoder().encode(answer));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#serving;
  }
}

function post(url: string, options: Partial<GuardedFetchOptions> = {}) {
  const posting = { body: "{}", headers: {} };
  return guardedPost(new URL(url), posting, { hosts: NOBODY, timeoutMs: 5_000, ...options });
}

/** Ways to write an address that is not public, as the host of an address of the web. */
const NOT_PUBLIC = [
  ...["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "１２７.0.0.1"],
  ...["0.0.0.0", "0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"],
  ...["100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ...["[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]"],
  ...[
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12::1]",
  ],
  ...["[ff02::1]", "[2002:7f00:1::]", "[2001::1]", "[2001:db8::1]", "[fec0::1]", "[100::1]"],
];

Deno.test("Nothing connects to an address that is not public, however it is written", async () => {
  await using bait = new Bait();
  for (const host of NOT_PUBLIC) {
    for (const scheme of ["http", "https"]) {
      const url = `${scheme}://${host}:${bait.port}/`;
      await assertRejects(() => post(url), FetchError, "is not public", url);
      const error = assertThrows(() => readCallbackUrl(url, NOBODY), Refusal, "is not public", url);
      assertEquals(error.reason, "malformed");
    }
  }
  assertEquals(bait.connections, 0);
});

Deno.test("Nothing connects to what a name leads to, if any of it is not public", async () => {
  await using bait = new Bait();
  const answers = [
    ["127.0.0.1"],
    ["8.8.8.8", "127.0.0.1"],
    ["::ffff:127.0.0.1"],
    ["0.0.0.0"],
    ["fe80::1%eth0"],
    ["::1"],
    ["2606:4700::1", "10.0.0.1"],
    ["nonsense"],
  ];
  for (const found of answers) {
    const resolve = () => Promise.resolve(found);
    await assertRejects(() => post(`http://bot.example:${bait.port}/`, { resolve }), FetchError);
  }
  const missing = () => Promise.reject(new Error("no such name"));
  await assertRejects(() => post("http://bot.example/", { resolve: missing }), FetchError, "found");
  await assertRejects(
    () => post("http://bot.example/", { resolve: () => Promise.resolve([]) }),
    FetchError,
    "no address",
  );
  assertEquals(bait.connections, 0);
});

Deno.test("A name is looked up once, and the connection made to what was checked", async () => {
  await using bait = new Bait();
  const answers = [["127.0.0.1"], ["127.0.0.2"]];
  let asked = 0;
  const resolve = () => Promise.resolve(answers[asked++] ?? []);
  // The second answer, which is what an attacker changes, is never asked for.
  const hosts = new Set([`localhost:${bait.port}`]);
  const { status, text } = await post(`http://localhost:${bait.port}/`, { resolve, hosts });
  assertEquals([status, text, asked, bait.connections], [200, "ok", 1, 1]);
});

Deno.test("A redirect is answered as such, and not followed", async () => {
  await using bait = new Bait();
  await using first = new Bait(
    `HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:${bait.port}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
  );
  const { status } = await post(`http://127.0.0.1:${first.port}/`, {
    hosts: new Set(["127.0.0.1"]),
  });
  assertEquals([status, first.connections, bait.connections], [307, 1, 0]);
});

Deno.test("Who answers too late, too much or not at all is given up", async () => {
  const hosts = new Set(["127.0.0.1"]);
  await using silent = new Bait("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n");
  await assertRejects(
    () => post(`http://127.0.0.1:${silent.port}/`, { hosts, timeoutMs: 100 }),
    FetchError,
  );
  const long = "x".repeat(100_000);
  await using talker = new Bait(
    `HTTP/1.1 200 OK\r\ncontent-length: ${long.length}\r\nconnection: close\r\n\r\n${long}`,
  );
  await assertRejects(
    () => post(`http://127.0.0.1:${talker.port}/secret`, { hosts }),
    FetchError,
    "too long",
  );
  let port = 0;
  {
    await using gone = new Bait();
    port = gone.port;
  }
  const error = await assertRejects(
    () => post(`http://127.0.0.1:${port}/secret`, { hosts }),
    FetchError,
  );
  assertEquals(error.message.includes("secret"), false);
  const never = () => new Promise<string[]>(() => {});
  await assertRejects(
    () => post("http://bot.example/", { resolve: never, timeoutMs: 50 }),
    FetchError,
  );
});

Deno.test({
  name: "Over https the certificate is that of the name, though the address was chosen",
  ignore: isIgnored,
  fn: async () => {
    await using folder = await TempFolder.make();
    const files = await certificateOf("chat.example", folder);
    // It takes the right to connect to a host of another name.
    await using program = new Program([
      "run",
      "--allow-all",
      "tests/support/process/pinned_https.ts",
      ...files,
    ]);
    const { code, stdout, stderr } = await program.ended();
    assertEquals([code, stdout.trim().split("\n")], [0, [
      "chat.example: 200 hello chat.example",
      "other.example: refused",
      "a name that leads to this machine: refused",
    ]], stderr);
  },
});

Deno.test("Addresses of the public internet are public", () => {
  for (
    const text of [
      "8.8.8.8",
      "1.1.1.1",
      "172.32.0.1",
      "100.128.0.1",
      "2606:4700::1111",
      "2a00:1450::1",
    ]
  ) {
    assert(isPublic(parseAddress(text)!), text);
  }
});

Deno.test("A bot's URL is one of the web, without a password", () => {
  for (
    const text of [
      "",
      "bot",
      "ftp://bot.example/",
      "javascript:x",
      "https://u:p@bot.example/",
      `https://bot.example/${"x".repeat(3000)}`,
      "http://localhost/",
      "http://bot.local/",
    ]
  ) {
    assertThrows(() => readCallbackUrl(text, NOBODY), Refusal, "Cannot use url", text);
  }
  assertEquals(
    readCallbackUrl("https://bot.example/x?y#z", NOBODY).href,
    "https://bot.example/x?y",
  );
  const named = new Set(["localhost", "127.0.0.1:8080"]);
  assertEquals(readCallbackUrl("http://localhost:99/", named).port, "99");
  assertEquals(readCallbackUrl("http://127.0.0.1:8080/", named).port, "8080");
  assertThrows(() => readCallbackUrl("http://127.0.0.1:8081/", named), Refusal);
});
