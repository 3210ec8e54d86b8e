// SPDX-License-Identifier: Apache-2.0
// The editor of the configuration: checks, shows what would change, applies on trial. Needs gnomon.js before it.
"use strict";

const editor = document.getElementById("editor");
const verdict = document.getElementById("verdict");
const YAML = { "Content-Type": "application/yaml" };

function element(name, text, properties) {
  const made = Object.assign(document.createElement(name), properties || {});
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

/// Where in the text a line and column lie, both from 1; columns count Unicode scalars, as the appliance does.
function placeInText(line, column) {
  const lines = editor.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return before + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
}

function select(line, column) {
  const start = placeInText(line, Math.max(1, column));
  const end = editor.value.indexOf("\n", start);
  editor.focus();
  editor.setSelectionRange(start, end < 0 ? editor.value.length : end);
  const height = editor.scrollHeight / editor.value.split("\n").length;
  editor.scrollTop = Math.max(0, (line - 4) * height);
  showPlace();
}

function showPlace() {
  const before = editor.value.slice(0, editor.selectionStart).split("\n");
  document.getElementById("editor-place").textContent =
    "line " + before.length + ", column " + ([...before[before.length - 1]].length + 1);
}

function showFaults(faults) {
  editor.setAttribute("aria-invalid", String(faults.length > 0));
  if (faults.length === 0) return;
  const list = element("ul", null, { className: "plain faults" });
  for (const fault of faults) {
    const item = element("li");
    if (fault.line > 0) {
      const jump = element("button", "line " + fault.line + ", column " + fault.column, { type: "button", className: "quiet" });
      jump.addEventListener("click", () => select(fault.line, fault.column));
      item.append(jump, " ");
    }
    if (fault.key) item.append(element("strong", fault.key), ": ");
    item.append(fault.reason);
    list.append(item);
  }
  const count = faults.length === 1 ? "One thing is wrong" : faults.length + " things are wrong";
  verdict.replaceChildren(element("p", count + "; nothing was changed.", { className: "result" }), list);
}

function showChanges(changes) {
  if (changes.length === 0) {
    verdict.replaceChildren(element("p", "Nothing is wrong, and nothing would change.", { className: "result fine" }));
    return;
  }
  verdict.replaceChildren(
    element("p", "Nothing is wrong. This would change:", { className: "result fine" }), changesTable(changes));
}

function changesTable(changes) {
  const table = element("table", null, { className: "figures changes" });
  const head = table.createTHead().insertRow();
  for (const name of ["Setting", "Now", "Then", "Takes effect"]) head.append(element("th", name, { scope: "col" }));
  const body = table.createTBody();
  for (const change of changes) {
    const row = body.insertRow();
    row.append(element("th", change.key, { scope: "row" }));
    row.insertCell().append(element("del", text(change.old)));
    row.insertCell().append(element("ins", text(change.new)));
    row.insertCell().textContent = change.takesEffect === "restart" ? "after a restart" : "at once";
  }
  const scroll = element("div", null, { className: "scroll", tabIndex: 0 });
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", "What would change");
  scroll.append(table);
  return scroll;
}

function text(value) {
  if (value === null || value === undefined) return "not set";
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function check() {
  const answer = await send("POST", "/api/v1/config/check", editor.value, YAML);
  if (!answer.ok) return complain(answer);
  const faults = answer.content.faults || [];
  showFaults(faults);
  if (faults.length === 0) showChanges(answer.content.changes || []);
}

async function apply() {
  const seconds = Number(document.getElementById("trial").value) || 60;
  const answer = await send("PUT", "/api/v1/config?confirm=" + seconds, editor.value,
    { ...YAML, "If-Match": editor.dataset.version });
  if (!answer.ok) {
    complain(answer);
    return;
  }
  editor.defaultValue = editor.value;
  location.reload();
}

function complain(answer) {
  const faults = answer.content && answer.content.faults;
  if (faults && faults.length > 0) showFaults(faults);
  else verdict.replaceChildren(element("p", refusal(answer), { className: "result" }));
}

function press(button, act) {
  document.getElementById(button).addEventListener("click", () => {
    act().catch(() => verdict.replaceChildren(element("p", "The appliance could not be reached.", { className: "result" })));
  });
}

press("check", check);
press("apply", apply);
for (const kind of ["keyup", "click", "input"]) editor.addEventListener(kind, showPlace);
window.addEventListener("beforeunload", (event) => {
  if (editor.value !== editor.defaultValue) event.preventDefault();
});
