import nodemailer from "nodemailer";
import { afterAll, expect, it } from "vitest";
import { startMailSink } from "./index.ts";

const sink = await startMailSink({ now: () => new Date("2026-11-21T03:00:00Z") });
afterAll(() => sink.stop());
const post = (to: string, messageId: string) =>
  nodemailer.createTransport(`${sink.url}?socketTimeout=3000`).sendMail({
    from: "髪と布 <shop@example.jp>",
    to,
    messageId,
    subject: "髙橋様へ ①",
    html: "<p>こんにちは</p>",
    text: "こんにちは",
  });

it("keeps mail with its Japanese subject, both bodies and its headers", async () => {
  await post("hanako@example.jp", "<a@example.jp>");
  expect(sink.to("hanako@example.jp")).toMatchObject([
    {
      messageId: "<a@example.jp>",
      subject: "髙橋様へ ①",
      html: "<p>こんにちは</p>",
      at: Date.parse("2026-11-21T03:00:00Z"),
    },
  ]);
  expect(sink.mails[0]?.text).toContain("こんにちは");
  expect(sink.mails[0]?.headers["message-id"]).toEqual(["<a@example.jp>"]);
});

it("counts a message that comes twice", async () => {
  await post("jiro@example.jp", "<b@example.jp>");
  await post("jiro@example.jp", "<b@example.jp>");
  expect(sink.byMessageId.get("<b@example.jp>")).toBe(2);
});

it("refuses unknown addresses with 550", async () => {
  sink.faults.unknown.add("nobody@example.jp");
  await expect(post("nobody@example.jp", "<c@example.jp>")).rejects.toMatchObject({ responseCode: 550 });
});

it("fails for a while with 451 and keeps nothing", async () => {
  sink.faults.tempfail = 1;
  await expect(post("x@example.jp", "<d@example.jp>")).rejects.toMatchObject({ responseCode: 451 });
  sink.faults.tempfail = 0;
  expect(sink.byMessageId.has("<d@example.jp>")).toBe(false);
});

it("can break the connection after the mail was kept, so that the sender cannot know", async () => {
  sink.faults.dropAfterData = 1;
  await expect(post("y@example.jp", "<e@example.jp>")).rejects.toThrow(/closed|ECONN|reset/i);
  sink.faults.dropAfterData = 0;
  expect(sink.byMessageId.get("<e@example.jp>")).toBe(1);
});
