import { assertEquals } from "@std/assert";
import { RoomsSearch } from "../../../../client/connection/rooms/search_rooms.ts";
import { said } from "../support/scripted_server.ts";

Deno.test("A search through rooms asks each once, and then only those that are not through", async () => {
  const asked: [string, number | undefined][] = [];
  const search = new RoomsSearch(["lobby", "ops"], "tea", (question) => {
    asked.push([question.room, question.before]);
    const isLobby = question.room === "lobby" && question.before === undefined;
    const entries = [said(question.room, isLobby ? 9 : 2)];
    return Promise.resolve({
      ...{ type: "found", room: question.room, entries },
      ...(isLobby && { before: 9 }),
    });
  });
  const look = async () => {
    const found = [];
    for await (const some of search.look(20, Infinity)) found.push(...some);
    return found.map(({ room, seq }) => `${room} ${seq}`);
  };
  assertEquals(await look(), ["lobby 9", "ops 2"]);
  assertEquals(search.isOver, false);
  assertEquals(await look(), ["lobby 2"]);
  assertEquals([search.isOver, asked], [true, [["lobby", undefined], ["ops", undefined], [
    "lobby",
    9,
  ]]]);
});
