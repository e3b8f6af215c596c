/**
 * Why a server does not do what it was asked.
 *
 * @module
 */

import { SignInError } from "../connection/endpoint.ts";

/** What a refusal says; what is none of ours is from something between us and the server. */
export async function readRefusal(response: Response): Promise<SignInError> {
  const text = await response.text();
  try {
    const { error, message } = JSON.parse(text);
    const seconds = response.headers.get("retry-after");
    const retry = seconds === null ? undefined : 1_000 * Number(seconds);
    if (typeof error === "string") return new SignInError(error, String(message), retry);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return new SignInError("unreachable", "The server cannot be reached");
}
