// SPDX-License-Identifier: Apache-2.0
// Forms that speak to the API; begins what the other scripts define.
"use strict";

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

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

/// A refusal in the words of the appliance (RFC 9457).
function refusal(answer) {
  const problem = answer.content;
  if (problem && problem.detail) return sentence(problem.detail);
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
  else if (then === "stay") tell(form, "Done.", true);
  else if (then === "secret") {
    tell(form, "Shown this once, so copy it now: " + answer.content.secret, true);
    form.querySelector(".result").classList.add("secret");
    refresh(() => true);
  } else location.assign(then);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.getAttribute("action").startsWith("/api/") || event.defaultPrevented) return;
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
