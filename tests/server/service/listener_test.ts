import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Listener, ListenError } from "../../../server/service/listener.ts";
import { CertificateError } from "../../../server/service/listener/certificate.ts";
import { FIRST, SECOND, type TestCertificate } from "../../support/tls/certificates.ts";

/** A certificate in files, a listener that serves it, and what it says to the operator. */
class Served implements AsyncDisposable {
  readonly #folder: string;
  readonly listener: Listener;
  readonly #running: Promise<void>;
  readonly said: string[] = [];
  #told = Promise.withResolvers<void>();

  private constructor(folder: string, pair: Partial<TestCertificate>) {
    this.#folder = folder;
    this.write(pair);
    this.listener = new Listener({
      ...{ host: "127.0.0.1", port: 0, certificate: this.files, lookEveryMs: 5 },
      handler: (request) => new Response(new URL(request.url).protocol),
      say: (line) => {
        this.said.push(line.replaceAll(`${folder}/`, ""));
        this.#told.resolve();
      },
    });
    this.#running = this.listener.run();
  }

  static async open(pair: Partial<TestCertificate> = FIRST): Promise<Served> {
    const folder = await Deno.makeTempDir();
    try {
      return new Served(folder, pair);
    } catch (error) {
      await Deno.remove(folder, { recursive: true });
      throw error;
    }
  }

  get files() {
    return { cert: `${this.#folder}/cert.pem`, key: `${this.#folder}/key.pem` };
  }

  write({ cert, key }: Partial<TestCertificate>): void {
    if (cert !== undefined) Deno.writeTextFileSync(this.files.cert, cert);
    if (key !== undefined) Deno.writeTextFileSync(this.files.key, key);
  }

  /** Resolves when it has said something more. */
  async says(): Promise<string | undefined> {
    await this.#told.promise;
    this.#told = Promise.withResolvers();
    return this.said.at(-1);
  }

  /** What somebody gets who trusts one authority alone. */
  async ask({ authority }: TestCertificate): Promise<string> {
    using client = Deno.createHttpClient({ caCerts: [authority] });
    const response = await fetch(`https://localhost:${this.listener.addr.port}/`, { client });
    return await response.text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.listener.stop();
    await this.#running;
    await Deno.remove(this.#folder, { recursive: true });
  }
}

Deno.test("Listener serves a certificate, and the next one once its files hold it", async () => {
  await using served = await Served.open();
  const { port } = served.listener.addr;
  assertEquals(await served.ask(FIRST), "https:");
  await assertRejects(() => served.ask(SECOND));
  served.write(SECOND);
  assertEquals(
    await served.says(),
    "The certificate has changed: https is served by the new one",
  );
  assertEquals(served.listener.addr.port, port);
  assertEquals(await served.ask(SECOND), "https:");
  await assertRejects(() => served.ask(FIRST));
});

Deno.test("Listener keeps a certificate that is replaced by a bad one, and says so once", async () => {
  await using served = await Served.open();
  served.write({ cert: SECOND.cert });
  const kept = "the former certificate is still served";
  const why = `Cannot serve https: key.pem is not the key of cert.pem; ${kept}`;
  assertEquals(await served.says(), why);
  assertEquals(await served.ask(FIRST), "https:");
  await Deno.remove(served.files.key);
  assert((await served.says())?.startsWith("Cannot serve https: cannot read key.pem ("));
  assertEquals(await served.ask(FIRST), "https:");
  // Once it is whole, it counts.
  served.write(SECOND);
  await served.says();
  assertEquals(await served.ask(SECOND), "https:");
  assertEquals(served.said.length, 3);
});

Deno.test("Listener refuses a certificate that is no good from the start, in one sentence", async () => {
  const wrong: [Partial<TestCertificate>, RegExp][] = [
    [{ cert: FIRST.cert, key: SECOND.key }, /\/key\.pem is not the key of \S+\/cert\.pem$/],
    [{ cert: "", key: FIRST.key }, /must be a certificate and its key as PEM/],
    [{ cert: FIRST.cert, key: FIRST.cert }, /must be a certificate and its key as PEM/],
    [{ cert: FIRST.cert }, /cannot read \S+key\.pem \(No such file/],
  ];
  for (const [pair, message] of wrong) {
    const error = await assertRejects(() => Served.open(pair), CertificateError);
    assert(message.test(error.message), error.message);
    assert(error.message.startsWith("Cannot serve https: "), error.message);
  }
});

Deno.test("Listener says which address it can't listen on", async () => {
  await using served = await Served.open();
  const { hostname: host, port } = served.listener.addr;
  const handler = () => new Response();
  assertThrows(
    () => new Listener({ host, port, handler }),
    ListenError,
    `Cannot listen on 127.0.0.1:${port}: the port is in use, choose another with --port`,
  );
});
