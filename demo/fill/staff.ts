/** Who works at the brand: the owner, two at the desk and one in the store, each signed in as a person. */
import { KEYS } from "../world.ts";
import type { Client } from "./client.ts";

export interface Staff {
  readonly id: string;
  readonly name: string;
  /** Does as this person what only a person may do. */
  readonly ask: (path: string, body: object) => Promise<Response>;
}

const PEOPLE = [
  ["佐藤 明日香", "sato@tsubaki-to-asa.example"],
  ["田村 健", "tamura@tsubaki-to-asa.example"],
  ["石川 葉子(谷中本店)", "yanaka@tsubaki-to-asa.example"],
] as const;
const PASSWORD = "engawa-demo-staff";

const asPerson = (url: string, email: string, password: string): Staff["ask"] => {
  let cookie = "";
  const signIn = async () => {
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({ email, password }),
    });
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  };
  return async (path, body) => {
    const send = () =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, cookie },
        body: JSON.stringify(body),
      });
    if (cookie === "") await signIn();
    const answer = await send();
    if (answer.status !== 401) return answer;
    // The brand's clock runs through weeks in a minute: a session ends on the way.
    await signIn();
    return send();
  };
};

/** Gives them access, and cases to each in turn; the brand answers by the next working day. */
export const setUpStaff = async (client: Client, url: string): Promise<Staff[]> => {
  const owner = asPerson(url, KEYS.email, KEYS.password);
  for (const [name, email] of PEOPLE) await owner("/api/users", { name, email, password: PASSWORD, role: "agent" });
  const { items } = await client.call<{ items: { id: string; name: string }[] }>("GET", "/api/cases/people");
  const hours = { not_found: 9, damaged: 9, missing: 9, wrong: 9, late: 12, lost: 9, undeliverable: 12, other: 18 };
  // A shop of this kind answers every day of the week.
  const days = { weekdays: [1, 2, 3, 4, 5, 6, 7], closedOnHolidays: false };
  await client.call("PUT", "/api/cases/settings", { ...days, team: items.map(({ id }) => id), hours });
  return items.map(({ id, name }) => {
    const email = PEOPLE.find(([one]) => one === name)?.[1];
    return { id, name, ask: email === undefined ? owner : asPerson(url, email, PASSWORD) };
  });
};
