// SPDX-License-Identifier: Apache-2.0
// Figures that follow the appliance, parts that it renews, and what is said once nothing is heard of it.
"use strict";

// ---- Live figures ----

let lastNews = steady();
let lastState = document.body.dataset.state;

function at(path, object) {
  return path.split(".").reduce((value, key) => (value === null || value === undefined ? value : value[key]), object);
}

function showStatus(status) {
  for (const place of document.querySelectorAll("[data-live]")) {
    const value = at(place.dataset.live, status);
    const text = value === undefined ? "not known" : FORMS[place.dataset.as || "text"](value, status);
    if (place.textContent !== text) place.textContent = text;
  }
  takeLeap(status.time);
  const moment = tai();
  if (moment !== null && Math.abs(moment - instant(status.time.tai)) > 2000) compareClocks().catch(() => {});
  if (status.state !== lastState) showState(status.state, status.reason);
}

function showState(state, reason) {
  lastState = state;
  document.body.dataset.state = state;
  for (const mark of document.querySelectorAll("[data-state-mark]")) mark.setAttribute("href", "#mark-" + state);
  const icon = document.querySelector("link[rel=icon]");
  if (icon) icon.href = "/static/" + state + ".svg";
  showTitle(state);
  const announcement = document.getElementById("announcement");
  if (announcement) announcement.textContent = state + ". " + reason;
  refresh((part) => (part.dataset.on || "").split(" ").includes("state"));
}

function showTitle(word) {
  document.title = document.title.replace(/^[a-z ]+ — /, word + " — ");
}


// ---- Parts that the server renews ----

let refreshing = false;
const due = new Map();
/// What is to be renewed: by its id, since what is asked for while an answer is on its way is asked for again after it.
const wanted = new Set();

async function refresh(isWanted) {
  if (document.hidden) return;
  for (const part of document.querySelectorAll("[data-refresh]")) if (isWanted(part)) wanted.add(part.id);
  if (refreshing) return;
  refreshing = true;
  try {
    while (wanted.size > 0) await renewWanted();
  } catch { /* What is said of lost contact covers this too. */ } finally {
    wanted.clear();
    refreshing = false;
  }
}

async function renewWanted() {
  const ids = [...wanted];
  wanted.clear();
  const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const part = document.getElementById(id);
    if (part) renew(part, fresh.getElementById(id));
  }
}

/// Leaves alone what somebody types in, and keeps the focus where it was.
function renew(part, fresh) {
  const focus = part.contains(document.activeElement) ? document.activeElement : null;
  if (focus && focus.matches("input, textarea, select")) return;
  due.set(part.id, steady() + Number(part.dataset.refresh) * 1000);
  if (!fresh || fresh.innerHTML === part.dataset.shown) return;
  part.dataset.shown = fresh.innerHTML;
  const index = focus ? [...part.querySelectorAll("a, button, [tabindex]")].indexOf(focus) : -1;
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  if (index >= 0) (part.querySelectorAll("a, button, [tabindex]")[index] || document.getElementById("main")).focus();
}

function refreshWhatIsDue() {
  const now = steady();
  refresh((part) => {
    if (!due.has(part.id)) due.set(part.id, now + Number(part.dataset.refresh) * 1000);
    return due.get(part.id) <= now;
  });
}


// ---- News, and their absence ----

let source = null;

function listen() {
  if (source) source.close();
  source = new EventSource("/api/v1/events");
  source.addEventListener("error", () => leaveWhereLoggedOut().catch(() => {}));
  source.addEventListener("status", (event) => {
    heard();
    showStatus(JSON.parse(event.data));
  });
  for (const name of ["alarms", "log"]) {
    source.addEventListener(name, () => {
      heard();
      refresh((part) => (part.dataset.on || "").split(" ").includes(name));
    });
  }
}

/// A session that has ended looks like silence, but has another remedy.
async function leaveWhereLoggedOut() {
  if (source.readyState !== EventSource.CLOSED) return;
  const answer = await fetch("/api/v1/status", { cache: "no-store" });
  if (answer.status === 401) location.assign("/login?next=" + encodeURIComponent(location.pathname));
}

function heard() {
  lastNews = steady();
  showContact();
}

function showContact() {
  const banner = document.getElementById("contact");
  if (!banner) return;
  const silence = (steady() - lastNews) / 1000;
  const isLost = silence > 3;
  if (isLost !== !banner.hidden) {
    document.body.classList.toggle("lost-contact", isLost);
    banner.hidden = !isLost;
    banner.textContent = "";
    showTitle(isLost ? "no news" : lastState);
    if (isLost) {
      const seconds = document.createElement("span");
      seconds.id = "silence";
      seconds.setAttribute("aria-live", "off");
      banner.append("No news from the appliance for ", seconds, "; what is shown is old.");
    }
  }
  const seconds = document.getElementById("silence");
  if (seconds) seconds.textContent = durationText(Math.floor(silence));
}

let attempts = 0;

function watch() {
  showContact();
  refreshWhatIsDue();
  const silence = steady() - lastNews;
  if (source && silence > 5000 * (attempts + 1)) {
    attempts = Math.min(attempts + 1, 11);
    listen();
  }
  if (silence < 3000) attempts = 0;
  if (source && steady() - clock.measuredAt > 60000 && silence < 3000) {
    clock.measuredAt = steady();
    compareClocks().catch(() => {});
  }
  countDown();
}


// ---- Settings on trial ----

const trial = { part: null, end: 0 };

/// The part may come and go while the page is open: others change settings too.
function countDown() {
  const part = document.getElementById("pending");
  if (!part) return;
  if (part !== trial.part) Object.assign(trial, { part, end: steady() + Number(part.dataset.secondsLeft) * 1000 });
  const left = Math.max(0, Math.round((trial.end - steady()) / 1000));
  document.getElementById("countdown").textContent = left + " s";
  if (left === 0) refresh((other) => other.id === "banners");
}
