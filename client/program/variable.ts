/**
 * Variables of the environment.
 *
 * @module
 */

/** Gives a variable that is set and may be read. */
export type Variable = (name: string) => string | undefined;

/** A variable of the environment, if we may look there. Secrets come this way: others could read arguments. */
export function variable(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) || undefined : undefined;
}
