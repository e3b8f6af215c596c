import { assertEquals, assertNotEquals } from "@std/assert";
import { plainAddress, SessionFile } from "../../../client/sign_in/session_file.ts";

async function folderBy(variables: Record<string, string>): Promise<string | undefined> {
  const file = await SessionFile.of("https://chat.example", (name) => variables[name]);
  return file?.path.replace(/\/[^/]*$/, "");
}

Deno.test({
  name: "Sessions are kept in the user's configuration folder, as the system has it",
  ignore: Deno.build.os !== "linux",
  async fn() {
    assertEquals(await folderBy({ HOME: "/home/ada" }), "/home/ada/.config/hubbub");
    assertEquals(
      await folderBy({ HOME: "/home/ada", XDG_CONFIG_HOME: "/etc/ada" }),
      "/etc/ada/hubbub",
    );
    // The specification wants it to be absolute.
    assertEquals(
      await folderBy({ HOME: "/home/ada", XDG_CONFIG_HOME: "here" }),
      "/home/ada/.config/hubbub",
    );
    assertEquals(await folderBy({}), undefined);
  },
});

Deno.test("Each server has a file of its own, however its address is written", async () => {
  const nameOf = async (address: string) => {
    const file = await SessionFile.of(address, () => "/folder");
    return file?.path.split("/").at(-1) ?? "";
  };
  const own = await nameOf("https://chat.example");
  assertEquals(own, await nameOf("wss://CHAT.example:443/ws"));
  assertEquals(own, await nameOf("https://chat.example/#lobby"));
  for (
    const other of ["http://chat.example", "https://chat.example/team", "https://chat.example:8443"]
  ) {
    assertNotEquals(await nameOf(other), own);
  }
  assertEquals(/^[\w.-]+\.json$/.test(await nameOf("https://[::1]:8000/../%2e%2e/x")), true);
  assertEquals(plainAddress("https://user:secret@chat.example/?q#x"), "https://chat.example/");
});
