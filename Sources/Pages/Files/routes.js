// SPDX-License-Identifier: Apache-2.0
// The matrix of alarms and channels: shows what would change, applies it on trial. Needs settings.js before it.
"use strict";

const matrix = document.getElementById("matrix");

function told(row) {
  return [...row.querySelectorAll(".told:checked")].map((box) => box.dataset.channel);
}

/// Alarms that go the usual way show it.
function showUsual() {
  const usual = told(matrix.querySelector("[data-alarm=default]"));
  for (const row of matrix.querySelectorAll("[data-severity]")) {
    const isOwn = row.querySelector(".own").checked;
    for (const box of row.querySelectorAll(".told")) {
      box.disabled = !isOwn;
      if (!isOwn) box.checked = usual.includes(box.dataset.channel);
    }
  }
}

function showSeverity(severity) {
  let count = 0;
  for (const row of matrix.querySelectorAll("[data-severity]")) {
    row.hidden = severity !== "" && row.dataset.severity !== severity;
    if (!row.hidden) count += 1;
  }
  document.getElementById("routes-count").textContent = count === 1 ? "1 alarm" : count + " alarms";
}

/// What stands in the boxes. "All channels" stays that as long as all are ticked, so that a new channel is among them.
function routesWanted() {
  const usual = matrix.querySelector("[data-alarm=default]");
  const channels = told(usual);
  const isAll = usual.dataset.all === "yes" && channels.length === usual.querySelectorAll(".told").length;
  const alarms = {};
  for (const row of matrix.querySelectorAll("[data-severity]")) {
    if (row.querySelector(".own").checked) alarms[row.dataset.alarm] = told(row);
  }
  return { default: isAll ? null : channels, alarms };
}

async function composeRoutes() {
  const answer = await send("POST", "/api/v1/config/routes", JSON.stringify(routesWanted()),
    { "Content-Type": "application/json" });
  if (!answer.ok) return sayOfRoutes(refusal(answer), false);
  return answer.content;
}

function sayOfRoutes(text, isFine, ...more) {
  const said = element("p", text, { className: "result" + (isFine ? " fine" : "") });
  document.getElementById("routes-verdict").replaceChildren(said, ...more);
  return null;
}

function showRoutes(composed) {
  if (composed.changes.length === 0) return sayOfRoutes("Nothing would change.", true);
  const notes = [changesTable(composed.changes)];
  notes.push(element("p", composed.losesComments
    ? "Comments stand in the lines that are written anew, and would go. To keep them, change alarms.route in the configuration above."
    : "Everything else in the configuration stays as it is written, comments too.", { className: "note" }));
  return sayOfRoutes("This would change:", true, ...notes);
}

async function checkRoutes() {
  const composed = await composeRoutes();
  if (composed) showRoutes(composed);
}

async function applyRoutes() {
  const composed = await composeRoutes();
  if (!composed) return;
  showRoutes(composed);
  if (composed.changes.length === 0) return;
  if (composed.losesComments && !window.confirm("Comments among the routes will be lost. Apply all the same?")) return;
  const seconds = Number(document.getElementById("routes-trial").value) || 60;
  const answer = await send("PUT", "/api/v1/config?comment=alarm%20routes&confirm=" + seconds, composed.text,
    { ...YAML, "If-Match": String(composed.version) });
  if (answer.ok) location.reload();
  else sayOfRoutes(refusal(answer), false);
}

if (matrix) {
  matrix.addEventListener("change", showUsual);
  const severity = document.getElementById("routes-severity");
  severity.addEventListener("change", () => showSeverity(severity.value));
  showSeverity(severity.value);
  showUsual();
  for (const [id, act] of [["routes-check", checkRoutes], ["routes-apply", applyRoutes]]) {
    document.getElementById(id).addEventListener("click", () => {
      act().catch(() => sayOfRoutes("The appliance could not be reached.", false));
    });
  }
}
