/**
 * A link by which somebody sets a new password, an administrator perhaps, made by the operator.
 *
 * @module
 */
import { isObject } from "../../protocol/field.ts";
import { type Kept, reachServer } from "./operator.ts";

/**
 * Prints the link, and on standard error for whom it is.
 *
 * @throws If there is no such account, or no store.
 */
export async function offerReset(name: string, kept: Kept): Promise<void> {
  await using server = await reachServer(kept);
  const path = `api/admin/people/${encodeURIComponent(name)}/reset`;
  const response = await fetch(new URL(path, server.url), {
    method: "POST",
    headers: { authorization: `Bearer ${server.key}` },
  });
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error("the server's answer cannot be read");
  const { url, network = url, expires, message } = answer;
  if (!response.ok || typeof network !== "string" || typeof expires !== "number") {
    throw new Error(
      typeof message === "string" ? message : `the server answered ${response.status}`,
    );
  }
  const until = new Date(expires).toLocaleString(undefined, {
    ...{ dateStyle: "medium", timeStyle: "short" },
  });
  console.error(`Whoever opens this can set a new password for ${name}, once, until ${until}:`);
  // A name that only this machine has leads nobody here.
  console.log(network);
}
