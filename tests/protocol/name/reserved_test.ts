import { assertEquals } from "@std/assert";
import { isReserved } from "../../../protocol/name/reserved.ts";

Deno.test("The names that speak for the server, or for all, are nobody's, whatever spells them", () => {
  const names = [
    ...["admin", "administrator", "moderator", "root", "system", "server", "hubbub"],
    ...["everyone", "everybody", "here", "all", "room", "formermember"],
  ];
  const spelled = names.flatMap((
    name,
  ) => [name, name.toUpperCase(), `${name[0]!.toUpperCase()}${name.slice(1)}`]);
  const alike = [
    "аdmin",
    "ADМIN",
    "adm1n",
    "adrnin",
    "ѕystem",
    "sеrver",
    "here",
    "ʜᴇʀᴇ",
    "аll",
    "a11",
    "AlI",
    "r00m",
    "rооm",
    ...["_admin", "admin_", "ad-min", "-a-d-m-i-n-", "ádmin", "admin⃝", "ạdmïn", "former-member"],
    ...["sërver", "rооt", "r00t", "Hubbub_", "аdministrator", "moderatör", "àll"],
  ];
  for (const name of [...spelled, ...alike]) assertEquals(isReserved(name), true, name);
});

Deno.test("Names that only remind of them are people's", () => {
  for (
    const name of [
      "Ali",
      "ALI",
      "ali",
      "Ail",
      "adam",
      "hera",
      "allan",
      "Roma",
      "admin2",
      ...["A-l-i", "Alí", "Alì_", "___", "-", "root2", "mod", "Hubert", "Rooney", "Róisín"],
      "ada",
      "中文",
    ]
  ) {
    assertEquals(isReserved(name), false, name);
  }
});
