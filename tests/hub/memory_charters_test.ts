import { MemoryCharters } from "../../hub/memory_charters.ts";
import { chartersContract } from "./charters_contract.ts";

chartersContract("MemoryCharters", () =>
  Promise.resolve({
    charters: new MemoryCharters(),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));
