import { assertEquals } from "@std/assert";
import { enters, ignore, meet } from "../../sits_down.ts";

Deno.test({
  name: "Ctrl-R finds what one typed before, and leaves the draft alone until it is taken",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada } = meeting;
    await enters(ada, "The cake is in the cellar");
    await enters(ada, "/topic Cake and tea");
    await enters(ada, "Nothing else");
    await ada.sees(/ada {2}Nothing else\n──/);
    await ada.types("draft");
    await ada.presses("C-r");
    await ada.sees(/What you typed: type a part of it [^\n]*\n› draft$/m);
    await ada.types("cake");
    await ada.sees(/What you typed “cake”: \/topic Cake and tea — [^\n]*\n› draft$/m);
    await ada.presses("C-r");
    await ada.sees(/What you typed “cake”: The cake is in the cellar — /);
    // There is no older one.
    await ada.presses("C-r", "BSpace");
    await ada.sees(/What you typed “cak”: \/topic Cake and tea — /);
    await ada.types("ey");
    await ada.sees(/What you typed “cakey”: nothing was typed like that — /);
    await ada.presses("Escape");
    await ada.sees(/2 here\n› draft$/m);
    await ada.presses("C-r");
    await ada.types("cellar");
    await ada.sees(/“cellar”: The cake is in the cellar/);
    await ada.presses("C-c");
    await ada.sees(/2 here\n› draft$/m);

    await ada.presses("C-r");
    await ada.types("cellar");
    await ada.sees(/“cellar”: The cake is in the cellar/);
    await ada.presses("Enter");
    await ada.sees(/2 here\n› The cake is in the cellar$/m);
    await ada.types("!");
    await ada.presses("Enter");
    const screen = await ada.sees(/ada {2}The cake is in the cellar!\n── [^\n]*\n› draft$/m);
    assertEquals(screen.match(/in the cellar$/gm)?.length, 1);
  },
});
