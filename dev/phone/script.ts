/** The phone page's script: live fragments, taps, replies. The page can be read without it. */
export const SCRIPT = `
"use strict";
const $ = (s, e) => (e || document).querySelector(s);
const lang = document.body.dataset.lang;
const phone = $("[data-phone]");
const person = phone ? phone.dataset.phone : "";
const here = (path) => "/phone/" + path + (path.includes("?") ? "&" : "?") + "lang=" + lang;
const fill = async (target, path) => {
  const answer = await fetch(here(path));
  if (answer.ok && target) target.innerHTML = await answer.text();
};
const chat = $("[data-chat]");
const bottom = () => { if (chat) chat.scrollTop = chat.scrollHeight; };
bottom();
let letter = "";
const id = encodeURIComponent(person);
const showChat = async () => {
  if (!chat) return;
  const known = new Set([...chat.querySelectorAll("[data-id]")].map((e) => e.dataset.id));
  await fill(chat, "chat?person=" + id);
  for (const e of chat.querySelectorAll("[data-id]")) if (!known.has(e.dataset.id)) e.classList.add("new");
  await fill($("[data-state]"), "state?person=" + id);
  bottom();
};
const showMail = () => fill($("[data-mail]"), "mail?person=" + id + "&letter=" + encodeURIComponent(letter));
const showPeople = () => fill($("[data-people]"), "people?q=" + encodeURIComponent($("[data-search]").value) + "&person=" + id);
const act = async (what) => {
  await fetch("/phone/act?person=" + id, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(what) });
  if (what.do === "follow" && form.elements.text.disabled) location.reload();
};
const tab = (name) => {
  for (const b of document.querySelectorAll("[data-tab]")) b.setAttribute("aria-selected", String(b.dataset.tab === name));
  $("#line").hidden = name !== "line";
  $("#mail").hidden = name !== "mail";
  if (name === "line") bottom();
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  if (link) {
    event.preventDefault();
    open(link.href, "engawa-browser", "width=420,height=760");
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.tab) tab(button.dataset.tab);
  if (button.dataset.letter !== undefined) { letter = button.dataset.letter; showMail(); }
  if (button.dataset.act) {
    const what = JSON.parse(button.dataset.act);
    if (what.do === "copy") { navigator.clipboard && navigator.clipboard.writeText(what.text); return; }
    if (what.do === "pick") {
      const given = prompt("", new Date().toISOString().slice(0, what.mode === "date" ? 10 : 16));
      if (given) act({ do: "postback", data: what.data, params: { [what.mode]: given } });
      return;
    }
    act(what);
  }
});
const form = $("[data-write]");
if (form) form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  if (text) { act({ do: "write", text }); form.reset(); }
});
let typing = 0;
const search = $("[data-search]");
search.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(showPeople, 150); });
search.form.addEventListener("submit", (event) => { event.preventDefault(); showPeople(); });
const live = new EventSource("/phone/live?person=" + id + "&lang=" + lang);
let listed = 0;
live.addEventListener("chat", showChat);
live.addEventListener("mail", async (event) => {
  if (!letter) await showMail();
  const count = $("[data-count]");
  if (count) count.textContent = event.data;
});
live.addEventListener("people", () => { if (!listed) listed = setTimeout(() => { listed = 0; showPeople(); }, 800); });
live.addEventListener("clock", (event) => {
  const [clock, world] = event.data.split("|");
  if ($("[data-clock]")) $("[data-clock]").textContent = clock;
  if ($("[data-world]")) $("[data-world]").textContent = world;
});
if (location.hash === "#mail" && phone) tab("mail");
`;
