/**
 * Looks at ports, certificates, and at how browsers reach the server.
 *
 * @module
 */
import { X509Certificate } from "node:crypto";
import { isObject } from "../../protocol/field.ts";
import { checkPair, readPair } from "../../server/service/listener/certificate.ts";
import { bracketed } from "../../server/service/listener.ts";
import type { Settings } from "../../server/settings.ts";
import { Examined, type Finding, messageOf } from "./finding.ts";

/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 10_000;
/** How far clocks may be apart, in milliseconds. */
const CLOCK_MS = 5_000;
/** How soon a certificate that expires is told of, in days. */
const EXPIRES_DAYS = 14;
/** An address of a range that is for documentation: nobody comes from it. */
const PLANTED = "203.0.113.99";
const DAY_MS = 24 * 60 * 60 * 1000;

const port = new Examined("port");
const certificate = new Examined("certificate");
const url = new Examined("url");
const clock = new Examined("clock");
const proxy = new Examined("proxy");

/** Looks at where the server listens, and how it is reached there and by `--url`. */
export async function* examineNetwork(settings: Settings): AsyncIterable<Finding> {
  yield await examinePort(settings);
  if (settings.certificate) yield examineCertificate(settings.certificate);
  if (settings.publicUrl) yield* examineUrl(settings.publicUrl);
}

async function examinePort(
  { host = "127.0.0.1", port: number, certificate }: Settings,
): Promise<Finding> {
  const where = `${bracketed(host)}:${number}`;
  try {
    Deno.listen({ hostname: host, port: number }).close();
    return port.ok(`${where} is free: no server runs there`);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) {
      return port.fail(
        `can't listen on ${where}: ${messageOf(error)}. Choose another with --port or --host`,
      );
    }
  }
  if (certificate) return port.ok(`${where} is in use, by a server perhaps: see --url`);
  const local = `http://${where.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")}/healthz`;
  const answer = await ask(local);
  if (answer instanceof Error) {
    return port.fail(`${where} is used by another program: choose another with --port`);
  }
  const { status, body } = answer;
  if (status === 200 && isObject(body) && body.status === "ok") {
    return port.ok(`a server runs on ${where}, and is well`);
  }
  if (isObject(body) && typeof body.reason === "string") {
    return port.fail(`the server on ${where} fails: ${body.reason}`);
  }
  return port.fail(`${where} is used by another program: choose another with --port`);
}

function examineCertificate(files: NonNullable<Settings["certificate"]>): Finding {
  try {
    const pair = readPair(files);
    checkPair(pair, files);
    const days = Math.floor(
      (Date.parse(new X509Certificate(pair.cert).validTo) - Date.now()) / DAY_MS,
    );
    if (days < 0) return certificate.fail(`${files.cert} has expired: browsers refuse it`);
    const told = `${files.cert} is good for ${days} more days`;
    return days < EXPIRES_DAYS ? certificate.look(`${told}: renew it`) : certificate.ok(told);
  } catch (error) {
    return certificate.fail(messageOf(error));
  }
}

async function* examineUrl(base: URL): AsyncIterable<Finding> {
  const answer = await ask(new URL("api/server", base).href);
  if (answer instanceof Error) {
    return yield url.fail(
      `nobody answers at ${base}: ${answer.message}. Is the server running, and the proxy?`,
    );
  }
  const { status, body, headers } = answer;
  if (status === 421) {
    return yield url.fail(`the server refuses the host of ${base}: start it with --url ${base}`);
  }
  if (status !== 200 || !isObject(body) || typeof body.title !== "string") {
    return yield url.fail(
      `what answers at ${base} is not this server (${status}): look at the proxy`,
    );
  }
  yield url.ok(`${base} leads to a server called ${body.title}`);
  yield examineClock(headers.get("date"));
  if (base.protocol === "https:" && !headers.has("strict-transport-security")) {
    yield proxy.fail(
      "the server does not know that it is reached by https: start it with --trust-proxy and the " +
        "address from which the proxy connects, and have that pass X-Forwarded-Proto on",
    );
  }
  yield* examineGuest(base);
}

function examineClock(date: string | null): Finding {
  const apart = date === null ? NaN : Math.abs(Date.parse(date) - Date.now());
  if (!(apart >= CLOCK_MS)) return clock.ok("agrees with that of what answers at --url");
  return clock.look(
    `is ${Math.round(apart / 1000)} s from that of what answers at --url: set it by NTP`,
  );
}

/** Comes in as a guest for a moment, and looks what of that comes through. */
async function* examineGuest(base: URL): AsyncIterable<Finding> {
  const name = `doctor-${crypto.randomUUID().slice(0, 8)}`;
  const signedIn = await ask(new URL("api/session", base).href, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": PLANTED },
    body: JSON.stringify({ name }),
  });
  const token = signedIn instanceof Error ? undefined : textIn(signedIn.body, "token");
  if (token === undefined) {
    const why = signedIn instanceof Error ? signedIn.message : textIn(signedIn.body, "message");
    return yield proxy.look(
      `no guest may come in (${why}), so open the page to see whether WebSockets do`,
    );
  }
  const headers = { authorization: `Bearer ${token}` };
  try {
    yield* examineAddress(await ask(new URL("api/sessions", base).href, { headers }));
    yield await opens(new URL("ws", base), token)
      ? proxy.ok("WebSockets come through")
      : proxy.fail(
        "WebSockets do not come through: have the proxy pass Upgrade and Connection on, by HTTP/1.1 " +
          "(docs/proxies.md)",
      );
  } finally {
    await ask(new URL("api/session", base).href, { method: "DELETE", headers });
  }
}

/** Looks whom the server takes us for, who said that we are somebody else. */
function* examineAddress(answer: Answered | Error): Iterable<Finding> {
  const list = answer instanceof Error || !isObject(answer.body) ? [] : answer.body.sessions;
  const [own] = Array.isArray(list) ? list : [];
  const address = textIn(own, "address");
  if (address === PLANTED) {
    yield proxy.fail(
      "everybody can pretend to come from anywhere: have the proxy overwrite X-Forwarded-For with the " +
        "address that it sees (docs/proxies.md)",
    );
  } else {yield proxy.ok(
      `the server takes this machine for ${address}: if that is the proxy, see --trust-proxy`,
    );}
}

/** Whether a WebSocket comes through. */
async function opens(place: URL, token: string): Promise<boolean> {
  place.protocol = place.protocol.replace("http", "ws");
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = new WebSocket(place, ["chat.v1", `bearer.${token}`]);
  const timer = setTimeout(() => resolve(false), ANSWER_MS);
  socket.onerror = () => resolve(false);
  socket.onopen = () => resolve(true);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

function textIn(value: unknown, name: string): string | undefined {
  const text = isObject(value) ? value[name] : undefined;
  return typeof text === "string" ? text : undefined;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** What was JSON. */
  readonly body: unknown;
}

async function ask(address: string, init: RequestInit = {}): Promise<Answered | Error> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(address, { ...init, redirect: "manual", signal });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      body = undefined;
    }
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
