// SPDX-License-Identifier: Apache-2.0
// Forms with files: making a backup, restoring one, uploading a certificate. Needs settings.js before it.
"use strict";

/// Fetches, with what proves that it comes from here; unlike send(), it leaves the body alone.
function post(address, body, type) {
  const headers = { Accept: "application/json", "X-CSRF-Token": document.querySelector("meta[name=csrf]").content };
  if (type) headers["Content-Type"] = type;
  return fetch(address, { method: "POST", body, headers });
}

async function heardFrom(answer) {
  const text = await answer.text();
  let content = null;
  try { content = text === "" ? null : JSON.parse(text); } catch { content = null; }
  return { ok: answer.ok, status: answer.status, content };
}

async function makeBackup(form) {
  const fields = fieldsOf(form);
  if (fields.passphrase !== fields.repeated) return tell(form, "The two passphrases differ.", false);
  const answer = await post(form.action, JSON.stringify(fields), "application/json");
  if (!answer.ok) return tell(form, refusal(await heardFrom(answer)), false);
  const told = answer.headers.get("Content-Disposition") || "";
  const name = (/filename="([^"]+)"/.exec(told) || [null, "gnomon.backup"])[1];
  const address = URL.createObjectURL(await answer.blob());
  element("a", null, { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  form.reset();
  return tell(form, "Made: " + name + ". Keep the passphrase elsewhere.", true);
}

async function restore(form, button) {
  const address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
  const answer = await heardFrom(await post(address, new FormData(form)));
  document.getElementById("restore-verdict").replaceChildren();
  if (!answer.ok) return tell(form, refusal(answer), false);
  if (address.endsWith("/check")) return showRestore(form, answer.content);
  return location.reload();
}

function showRestore(form, report) {
  const verdict = document.getElementById("restore-verdict");
  const made = "It was made " + report.made.slice(0, 16).replace("T", " ") + " UTC by Gnomon " + report.program + ".";
  if (report.faults.length > 0) {
    const list = element("ul", null, { className: "plain faults" });
    for (const fault of report.faults) list.append(element("li", fault));
    verdict.replaceChildren(element("p", made + " It cannot be restored:", { className: "result" }), list);
    return tell(form, "Nothing was changed.", false);
  }
  const parts = report.parts.filter((part) => part.differs)
    .map((part) => ({ key: part.name, old: part.now, new: part.then, takesEffect: "now" }));
  const changes = [...report.changes, ...parts];
  if (changes.length === 0) verdict.replaceChildren(element("p", made + " Everything is as it is in the backup."));
  else verdict.replaceChildren(element("p", made + " This would change:"), changesTable(changes));
  return tell(form, "Nothing was changed yet.", true);
}

/// Each fault at its field.
async function upload(form) {
  for (const place of form.querySelectorAll("[data-fault]")) showFieldFault(form, place.dataset.fault, "");
  const answer = await heardFrom(await post(form.action, new FormData(form)));
  if (answer.ok) return location.reload();
  const faults = (answer.content && answer.content.faults) || [];
  for (const fault of faults) if (fault.field) showFieldFault(form, fault.field, sentence(fault.reason));
  const atField = faults.filter((fault) => fault.field).length;
  return tell(form, atField > 0 ? "The certificate in use stays; see above what is wrong." : refusal(answer), false);
}

function showFieldFault(form, name, text) {
  const place = form.querySelector("[data-fault=" + name + "]");
  place.textContent = text;
  place.hidden = text === "";
  for (const input of form.querySelectorAll("[name=" + name + "]")) input.setAttribute("aria-invalid", String(text !== ""));
}

const ACTS = { backup: makeBackup, restore, fields: upload };

for (const form of document.querySelectorAll("form[data-by]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const buttons = [...form.querySelectorAll("button")].filter((button) => !button.disabled);
    const act = ACTS[form.dataset.by](form, event.submitter);
    for (const button of buttons) button.disabled = true;
    act.catch(() => tell(form, "The appliance could not be reached.", false)).finally(() => {
      for (const button of buttons) button.disabled = false;
    });
  });
}
