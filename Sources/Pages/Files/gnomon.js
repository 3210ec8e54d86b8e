// SPDX-License-Identifier: Apache-2.0
// Makes a page live that is complete without it: figures and times step, parts are renewed, forms act.
"use strict";

const MINUS = "\u2212";

// ---- Figures, as the server writes them ----

const UNITS = [[1e-12, "ps"], [1e-9, "ns"], [1e-6, "µs"], [1e-3, "ms"]];
const LONG = [[9.95, 1, 1, "s"], [119.5, 1, 0, "s"], [7170, 60, 0, "min"], [171000, 3600, 0, "h"],
  [730.5 * 86400, 86400, 0, "days"], [99.95 * 31556952, 31556952, 1, "years"], [9.2e18, 31556952, 0, "years"]];

function magnitudeText(size) {
  for (const [unit, name] of UNITS) {
    for (const [below, places] of [[9.995, 2], [99.95, 1], [999.5, 0]]) {
      if (size < unit * below) return trimmed(size / unit, places, name);
    }
  }
  for (const [below, unit, places, name] of LONG) if (size < below) return trimmed(size / unit, places, name);
  return "ages";
}

function trimmed(value, places, unit) {
  const number = Number(value.toFixed(places));
  return number === 0 ? "0 s" : number + " " + unit;
}

function durationText(seconds) {
  if (seconds === null || seconds === undefined || !isFinite(seconds)) return "not known";
  const text = magnitudeText(Math.abs(seconds));
  return seconds < 0 && text !== "0 s" ? MINUS + text : text;
}

function offsetText(seconds) {
  const text = durationText(seconds);
  return seconds > 0 && text !== "0 s" ? "+" + text : text;
}

function signedText(value, places) {
  const text = Math.abs(value).toFixed(places);
  if (Number(text) === 0) return text;
  return (value < 0 ? MINUS : "+") + text;
}

function frequencyText(ppb) {
  if (Math.abs(ppb) >= 999.95) return signedText(ppb / 1000, 3) + " ppm";
  return signedText(ppb, Math.abs(ppb) >= 9.995 ? 1 : 2) + " ppb";
}

function countText(count) {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202F");
}

const FORMS = {
  text: (value) => String(value),
  duration: (ns) => durationText(ns === null ? null : ns * 1e-9),
  offset: (ns) => offsetText(ns === null ? null : ns * 1e-9),
  seconds: durationText,
  frequency: frequencyText,
  count: countText,
  satellites: (receiver) => receiver.satellitesUsed + " of " + receiver.satellitesInView,
  since: (begin, status) => durationText(Math.max(0, (Date.parse(status.time.utc) - Date.parse(begin)) / 1000)),
};

// ---- The appliance's time, stepped from the appliance ----

const clock = { ahead: null, uncertainty: Infinity, leapSeconds: 37, leap: null, measuredAt: 0 };

/// Milliseconds of the browser's steady clock.
const steady = () => performance.now();

/// TAI of the appliance now, in milliseconds of a count that has no leap seconds; null before it was asked.
const tai = () => (clock.ahead === null ? null : steady() + clock.ahead);

/// Asks for the time and halves the round trip: half of it, and the stamp's own millisecond, is what it may be off.
async function compareClocks() {
  let best = null;
  for (let turn = 0; turn < 4; turn += 1) {
    const sent = steady();
    const answer = await fetch("/api/v1/status", { cache: "no-store" });
    const received = steady();
    if (!answer.ok) return;
    const status = await answer.json();
    const sample = { ahead: Date.parse(status.time.tai) + 0.5 - (sent + received) / 2, within: (received - sent) / 2 + 0.5 };
    takeLeap(status.time);
    if (best === null || sample.within < best.within) best = sample;
  }
  clock.ahead = best.ahead;
  clock.uncertainty = best.within;
  clock.measuredAt = steady();
  showBrowserClock();
}

function takeLeap(time) {
  clock.leapSeconds = time.leapSecondsTAI;
  clock.leap = time.leap;
}

/// Text of a moment: TAI − UTC changes at the leap, and the inserted second is written as 60.
function faces(moment) {
  const leap = clock.leap;
  let lag = clock.leapSeconds;
  if (leap) {
    const at = Date.parse(leap.at) + (clock.leapSeconds + leap.change) * 1000;
    if (moment >= at) lag += leap.change;
    else if (leap.change > 0 && moment >= at - 1000) {
      return { utc: "23:59:60", date: new Date(at - 2000 - lag * 1000).toISOString().slice(0, 10), unix: at - 2000 - lag * 1000 };
    }
  }
  const unix = moment - lag * 1000;
  const text = new Date(unix).toISOString();
  return { utc: text.slice(11, 19), date: text.slice(0, 10), unix };
}

function showBrowserClock() {
  const moment = tai();
  const browser = Date.now();
  if (moment === null) return;
  const difference = (browser - faces(moment).unix) / 1000;
  const within = durationText((clock.uncertainty + 0.5) / 1000);
  const side = difference < 0 ? "behind" : "ahead";
  for (const place of document.querySelectorAll("[data-clock=browser]")) {
    place.textContent = Math.abs(difference) * 1000 <= clock.uncertainty + 0.5
      ? "agrees within " + within : durationText(Math.abs(difference)) + " " + side + ", ± " + within;
  }
}

