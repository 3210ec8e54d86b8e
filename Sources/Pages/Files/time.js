// SPDX-License-Identifier: Apache-2.0
// The time of day, stepped from the appliance and not from the browser's clock.
"use strict";

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
    const sample = { ahead: instant(status.time.tai) + 0.5 - (sent + received) / 2, within: (received - sent) / 2 + 0.5 };
    takeLeap(status.time);
    if (best === null || sample.within < best.within) best = sample;
  }
  clock.ahead = best.ahead;
  clock.uncertainty = best.within;
  clock.measuredAt = steady();
  showBrowserClock();
}

/// TAI has no zone of the browser's kind: its days are counted as if they were UTC's.
function instant(text) {
  return Date.parse(text.replace(/Z?$/, "Z"));
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
  if (moment !== null && !document.body.classList.contains("lost-contact")) {
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
