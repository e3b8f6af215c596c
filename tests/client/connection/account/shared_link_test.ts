import { assertEquals } from "@std/assert";
import { SignInError } from "../../../../client/connection/endpoint.ts";
import { linkForOthers } from "../../../../client/connection/account/shared_link.ts";

const ME = { name: "ada", guest: true, admin: false };
const LINK = new URL("http://localhost:8000/#den/4");

Deno.test("A link from this machine alone is given to others with its address in the network", async () => {
  const known = { whoAmI: () => Promise.resolve({ ...ME, network: "http://192.168.7.20:8000/" }) };
  assertEquals(await linkForOthers(LINK, known), "http://192.168.7.20:8000/#den/4");
  // The server knows no better one, or can't be asked.
  assertEquals(await linkForOthers(LINK, { whoAmI: () => Promise.resolve(ME) }), LINK.href);
  assertEquals(
    await linkForOthers(LINK, { whoAmI: () => Promise.reject(new SignInError("unreachable", "")) }),
    LINK.href,
  );
});

Deno.test("A link that others find by its name is given as it is, and nobody is asked", async () => {
  const nobody = { whoAmI: () => Promise.reject(new Error("was asked")) };
  for (const link of ["https://chat.example/#den", "http://192.168.7.20:8000/#den/4"]) {
    assertEquals(await linkForOthers(new URL(link), nobody), link);
  }
});
