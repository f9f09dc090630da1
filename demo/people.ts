/** How customers answer what reaches them: some tap, a few write, one or two leave. Drawn from the message, so that it can be repeated. */
import type { LineSimulator } from "../dev/line/index.ts";
import type { MailSink } from "../dev/mail/index.ts";
import { chance } from "./brand/chance.ts";

interface Planned {
  readonly at: number;
  readonly act: () => Promise<unknown> | void;
}

const MINUTE = 60_000;
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Line/14.19.0";
const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1";
const SAYS = [
  "ありがとうございます!",
  "届きました。さっそく使ってみます。",
  "シャンプーと一緒に使っても大丈夫ですか?",
  "サイズ交換はできますか?",
  "香りがとても好みです",
];

export interface Audience {
  /** Does all that is due at `at`. */
  react(at: number): Promise<number>;
  readonly waiting: number;
  stop(): void;
}

const open = (url: string, agent: string) =>
  fetch(url, {
    redirect: "manual",
    headers: { "user-agent": agent, "sec-fetch-user": "?1", "sec-fetch-mode": "navigate" },
  });

/** Watches both channels and plans an answer to each message. `product` is where tracked links begin. */
export const audience = (line: LineSimulator, mail: MailSink, product: string): Audience => {
  const planned: Planned[] = [];
  const plan = (at: number, act: Planned["act"]) => planned.push({ at, act });
  const links = (text: string) => [
    ...new Set(text.replaceAll("&amp;", "&").match(new RegExp(`${product}/l/[\\w.~-]+`, "g"))),
  ];
  const chats = new Map<string, number>();

  const onLine = (id: string) => {
    const user = line.user(id);
    if (!user) return;
    const from = chats.get(id) ?? 0;
    chats.set(id, user.chat.length);
    for (const entry of user.chat.slice(from)) {
      if (entry.from !== "brand") continue;
      const text = JSON.stringify(entry.message);
      const draw = chance(`line/${id}/${entry.id}`);
      const seen = entry.at + (2 + draw.exponential(70)) * MINUTE;
      const [link] = links(text);
      if (link && draw.yes(0.34)) plan(seen, () => open(link, PHONE));
      const tap = /"type":"postback","label":"[^"]*","data":"([^"]+)","displayText":"([^"]+)"/.exec(text);
      if (tap?.[1] && draw.yes(0.09)) {
        const [, data = "", displayText = ""] = tap;
        plan(seen + MINUTE, () => void line.act(id, { do: "postback", data, displayText }));
      }
      if (draw.yes(0.03)) plan(seen + 2 * MINUTE, () => void line.act(id, { do: "write", text: draw.pick(SAYS) }));
      if (draw.yes(0.012)) plan(seen, () => void line.act(id, { do: "block" }));
    }
  };
  const quitLine = line.watch(onLine);
  const quitMail = mail.watch((letter) => {
    const draw = chance(`mail/${letter.messageId}`);
    const [link] = links(letter.html ?? letter.text ?? "");
    const seen = letter.at + (20 + draw.exponential(260)) * MINUTE;
    if (link && draw.yes(0.16)) plan(seen, () => open(link, BROWSER));
    const leave = /<(https?:[^>]+)>/.exec(letter.headers["list-unsubscribe"]?.[0] ?? "")?.[1];
    if (leave && draw.yes(0.008))
      plan(seen, () =>
        fetch(leave, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) }),
      );
  });
  return {
    react: async (at) => {
      const due = planned.filter((each) => each.at <= at);
      planned.splice(0, planned.length, ...planned.filter((each) => each.at > at));
      await Promise.all(due.map((each) => Promise.resolve(each.act()).catch(() => {})));
      return due.length;
    },
    get waiting() {
      return planned.length;
    },
    stop: () => {
      quitLine();
      quitMail();
    },
  };
};
