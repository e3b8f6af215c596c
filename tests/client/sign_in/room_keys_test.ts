import { assertEquals } from "@std/assert";
import { newSecret } from "../../../client/sealed.ts";
import { RoomKeys } from "../../../client/sign_in/room_keys.ts";
import { TempFolder } from "../../support/temp_folder.ts";

Deno.test("Links that two terminals keep at once are all there the next time", async () => {
  await using folder = await TempFolder.make();
  const variable = (name: string) => name === "XDG_CONFIG_HOME" ? folder.path : undefined;
  const open = () => RoomKeys.of("https://chat.example", variable);
  const [one, other] = [await open(), await open()];
  const [first, second, third] = [newSecret(), newSecret(), newSecret()];
  assertEquals([await one.add(first), await other.add(second), await one.add(third)], [
    ...[true, true, true],
  ]);
  assertEquals((await open()).secrets, [first, second, third]);
  await other.forget(first);
  assertEquals((await open()).secrets, [second, third]);
});
