/** A cookie to be set. */
export interface Cookie {
  name: string;
  value: string;
  /** A number counts milliseconds since 1970. */
  expires?: Date | number;
  /** In seconds; must not be negative. */
  maxAge?: number;
  domain?: string;
  path?: string;
  secure?: boolean;
  httpOnly?: boolean;
  partitioned?: boolean;
  sameSite?: "Strict" | "Lax" | "None";
  /** Further attributes, as `key=value`. */
  unparsed?: string[];
}

/** Cookies of a request, by name. */
export declare function getCookies(headers: Headers): Partial<Record<string, string>>;
/** Cookies that a response sets. */
export declare function getSetCookies(headers: Headers): Cookie[];
/**
 * Adds a cookie to a response.
 *
 * @throws {SyntaxError} If a name, value, path or domain has a character that cookies can't have.
 */
export declare function setCookie(headers: Headers, cookie: Cookie): void;
/** Makes a client forget a cookie that was set with the same path and domain. */
export declare function deleteCookie(
  headers: Headers,
  name: string,
  attributes?: Pick<Cookie, "path" | "domain" | "secure" | "httpOnly" | "partitioned">,
): void;
