/** The editor in a real browser: a journey from nothing to live, by keyboard and mouse. */
import { expect, test } from "vitest";
import { buildConsole } from "../../../scripts/console-build.ts";
import { axeFaults, launchBrowser } from "../../../test/browser.ts";
import { startHere } from "../../../test/here.ts";

await buildConsole();
const { base, database, signIn } = await startHere();
const browser = await launchBrowser();

test(
  "J1 J3 a journey is built from nothing in the editor: its mistakes stand at their steps, and it goes live when they are gone",
  { timeout: 240_000 },
  async () => {
    const page = await (await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" })).newPage();
    page.setDefaultTimeout(60_000);
    await signIn(page);
    const words = { language: "ja", subject: "hello", source: "hello", alternative: null, format: "text" };
    const bodies = [{ ...words, channel: "email" }];
    await page.request.post(`${base}/api/templates`, {
      data: { key: "hello", name: "Hello", class: "marketing", language: "ja", sample: {}, bodies },
    });

    await page.goto(`${base}/journeys`);
    await page.getByRole("button", { name: "Create a journey" }).first().click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill("From nothing");
    await form.getByRole("button", { name: "Create a journey" }).click();
    await page.getByRole("heading", { level: 1, name: "Edit From nothing" }).waitFor();
    expect(await page.getByRole("button", { name: "Make it live" }).isDisabled()).toBe(true);

    const side = page.getByRole("complementary", { name: "The chosen step" });
    await side.getByLabel("Event", { exact: true }).first().fill("Signed Up");
    await page.keyboard.press("Escape");
    const add = async (after: string, kind: RegExp) => {
      // By keyboard: the place after a step is a button like any other.
      await page.getByRole("button", { name: `Add a step after “${after}”` }).focus();
      await page.keyboard.press("Enter");
      await side.getByRole("button", { name: kind }).click();
    };
    await add("Starts when", /^Message/);
    await side.getByRole("combobox", { name: "Template" }).click();
    await page.getByRole("option", { name: "Hello" }).click();
    await side.getByLabel("Name of the step").fill("Greeting");
    await add("Greeting", /^Wait/);
    await side.getByText("a day and hour").click();
    await side.getByLabel("Name of the step").fill("Saturday");
    const fault = page.getByRole("button", { name: /Saturday.*1 to mend/ });
    await fault.waitFor();
    await add("Saturday", /^Exit/);
    await fault.waitFor({ state: "detached" });
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole("button", { name: "Undo" }).click();
    await fault.waitFor();
    await add("Saturday", /^Exit/);
    await page.getByRole("button", { name: "Make it live" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make it live" }).click();
    await page.getByText("0 on the way").waitFor();
    const { rows } = await database.pool.query("select status, live_version from journeys.journey");
    expect(rows).toEqual([{ status: "live", live_version: 1 }]);

    // A copy of a ready-made one, and the words that it brings along, are named in the language of who makes it.
    await page.goto(`${base}/journeys`);
    await page.getByRole("button", { name: "Create a journey" }).first().click();
    await form.getByText("Missed and kept parcels").click();
    await form.getByRole("button", { name: "Create a journey" }).click();
    await page.getByRole("heading", { level: 1, name: "Edit Missed and kept parcels" }).waitFor();
    await page.getByText("About to go back").first().waitFor();
    const japanese = /[\p{scx=Hira}\p{scx=Kana}\p{scx=Hani}]/u;
    expect(await page.getByRole("main").innerText()).not.toMatch(japanese);
    const made = await database.pool.query<{ name: string }>("select name from templates.template order by name");
    expect(made.rows.map((row) => row.name)).toEqual([
      "About to go back",
      "Could not be delivered",
      "Hello",
      "Kept for the customer",
      "Nobody at home",
    ]);
  },
);
