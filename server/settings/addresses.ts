/**
 * Settings that name hosts: proxies, origins, our own address.
 *
 * @module
 */
import { type AddressRange, parseRange } from "../auth/origins/address.ts";
import { SettingError } from "./values.ts";

export function proxyOf(text: string): AddressRange {
  const range = parseRange(text);
  if (range) return range;
  throw new SettingError(
    `Cannot read proxy: must be an address, or a range such as 10.0.0.0/8, received "${text}"`,
  );
}

export function originOf(text: string): string {
  const origin = URL.parse(text)?.origin;
  if (origin && /^https?:/.test(origin) && [origin, `${origin}/`].includes(text.toLowerCase())) {
    return origin;
  }
  throw new SettingError(
    `Cannot read origin: must be like https://chat.example, received "${text}"`,
  );
}

/** Where to listen. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A host and a port of this machine. */
export function metricsPlaceOf(text: string | undefined): Place | undefined {
  if (!text) return undefined;
  const url = URL.parse(`http://${text}/`);
  const [, port] = /:(\d{1,5})$/.exec(text) ?? [];
  if (url && port !== undefined && url.pathname + url.search + url.username === "/") {
    return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
  }
  throw new SettingError(
    `Cannot read metrics: must be a host and a port such as 127.0.0.1:9100, received "${text}"`,
  );
}

export function publicUrlOf(text: string | undefined): URL | undefined {
  if (!text) return undefined;
  const url = URL.parse(text.endsWith("/") ? text : `${text}/`);
  const rest = url && url.search + url.hash + url.username + url.password;
  if (url && /^https?:$/.test(url.protocol) && rest === "") return url;
  throw new SettingError(
    `Cannot read url: must be like https://chat.example/ or https://example.org/chat/, received "${text}"`,
  );
}

export function hostNameOf(text: string): string {
  const url = URL.parse(`http://${text}/`);
  if (url?.host && url.href === `http://${url.host}/` && url.port === "") return url.hostname;
  throw new SettingError(
    `Cannot read host name: must be like chat.example, without a port, received "${text}"`,
  );
}

/** A host, with a port or for all of them. */
export function hookHostOf(text: string): string {
  const url = URL.parse(`http://${text}/`);
  const [, port] = /:(\d+)$/.exec(text) ?? [];
  if (url && url.pathname + url.search + url.username === "/") {
    return port ? `${url.hostname}:${port}` : url.hostname;
  }
  throw new SettingError(
    `Cannot read hook hosts: must be like bot.lan or bot.lan:8080, received "${text}"`,
  );
}