function showTime() {
  const moment = tai();
  if (moment !== null) {
    const shown = faces(moment);
    const here = new Date(shown.unix);
    const texts = { utc: shown.utc, date: shown.date, tai: new Date(moment).toISOString().slice(11, 19),
      local: here.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }) };
    for (const place of document.querySelectorAll("[data-clock]")) {
      const text = texts[place.dataset.clock];
      if (text !== undefined && place.textContent !== text) place.textContent = text;
    }
  }
  setTimeout(showTime, moment === null ? 200 : 1000 - (moment % 1000) + 2);
}

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
  if (moment !== null && Math.abs(moment - Date.parse(status.time.tai)) > 2000) compareClocks().catch(() => {});
  if (status.state !== lastState) showState(status.state);
}

function showState(state) {
  lastState = state;
  document.body.dataset.state = state;
  for (const mark of document.querySelectorAll("[data-state-mark]")) mark.setAttribute("href", "#mark-" + state);
  const icon = document.querySelector("link[rel=icon]");
  if (icon) icon.href = "/static/" + state + ".svg";
  showTitle(state);
  refresh((part) => (part.dataset.on || "").split(" ").includes("state"));
}

function showTitle(word) {
  document.title = document.title.replace(/^[a-z ]+ — /, word + " — ");
}

// ---- Parts that the server renews ----

let refreshing = false;
const due = new Map();

async function refresh(isWanted) {
  const parts = [...document.querySelectorAll("[data-refresh]")].filter(isWanted);
  if (parts.length === 0 || refreshing || document.hidden) return;
  refreshing = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) renew(part, fresh.getElementById(part.id));
  } catch { /* What is said of lost contact covers this too. */ } finally {
    refreshing = false;
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

const pending = document.getElementById("pending");
const pendingEnd = pending ? steady() + Number(pending.dataset.secondsLeft) * 1000 : null;

function countDown() {
  const place = document.getElementById("countdown");
  if (!place || pendingEnd === null) return;
  const left = Math.max(0, Math.round((pendingEnd - steady()) / 1000));
  place.textContent = left + " s";
  if (left === 0 && steady() > pendingEnd + 2000) location.reload();
}

// ---- Forms that speak to the API ----

async function send(method, address, body, headers) {
  const csrf = document.querySelector("meta[name=csrf]");
  const all = { Accept: "application/json", ...headers };
  if (csrf) all["X-CSRF-Token"] = csrf.content;
  const answer = await fetch(address, { method, body, headers: all });
  const text = await answer.text();
  let content = null;
  try { content = text === "" ? null : JSON.parse(text); } catch { content = null; }
  return { ok: answer.ok, status: answer.status, content };
}

function fieldsOf(form) {
  const fields = {};
  for (const input of form.elements) {
    if (!input.name || input.disabled) continue;
    if (input.type === "number") { if (input.value !== "") fields[input.name] = Number(input.value); }
    else if (input.type === "checkbox") fields[input.name] = input.checked;
    else if (input.value !== "" || input.required) fields[input.name] = input.value;
  }
  return fields;
}

function tell(form, text, isFine) {
  let place = form.querySelector(".result");
  if (!place) {
    place = document.createElement("p");
    place.setAttribute("role", "alert");
    form.append(place);
  }
  place.className = "result" + (isFine ? " fine" : "");
  place.textContent = text;
}

/// A refusal in the words of the appliance (RFC 9457).
function refusal(answer) {
  const problem = answer.content;
  if (problem && problem.detail) {
    return problem.detail.charAt(0).toUpperCase() + problem.detail.slice(1) + (/[.!?]$/.test(problem.detail) ? "" : ".");
  }
  return "The appliance refused this (" + answer.status + (problem && problem.title ? ", " + problem.title : "") + ").";
}

async function submit(form) {
  const fields = fieldsOf(form);
  if (fields.repeated !== undefined && fields.repeated !== fields.password) {
    tell(form, "The two passwords differ.", false);
    return;
  }
  delete fields.repeated;
  const body = Object.keys(fields).length === 0 ? undefined : JSON.stringify(fields);
  const answer = await send(form.dataset.method || "POST", form.getAttribute("action"), body,
    body === undefined ? {} : { "Content-Type": "application/json" });
  if (!answer.ok) tell(form, refusal(answer), false);
  else follow(form, answer);
}

function follow(form, answer) {
  const then = form.dataset.then || "refresh";
  if (then === "reload") location.reload();
  else if (then === "refresh") { tell(form, "Done.", true); refresh(() => true); }
  else if (then === "stay") tell(form, "Sent.", true);
  else if (then === "secret") {
    tell(form, "Shown this once, so copy it now: " + answer.content.token, true);
    form.querySelector(".result").classList.add("secret");
    refresh(() => true);
  } else location.assign(then);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.getAttribute("action").startsWith("/api/")) return;
  event.preventDefault();
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  submit(form).catch(() => tell(form, "The appliance could not be reached.", false)).finally(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  });
});

// ---- Begin ----

if (document.body.dataset.state) {
  listen();
  compareClocks().catch(() => {});
  showTime();
  setInterval(watch, 500);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh(() => true);
  });
}
