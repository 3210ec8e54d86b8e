// SPDX-License-Identifier: Apache-2.0
// Figures, as the server writes them.
"use strict";

const MINUS = "\u2212";

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
  offset: (ns) => (ns === null ? "not measured" : offsetText(ns * 1e-9)),
  seconds: durationText,
  frequency: frequencyText,
  count: countText,
  satellites: (receiver) => receiver.satellitesUsed + " of " + receiver.satellitesInView,
  since: (begin, status) => durationText(Math.max(0, (Date.parse(status.time.utc) - Date.parse(begin)) / 1000)),
};
